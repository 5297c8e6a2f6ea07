"""What the search knows: a record for each citable unit.

Every word of the edition's texts is in exactly one record, that of the nearest element with an id, so that a
hit opens where the word is. Nothing here depends on the program that makes the index.
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
ARTICLE = re.compile(r"\b\w+['’]((?=[A-ZÀ-Þ])\w{4,})")  # L’Humanité can also be found as Humanité
LAST = "9999"  # sorts what has no date after what has one


@dataclass(frozen=True)
class Search:
    """The records in chronological order, and the families of spellings in use: the words that occur, and the
    others of the family."""

    records: Sequence[SearchRecord]
    spellings: Sequence[tuple[list[str], list[str]]]

    def values(self, name: str) -> dict[str, list[int]]:
        """The values of the filter `name`, each with the ranks of the records that have it."""
        ranks: dict[str, list[int]] = defaultdict(list)
        for record in self.records:
            for value in record.filters.get(name, ()):
                ranks[value].append(record.rank)
        return dict(sorted(ranks.items()))

    def data(self) -> bytes:
        """What the search page needs besides the index, as JSON: filters (each value with its ranks, as
        differences from one to the next), spellings, and the names of records."""
        filters = {
            name: {value: _steps(ranks) for value, ranks in self.values(name).items()} for name in FILTERS
        }
        data = {"filters": filters, "spellings": self.spellings, "names": self._names()}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    def _names(self) -> list[tuple[int, list[str]]]:
        """(rank, names) of each record that has a heading."""
        return [(record.rank, list(_names_of(record))) for record in self.records if record.heading]


def _names_of(record: SearchRecord) -> Iterator[str]:
    """The whole heading; also the number and the date of a letter, and the surname of a person."""
    yield record.heading
    if record.filters["kind"] == ("entry",):
        yield from record.heading.split()[-1:] if "person" in record.filters else ()
    else:
        letter, _, date = record.heading.partition(", ")
        yield from (letter, letter.split()[-1], date)


@dataclass(frozen=True)
class _DocumentFields:
    """The fields that all units of a document share: `unit` is what the document is called, `voice` whose
    words it has."""

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
        """All records: letters, essays, events, requests, registers, errata, manual."""
        dated_records: list[tuple[str, SearchRecord]] = []
        for letter in letters:
            text = _DocumentFields(
                kind="letter",
                unit=f"Letter {letter.number}",
                title=" · ".join(filter(None, (letter.subject, letter.title))),
                year=letter.date_sort[:4],
                date=letter.date_sort,
                voice=self._sender(letter),
                heading=f"Letter {letter.number}, {letter.date_printed.strip('[]')}",
            )
            dated_records += ((text.date or LAST, r) for r in self._document(letter.id, text))
        for essay in essays:
            dated_records += ((LAST, r) for r in self._document(essay.id, self._essay(essay)))
        dated_records += self._events()
        dated_records += self._requests(letters)
        dated_records += ((LAST, r) for r in self._entries())
        dated_records += ((LAST, r) for r in self._errata())
        dated_records += ((LAST, r) for r in self._guide())
        dated_records.sort(key=lambda item: item[0])
        records = [replace(record, rank=rank) for rank, (_, record) in enumerate(dated_records)]
        return Search(records, self.spellings.in_use(record.content for record in records))

    def _essay(self, essay: EssayHead) -> _DocumentFields:
        kind = {"source": "source", "editorial": "about"}.get(essay.kind, "essay")
        voice = essay.author or ("" if kind == "source" else self.own)
        by_name = {person.name: self._label(ref) for ref, person in self.config.responsible.items()}
        return _DocumentFields(
            kind=kind,
            unit=essay.title,
            title=essay.kind.capitalize(),
            year="",
            date="",
            voice=by_name.get(voice, voice),
        )

    def _document(self, ref: str, text: _DocumentFields) -> Iterator[SearchRecord]:
        """A record for each unit of a document that has words."""
        document = self.edition.documents[ref]
        begun: set[str] = set()  # the first unit of summary and text can be found by number and date too
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
            yield SearchRecord(
                url=href(unit, ""),
                content=content,
                unit=label,
                title=text.title,
                names=names,
                filters=filters,
                heading=heading,
            )

    def _unit(self, element: Element, text: _DocumentFields) -> tuple[str, str]:
        """(kind, voice) of a unit; notes and enclosures have their own."""
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
        """A record for each section of the manual."""
        filters = _filters("about", "", self.own, ())
        for page in self.edition.guide:
            for section in page.sections:
                where = manual_path(page.name) + (f"#{section.id}" if section.level > 1 else "")
                heading = section.title if section.words else ""
                if heading:
                    yield SearchRecord(
                        url=where,
                        content=section.words,
                        unit=heading,
                        title=page.title,
                        names="",
                        filters=filters,
                        heading=heading,
                    )

    def _entries(self) -> Iterator[SearchRecord]:
        for kind in (kind for kind in KINDS.values() if kind.own_pages):
            for ref, entry in self.edition.registers[kind.register].entries.items():
                persons = {ref} if self._is_person(ref) else set()
                content = ". ".join(text.rstrip(".") for text in _sentences(entry))
                names = self._names(
                    content, [Mention(entry=ref, document="", unit="", before="", words=entry.name, after="")]
                )
                filters = _filters("entry", "", self.own, persons)
                yield SearchRecord(
                    url=href(ref, ""),
                    content=content,
                    unit=entry.name,
                    title=kind.label,
                    names=names,
                    filters=filters,
                    heading=entry.name,
                )

    def _events(self) -> Iterator[tuple[str, SearchRecord]]:
        for ref, event in self.edition.register(Event).entries.items():
            key = parse_date(event.date).sort_key
            mentions = [
                Mention(entry=person, document="", unit="", before="", words="", after="")
                for person in event.persons
            ]
            persons = {person for person in event.persons if self._is_person(person)}
            content = f"{event.name.rstrip('.')}. {event.summary}".strip()
            names = self._names(content, mentions)
            filters = _filters("event", key[:4], self.own, persons)
            yield (
                key,
                SearchRecord(
                    url=href(ref, ""),
                    content=content,
                    unit=event.name,
                    title=in_words(event.date),
                    names=names,
                    filters=filters,
                ),
            )

    def _requests(self, letters: Iterable[LetterHead]) -> Iterator[tuple[str, SearchRecord]]:
        """A record for each request: what is asked for, and what was decided."""
        heads = {letter.id: letter for letter in letters}
        for request in self.edition.listed(RequestFields):
            letter, decision = heads.get(request.letter), request.decision
            if letter is None:
                continue
            texts = [request.what, *([decision.what, decision.difference] if decision else [])]
            content = ". ".join(filter(None, texts))
            mentions = [
                Mention(entry=ref, document="", unit="", before="", words="", after="")
                for ref in request.about
            ]
            persons = {ref for ref in request.about if self._is_person(ref)}
            filters = _filters("request", letter.date_sort[:4], self.own, persons)
            label = f"Letter {letter.number}, request {request.id.rpartition('.r')[2]}"
            names = self._names(content, mentions)
            title = self.config.decisions
            yield (
                letter.date_sort or LAST,
                SearchRecord(
                    url=href(request.id, ""),
                    content=content,
                    unit=label,
                    title=title,
                    names=names,
                    filters=filters,
                ),
            )

    def _errata(self) -> Iterator[SearchRecord]:
        """A record for each erratum of the volume."""
        for erratum in self.edition.listed(ErratumFields) if self.config.volume else ():
            content = f"{erratum.says} {erratum.correct} {erratum.evidence}"
            filters = _filters("about", "", self.own, filter(self._is_person, erratum.concerns))
            where = erratum.where.locator[:1].upper() + erratum.where.locator[1:]
            title, names = "Errata of the printed volume", self._names(content, ())
            yield SearchRecord(
                url=href(erratum.id, ""),
                content=content,
                unit=where,
                title=title,
                names=names,
                filters=filters,
            )

    def _names(self, content: str, mentions: Iterable[Mention]) -> str:
        """The other names of what a text names: `Antosha = Chekhov Tchekhov …; RS = Royal Society …`."""
        parts = (([word[0]], [word[1]]) for word in ARTICLE.finditer(content))
        groups = chain(self.spellings.groups(content, mentions), parts)
        return "; ".join(dict.fromkeys(f"{' | '.join(forms)} = {' '.join(words)}" for forms, words in groups))

    def _sender(self, letter: LetterHead) -> str:
        return " and ".join(self._label(name.ref) for name in letter.sender if name.ref)

    def _label(self, ref: str) -> str:
        """Whose words: an editor’s label, or the name of a register entry."""
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
    """The sentences on the page of an entry."""
    yield entry.name
    if entry.cyrillic:
        yield entry.cyrillic
    yield from entry.texts
