"""One source by its recipe: letters, prose, index and glossary of names, each word of them in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.importer.archive import ArchiveReferences
from edition.importer.back_forms import part_of
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
from edition.importer.ledger import Entry, Ledger, account_letter, account_prose, note_unread
from edition.importer.letters import read_letter
from edition.importer.lines import I107, Line, RawLetter, split_letters, words
from edition.importer.prose import find_lines, read_part
from edition.model import Annotation, DocumentPart, Source
from edition.paths import INDEX_PATH, NAMES_PATH
from edition.read.annotations import read_notes
from edition.read.documents import read_imported, read_imported_essay
from edition.volume.book_index import index_text, names_text


@dataclass
class SourceReading:
    """A source while it is read: what becomes of it, and which of its lines have been read."""

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
    """Read one source by its recipe: the files that come of it, the ledger, and what is wrong."""
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
    for reader in (_read_letters, _read_prose, _read_index, _read_names, _leave_out):
        problems += reader(reading)
    note_unread(ledger, lines, reading.read, "no part of the recipe")
    return reading.files, ledger, problems


def _leave_out(of: SourceReading) -> list[Diagnostic]:
    """Enter what the recipe leaves out, with its reason."""
    problems = []
    for stretch in of.recipe.left_out:
        found = find_lines(of.lines, stretch.begins, stretch.ends)
        if not found:
            place, hint = Location(of.name, 1), "its “begins” matches no line"
            problems.append(I107.at(place, f"“{stretch.rule}” is not there", hint))
        for line in found:
            if line.number not in of.read and words(line.text):
                of.ledger.entries.append(Entry(line.number, len(words(line.text)), "dropped", stretch.rule))
            of.read.add(line.number)
    return problems


def _archives(recipe: Recipe) -> list[str]:
    form = recipe.letters or recipe.prose
    return form.archives if form else []


def _read_letters(of: SourceReading) -> list[Diagnostic]:
    if of.recipe.letters is None:
        return []
    raw_letters, problems = split_letters(of.lines, of.recipe.letters, of.name)
    for raw in raw_letters:
        letter = read_letter(raw, of.recipe, of.archives, of.name)
        problems += letter.problems
        text, notes = text_path(letter.number), notes_path(letter.number)
        of.files[text], of.files[notes] = letter_file(letter, of.recipe.recipe), notes_file(letter)
        part, annotations, faults = _read_back(text, notes, of.files, read_imported)
        problems += [*faults, *account_letter(letter, part, annotations, of.ledger, of.name)]
        of.read |= _lines_of(raw)
    return problems


def _read_prose(of: SourceReading) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    prose = of.recipe.prose
    for part in prose.parts if prose else ():
        assert prose is not None
        document = read_part(of.lines, part, prose, of.archives, of.name)
        problems += document.problems
        if not document.lines:
            continue
        text, notes = prose_path(part.id), prose_notes_path(part.id)
        of.files[text], of.files[notes] = prose_file(document, of.recipe.recipe), prose_notes_file(document)
        found, annotations, faults = _read_back(text, notes, of.files, read_imported_essay)
        problems += [*faults, *account_prose(document, found, annotations, of.ledger, of.name)]
        of.read |= {line.number for line in (*document.lines, *document.note_lines)}
        of.read |= {line.number for line, _ in document.dropped}
    return problems


def _read_index(of: SourceReading) -> list[Diagnostic]:
    form = of.recipe.index
    if form is None:
        return []
    found = part_of(of.lines, form)
    index, accounts, problems = read_index(found, form, of.name)
    pages = {"parts": form.parts, "page_after": form.page_after, "emended": form.emend}
    index = index.model_copy(update=pages)
    of.files[INDEX_PATH] = index_text(index)
    _enter(accounts, found, of)
    return problems


def _read_names(of: SourceReading) -> list[Diagnostic]:
    form = of.recipe.glossary_of_names
    if form is None:
        return []
    found = part_of(of.lines, form)
    names, accounts, problems = read_names(found, form, of.name)
    of.files[NAMES_PATH] = names_text(names)
    _enter(accounts, found, of)
    return problems


def _enter(accounts: list[Account], lines: list[Line], of: SourceReading) -> None:
    of.read |= {line.number for line in lines}
    for account in accounts:
        word = "" if account.fate == "used" else account.word
        of.ledger.enter(account.line, account.fate, account.detail, word)


def _read_back(
    text: str, notes: str, files: dict[str, str], reader: Callable[[Source], Any]
) -> tuple[DocumentPart | None, list[Annotation], list[Diagnostic]]:
    """Read two files back by the edition's own readers, as they will be written."""
    parts, faults = reader(Source(text, files[text].encode()))
    annotations, more = read_notes(Source(notes, files[notes].encode()))
    return parts[0] if parts else None, annotations, [*faults, *more]


def _lines_of(raw: RawLetter) -> set[int]:
    return {
        raw.heading.number,
        *(line.number for line in raw.lines),
        *(line.number for line, _ in raw.dropped),
    }
