"""Files that nothing in the edition reads: each is named, with what may have been meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from edition.anchors.accounting import N203
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.kinds import kind_of
from edition.model.parsed import ParsedSources
from edition.paths import (
    ESSAYS,
    IMPORTED_ESSAYS,
    IMPORTED_NOTES,
    IMPORTED_TEXTS,
    LETTERS,
    MOVED_PATH,
    NOTES,
    TEXTS,
    register_path,
)
from edition.store.source_files import D110, SUFFIXES
from edition.words.letter_ids import LETTER

D113 = Rule(
    "D113",
    WARNING,
    "a file of a kind that the edition does not read",
    why="Pictures, copies and other files among the sources are not published. Somebody may think that "
    "they are.",
    bad="`sources/letters/003.jpg`",
    good="the picture in `static/`, or outside the edition’s folder",
)


def missing_registers(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """The registers whose files are not there, though entries of them were published and no editor has said
    what became of these (N203). Those that a TEI corpus gives have no files here."""
    if parsed.corpora:
        return
    explained = {move.id for move in parsed.moves} | {
        row.id for row in parsed.anchors if row.event == "ended"
    }
    ids = {row.id for row in parsed.anchors if row.kind == "register entry"} - explained
    registers = {kind.register for kind in map(kind_of, ids) if kind is not None}
    for path in sorted(map(register_path, registers)):
        if path not in parsed.digests.keys() | parsed.unread:
            message = "the file is gone, and published entries with it"
            hint = f"put it back; what was withdrawn needs a row in {MOVED_PATH}"
            yield N203.at(Location(path), message, hint)


TABLES = frozenset({".csv", ".bib"})
IMPORTABLE, WORD = frozenset({".docx"}), frozenset({".doc", ".docx", ".odt", ".rtf"})
TEXT = frozenset(
    {"", ".txt", ".text", ".markdown", ".mdown", ".mkd", ".xml", ".tei", ".csv", ".json", ".html"}
)


def not_read(path: str, patterns: Sequence[str]) -> Diagnostic:
    """The finding that nothing reads a file: an error (D110) where a text, metadata or data may be lost, a
    warning (D113) for pictures and other kinds of files. `patterns` are the paths of what is read; in them a
    star stands for part of a name."""
    suffix = PurePosixPath(path).suffix.lower()
    if PurePosixPath(path).name.startswith("~$"):
        return D113.at(Location(path), "this is a lock of Word and no text", "close the file in Word")
    if suffix in SUFFIXES | TEXT | WORD:
        return D110.at(Location(path), "the edition does not read this file", _hint(path, patterns))
    message = f"files {f'that end in {suffix}' if suffix else 'of this kind'} are not read here"
    return D113.at(Location(path), message, "move it away; put files for the site into static/")


def copied(copies: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The finding that something has the name of a copy and is not read (D110), once for each: a file or a
    folder, and of what it is one."""
    for copy, original in copies.items():
        message = f"this has the name of a copy of {original}, and the edition does not read it"
        hint = (
            f"bring what is new in it into {original}, and delete it or move it out of the edition’s folder"
        )
        yield D110.at(Location(copy), message, f"{hint}; if it is no copy, give it a name of its own")


def misnamed(path: str, patterns: Sequence[str]) -> str:
    """The path that was probably meant, `annotations/persons.yaml` for `annotations/person.yaml` or
    `sources/persons.yaml`, `sources/letters/016.md` for `sources/016.md`; or ""."""
    name = PurePosixPath(path)
    plain = [PurePosixPath(pattern) for pattern in patterns if "*" not in pattern]
    elsewhere = [str(each) for each in plain if each.name == name.name]
    names = [each.name for each in plain if each.parent == name.parent]
    cased = f"{str(name.parent).lower()}/{name.name}"
    if cased != path and any(fnmatchcase(cased, pattern) for pattern in patterns):
        return cased
    beside = difflib.get_close_matches(name.name, names, n=1, cutoff=0.8)
    return [*elsewhere, *(str(name.with_name(each)) for each in beside), _of_document(name)][0]


def _of_document(path: PurePosixPath) -> str:
    """Where a letter, a text, an essay or a file of notes belongs that is in no folder of such; or ""."""
    if str(path.parent) in {LETTERS, TEXTS, ESSAYS, NOTES, IMPORTED_TEXTS, IMPORTED_ESSAYS, IMPORTED_NOTES}:
        return ""
    if re.fullmatch(rf"({LETTER}|essay-.*)\.ya?ml", path.name):
        return f"{NOTES}/{path.stem}.yaml"
    if re.fullmatch(r"(essay|intro|appendix|about)-.*\.md", path.name):
        return f"{ESSAYS}/{path.name}"
    if re.fullmatch(r"\d+[a-z]?\.md", path.name):
        return f"{TEXTS if 'text' in path.parent.name.lower() else LETTERS}/{path.name}"
    return ""


def _hint(path: str, patterns: Sequence[str]) -> str:
    """What to do with a file that was meant as something that is read."""
    name = PurePosixPath(path)
    if name.suffix.lower() in IMPORTABLE | TABLES:
        return f"import it: “edition import {path}”"
    if name.suffix.lower() in WORD:
        return "save it as .docx in your word processor, and import it with “edition import”"
    near = misnamed(path, patterns)
    if near:
        same_folder = PurePosixPath(near).parent == name.parent
        return f"did you mean “{near}”?" if same_folder else f"its path should be {near}"
    folders = {
        pattern.rpartition("/")[0]: PurePosixPath(pattern).suffix for pattern in patterns if "*" in pattern
    }
    folder = next(
        (each for each in sorted(folders, key=len, reverse=True) if path.startswith(f"{each}/")), ""
    )
    if folder:
        return f"its path should be {folder}/{name.stem}{folders[folder]}"
    beside = sorted(pattern for pattern in patterns if pattern.split("/")[0] == path.split("/")[0])
    return f"what is read: {', '.join(beside)}"
