"""One source by its recipe: letters, prose, index and glossary of names, each word of them in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from edition.book_index import index_text, names_text
from edition.diagnostics import Diagnostic, Location
from edition.importer.archive import ArchiveReferences
from edition.importer.back_forms import part_of
from edition.importer.back_matter import Account, read_index, read_names
from edition.importer.form import Recipe
from edition.importer.ledger import Entry, Ledger, account_letter, account_prose, note_unread
from edition.importer.letters import read_letter
from edition.importer.lines import Line, RawLetter, split_letters, words
from edition.importer.prose import find_lines, read_part
from edition.importer.write import (
    INDEX_PATH,
    NAMES_PATH,
    letter_file,
    letter_path,
    notes_file,
    notes_path,
    prose_file,
    prose_notes_file,
    prose_notes_path,
    prose_path,
)
from edition.model import Annotation, Part, Source
from edition.read.annotations import read_notes
from edition.read.documents import read_imported, read_imported_essay


def read_source(data: bytes, name: str, recipe: Recipe) -> tuple[dict[str, str], Ledger, list[Diagnostic]]:
    """Read one source by its recipe: the files that come of it, the ledger, and what is wrong."""
    digest = hashlib.sha256(data).hexdigest()
    ledger = Ledger(recipe.recipe, name, digest)
    problems: list[Diagnostic] = []
    if recipe.sha256 and recipe.sha256 != digest:
        problems.append(
            Diagnostic(
                "I102",
                f"this copy is not the one that the recipe {recipe.recipe} was written for",
                Location(name),
                "the import goes on; look closely at what it reports",
            )
        )
    lines = data.decode(recipe.encoding).replace("\r\n", "\n").split("\n")
    archives = ArchiveReferences(_archives(recipe))
    files: dict[str, str] = {}
    read: set[int] = set()
    for reader in (_read_letters, _read_prose, _read_index, _read_names):
        problems += reader(lines, recipe, archives, name, files, read, ledger)
    problems += _leave_out(lines, recipe, read, ledger, name)
    note_unread(ledger, lines, read, "no part of the recipe")
    return files, ledger, problems


def _leave_out(
    lines: list[str], recipe: Recipe, read: set[int], ledger: Ledger, name: str
) -> Iterable[Diagnostic]:
    """Enter what the recipe leaves out, with its reason."""
    for stretch in recipe.left_out:
        found = find_lines(lines, stretch.begins, stretch.ends)
        if not found:
            place, hint = Location(name, 1), "its “begins” matches no line"
            yield Diagnostic("I107", f"“{stretch.rule}” is not there", place, hint)
        for line in found:
            if line.number not in read and words(line.text):
                ledger.entries.append(Entry(line.number, len(words(line.text)), "dropped", stretch.rule))
            read.add(line.number)


def _archives(recipe: Recipe) -> list[str]:
    form = recipe.letters or recipe.prose
    return form.archives if form else []


def _read_letters(
    lines: list[str],
    recipe: Recipe,
    archives: ArchiveReferences,
    name: str,
    files: dict[str, str],
    read: set[int],
    ledger: Ledger,
) -> list[Diagnostic]:
    if recipe.letters is None:
        return []
    raw_letters, problems = split_letters(lines, recipe.letters, name)
    for raw in raw_letters:
        letter = read_letter(raw, recipe, archives, name)
        problems += letter.problems
        text, notes = letter_path(letter.number), notes_path(letter.number)
        files[text], files[notes] = letter_file(letter, recipe.recipe), notes_file(letter)
        part, annotations, faults = _read_back(text, notes, files, read_imported)
        problems += [*faults, *account_letter(letter, part, annotations, ledger, name)]
        read |= _lines_of(raw)
    return problems


def _read_prose(
    lines: list[str],
    recipe: Recipe,
    archives: ArchiveReferences,
    name: str,
    files: dict[str, str],
    read: set[int],
    ledger: Ledger,
) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    for part in recipe.prose.parts if recipe.prose else ():
        assert recipe.prose is not None
        document = read_part(lines, part, recipe.prose, archives, name)
        problems += document.problems
        if not document.lines:
            continue
        text, notes = prose_path(part.id), prose_notes_path(part.id)
        files[text], files[notes] = prose_file(document, recipe.recipe), prose_notes_file(document)
        found, annotations, faults = _read_back(text, notes, files, read_imported_essay)
        problems += [*faults, *account_prose(document, found, annotations, ledger, name)]
        read |= {line.number for line in (*document.lines, *document.note_lines)}
        read |= {line.number for line, _ in document.dropped}
    return problems


def _read_index(
    lines: list[str],
    recipe: Recipe,
    archives: ArchiveReferences,
    name: str,
    files: dict[str, str],
    read: set[int],
    ledger: Ledger,
) -> list[Diagnostic]:
    if recipe.index is None:
        return []
    found = part_of(lines, recipe.index)
    index, accounts, problems = read_index(found, recipe.index, name)
    index = index.model_copy(update={"parts": recipe.index.parts, "page_after": recipe.index.page_after})
    files[INDEX_PATH] = index_text(index)
    _enter(accounts, found, read, ledger)
    return problems


def _read_names(
    lines: list[str],
    recipe: Recipe,
    archives: ArchiveReferences,
    name: str,
    files: dict[str, str],
    read: set[int],
    ledger: Ledger,
) -> list[Diagnostic]:
    if recipe.glossary_of_names is None:
        return []
    found = part_of(lines, recipe.glossary_of_names)
    names, accounts, problems = read_names(found, recipe.glossary_of_names, name)
    files[NAMES_PATH] = names_text(names)
    _enter(accounts, found, read, ledger)
    return problems


def _enter(accounts: list[Account], lines: list[Line], read: set[int], ledger: Ledger) -> None:
    read |= {line.number for line in lines}
    for account in accounts:
        ledger.enter(
            account.line, account.fate, account.detail, "" if account.fate == "used" else account.word
        )


def _read_back(
    text: str, notes: str, files: dict[str, str], reader: Callable[[Source], Any]
) -> tuple[Part | None, list[Annotation], list[Diagnostic]]:
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
