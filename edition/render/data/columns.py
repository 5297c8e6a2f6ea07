"""The tables that an edition can be taken as: what their columns are, and their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from edition.forms.registers import Event, Person, Place, RegisterEntry
from edition.lookup.addresses import address
from edition.render.site import Site
from edition.tei.heads import LetterHead, ReferencedName
from edition.words.dates import parse_date

Cell = str | int | float | bool | None
SEVERAL = "; "  # between several values in one cell


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of its values (Table Schema, Data Package 2.0), and what they say."""

    name: str
    type: Literal["string", "integer", "number", "boolean"]
    description: str


@dataclass(frozen=True)
class Table:
    """A table: its name, what it holds, its columns, the first of which is the key if `keyed`, a function
    that makes its rows, and the facts of which these are made. `refers` names the table in which the ids of
    a column stand."""

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[Site], Iterator[tuple[Cell, ...]]]
    uses: frozenset[str]
    keyed: bool = True
    refers: tuple[tuple[str, str], ...] = ()


def _letters(site: Site) -> Iterator[tuple[Cell, ...]]:
    for letter in site.letters:
        facts = site.edition.documents[letter.id].facts
        yield (
            letter.id,
            letter.number,
            letter.title,
            letter.subject,
            letter.kind,
            letter.edtf,
            letter.earliest,
            letter.latest,
            letter.date_printed,
            letter.date_certain,
            *_named(letter.sender),
            *_named(letter.recipients),
            *_named(letter.place),
            letter.repository,
            letter.shelfmark,
            letter.previous,
            letter.next,
            SEVERAL.join(letter.answers),
            SEVERAL.join(letter.topics),
            letter.description,
            letter.included,
            facts.words,
            len(facts.voices),
            _url(site, letter.id),
            f"{site.config.url}tei/{letter.id}.xml",
        )


def _named(names: Iterable[ReferencedName]) -> tuple[str, str]:
    """The ids of some names, and the names."""
    names = list(names)
    return SEVERAL.join(name.ref for name in names), SEVERAL.join(name.words for name in names)


def _url(site: Site, ref: str) -> str:
    return site.config.url + address(ref)


def _persons(site: Site) -> Iterator[tuple[Cell, ...]]:
    letters = _letters_that_mention(site)
    for ref, person in site.edition.register(Person).entries.items():
        yield (
            ref,
            person.name,
            person.sort_form,
            person.full,
            person.cyrillic,
            person.born,
            person.died,
            person.fate,
            SEVERAL.join(office.office for office in person.offices),
            person.summary,
            letters[ref],
            SEVERAL.join(person.same_as.values()),
            _url(site, ref),
        )


def _entries(site: Site) -> Iterator[tuple[Cell, ...]]:
    letters = _letters_that_mention(site)
    for kind, ref, entry in site.edition.entries():
        start, end = _lifetime(entry)
        latitude, longitude = _coordinates(entry)
        yield (
            ref,
            kind.noun,
            entry.name,
            entry.sort_form,
            SEVERAL.join(dict.fromkeys([*entry.variants, *entry.ambiguous])),
            entry.cyrillic,
            start,
            end,
            latitude,
            longitude,
            entry.summary,
            letters[ref],
            SEVERAL.join(entry.same_as.values()),
            _url(site, ref),
        )


def _letters_that_mention(site: Site) -> Counter[str]:
    """In how many letters each entry is mentioned."""
    letters = {letter.id for letter in site.letters}
    pairs = {(mention.entry, mention.document) for mention in site.edition.mentions}
    return Counter(entry for entry, document in pairs if document in letters)


def _lifetime(entry: RegisterEntry) -> tuple[str | None, str | None]:
    start, end = entry.lifetime or ("", "")
    return getattr(entry, start, None), getattr(entry, end, None)


def _coordinates(entry: RegisterEntry) -> tuple[float | None, float | None]:
    if not isinstance(entry, Place) or entry.coordinates is None:
        return None, None
    latitude, longitude = entry.coordinates.split(", ")
    return float(latitude), float(longitude)


def _mentions(site: Site) -> Iterator[tuple[Cell, ...]]:
    for mention in site.edition.mentions:
        yield mention.entry, mention.document, mention.unit, mention.words, _url(site, mention.unit)


def _chronology(site: Site) -> Iterator[tuple[Cell, ...]]:
    for ref, event in site.edition.register(Event).entries.items():
        date = parse_date(event.date)
        yield (
            ref,
            event.date,
            date.earliest,
            date.latest,
            event.name,
            event.kind,
            event.summary,
            SEVERAL.join(event.letters),
            SEVERAL.join(event.persons),
            _url(site, ref),
        )


def _notes(site: Site) -> Iterator[tuple[Cell, ...]]:
    voices = {ref: who.name for ref, who in site.config.responsible.items()}
    for document in site.edition.documents.values():
        for ref, voice in document.facts.voices:
            yield ref, document.id, voice, voices.get(voice, voice), _url(site, ref)


def _concordance(site: Site) -> Iterator[tuple[Cell, ...]]:
    for unit, pages in site.printed.pages.items():
        document = unit.partition(".")[0]
        yield (
            unit,
            document,
            pages.first,
            pages.begins_by,
            pages.ends_from,
            pages.last,
            pages.certain,
            _url(site, unit),
        )


def _text(name: str, description: str) -> Column:
    return Column(name, "string", description)


def _count(name: str, description: str) -> Column:
    return Column(name, "integer", description)


ID = _text("id", "the id, which is permanent")
URL = _text("url", "the permanent address")
DATE = _text("date", "the date (EDTF)")
EARLIEST = _text("earliest", "the earliest day that it can mean (ISO 8601); empty where it is open")
LATEST = _text("latest", "the latest day that it can mean (ISO 8601); empty where it is open")
SUMMARY = _text("summary", "what the edition says of it in short")
IN_LETTERS = _count("letters", "how many letters mention it, in text, summary or notes")
SAME_AS = _text("same_as", f"its identifiers elsewhere, separated by “{SEVERAL}”")
NAME, SORT = _text("name", "the name"), _text("sort", "the form by which it is sorted")
CYRILLIC = _text("cyrillic", "the name in Cyrillic")
ENTRY = _text("entry", "the id of the register entry")
DOCUMENT = _text("document", "the id of the letter or essay")
UNIT = _text("unit", "the id of the paragraph, note or other unit")

TABLES = (
    Table(
        "letters",
        "The letters in the order of the edition, with what is known of them and without their texts.",
        (
            ID,
            _text("number", "the number in the edition"),
            _text("title", "the title"),
            _text("subject", "what it is about, in a few words"),
            _text("kind", "letter, telegram, …"),
            DATE,
            EARLIEST,
            LATEST,
            _text("date_written", "the date as it stands in the edition"),
            Column("date_certain", "boolean", "whether the date is certain"),
            _text("sender_ids", "the ids of who sent it"),
            _text("senders", "who sent it"),
            _text("recipient_ids", "the ids of who received it"),
            _text("recipients", "who received it"),
            _text("place_ids", "the ids of the places from which it was sent"),
            _text("places", "the places from which it was sent"),
            _text("repository", "the archive"),
            _text("shelfmark", "the shelfmark"),
            _text("previous", "the id of the letter before it in the exchange"),
            _text("next", "the id of the letter after it"),
            _text("answers", f"the ids of the letters that it answers, separated by “{SEVERAL}”"),
            _text("topics", f"the ids of its topics, separated by “{SEVERAL}”"),
            SUMMARY,
            Column("text_included", "boolean", "whether its text is in this copy of the edition"),
            _count("words", "how many words its text has; 0 where it is not included"),
            _count("notes", "how many notes it has"),
            URL,
            _text("tei", "the address of its TEI"),
        ),
        _letters,
        frozenset({"heads", "extracts", "lengths", "voices", "shape", "config"}),
    ),
    Table(
        "persons",
        "The register of persons.",
        (
            ID,
            NAME,
            SORT,
            _text("full", "the full name"),
            CYRILLIC,
            _text("born", "when born (EDTF)"),
            _text("died", "when died (EDTF)"),
            _text("fate", "what became of the person"),
            _text("offices", f"offices, separated by “{SEVERAL}”"),
            SUMMARY,
            IN_LETTERS,
            SAME_AS,
            URL,
        ),
        _persons,
        frozenset({"register:persons", "naming", "config"}),
    ),
    Table(
        "entries",
        "All registers: persons, places, organisations, works, terms, topics, events, and whatever else.",
        (
            ID,
            _text("kind", "what it is"),
            NAME,
            SORT,
            _text("other_names", f"other spellings, separated by “{SEVERAL}”"),
            CYRILLIC,
            _text("from", "since when it was there (EDTF)"),
            _text("to", "until when it was there (EDTF)"),
            Column("latitude", "number", "decimal degrees"),
            Column("longitude", "number", "decimal degrees"),
            SUMMARY,
            IN_LETTERS,
            SAME_AS,
            URL,
        ),
        _entries,
        frozenset({"registers", "naming", "config"}),
    ),
    Table(
        "mentions",
        "Every place where an entry of the registers is named.",
        (ENTRY, DOCUMENT, UNIT, _text("words", "the words that name it"), URL),
        _mentions,
        frozenset({"texts", "config"}),
        keyed=False,
        refers=(("entry", "entries"),),
    ),
    Table(
        "chronology",
        "The events on which the letters turn.",
        (
            ID,
            DATE,
            EARLIEST,
            LATEST,
            NAME,
            _text("kind", "what kind of event"),
            SUMMARY,
            _text("letters", f"the ids of letters on it, separated by “{SEVERAL}”"),
            _text("persons", f"the ids of persons in it, separated by “{SEVERAL}”"),
            URL,
        ),
        _chronology,
        frozenset({"register:events", "config"}),
    ),
    Table(
        "notes",
        "The notes to letters and essays, and who wrote them; not their words.",
        (ID, DOCUMENT, _text("voice", "the id of who wrote it"), _text("author", "who wrote it"), URL),
        _notes,
        frozenset({"voices", "config"}),
    ),
    Table(
        "concordance",
        "The pages of the printed volume on which each passage stands.",
        (
            UNIT,
            DOCUMENT,
            _count("begins_from", "the first page on which it may begin"),
            _count("begins_by", "the last page on which it may begin"),
            _count("ends_from", "the first page on which it may end"),
            _count("ends_by", "the last page on which it may end"),
            Column("certain", "boolean", "whether both pages are known"),
            URL,
        ),
        _concordance,
        frozenset({"pages", "config"}),
    ),
)
