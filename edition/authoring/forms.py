"""Which file of the edition has which form, and the order of its keys.

One table for all who need it: `fmt` orders keys by it, the JSON Schemas are made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from edition.forms.configuration import ConfigFields
from edition.forms.corpus_map import CorpusMap
from edition.forms.documents import EssayFields, ImportedFields, LetterFields, TextFields
from edition.forms.lists import LISTS
from edition.forms.notes import NoteFile
from edition.forms.registers import RegisterEntry
from edition.forms.upkeep import ChangeFields, MovedFields, WaiverFile
from edition.importer.form import Recipe
from edition.kinds import KINDS
from edition.paths import (
    CHANGES_PATH,
    CONFIG_PATH,
    ESSAYS,
    IMPORTED_ESSAYS,
    IMPORTED_NOTES,
    IMPORTED_TEXTS,
    LETTERS,
    MAPS,
    MOVED_PATH,
    NOTES,
    RECIPES,
    WAIVERS_PATH,
    is_imported,
    register_path,
)
from edition.read import matches_pattern

ORDERED = RegisterEntry.__module__.rpartition(".")[0]  # the room of the forms whose keys have an order

# The order that all registers share; an entry has the keys of its own form among these, any others last.
ENTRY_KEYS = (
    "name sort full variants ambiguous not_in transliterations cyrillic date kind absent broader born died "
    "fate offices founded dissolved country coordinates csl summary in_letters letters persons cited_in "
    "see_also sources same_as"
).split()


@dataclass(frozen=True)
class ListOf:
    """A form for a list: that of its items (a `Form`, `ListOf`, `EntriesOf`, or None for anything)."""

    item: Any


@dataclass(frozen=True)
class EntriesOf:
    """A form for a mapping from names of the editor's choice: that of its values, as in `ListOf`."""

    value: Any


# (pattern of paths, name of the schema, form); in Markdown files the form is that of the front matter
FORMS: tuple[tuple[str, str, Any], ...] = (
    (f"{LETTERS}/*.md", "letter", LetterFields),
    (f"{ESSAYS}/*.md", "essay", EssayFields),
    (f"{IMPORTED_TEXTS}/*.md", "letter-text", TextFields),
    (f"{IMPORTED_ESSAYS}/*.md", "essay-text", ImportedFields),
    (CONFIG_PATH, "edition", ConfigFields),
    (CHANGES_PATH, "changes", ListOf(ChangeFields)),
    (f"{RECIPES}/*.yaml", "recipe", Recipe),
    (f"{MAPS}/*.yaml", "map", CorpusMap),
    (f"{NOTES}/*.yaml", "notes", NoteFile),
    (f"{IMPORTED_NOTES}/*.yaml", "notes", NoteFile),
    (MOVED_PATH, "moved", ListOf(MovedFields)),
    (WAIVERS_PATH, "waivers", WaiverFile),
)


def all_forms() -> list[tuple[str, str, Any]]:
    """The rows of FORMS, and one for each kind of register and of list: (pattern of paths, name of schema,
    form)."""
    return [
        *FORMS,
        *((register_path(name), name, EntriesOf(kind.form)) for name, kind in KINDS.items()),
        *((register_path(name), name, ListOf(kind.form)) for name, kind in LISTS.items()),
    ]


def form_of(path: str) -> Any:
    """The form of a file by its path, relative to the edition's folder; None when it has none."""
    return next((form for pattern, _, form in all_forms() if matches_pattern(path, pattern)), None)


def own_files(root: Path) -> Iterator[str]:
    """The paths of the files that `fmt` orders, relative to the edition's folder: those of its editors, but
    not what an import wrote, nor recipes and maps, which describe the reading of a book or a corpus in an
    order of their own."""
    for pattern, _, _ in all_forms():
        if not (is_imported(pattern) or pattern.startswith((RECIPES, MAPS))):
            paths = [path for path in root.glob(pattern) if path.is_file() and not path.is_symlink()]
            yield from sorted(p.relative_to(root).as_posix() for p in paths if not p.name.startswith("."))


def keys_of(form: Any) -> list[str]:
    """The keys of a form in their order; none for a form without an order of its own."""
    if not (isinstance(form, type) and issubclass(form, BaseModel)):
        return []
    keys = [info.alias or name for name, info in form.model_fields.items()]
    if issubclass(form, RegisterEntry):
        return sorted(keys, key=lambda key: ENTRY_KEYS.index(key) if key in ENTRY_KEYS else len(ENTRY_KEYS))
    return keys if form.__module__.startswith(f"{ORDERED}.") else []


def form_under(form: Any, key: str) -> Any:
    """The form of the value under a key of a form; None when it has none."""
    if isinstance(form, EntriesOf):
        return form.value
    for name, info in getattr(form, "model_fields", {}).items():
        if key == (info.alias or name):
            return _form_in(info.annotation)
    return None


def _form_in(annotation: Any) -> Any:
    """`list[Model]`, `dict[str, Model]`, `Model | None` and the like as forms."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is list:
        return ListOf(_form_in(arguments[0]))
    if origin is dict:
        return EntriesOf(_form_in(arguments[1]))
    if origin in (Union, UnionType):
        return next((form for form in map(_form_in, arguments) if form is not None), None)
    return None
