"""What the search knows: a record for each citable unit.

Every word of the edition's texts stands in exactly one record, that of the nearest element with an id, so
that a hit opens where the word stands. Which program makes the index is not known here.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from edition.forms.configuration import ConfigFields
from edition.forms.lists import ErratumFields, RequestFields
from edition.forms.manual import manual_path
from edition.forms.registers import Event, Person, RegisterEntry
from edition.kinds import KINDS
from edition.lookup.addresses import href, unit_label
from edition.model import Document, Edition, Mention, SearchRecord
from edition.render.search.spellings import Spellings
from edition.tei.heads import EssayHead, LetterHead
from edition.tei.reading import SEARCHED, text_of
from edition.tei.tree import XML_ID, Element, name_of, select
from edition.words.dates import in_words, parse_date

FILTERS = ("year", "kind", "voice", "person")
SORTS = {  # of records, in the order in which readers are offered them
    "letter": "Letters",
    "summary": "Summaries",
    "note": "Notes",
    "essay": "Essays",
    "source": "Sources",
    "entry": "People and subjects",
    "event": "Chronology",
    "request": "Requests",
    "about": "About the edition",
}
ARTICLE = re.compile(r"\b\w+['’]((?=[A-ZÀ-Þ])\w{4,})")  # L’Humanité is to be found as Humanité
LAST = "9999"  # what has no date comes after what has one


@dataclass(frozen=True)
class Search:
    """The records in the order of time, and the families of spellings that are in use."""

    records: Sequence[SearchRecord]
    spellings: Sequence[tuple[list[str], list[str]]]

    def values(self, name: str) -> dict[str, list[int]]:
        """The values of a filter, and the ranks of the records that have each."""
        found: dict[str, list[int]] = defaultdict(list)
        for record in self.records:
            for value in record.filters.get(name, ()):
                found[value].append(record.rank)
        return dict(sorted(found.items()))

    def data(self) -> bytes:
        """What the search page knows beside the index: filters (each value with its ranks, as the steps from
        one to the next), spellings, and what records are called."""
        filters = {
            name: {value: _steps(ranks) for value, ranks in self.values(name).items()} for name in FILTERS
        }
        data = {"filters": filters, "spellings": self.spellings, "names": self._names()}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    def _names(self) -> list[tuple[int, list[str]]]:
        """By rank, the names that a record has."""
        return [(record.rank, list(_called(record))) for record in self.records if record.heading]


def _called(record: SearchRecord) -> Iterator[str]:
    """The whole heading; of a letter number and date too, of a person the surname."""
    yield record.heading
    if record.filters["kind"] == ("entry",):
        yield from record.heading.split()[-1:] if "person" in record.filters else ()
    else:
        letter, _, date = record.heading.partition(", ")
        yield from (letter, letter.split()[-1], date)


@dataclass(frozen=True)
class _Text:
    """What all units of a document share."""

    kind: str
    unit: str
    title: str
    year: str
    date: str
    voice: str
    heading: str = ""


class SearchRecords:
    """Makes the records of an edition."""

    def __init__(self, edition: Edition, config: ConfigFields) -> None:
        self.edition, self.config = edition, config
        self.spellings = Spellings(edition.registers)
        self.own = self._label("edition")
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in edition.mentions:
            self.mentions[mention.unit].append(mention)

    def search(self, letters: Iterable[LetterHead], essays: Iterable[EssayHead]) -> Search:
        """All records: of letters, essays, registers, chronology, requests and errata."""
        found: list[tuple[str, SearchRecord]] = []
        for letter in letters:
            text = _Text(
                "letter",
                f"Letter {letter.number}",
                " · ".join(filter(None, (letter.subject, letter.title))),
                letter.date_sort[:4],
                letter.date_sort,
                self._sender(letter),
                f"Letter {letter.number}, {letter.date_printed.strip('[]')}",
            )
            found += ((text.date or LAST, r) for r in self._document(letter.id, text))
        for essay in essays:
            found += ((LAST, r) for r in self._document(essay.id, self._essay(essay)))
        found += self._events()
        found += self._requests(letters)
        found += ((LAST, r) for r in self._entries())
        found += ((LAST, r) for r in self._errata())
        found += ((LAST, r) for r in self._guide())
        found.sort(key=lambda item: item[0])
        records = [replace(record, rank=rank) for rank, (_, record) in enumerate(found)]
        return Search(records, self.spellings.in_use(record.content for record in records))

    def _essay(self, essay: EssayHead) -> _Text:
        kind = {"source": "source", "editorial": "about"}.get(essay.kind, "essay")
        voice = essay.author or ("" if kind == "source" else self.own)
        by_name = {person.name: self._label(ref) for ref, person in self.config.responsible.items()}
        return _Text(kind, essay.title, essay.kind.capitalize(), "", "", by_name.get(voice, voice))

    def _document(self, ref: str, text: _Text) -> Iterator[SearchRecord]:
        """A record for each unit of a document that has words."""
        document = self.edition.documents[ref]
        begun: set[str] = set()  # the first unit of summary and text is found by the number and date too
        for element in _units(document):
            unit = str(element.get(XML_ID))
            content = text_of(element, SEARCHED)
            if not content:
                continue
            kind, voice = self._unit(element, text)
            mentions = self.mentions.get(unit, [])
            persons = {m.entry for m in mentions if self._is_person(m.entry)}
            filters = _filters(kind, text.year, voice, persons)
            names = self._names(content, mentions)
            label = f"{text.unit}, {unit_label(unit)}"
            heading = text.heading if kind != "note" and kind not in begun else ""
            begun.add(kind)
            yield SearchRecord(href(unit, ""), content, label, text.title, names, filters, heading)

    def _unit(self, element: Element, text: _Text) -> tuple[str, str]:
        """Kind and voice of a unit: a note's are its own, as are those of an enclosed text."""
        if name_of(element) == "note":
            if element.get("type") == "authorial" and text.voice:
                return "note", text.voice
            return "note", self._label((element.get("resp") or "#edition")[1:])
        if any(name_of(ancestor) == "abstract" for ancestor in element.iterancestors()):
            return ("summary" if text.kind == "letter" else text.kind), self.own
        for ancestor in (element, *element.iterancestors("{*}div")):
            if ancestor.get("type") == "enclosure" and ancestor.get("resp"):
                return text.kind, self._label(ancestor.get("resp", "")[1:])
        return text.kind, text.voice

    def _guide(self) -> Iterator[SearchRecord]:
        """A record for each section of the guide."""
        filters = _filters("about", "", self.own, ())
        for page in self.edition.guide:
            for section in page.sections:
                where = manual_path(page.name) + (f"#{section.id}" if section.level > 1 else "")
                heading = section.title if section.words else ""
                if heading:
                    yield SearchRecord(where, section.words, heading, page.title, "", filters, heading)

    def _entries(self) -> Iterator[SearchRecord]:
        for kind in (kind for kind in KINDS.values() if kind.own_pages):
            for ref, entry in self.edition.registers[kind.register].entries.items():
                persons = {ref} if self._is_person(ref) else set()
                content = ". ".join(text.rstrip(".") for text in _sentences(entry))
                names = self._names(content, [Mention(ref, "", "", "", entry.name, "")])
                filters = _filters("entry", "", self.own, persons)
                yield SearchRecord(href(ref, ""), content, entry.name, kind.label, names, filters, entry.name)

    def _events(self) -> Iterator[tuple[str, SearchRecord]]:
        for ref, event in self.edition.register(Event).entries.items():
            key = parse_date(event.date).sort_key
            mentions = [Mention(person, "", "", "", "", "") for person in event.persons]
            persons = {person for person in event.persons if self._is_person(person)}
            content = f"{event.name.rstrip('.')}. {event.summary}".strip()
            names = self._names(content, mentions)
            filters = _filters("event", key[:4], self.own, persons)
            yield key, SearchRecord(href(ref, ""), content, event.name, in_words(event.date), names, filters)

    def _requests(self, letters: Iterable[LetterHead]) -> Iterator[tuple[str, SearchRecord]]:
        """A record for each request: what is asked for, and what was decided."""
        heads = {letter.id: letter for letter in letters}
        for request in self.edition.listed(RequestFields):
            letter, decision = heads.get(request.letter), request.decision
            if letter is None:
                continue
            told = [request.what, *([decision.what, decision.difference] if decision else [])]
            content = ". ".join(filter(None, told))
            mentions = [Mention(ref, "", "", "", "", "") for ref in request.about]
            persons = {ref for ref in request.about if self._is_person(ref)}
            filters = _filters("request", letter.date_sort[:4], self.own, persons)
            label = f"Letter {letter.number}, request {request.id.rpartition('.r')[2]}"
            names = self._names(content, mentions)
            title = self.config.decisions
            yield (
                letter.date_sort or LAST,
                SearchRecord(href(request.id, ""), content, label, title, names, filters),
            )

    def _errata(self) -> Iterator[SearchRecord]:
        """A record for each erratum of the volume."""
        for erratum in self.edition.listed(ErratumFields) if self.config.volume else ():
            content = f"{erratum.says} {erratum.correct} {erratum.evidence}"
            filters = _filters("about", "", self.own, filter(self._is_person, erratum.concerns))
            where = erratum.where.locator[:1].upper() + erratum.where.locator[1:]
            title, names = "Errata of the printed volume", self._names(content, ())
            yield SearchRecord(href(erratum.id, ""), content, where, title, names, filters)

    def _names(self, content: str, mentions: Iterable[Mention]) -> str:
        """`Antosha = Chekhov Tchekhov …; RS = Royal Society …`"""
        parts = (([word[0]], [word[1]]) for word in ARTICLE.finditer(content))
        groups = chain(self.spellings.groups(content, mentions), parts)
        return "; ".join(dict.fromkeys(f"{' | '.join(forms)} = {' '.join(words)}" for forms, words in groups))

    def _sender(self, letter: LetterHead) -> str:
        return " and ".join(self._label(name.ref) for name in letter.sender if name.ref)

    def _label(self, ref: str) -> str:
        """Whose words: an editor's label, or the name of somebody in the registers."""
        person = self.config.responsible.get(ref)
        if person:
            return person.label or person.name
        entry = self.edition.entry(ref)
        return entry.name if entry else ref

    def _is_person(self, ref: str) -> bool:
        return ref in self.edition.register(Person).entries


def _steps(ranks: Sequence[int]) -> list[int]:
    return [*ranks[:1], *(after - before for before, after in pairwise(ranks))]


def _units(document: Document) -> list[Element]:
    parts = "//t:abstract//*[@xml:id] | /t:TEI/t:text//*[@xml:id] | //t:standOff//t:note[@xml:id]"
    return select(document.tree, parts)


def _filters(kind: str, year: str, voice: str, persons: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    values = {"kind": [kind], "year": [year], "voice": [voice], "person": sorted(persons)}
    return {name: tuple(filter(None, value)) for name, value in values.items() if any(value)}


def _sentences(entry: RegisterEntry) -> Iterator[str]:
    """What the page of an entry says."""
    yield entry.name
    if entry.cyrillic:
        yield entry.cyrillic
    yield from entry.texts
