"""The tables that an edition can be taken as: what their columns are, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from edition.forms.language import wording
from edition.forms.own_kinds import OwnEntry
from edition.kinds import KINDS
from edition.render import data_rows
from edition.render.data_rows import SEVERAL, Cell
from edition.render.site import Site


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


def filled_tables(site: Site) -> list[Table]:
    """The tables of which the edition has at least one row."""
    tables = [*TABLES, *_own_tables()]
    return [table for table in tables if next(table.rows(site), None) is not None]


def _own_tables() -> Iterator[Table]:
    """A table for each kind of register that the edition describes, with the fields of its own."""
    taken = {table.name for table in TABLES}
    for kind in KINDS.values():
        if not issubclass(kind.form, OwnEntry):
            continue
        own = tuple(_text(field.name, MEANS[field.type].format(field.label)) for field in kind.form.described)
        yield Table(
            f"register-{kind.register}" if kind.register in taken else kind.register,
            kind.heading,
            (ID, NAME, SORT, *own, SUMMARY, IN_LETTERS, SAME_AS, URL),
            partial(data_rows.own_entries, kind.register),
            frozenset({f"register:{kind.register}", "naming", "config"}),
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
CYRILLIC = _text("cyrillic", "the name in the script in which it was written there")
ENTRY = _text("entry", "the id of the register entry")
DOCUMENT = _text("document", "the id of the letter or essay")
UNIT = _text("unit", "the id of the paragraph, note or other unit")

MEANS = {"text": "{}", "date": "{} (EDTF)", "address": "{} (an address)", "id": "{} (an id)"}

TABLES = (
    Table(
        "letters",
        wording(
            "The letters in the order of the edition, with what is known of them and without their texts."
        ),
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
        data_rows.letters,
        frozenset({"heads", "extracts", "lengths", "voices", "shape", "config"}),
    ),
    Table(
        "persons",
        wording("The register of persons."),
        (
            ID,
            NAME,
            SORT,
            _text("full", "the full name"),
            CYRILLIC,
            _text("born", "when born (EDTF)"),
            _text("died", "when died (EDTF)"),
            _text("fate", "what became of the person, in words"),
            _text("fate_manner", "in which manner"),
            _text("fate_date", "when (EDTF)"),
            _text("fate_by", "by whom or in which case it was decided"),
            _text("arrested", "when the person had been arrested (EDTF)"),
            _text("rehabilitated", "when a sentence was undone (EDTF)"),
            _text("fate_certainty", "certain, probable or possible"),
            _text("fate_source", "how this is known, where the entry’s sources do not say it"),
            _text("offices", f"offices, separated by “{SEVERAL}”"),
            SUMMARY,
            IN_LETTERS,
            SAME_AS,
            URL,
        ),
        data_rows.persons,
        frozenset({"register:persons", "naming", "config"}),
    ),
    Table(
        "entries",
        wording(
            "All registers: persons, places, organisations, works, terms, topics, events, and whatever else."
        ),
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
        data_rows.entries,
        frozenset({"registers", "naming", "config"}),
    ),
    Table(
        "topics",
        wording("The topics of each paragraph of a letter’s summary."),
        (_text("topic", "the id of the topic"), DOCUMENT, UNIT, URL),
        data_rows.topics,
        frozenset({"heads", "config"}),
        keyed=False,
        refers=(("topic", "entries"),),
    ),
    Table(
        "mentions",
        wording("Every place where an entry of the registers is named."),
        (ENTRY, DOCUMENT, UNIT, _text("words", "the words that name it"), URL),
        data_rows.mentions,
        frozenset({"texts", "config"}),
        keyed=False,
        refers=(("entry", "entries"),),
    ),
    Table(
        "chronology",
        wording("The events on which the letters turn."),
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
        data_rows.chronology,
        frozenset({"register:events", "config"}),
    ),
    Table(
        "notes",
        wording("The notes to letters and essays, and who wrote them; not their words."),
        (ID, DOCUMENT, _text("voice", "the id of who wrote it"), _text("author", "who wrote it"), URL),
        data_rows.notes,
        frozenset({"voices", "config"}),
    ),
    Table(
        "concordance",
        wording("The pages of the printed volume on which each passage stands."),
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
        data_rows.concordance,
        frozenset({"pages", "config"}),
    ),
)
