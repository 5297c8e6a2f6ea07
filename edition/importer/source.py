"""One source read by its recipe: letters, prose, index and glossary of names, each word in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
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
from edition.importer.ledger import Ledger, LedgerEntry, account_letter, account_prose, enter_unread
from edition.importer.letters import read_letter
from edition.importer.lines import I107, Line, RawLetter, split_letters, words
from edition.importer.prose import find_lines, read_part
from edition.importer.typesetting import typeset_letter, typeset_prose
from edition.model import Annotation, DocumentPart, Source
from edition.paths import INDEX_PATH, NAMES_PATH
from edition.read.annotations import read_notes
from edition.read.documents import read_imported, read_imported_essay
from edition.volume.book_index import index_text, names_text


@dataclass
class SourceReading:
    """A source while it is read: its lines, the files made from it, and the numbers of the lines read so
    far."""

    lines: list[str]
    recipe: Recipe
    name: str
    ledger: Ledger
    archives: ArchiveReferences  # carries the last archival reference on
    files: dict[str, str] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)


I102 = Rule(
    "I102",
    WARNING,
    "a source that differs from the one its recipe was written for",
    why="Another copy may have other pages, lines and misreadings.",
    bad="a second scan of the same book",
    good="the copy for which the recipe was written; or a close look at what the import tells",
)


def read_source(data: bytes, name: str, recipe: Recipe) -> tuple[dict[str, str], Ledger, list[Diagnostic]]:
    """Read one source by its recipe: the files to be written (path → text), the ledger, and the problems. A
    copy other than the recipe’s is reported (I102)."""
    digest = hashlib.sha256(data).hexdigest()
    ledger = Ledger(recipe.recipe, name, digest)
    problems: list[Diagnostic] = []
    if recipe.sha256 and recipe.sha256 != digest:
        problems.append(
            I102.at(
                Location(name),
                f"this copy is not the one that the recipe {recipe.recipe} was written for",
                "the import goes on; look closely at what it reports",
            )
        )
    lines = data.decode(recipe.encoding).replace("\r\n", "\n").split("\n")
    reading = SourceReading(lines, recipe, name, ledger, ArchiveReferences(_archives(recipe)))
    for reader in (_read_letters, _read_prose, _read_index, _read_names, _enter_left_out):
        problems += reader(reading)
    enter_unread(ledger, lines, reading.read, "no part of the recipe")
    return reading.files, ledger, problems


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
            reading.read.add(line.number)
    return problems


def _archives(recipe: Recipe) -> list[str]:
    form = recipe.letters or recipe.prose
    return form.archives if form else []


def _read_letters(reading: SourceReading) -> list[Diagnostic]:
    if reading.recipe.letters is None:
        return []
    raw_letters, problems = split_letters(reading.lines, reading.recipe.letters, reading.name)
    for raw in raw_letters:
        letter = read_letter(raw, reading.recipe, reading.archives, reading.name)
        problems += letter.problems
        if reading.recipe.signs == "printed":
            typeset_letter(letter)
        text, notes = text_path(letter.number), notes_path(letter.number)
        reading.files[text], reading.files[notes] = (
            letter_file(letter, reading.recipe.recipe),
            notes_file(letter),
        )
        part, annotations, faults = _read_back(text, notes, reading.files, read_imported)
        problems += [*faults, *account_letter(letter, part, annotations, reading.ledger, reading.name)]
        reading.read |= _lines_of(raw)
    return problems


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
        reading.read |= {line.number for line in (*document.lines, *document.note_lines)}
        reading.read |= {line.number for line, _ in document.dropped}
    return problems


def _read_index(reading: SourceReading) -> list[Diagnostic]:
    form = reading.recipe.index
    if form is None:
        return []
    lines = find_part(reading.lines, form)
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
    lines = find_part(reading.lines, form)
    names, accounts, problems = read_names(lines, form, reading.name)
    reading.files[NAMES_PATH] = names_text(names)
    _enter(accounts, lines, reading)
    return problems


def _enter(accounts: list[Account], lines: list[Line], reading: SourceReading) -> None:
    reading.read |= {line.number for line in lines}
    for account in accounts:
        word = "" if account.fate == "used" else account.word
        reading.ledger.enter(account.line, account.fate, account.detail, word)


def _read_back(
    text: str, notes: str, files: dict[str, str], reader: Callable[[Source], Any]
) -> tuple[DocumentPart | None, list[Annotation], list[Diagnostic]]:
    """Read a text and its notes back by the edition’s own readers, as they will be written."""
    parts, faults = reader(Source(text, files[text].encode()))
    annotations, more = read_notes(Source(notes, files[notes].encode()))
    return parts[0] if parts else None, annotations, [*faults, *more]


def _lines_of(raw: RawLetter) -> set[int]:
    return {
        raw.heading.number,
        *(line.number for line in raw.lines),
        *(line.number for line, _ in raw.dropped),
    }
