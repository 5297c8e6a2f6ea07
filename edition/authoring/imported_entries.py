"""What an import needs in files of the editors': entries of registers, and words of the configuration as long
as it is the one that every new edition has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from edition.authoring.new_edition import STARTER
from edition.authoring.new_entries import put_entry
from edition.authoring.tables import with_keys
from edition.authoring.yaml_text import mapping
from edition.forms.configuration import ConfigFields
from edition.paths import ANNOTATIONS, CONFIG_PATH, LETTERS, SOURCES, register_path

Fields = Mapping[str, Any]


def example_files(root: Path) -> frozenset[str]:
    """The files of the letter that every new edition has as an example, if nothing has been changed in it or
    put beside it; else none."""
    names = {path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*") if path.is_file()}
    names = {name for name in names if name.startswith((f"{SOURCES}/", f"{ANNOTATIONS}/"))} - {CONFIG_PATH}
    untouched = all(_same(root / name, STARTER / name) for name in names)
    alone = {path.relative_to(root).as_posix() for path in (root / LETTERS).glob("*.md")} <= names
    return frozenset(names) if untouched and alone else frozenset()


def _same(path: Path, other: Path) -> bool:
    return path.is_file() and path.read_bytes() == other.read_bytes()


def with_entries(text: str, entries: Mapping[str, Fields], path: str) -> str:
    """A register with new entries (id → fields) in their places. Raises `Refused` when its layout is
    uncertain."""
    in_order = sorted(entries.items(), key=lambda item: _sort_form(item[1]).casefold())
    pieces = [([f"{ref}:", *mapping(dict(fields), 2)], dict(fields)) for ref, fields in in_order]
    if not text.strip():
        return "\n\n".join("\n".join(piece) for piece, _ in pieces) + "\n"
    for piece, fields in pieces:
        text, _ = put_entry(text, piece, fields, path)
    return text


def _sort_form(fields: Fields) -> str:
    return str(fields.get("sort") or fields.get("name") or "")


def registers_with(
    root: Path, books: Iterable[Mapping[str, Mapping[str, Fields]]], gone: Iterable[str]
) -> dict[str, bytes]:
    """The registers' files with the entries that books need (register → id → fields); those that are there
    already stay as they are. Raises `Refused`."""
    texts: dict[str, str] = {}
    for entries in books:
        for register, new in entries.items():
            path = register_path(register)
            there = root / path
            before = there.read_text("utf-8") if there.is_file() and path not in set(gone) else ""
            text = texts.get(path, before)
            fresh = {ref: fields for ref, fields in new.items() if f"\n{ref}:" not in f"\n{text}"}
            if fresh:
                texts[path] = with_entries(text, fresh, path)
    return {path: text.encode() for path, text in texts.items()}


def configured(root: Path, values: Fields) -> dict[str, bytes]:
    """The configuration with other values of some keys, if it still is that of every new edition; else
    nothing."""
    path = root / CONFIG_PATH
    starter = (STARTER / CONFIG_PATH).read_text("utf-8")
    text = path.read_text("utf-8") if path.is_file() else ""
    if not values or _timeless(text) != _timeless(starter):
        return {}
    return {CONFIG_PATH: with_keys(text, values, ConfigFields).encode()}


def _timeless(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(("version:", "date:"))]
