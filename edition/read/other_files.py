"""Files that nothing in the edition reads: each is named, with what may have been meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.paths import ANNOTATIONS, NOTES
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
TABLES = frozenset({".csv", ".bib"})
WORD = frozenset({".doc", ".docx", ".odt", ".rtf"})
TEXT = frozenset(
    {"", ".txt", ".text", ".markdown", ".mdown", ".mkd", ".xml", ".tei", ".csv", ".json", ".html"}
)


def not_read(path: str, patterns: Sequence[str]) -> Diagnostic:
    """The finding that nothing reads a file: an error (D110) where a text, metadata or data may be lost, a
    warning (D113) for pictures and other kinds of files. `patterns` are the paths of what is read; in them a
    star stands for part of a name."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in SUFFIXES | TEXT | WORD:
        return D110.at(Location(path), "the edition does not read this file", _hint(path, patterns))
    message = f"files {f'that end in {suffix}' if suffix else 'of this kind'} are not read here"
    return D113.at(Location(path), message, "move it away; put files for the site into static/")


def misnamed(path: str, patterns: Sequence[str]) -> str:
    """The path that was probably meant, `annotations/persons.yaml` for `annotations/person.yaml`, or ""."""
    plain = [pattern for pattern in patterns if "*" not in pattern]
    near = difflib.get_close_matches(path, plain, n=1, cutoff=0.8)
    return near[0] if near else ""


def _hint(path: str, patterns: Sequence[str]) -> str:
    """What to do with a file that was meant as something that is read."""
    name = PurePosixPath(path)
    if name.suffix.lower() in WORD | TABLES:
        return f"import it: “edition import {path}”"
    if len(name.parts) == 2 and re.fullmatch(rf"{ANNOTATIONS}/{LETTER}\.ya?ml", path):
        return f"its path should be {NOTES}/{name.stem}.yaml"
    near = misnamed(path, patterns)
    if near:
        return f"did you mean “{near}”?"
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
