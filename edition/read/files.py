"""The only reading from disk: walk the source folders and take each file as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition.model import Source

FOLDERS = ("sources", "annotations", "docs")
SUFFIXES = frozenset({".md", ".yaml", ".yml", ".xml", ".tsv", ".zip"})


def find_files(root: Path, folders: tuple[str, ...] = FOLDERS) -> Iterator[Path]:
    """Source files in the order of their paths; hidden files, links and other kinds are left alone."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
            if path.suffix in SUFFIXES and not hidden and path.is_file() and not path.is_symlink():
                yield path


def read_files(root: Path) -> list[Source]:
    return [Source(path.relative_to(root).as_posix(), path.read_bytes()) for path in find_files(root)]
