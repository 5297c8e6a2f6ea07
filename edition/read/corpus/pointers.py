"""What pointers of a corpus mean in the edition: entries of its registers, its letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from edition.kinds import KINDS, kind_of
from edition.model.parsed import Refs
from edition.read.corpus.keys import key_of
from edition.tei.tree import Element, select_text

POINTING = ("ref", "key", "corresp", "target", "sameAs")
DOCUMENTS = "documents"  # the name of the table of letters among those of registers


def all_pointers(tree: Element) -> Iterator[str]:
    """Everything in a tree that points somewhere, in the form of `key_of`."""
    said = set(select_text(tree, " | ".join(f"//@{name}" for name in POINTING)))
    yield from map(key_of, {pointer for value in said if value for pointer in (value, *value.split())})


def entry_of(pointer: str, register: str, refs: Refs) -> str:
    """The id of the entry that a pointer means, first in one register, then in all; "" for none."""
    key = key_of(pointer)
    tables: Iterable[Mapping[str, str]] = (refs.get(register, {}), *(refs.get(name, {}) for name in KINDS))
    return next((table[key] for table in tables if key in table), "")


def document_of(pointer: str, refs: Refs) -> str:
    """The id of the letter that a pointer means, "" for none."""
    table = refs.get(DOCUMENTS, {})
    file = pointer.partition("#")[0].rpartition("/")[2]
    keys = (key_of(pointer), file, file.removesuffix(".xml"))
    return next((table[key] for key in keys if key in table), "")


def element_for(ref: str) -> str:
    """The element that mentions an entry, "" where its kind has none."""
    kind = kind_of(ref)
    return kind.element if kind is not None else ""
