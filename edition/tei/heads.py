"""What the header of a TEI document says of it, as data: what lists, checks and citations need of a text.

Whoever needs the sender, the date or the topics of a letter asks here instead of searching its tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.tei.header_parts import kind_of_id
from edition.tei.reading import first_text, text_of
from edition.tei.tree import XML_ID, Element, is_not_included, select, select_text
from edition.words.dates import JULIAN, bounds_of, edtf_of
from edition.words.days import year_name, year_of
from edition.words.letter_ids import is_letter_id, number_of

SORTED_BY = [f"{key}{kind}" for key in ("when", "from", "notBefore", "notAfter") for kind in ("", "-iso")]
UNKNOWN = "unknown"  # the name of a correspondent whom nobody knows
EXTRACT = 200  # characters, about, of the summary that a list shows


@dataclass(frozen=True)
class ReferencedName:
    """A name as it is written in a header, the id of its register entry ("" for none), and whether it is
    certain (no `@cert`)."""

    ref: str
    words: str
    certain: bool = True


@dataclass(frozen=True)
class Copy:
    """A document in which a letter is handed down: what it is (“draft”; "" for the one edited), who
    has it, its shelfmark with the leaves, the leaves alone, and what is to be said of it."""

    kind: str
    repository: str
    shelfmark: str
    leaves: str
    note: str

    @property
    def words(self) -> str:
        """Where it lies: “Skarvøy Museum, MS Lamps 2, ff. 1–2”."""
        return ", ".join(filter(None, (self.repository, self.shelfmark)))


@dataclass(frozen=True)
class Station:
    """A station of a letter on its way: `kind` is `received` or `forwarded`; by whom and to whom it was
    passed on, where and when; "" for what is not known."""

    kind: str
    by: tuple[ReferencedName, ...]
    to: tuple[ReferencedName, ...]
    place: tuple[ReferencedName, ...]
    date: str
    earliest: str
    latest: str


@dataclass(frozen=True)
class LetterHead:
    """What lists and other pages say of a letter: all but its text.

    `date_sort` is the day, month or year by which it is ordered, `earliest` and `latest` are the days within
    which it was written (ISO 8601, "" for an open end), `edtf` is the date as EDTF ("" without one), all in
    the Gregorian calendar; `old_style` is the Julian date of one that is dated by that calendar. `year`
    is the year as it is written, `year_number` as it is counted.
    `subject` says in a few words what it is about, `description` in a sentence or two, `about` which topics
    each paragraph of the summary has, where that is said.
    """

    id: str
    number: str
    title: str
    own_title: bool
    subject: str
    kind: str
    date_printed: str
    date_sort: str
    earliest: str
    latest: str
    edtf: str
    old_style: str
    date_certain: bool
    year: str
    year_number: int | None
    place: tuple[ReferencedName, ...]
    sender: tuple[ReferencedName, ...]
    recipients: tuple[ReferencedName, ...]
    sent: bool
    way: tuple[Station, ...]
    shelfmark: str
    repository: str
    edited: Copy
    witnesses: tuple[Copy, ...]
    doi: str
    printed_in: tuple[str, ...]
    included: bool
    previous: str
    next: str
    answers: tuple[str, ...]
    followed_by: tuple[str, ...]
    topics: tuple[str, ...]
    description: str
    about: tuple[tuple[str, tuple[str, ...]], ...]

    def paragraphs_on(self, topic: str) -> tuple[str, ...]:
        """The ids of the paragraphs of its summary that are about a topic."""
        return tuple(paragraph for paragraph, topics in self.about if topic in topics)

    @property
    def correspondents(self) -> frozenset[str]:
        """The ids of its senders and recipients, as far as they are in a register."""
        return frozenset(name.ref for name in (*self.sender, *self.recipients) if name.ref)


@dataclass(frozen=True)
class EssayHead:
    """What lists and other pages say of an essay: all but its text. `letters` are the ids of the letters that
    it discusses, then of those that it links to."""

    id: str
    title: str
    kind: str
    author: str
    source: str
    included: bool
    description: str
    letters: tuple[str, ...]


Head = LetterHead | EssayHead


def letter_head(tree: Element) -> LetterHead:
    """Read the header of a letter (TEI P5, 2.4.6, `correspDesc`), which must have a dated `correspAction` for
    sending and one for receipt."""
    ref = str(tree.get(XML_ID))
    sent = select(tree, "//t:correspAction[@type='sent' or @type='written']")[0]
    received = select(tree, "//t:correspAction[@type='received' or @type='addressed']")[0]
    edited = next(map(_copy, select(tree, "//t:sourceDesc/t:msDesc")), NOWHERE)
    date = select(sent, "t:date")[0]
    attributes = dict(map(_as_text, date.attrib.items()))
    sort = next((attributes[key] for key in SORTED_BY if attributes.get(key)), "")
    year = year_of(sort) if sort else None
    custom = attributes.get("when-custom", "")
    earliest, latest = bounds_of(attributes)
    inferred = select(tree, "//t:note[@type='dating'][@subtype='inferred']")
    return LetterHead(
        id=ref,
        number=number_of(ref),
        title=first_text(tree, "//t:titleStmt/t:title"),
        subject=first_text(tree, "//t:titleStmt/t:title[@type='desc']"),
        own_title=bool(select(tree, "//t:titleStmt/t:title[@type='main']")),
        kind=_kind(tree),
        date_printed=text_of(date),
        date_sort=sort,
        earliest=earliest,
        latest=latest,
        edtf=edtf_of(attributes),
        old_style=custom if custom and attributes.get("datingMethod") == JULIAN else "",
        date_certain=not date.get("cert") and not inferred,
        year=year_name(year) if year is not None else "undated",
        year_number=year,
        place=_names(sent, "t:placeName"),
        sender=_names(sent, "t:persName | t:orgName"),
        recipients=_names(received, "t:persName | t:orgName"),
        sent=sent.get("type") == "sent",
        way=tuple(map(_station, select(tree, "//t:correspAction[@type='forwarded' or @type='received']"))),
        shelfmark=edited.shelfmark,
        repository=edited.repository,
        edited=edited,
        witnesses=tuple(map(_copy, select(tree, "//t:listWit/t:witness/t:msDesc"))),
        doi=first_text(tree, "//t:publicationStmt/t:idno[@type='DOI']"),
        printed_in=tuple(ref[1:] for ref in select_text(tree, "//t:bibl[@type='print']/t:title/@ref")),
        included=not is_not_included(tree),
        previous="".join(_context(tree, "prev")),
        next="".join(_context(tree, "next")),
        answers=_context(tree, "replyTo"),
        followed_by=_context(tree, "followedBy"),
        topics=tuple(t[1:] for t in select_text(tree, "//t:catRef[@scheme='#topics']/@target")),
        description=first_text(tree, "//t:abstract/t:ab") or whole_sentences(_summary(tree), EXTRACT),
        about=tuple(
            (str(paragraph.get(XML_ID)), tuple(t[1:] for t in paragraph.get("ana", "").split()))
            for paragraph in select(tree, "//t:abstract/t:p[@ana]")
        ),
    )


def essay_head(tree: Element) -> EssayHead:
    """Read the header of an essay (TEI P5, 2.2 and 2.4)."""
    kinds = select_text(tree, "//t:catRef[@scheme='#kinds']/@target")
    return EssayHead(
        id=str(tree.get(XML_ID)),
        title=first_text(tree, "//t:titleStmt/t:title"),
        kind=kinds[0].removeprefix("#kind-") if kinds else "essay",
        author=" ".join(text_of(e) for e in select(tree, "//t:titleStmt/t:author")),
        source="; ".join(text_of(e) for e in select(tree, "//t:sourceDesc/t:bibl")),
        included=not is_not_included(tree),
        description=_summary(tree),
        letters=_letters(tree),
    )


def _joined(description: Element, *paths: str) -> str:
    """What some paths find first, joined with commas: of what stands in two of them the words once."""
    return ", ".join(dict.fromkeys(filter(None, (first_text(description, path) for path in paths))))


NOWHERE = Copy("", "", "", "", "")


def _copy(description: Element) -> Copy:
    identifier = "t:msIdentifier"
    leaves = first_text(description, "t:msContents//t:locus")
    return Copy(
        kind=first_text(description, "t:head"),
        repository=_joined(description, f"{identifier}/t:institution", f"{identifier}/t:repository"),
        shelfmark=_joined(description, f"{identifier}/t:collection", f"{identifier}/t:idno"),
        leaves=leaves,
        note=first_text(description, "t:msContents/t:p | t:physDesc/t:p").removeprefix(leaves).lstrip(". "),
    )


def _station(action: Element) -> Station:
    dates = select(action, "t:date")
    earliest, latest = bounds_of(dict(map(_as_text, dates[0].attrib.items()))) if dates else ("", "")
    return Station(
        kind=str(action.get("type")),
        by=_names(action, "t:persName | t:orgName") if action.get("type") == "forwarded" else (),
        to=_names(action, "t:name/t:persName"),
        place=_names(action, "t:placeName"),
        date=text_of(dates[0]) if dates else "",
        earliest=earliest,
        latest=latest,
    )


def _as_text(pair: tuple[object, object]) -> tuple[str, str]:
    return str(pair[0]), str(pair[1])


def _kind(tree: Element) -> str:
    """The kind of a letter, in the words of the edition."""
    for kind in select(tree, "//t:catRef[@scheme='#kinds']"):
        return kind.get("n") or kind_of_id(kind.get("target", "").removeprefix("#"))
    return "letter"


def _names(action: Element, path: str) -> tuple[ReferencedName, ...]:
    return tuple(
        ReferencedName((name.get("ref") or "").removeprefix("#"), text_of(name), name.get("cert") is None)
        for name in select(action, path)
    )


def _context(tree: Element, kind: str) -> tuple[str, ...]:
    """The letters to which a letter is tied. (`correspContext`.)"""
    targets = select_text(tree, "//t:correspContext/t:ref[@type=$kind]/@target", kind=kind)
    return tuple(target[1:] for target in targets)


def _letters(tree: Element) -> tuple[str, ...]:
    """The letters that an essay is said to discuss, then any others that it links to."""
    targets = [
        *select_text(tree, "//t:catRef[@scheme='#letters']/@target"),
        *select_text(tree, "//t:ref/@target"),
    ]
    documents = (target[1:].partition(".")[0] for target in targets if target.startswith("#"))
    return tuple(dict.fromkeys(filter(is_letter_id, documents)))


def _summary(tree: Element) -> str:
    return " ".join(text_of(p) for p in select(tree, "//t:abstract/t:p"))


SENTENCE_END = re.compile(r"(?<=[.!?…])[”’)]* (?=[A-ZÀ-Þ“‘])")
ABBREVIATION = re.compile(r"(?:\b[A-Z][a-z]?|\b(?:no|Mr|Mrs|Dr|vol|op))\.\Z")


def whole_sentences(text: str, length: int) -> str:
    """As many sentences of a text as have room in `length` characters, at least the first."""
    ends = [
        match.start()
        for match in SENTENCE_END.finditer(text)
        if not ABBREVIATION.search(text[: match.start()])
    ]
    fitting = [end for end in ends if end <= length] or ends[:1]
    return text if len(text) <= length or not fitting else text[: fitting[-1]].rstrip()
