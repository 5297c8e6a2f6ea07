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
from edition.forms.documents import EssayFields, ImportedFields, LetterFields, TextFields
from edition.forms.notes import NoteFile
from edition.forms.registers import RegisterEntry
from edition.forms.upkeep import ChangeFields, MovedFields, WaiverFile
from edition.importer.form import Recipe
from edition.kinds import KINDS
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


# (pattern of paths, name of the schema, form); front matter stands in Markdown files
FORMS: tuple[tuple[str, str, Any], ...] = (
    ("sources/letters/*.md", "letter", LetterFields),
    ("sources/essays/*.md", "essay", EssayFields),
    ("sources/imported/letters/*.md", "letter-text", TextFields),
    ("sources/imported/essays/*.md", "essay-text", ImportedFields),
    ("sources/edition.yaml", "edition", ConfigFields),
    ("sources/changes.yaml", "changes", ListOf(ChangeFields)),
    ("sources/recipes/*.yaml", "recipe", Recipe),
    ("annotations/notes/*.yaml", "notes", NoteFile),
    ("annotations/imported/*.yaml", "notes", NoteFile),
    ("annotations/moved.yaml", "moved", ListOf(MovedFields)),
    ("annotations/waivers.yaml", "waivers", WaiverFile),
)
IMPORTED = ("sources/imported/", "annotations/imported/")
RECIPES = "sources/recipes/"


def all_forms() -> list[tuple[str, str, Any]]:
    """The rows of FORMS, and one for each kind of register: (pattern of paths, name of the schema, form)."""
    return [
        *FORMS,
        *((f"annotations/{name}.yaml", name, EntriesOf(kind.form)) for name, kind in KINDS.items()),
    ]


def form_of(path: str) -> Any:
    """The form of a file by its path, relative to the edition's folder; None when it has none."""
    return next((form for pattern, _, form in all_forms() if matches_pattern(path, pattern)), None)


def own_files(root: Path) -> Iterator[str]:
    """The paths of the files that `fmt` orders, relative to the edition's folder: those of its editors, but
    not what an import wrote, nor recipes, which describe the reading of a book in an order of their own."""
    for pattern, _, _ in all_forms():
        if not pattern.startswith((*IMPORTED, RECIPES)):
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
