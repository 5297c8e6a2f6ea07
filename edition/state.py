"""Has anything changed since the last build? Told from names, sizes and times, without reading a file.

The record lies in `.cache/` and can be deleted at any time; a record by another version is ignored.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from edition import __version__

RECORD = ".cache/build.json"
INPUTS = ("sources", "annotations", "templates", "docs")

Stamp = list[int]


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield entry


def _stamps(folder: Path) -> dict[str, Stamp]:
    return {entry.path: [entry.stat().st_size, entry.stat().st_mtime_ns] for entry in _walk(folder)}


def templates_of(root: Path) -> Path:
    """The folder of an edition's templates: its own, or those that come with the program."""
    own = root / "templates"
    return own if own.is_dir() else Path(__file__).resolve().parent.parent / "templates"


def inputs(root: Path) -> dict[str, Stamp]:
    """Every file that a build depends on, the program's own among them."""
    found: dict[str, Stamp] = {}
    for folder in (*(root / name for name in INPUTS), templates_of(root), Path(__file__).parent):
        found.update(_stamps(folder))
    return found


def remember(root: Path, before: dict[str, Stamp], messages: list[str]) -> None:
    """Record a successful build, its inputs as they were when it began."""
    record = {"version": _version(), "inputs": before, "site": _stamps(root / "site"), "messages": messages}
    path = root / RECORD
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(record), encoding="utf-8")
    temporary.replace(path)


def unchanged(root: Path) -> list[str] | None:
    """The messages of the last build when nothing has changed since, else None."""
    try:
        record = json.loads((root / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict) or record.get("version") != _version():
        return None
    if record.get("inputs") != inputs(root) or record.get("site") != _stamps(root / "site"):
        return None
    messages = record.get("messages")
    return messages if isinstance(messages, list) else None


def _version() -> str:
    return f"{__version__} {sys.version}"
