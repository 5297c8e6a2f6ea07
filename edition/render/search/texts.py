"""What can be found in the edition: its texts, each with the passages in which a search finds words.

Every word of the edition's texts is in exactly one passage, that of the nearest element with an id, so that
a hit opens where the word is. The first passage of a text is its heading. A *part* is what one file of the
index holds: a letter, an essay, or some forty entries of a register. A part depends on its own files alone;
what needs the whole edition (the labels of voices, the spellings of names) is settled in `search.joined`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pydantic import BaseModel

from edition.forms.configuration import ConfigFields
from edition.forms.language import Language, wording
from edition.forms.lists import ErratumFields, RequestFields
from edition.forms.registers import Event, RegisterEntry
from edition.kinds import KINDS
from edition.lookup.addresses import href, unit_label
from edition.lookup.catalogue import citation_forms
from edition.model import Document, Edition, Mention
from edition.tei.heads import EssayHead, LetterHead
from edition.tei.reading import COPIED, SEARCHED, WRITTEN, text_of
from edition.tei.tree import XML_ID, Element, name_of, select
from edition.words.dates import first_day
from edition.words.digest import digest_of

KINDS_OF_PASSAGE = {  # in the order in which readers are offered them
    "letter": wording("Letters"),
    "summary": wording("Summaries"),
    "note": wording("Notes"),
    "essay": wording("Essays"),
    "source": wording("Sources"),
    "entry": wording("People and subjects"),
    "event": wording("Chronology"),
    "request": wording("Requests"),
    "about": wording("About the edition"),
}
BATCH = 40  # entries in a file
OWN = "edition"  # the voice of the edition


@dataclass(frozen=True)
class FoundPassage:
    """A unit: its id within its text ("" for the text itself), what it is called, its kind, the ids or
    names of those whose words it has, and its words; `named` has for each register entry that is named the
    words that name it, `copied` the readings of the copy that were emended, each with the words in its
    place."""

    unit: str
    label: str
    kind: str
    voices: tuple[str, ...]
    words: str
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    copied: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class FoundText:
    """A letter, an essay, an entry …: its address from the site's root, what it is called, a line about it,
    the day by which it is ordered ("" for none), its passages, and the forms in which it is cited (as
    `lookup.catalogue` has them)."""

    url: str
    name: str
    about: str
    date: str
    passages: Sequence[FoundPassage]
    cited: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """What stands in one file of the index: its id, a digest of what it is made of, the function that makes
    its texts."""

    id: str
    key: str
    texts: Callable[[], Sequence[FoundText]]


def parts_of(edition: Edition, config: ConfigFields) -> Iterator[Part]:
    """All parts of an edition: a letter, an essay each; events, requests, entries, errata in batches."""
    phrases = config.phrases
    mentions = _by_document(edition.mentions)
    for document in edition.documents.values():
        yield _document_part(document, mentions.get(document.id, ()), phrases)
    yield from _batches(
        "events", [(ref, event, phrases) for ref, event in edition.register(Event).entries.items()], _event
    )
    heads = {letter.id: letter for letter in edition.letters}
    requests = [request for request in edition.listed(RequestFields) if request.letter in heads]
    rows = [
        (r, heads[r.letter].number, heads[r.letter].date_sort, phrases.word(config.decisions), phrases)
        for r in requests
    ]
    yield from _batches("requests", rows, _request)
    for kind in (kind for kind in KINDS.values() if kind.own_pages):
        entries = edition.registers[kind.register].entries
        yield from _batches(
            kind.register, [(ref, entry, phrases.say(kind.label)) for ref, entry in entries.items()], _entry
        )
    if config.volume:
        yield from _batches(
            "errata", [(erratum, phrases) for erratum in edition.listed(ErratumFields)], _erratum
        )


def _by_document(mentions: Iterable[Mention]) -> Mapping[str, Sequence[Mention]]:
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_document[mention.document].append(mention)
    return by_document


def _document_part(document: Document, mentions: Sequence[Mention], phrases: Language) -> Part:
    key = digest_of(document.data, repr(phrases))
    return Part(document.id, key, partial(_made, document_text, [(document, mentions, phrases)]))


def _batches(name: str, rows: Sequence[tuple[Any, ...]], make: Callable[..., FoundText]) -> Iterator[Part]:
    """Parts of some forty texts, each made of the values of a row."""
    for number, start in enumerate(range(0, len(rows), BATCH), 1):
        batch = rows[start : start + BATCH]
        key = digest_of(*(_as_text(value) for row in batch for value in row))
        yield Part(f"{name}-{number}", key, partial(_made, make, batch))


def _as_text(value: object) -> str:
    return value.model_dump_json() if isinstance(value, BaseModel) else repr(value)


def _made(make: Callable[..., FoundText], rows: Sequence[tuple[Any, ...]]) -> Sequence[FoundText]:
    return [make(*row) for row in rows]


# -- letters and essays -------------------------------------------------------------------------------


def document_text(document: Document, mentions: Iterable[Mention], phrases: Language) -> FoundText:
    """A letter or an essay with a passage for each of its units that has words. A pure function of the
    document and the mentions in it."""
    head = document.head
    if isinstance(head, LetterHead):
        name, about, kind = (
            phrases.say("Letter {number}", number=head.number),
            " · ".join(filter(None, (head.subject, head.title))),
            "letter",
        )
        voices, date = tuple(sender.ref for sender in head.sender if sender.ref), head.date_sort
    else:
        name, about, kind = head.title, phrases.word(head.kind.capitalize()), _kind_of(head)
        voices, date = _voices_of(head, kind), ""
    named, passages = _named_in(mentions), []
    for element in _units(document):
        unit = str(element.get(XML_ID)).removeprefix(f"{document.id}.")
        if words := text_of(element, SEARCHED).replace("\u00ad", ""):
            own, by = _voice_of(element, kind, voices)
            passage = FoundPassage(
                unit, unit_label(f".{unit}", phrases), own, by, words, named.get(unit, {}), _copied(element)
            )
            passages.append(passage)
    first = passages[0].kind if passages else "summary" if kind == "letter" else kind
    heading = FoundPassage("", "", first, (OWN,), ". ".join([name, *about.split(" · ")]))
    cited = citation_forms(head) if isinstance(head, LetterHead) else ()
    return FoundText(href(document.id, ""), name, about, date, [heading, *passages], tuple(cited))


def _kind_of(essay: EssayHead) -> str:
    return {"source": "source", "editorial": "about"}.get(essay.kind, "essay")


def _voices_of(essay: EssayHead, kind: str) -> tuple[str, ...]:
    if essay.author:
        return (essay.author,)
    return () if kind == "source" else (OWN,)


def _units(document: Document) -> list[Element]:
    parts = "//t:abstract//*[@xml:id] | /t:TEI/t:text//*[@xml:id] | //t:standOff//t:note[@xml:id]"
    return select(document.tree, parts)


def _named_in(mentions: Iterable[Mention]) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """By unit the entries named there, each with the words that name it."""
    by_unit: dict[str, dict[str, list[str]]] = {}
    for mention in mentions:
        unit = mention.unit.removeprefix(f"{mention.document}.")
        forms = by_unit.setdefault(unit, {}).setdefault(mention.entry, [])
        if mention.words and mention.words not in forms:
            forms.append(mention.words)
    return by_unit


# what is read in one way and can be looked for in another: the other reading, and where it is found
READINGS = (
    ("t:choice[t:sic and t:corr]", "t:sic", "t:corr"),
    ("t:choice[t:abbr]", "t:expan", "t:abbr"),
    ("t:choice[t:orig]", "t:reg", "t:orig"),
    ("t:subst", "t:del", "t:add"),
)


def _copied(element: Element) -> Sequence[tuple[str, str]]:
    """What can be looked for beside the words of a unit: what the copy reads where it was emended,
    expansions, modern spellings, deletions; each with the words that stand there now. Of this unit alone."""
    pairs: list[tuple[str, str]] = []
    for path, other, now in READINGS:
        own = [each for each in select(element, f".//{path}") if _unit_around(each) is element]
        pairs += [
            (text_of(read, COPIED if other == "t:sic" else WRITTEN), text_of(select(each, now)[0]))
            for each in own
            for read in select(each, other)
            if select(each, now)
        ]
    deleted = [e for e in select(element, ".//t:del[not(parent::t:subst)]") if _unit_around(e) is element]
    pairs += [(text_of(each, WRITTEN), " ".join((each.tail or "").split()[:3])) for each in deleted]
    return [(copy, now) for copy, now in pairs if any(map(str.isalnum, copy)) and copy != now]


def _unit_around(element: Element) -> Element:
    return next(each for each in element.iterancestors() if each.get(XML_ID))


def _voice_of(element: Element, kind: str, voices: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """(kind, voices) of a unit; notes and enclosures have their own."""
    if name_of(element) == "note":
        if element.get("type") == "authorial" and voices:
            return "note", voices
        return "note", ((element.get("resp") or f"#{OWN}")[1:],)
    if any(name_of(ancestor) == "abstract" for ancestor in element.iterancestors()):
        return ("summary" if kind == "letter" else kind), (OWN,)
    for ancestor in (element, *element.iterancestors("{*}div")):
        if ancestor.get("type") == "enclosure" and ancestor.get("resp"):
            return kind, (ancestor.get("resp", "")[1:],)
    return kind, voices


# -- what is short ------------------------------------------------------------------------------------


def _short(
    ref: str, name: str, about: str, date: str, kind: str, words: str, about_whom: Iterable[str]
) -> FoundText:
    """A text of one passage, with its heading."""
    named: dict[str, Sequence[str]] = dict.fromkeys(about_whom, ())
    heading = FoundPassage("", "", kind, (OWN,), name, named)
    passages = [heading, FoundPassage("", "", kind, (OWN,), words, named)] if words else [heading]
    return FoundText(href(ref, ""), name, about, date, passages)


def _entry(ref: str, entry: RegisterEntry, kind: str) -> FoundText:
    words = " ".join(f"{text.rstrip('.')}." for text in (entry.cyrillic, *entry.texts) if text)
    return _short(ref, entry.name, kind, "", "entry", words, [ref])


def _event(ref: str, event: Event, phrases: Language) -> FoundText:
    date, about = first_day(event.date), phrases.date(event.date)
    words = f"{about}. {event.summary}".strip()
    return _short(ref, event.name, about, date, "event", words, event.persons)


def _request(request: RequestFields, letter: str, date: str, title: str, phrases: Language) -> FoundText:
    """What a letter asks for, and what was decided."""
    decision, number = request.decision, request.id.rpartition(".r")[2]
    name = phrases.say("Letter {letter}, request {number}", letter=letter, number=number)
    texts = [request.what, *([decision.what, decision.difference] if decision else [])]
    words = " ".join(f"{text.rstrip('.')}." for text in texts if text)
    return _short(request.id, name, title, date, "request", words, request.about)


def _erratum(erratum: ErratumFields, phrases: Language) -> FoundText:
    locator = erratum.where.locator
    words = f"{erratum.says} {erratum.correct} {erratum.evidence}"
    name = locator[:1].upper() + locator[1:]
    return _short(
        erratum.id, name, phrases.say("Errata of the printed volume"), "", "about", words, erratum.concerns
    )
