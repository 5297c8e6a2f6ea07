"""Everything that is pointed to exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.check.lexicon import Lexicon
from edition.check.read_document import ReadDocument
from edition.check.running_text import RunningText
from edition.findings.diagnostics import Diagnostic, Location, did_you_mean
from edition.findings.rule import ERROR, WARNING, Rule, yields
from edition.forms.configuration import VOLUME, ConfigFields
from edition.kinds import kind_of
from edition.model import Edition
from edition.paths import CONFIG_PATH, INDEX_PATH, MOVED_PATH, STATIC, register_path
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, tag
from edition.words.date_words import date_in, in_words
from edition.words.dates import is_within
from edition.words.letter_ids import LETTER as ID

LETTER_ID = re.compile(ID)
REF = tag("ref")


def known_ids(edition: Edition, config: ConfigFields) -> set[str]:
    """All ids of the edition: documents, their units, entries of registers and lists, and the voices of
    `responsible`."""
    listed = {entry.fields.ref for entry in edition.lists if entry.fields.linkable}
    return edition.ids() | listed | set(config.responsible) | {VOLUME}


L101 = Rule(
    "L101",
    ERROR,
    "a name, place, work or term that no register has",
    why="A link to a missing entry would lead nowhere.",
    bad="`[Brandt]{ref=person-brant}`, `place: place-lunt`",
    good="`[Brandt]{ref=person-brandt}`, `place: place-lund`",
)
L102 = Rule(
    "L102",
    ERROR,
    "a link to something that does not exist",
    why="A link to a missing letter, paragraph or note would lead nowhere.",
    bad="`[letter 99](#L99)`, `[there](#L1.p40)`",
    good="`[letter 2](#L2)`, `[there](#L1.p4)`",
)


D240 = Rule(
    "D240",
    ERROR,
    "an image that is not there",
    why="The page would have a gap. The edition's own images are in `static/`.",
    bad="`facsimile: [{image: scans/1r.jpg, …}]`, and no file `static/scans/1r.jpg`",
    good="the file, or the name that it has",
)


@yields(D240)
def check_images(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Images of letters, and the logo, that are to be in `static/` and are not."""
    there = {path.removeprefix(f"{STATIC}/") for path in edition.digests if path.startswith(f"{STATIC}/")}
    logo = config.look.logo
    if logo and logo not in there:
        hint = did_you_mean(logo, there) or f"put it there, as {STATIC}/{logo}"
        yield D240.at(Location(CONFIG_PATH), f"there is no image {logo} in {STATIC}/", hint, words=logo)
    for document in edition.documents.values():
        for url in document.facts.images:
            path = url.removeprefix(config.url)
            if path != url and path not in there:
                place = document.origins.get(document.id, Location(STATIC))
                hint = did_you_mean(path, there) or f"put it there, as {STATIC}/{path}"
                yield D240.at(place, f"there is no image {path} in {STATIC}/", hint, words=path)


@yields(L102)
def check_index(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Parts of the printed volume for which there is no document."""
    for part in edition.index.parts if edition.index else ():
        for ref in (part.text, *part.letter_ids()):
            if ref not in edition.documents and not edition.unread.covers(ref):
                place, hint = Location(INDEX_PATH), did_you_mean(ref, edition.documents)
                yield L102.at(place, f"there is no document “{ref}”", hint or "see “parts”")


@yields(L101, L102)
def check_links(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Pointers to register entries (L101) and to anything else (L102) that does not exist."""
    ids = known_ids(edition, config)
    menu = [("", entry.to, Location(CONFIG_PATH)) for entry in config.look.menu]
    for document, name, place in (*pointers(edition), *menu):
        whole = name.split(".")[0]
        if name in ids or edition.unread.covers(name):
            continue
        if whole == document and name.startswith(f"{whole}.n"):
            continue  # note references are matched by check.annotations
        kind = kind_of(name)
        known = _what_became_of(name, edition)
        if kind is not None:
            hint = known or did_you_mean(name, (i for i in ids if i.startswith(f"{kind.prefix}-")))
            message = f"“{name}” is not in {register_path(kind.register)}"
            yield L101.at(place, message, hint or "add it there", words=name)
        elif not _text_is_missing(edition, name):
            missing = name if whole in ids else whole
            hint = known or did_you_mean(missing, _alike(missing, ids))
            hint = hint or "write the id of a letter, paragraph or note that is there"
            yield L102.at(place, f"“{missing}” does not exist", hint, words=name)


def _alike(name: str, ids: set[str]) -> Iterator[str]:
    """The ids that may have been meant: of a unit the notes of its document that have names (numbers are all
    alike), of a document those of documents."""
    document, dot, _ = name.partition(".")
    return (each for each in ids if (each.startswith(f"{document}.n-") if dot else "." not in each))


def _what_became_of(name: str, edition: Edition) -> str:
    """A hint for an id that was published and is no more, or ""."""
    registry = edition.registry
    whole = name.partition(".")[0]
    ref = name if name in registry.published else whole
    if ref not in registry.published or ref in edition.ids():
        return ""
    end = registry.ends.get(ref)
    if end is None:
        return f"{ref} was published; put it back, or say in {MOVED_PATH} what became of it"
    successor = registry.successor(ref)
    became = f"it is now {successor}: write that" if successor else "it was withdrawn: remove the link"
    return f"{became} ({end.reason})" if end.reason else became


LETTER = re.compile(r"\bletters? (\d+[a-z]?)\b", re.IGNORECASE)
NOTE = re.compile(r"\bn(?:otes?|\.|n\.) (\d+)", re.IGNORECASE)


L103 = Rule(
    "L103",
    WARNING,
    "a link whose words and address disagree",
    why="One of the two was changed without the other.",
    bad="`[letter 16](#L17)`, `[letter 12, note 3](#L12.n4)`",
    good="`[letter 17](#L17)`, `[letter 12, note 3](#L12.n3)`",
)
L104 = Rule(
    "L104",
    WARNING,
    "a link to its own paragraph",
    why="The link takes readers nowhere.",
    bad="`[above](#L1.s2)` in the second paragraph of the summary of letter 1",
    good="`[above](#L1.s1)` there",
)


@yields(L103, L104)
def check_link_words(read: ReadDocument) -> Iterator[Diagnostic]:
    """Links whose words name another letter or note than they lead to (L103), or that lead to the place they
    stand in (L104)."""
    document = read.document
    for link in document.tree.iter(REF):
        target = (link.get("target") or "").removeprefix("#")
        letter, _, unit = target.partition(".")
        if not LETTER_ID.fullmatch(letter):
            continue
        above = next((ancestor for ancestor in link.iterancestors() if ancestor.get(XML_ID)), None)
        inside = str(above.get(XML_ID)) if above is not None else document.id
        place = document.origins.get(inside, document.origins.get(document.id, Location(document.id)))
        words = text_of(link)
        named, note = LETTER.search(words), NOTE.search(words)
        wrong = (named and f"L{named[1]}" != letter) or (note and unit and unit != f"n{note[1]}")
        if wrong:
            hint = "correct the words or the address"
            yield L103.at(place, f"“{words}” leads to {target}", hint, words=words)
        elif target == inside and inside != document.id:
            message = f"“{words}” leads to its own paragraph"
            yield L104.at(place, message, "remove the link", words=words)


L105 = Rule(
    "L105",
    WARNING,
    "a date that differs from that of the event it links to",
    why="The chronology dates the events. Notes and essays that give a date link to its event, so that "
    "the two stay the same.",
    bad="`[3 June 1901](#event-garden-closes)`, where the chronology has 5 June",
    good="`[5 June 1901](#event-garden-closes)`",
)


@yields(L105)
def check_event_dates(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """Links to events whose words are a date, or have one, that the chronology contradicts (in English)."""
    for passage in prose.ours.passages:
        for link in passage.element.iter(REF) if passage.element is not None else ():
            event = lexicon.events.get((link.get("target") or "").removeprefix("#"))
            words = text_of(link)
            said = date_in(words) if event else ""
            if event and said and not is_within(said, event) and not is_within(event, said):
                start = max(passage.text.find(words), 0)
                message = f"“{words}” leads to an event of {in_words(event)}"
                yield passage.finding(L105, message, (start, start + len(words)), "correct one of the two")


def pointers(edition: Edition) -> Iterator[tuple[str, str, Location]]:
    """(document, id pointed to, location) for everything an author points to; the document is "" for
    registers and the list of versions."""
    for document in edition.documents.values():
        for target, place in document.links:
            yield document.id, target.removeprefix("#"), place
    for register in edition.registers.values():
        for ref, entry in register.entries.items():
            place = register.locations[ref]
            yield from (("", target, place) for target in entry.points_to)
    for target, place in edition.start.links if edition.start else ():
        yield "", target.removeprefix("#"), place
    for listed in edition.lists:
        yield from (("", target, listed.location) for target in listed.fields.points_to)
    for change in edition.changes:
        yield from (("", target, change.location) for target in change.concerns)


OF_TEXTS = re.compile(r"[ph]\d|n\d")  # how the ids in a text begin; those of a summary are always there


def _text_is_missing(edition: Edition, name: str) -> bool:
    """Whether `name` is a unit of a text that is not included, so that it cannot be checked."""
    letter, _, unit = name.partition(".")
    document = edition.documents.get(letter)
    return document is not None and not document.included and OF_TEXTS.match(unit) is not None
