"""Where the files of TEI corpora stand that an edition reads: beside it, mostly, as its maps say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from glob import has_magic
from pathlib import Path
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

from edition.paths import MAPS
from edition.words.copied_names import copied_from

if TYPE_CHECKING:
    from edition.forms.corpus_map import CorpusMap


def corpus_files(root: Path) -> Iterator[str]:
    """The paths of the files of all corpora, from the edition's folder and in order: letters and registers.
    A map that cannot be read, or that is a copy, has none; that is told where it is read. Links are passed
    over, and so is what the edition itself has made."""
    paths: set[str] = set()
    for corpus_map in _maps(root):
        paths.update(files_of(root, corpus_map))
    yield from sorted(paths)


def corpus_folders(root: Path) -> list[Path]:
    """The folders in which the files of all corpora stand, and the files that are named by themselves."""
    return [root / folder for corpus_map in _maps(root) for folder in sorted(_folders(corpus_map))]


def _folders(corpus_map: CorpusMap) -> set[str]:
    patterns = [pattern for each in corpus_map.registers.values() for pattern in each.files]
    return {normpath(corpus_map.corpus), *map(_fixed_part, patterns)}


def files_of(root: Path, corpus_map: CorpusMap) -> list[str]:
    """The paths of the files of one corpus, letters and registers, in order."""
    from edition.forms.corpus_map import is_letter_file, is_register_file

    names = {name for folder in _folders(corpus_map) for name in _walk(root, folder)}
    return sorted(n for n in names if is_letter_file(n, corpus_map) or is_register_file(n, corpus_map))


def _maps(root: Path) -> Iterator[CorpusMap]:
    paths = {path.name: path for path in sorted((root / MAPS).glob("*.yaml")) if path.is_file()}
    paths = {name: path for name, path in paths.items() if not copied_from(name, paths)}
    if not paths:
        return  # and forms need not be loaded where nothing has changed
    from edition.forms.corpus_map import CorpusMap
    from edition.forms.line_yaml import read_yaml, validate

    for path in paths.values():
        text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        marked, problems = read_yaml(text, path.name)
        corpus_map = validate(CorpusMap, marked)[0] if not problems and marked.data else None
        if corpus_map is not None:
            yield corpus_map


def _fixed_part(pattern: str) -> str:
    """The folder under which all that matches a pattern stands."""
    while has_magic(pattern):
        pattern = dirname(pattern)
    return normpath(pattern) if pattern else "."


def _walk(root: Path, folder: str) -> Iterator[str]:
    """The paths of the files below a folder, or of a file; hidden ones, links and what was built are left
    out."""
    top = root / folder
    if top.is_file():
        yield folder
    if not top.is_dir() or top.resolve() == (root / "site").resolve():
        return
    for entry in sorted(os.scandir(top), key=lambda entry: entry.name):
        name = normpath(f"{folder}/{entry.name}")
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(root, name)
        elif entry.is_file():
            yield name
