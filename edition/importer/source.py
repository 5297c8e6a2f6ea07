"""One source read by its recipe: letters, prose, index and glossary of names, each word in the ledger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from edition.findings.diagnostics import Diagnostic, Location, has_errors
from edition.findings.rule import WARNING, Rule
from edition.forms.base import Form
from edition.importer.archive import ArchiveReferences
from edition.importer.back_forms import find_part
from edition.importer.back_matter import Account, read_index, read_names
from edition.importer.form import Recipe
from edition.importer.imported_files import (
    letter_file,
    notes_file,
    notes_path,
    prose_file,
    prose_notes_file,
    prose_notes_path,
    prose_path,
    text_path,
)
from edition.importer.ledger import BookLedger, LedgerEntry, account_letter, account_prose, enter_unread
from edition.importer.letter_headings import split_letters
from edition.importer.letters import ImportedLetter, read_letter
from edition.importer.line import Line
from edition.importer.lines import I107, words
from edition.importer.macros import months_of
from edition.importer.names import Names
from edition.importer.particulars import UNKNOWN, CalendarReader, calendar_file, unread_particulars
from edition.importer.plain_text import PlainText, Wrapping, single_lines, unwrap
from edition.importer.prose import find_lines, read_part
from edition.importer.typesetting import typeset_letter, typeset_prose
from edition.model import Annotation, DocumentPart, Source
from edition.paths import INDEX_PATH, NAMES_PATH, letter_path
from edition.read.annotations import read_notes
from edition.read.documents import read_imported, read_imported_essay, read_own_text
from edition.volume.book_index import index_text, names_text
from edition.words.counting import counted

Ids = Mapping[str, Mapping[str, str]]  # register → spelling → id


@dataclass
class Book:
    """What was read of a source: the files to be written (path → text), the entries of registers to be made
    (register → id → fields), the ledger, what else is to be said, and the problems."""

    recipe: Recipe
    ledger: BookLedger
    files: dict[str, str] = field(default_factory=dict)
    entries: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


@dataclass
class SourceReading:
    """A source while it is read: its lines, the book made of it, and the numbers of the lines read so far."""

    raw_lines: list[str]
    lines: list[Line]  # those with words; in plain text, paragraphs
    name: str
    book: Book
    archives: ArchiveReferences  # carries the last archival reference on
    ids: Ids
    read: set[int] = field(default_factory=set)

    @property
    def recipe(self) -> Recipe:
        """The recipe by which it is read."""
        return self.book.recipe

    @property
    def files(self) -> dict[str, str]:
        """The files that become of it, path → text."""
        return self.book.files

    @property
    def ledger(self) -> BookLedger:
        """What became of its words."""
        return self.book.ledger


I102 = Rule(
    "I102",
    WARNING,
    "a source that differs from the one its recipe was written for",
    why="Another copy may have other pages, lines and misreadings.",
    bad="a second scan of the same book",
    good="the copy for which the recipe was written; or a close look at what the import tells",
)


def read_source(data: bytes, name: str, recipe: Recipe, ids: Ids | None = None) -> Book:
    """Read one source by its recipe. `ids` are those of the registers' entries by spelling. A copy other than
    the recipe’s is reported (I102)."""
    digest = hashlib.sha256(data).hexdigest()
    book = Book(recipe, BookLedger(recipe.recipe, name, digest))
    if recipe.sha256 and recipe.sha256 != digest:
        book.problems.append(
            I102.at(
                Location(name),
                f"the recipe {recipe.recipe} was written for another copy",
                "the import goes on; read its report closely",
            )
        )
    lines = data.decode(recipe.encoding).removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    plain = _paragraphs(lines, recipe)
    archives = ArchiveReferences(_archives(recipe))
    reading = SourceReading(lines, plain.lines, name, book, archives, ids or {})
    book.ledger.hyphens = plain.hyphens
    _enter_dropped(plain.dropped, reading)
    for reader in (_read_letters, _read_prose, _read_index, _read_names, _enter_left_out):
        book.problems += reader(reading)
    enter_unread(book.ledger, lines, reading.read, "no part of the recipe")
    if has_errors(book.problems):  # then no file is written
        book.problems = [_in_the_source(problem, reading) for problem in book.problems]
    return book


def _in_the_source(problem: Diagnostic, reading: SourceReading) -> Diagnostic:
    """A problem in a file that would have been written, told at the line of the source that is most like the
    one at fault."""
    lines = reading.files.get(problem.location.path, "").split("\n")
    line = lines[problem.location.line - 1] if 0 < problem.location.line <= len(lines) else ""
    wanted = set(WORD.findall(line))
    at = max(problem.location.column - 1, 0)
    having = [raw if line[at : at + 4] in raw else "" for raw in reading.raw_lines]
    lines = having if any(having) else reading.raw_lines
    shares = [len(wanted & set(WORD.findall(raw))) for raw in lines] if wanted else []
    if not any(shares):
        return problem
    place = Location(reading.name, shares.index(max(shares)) + 1)
    return replace(problem, location=place, message=f"{problem.message}, in {problem.location}")


WORD = re.compile(r"[^\s<>]+")


def _paragraphs(lines: list[str], recipe: Recipe) -> PlainText:
    """The lines of a source, put together to paragraphs where its recipe says that they were broken."""
    if recipe.layout == "lines":
        return single_lines(lines)
    forms = [form for form in (recipe.letters, recipe.prose) if form]
    drops = [(drop.rule, re.compile(drop.pattern)) for form in forms for drop in form.drop]
    return unwrap(
        lines,
        Wrapping(
            indented=recipe.layout == "indented",
            rule_for=lambda text: next((rule for rule, p in drops if p.fullmatch(text)), ""),
            page=re.compile(recipe.page) if recipe.page else None,
            notes=tuple(re.compile(form.notes.pattern) for form in forms if form.notes.at != "foot"),
            real_hyphens=tuple(word for form in forms for word in form.real_hyphens),
        ),
    )


def _enter_dropped(dropped: list[tuple[Line, str]], reading: SourceReading) -> None:
    """Enter lines that a rule leaves out and that belong to no text."""
    for line, rule in dropped:
        reading.read |= set(line.numbers)
        if words(line.text):
            reading.ledger.entries.append(
                LedgerEntry(line.number, len(words(line.text)), "dropped", rule, line.text)
            )


def _enter_left_out(reading: SourceReading) -> list[Diagnostic]:
    """Enter what the recipe leaves out, with its reason."""
    problems = []
    for stretch in reading.recipe.left_out:
        lines = find_lines(reading.lines, stretch.begins, stretch.ends)
        if not lines:
            place, hint = Location(reading.name, 1), "its “begins” matches no line"
            problems.append(I107.at(place, f"“{stretch.rule}” is not there", hint))
        for line in lines:
            if line.number not in reading.read and words(line.text):
                reading.ledger.entries.append(
                    LedgerEntry(line.number, len(words(line.text)), "dropped", stretch.rule)
                )
            reading.read |= set(line.numbers)
    return problems


def _archives(recipe: Recipe) -> list[str]:
    form = recipe.letters or recipe.prose
    return form.archives if form else []


def _read_letters(reading: SourceReading) -> list[Diagnostic]:
    if reading.recipe.letters is None:
        return []
    split = split_letters(reading.lines, reading.recipe.letters, reading.name)
    problems = split.problems
    _enter_dropped(split.headings, reading)
    letters: list[ImportedLetter] = []
    own = reading.recipe.published
    for raw in split.letters:
        letter = read_letter(raw, reading.recipe, reading.archives, reading.name)
        letters.append(letter)
        problems += letter.problems
        if reading.recipe.signs == "printed":
            typeset_letter(letter)
        text, notes = (path(raw.number, raw.suffix, own=own) for path in (text_path, notes_path))
        reading.files[text], reading.files[notes] = (
            letter_file(letter, "" if own else reading.recipe.recipe),
            notes_file(letter),
        )
        reader = read_own_text if own else read_imported
        part, annotations, faults = _read_back(text, notes, reading.files, reader)
        problems += [*faults, *account_letter(letter, part, annotations, reading.ledger, reading.name)]
        reading.read |= _lines_of(letter)
        if own and not letter.notes:
            del reading.files[notes]
    return [*problems, *_read_calendar(letters, reading)]


def _read_calendar(letters: list[ImportedLetter], reading: SourceReading) -> Iterator[Diagnostic]:
    """The letters' files of the calendar, and the entries of registers that they need."""
    form = reading.recipe.letters
    if form is None or form.calendar is None:
        return
    people = Names("person", dict(reading.ids.get("persons", {})), form.calendar.known)
    places = Names("place", dict(reading.ids.get("places", {})), form.calendar.known)
    reader = CalendarReader(form, months_of(reading.recipe.language), people, places)
    known = [(letter, reader.read(letter)) for letter in letters]
    for letter, particulars in known:
        path = letter_path(letter.id)
        reading.files[path] = calendar_file(letter.id, particulars, form.calendar.kind)
    reading.book.entries = {"persons": people.made, "places": places.made}
    named = sum(particulars.recipient != UNKNOWN for _, particulars in known)
    dated = sum(bool(particulars.date) for _, particulars in known)
    reading.book.said.append(
        f"{counted(len(known), 'letter')} of the calendar, {named} with a recipient, {dated} with a date; "
        f"new in the registers: {counted(len(people.made), 'person')}, {counted(len(places.made), 'place')}."
    )
    yield from unread_particulars(known, reading.name)


def _read_prose(reading: SourceReading) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    prose = reading.recipe.prose
    for part in prose.parts if prose else ():
        assert prose is not None
        document = read_part(reading.lines, part, prose, reading.archives, reading.name)
        problems += document.problems
        if not document.lines:
            continue
        if reading.recipe.signs == "printed":
            typeset_prose(document)
        text, notes = prose_path(part.id), prose_notes_path(part.id)
        reading.files[text], reading.files[notes] = (
            prose_file(document, reading.recipe.recipe),
            prose_notes_file(document),
        )
        body, annotations, faults = _read_back(text, notes, reading.files, read_imported_essay)
        problems += [*faults, *account_prose(document, body, annotations, reading.ledger, reading.name)]
        dropped = [line for line, _ in document.dropped]
        reading.read |= _numbers_of([*document.lines, *document.note_lines, *dropped])
    return problems


def _read_index(reading: SourceReading) -> list[Diagnostic]:
    form = reading.recipe.index
    if form is None:
        return []
    lines = find_part(reading.raw_lines, form)
    index, accounts, problems = read_index(lines, form, reading.name)
    pages = {"parts": form.parts, "page_after": form.page_after, "emended": form.emend}
    index = index.model_copy(update=pages)
    reading.files[INDEX_PATH] = index_text(index)
    _enter(accounts, lines, reading)
    return problems


def _read_names(reading: SourceReading) -> list[Diagnostic]:
    form = reading.recipe.glossary_of_names
    if form is None:
        return []
    lines = find_part(reading.raw_lines, form)
    names, accounts, problems = read_names(lines, form, reading.name)
    reading.files[NAMES_PATH] = names_text(names)
    _enter(accounts, lines, reading)
    return problems


def _enter(accounts: list[Account], lines: list[Line], reading: SourceReading) -> None:
    reading.read |= _numbers_of(lines)
    for account in accounts:
        word = "" if account.fate == "used" else account.word
        reading.ledger.enter(account.line, account.fate, account.detail, word)


def _read_back(
    text: str, notes: str, files: dict[str, str], reader: Callable[[Source], Any]
) -> tuple[DocumentPart[Form] | None, list[Annotation], list[Diagnostic]]:
    """Read a text and its notes back by the edition’s own readers, as they will be written."""
    parts, faults = reader(Source(text, files[text].encode()))
    annotations, more = read_notes(Source(notes, files[notes].encode()))
    return parts[0] if parts else None, annotations, [*faults, *more]


def _lines_of(letter: ImportedLetter) -> set[int]:
    raw = letter.raw
    dropped = [line for line, _ in raw.dropped]
    return _numbers_of([raw.heading, *letter.headings, *raw.lines, *raw.note_lines, *dropped])


def _numbers_of(lines: list[Line]) -> set[int]:
    return {number for line in lines for number in line.numbers}
