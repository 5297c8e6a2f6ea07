"""What could not be read is unknown, never gone: which ids a file that was passed over may have held.

A rule that says that something does not exist asks here first, so that one broken file gives one message and
not one for each thing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from edition.forms.lists import LISTS
from edition.kinds import KINDS
from edition.paths import (
    ESSAYS,
    IMPORTED_ESSAYS,
    IMPORTED_NOTES,
    IMPORTED_TEXTS,
    LETTERS,
    NOTES,
    TEXTS,
    id_by_name,
    register_name,
    register_path,
)

METADATA = (f"{LETTERS}/", f"{ESSAYS}/")
BODIES = (f"{TEXTS}/", f"{IMPORTED_TEXTS}/", f"{IMPORTED_ESSAYS}/")
NOTE_FOLDERS = (f"{NOTES}/", f"{IMPORTED_NOTES}/")


@dataclass(frozen=True)
class Unread:
    """The paths of the files that could not be read, or not whole, and further ids of documents of which
    nothing is known."""

    paths: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    def covers(self, xml_id: str) -> bool:
        """May an id stand in what was not read?"""
        if not self:
            return False
        document, _, unit = xml_id.partition(".")
        beginnings = {document, f"{document}.{unit[:1]}", f".{unit[:1]}", f"{document.partition('-')[0]}-"}
        return any(beginning in self._beginnings for beginning in beginnings)

    def __bool__(self) -> bool:
        return bool(self.paths or self.documents)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return self.documents | {start for path in self.paths for start in _beginnings_of(path)}

    def concerns(self, path: str) -> bool:
        """Is a file one of a document of which a file could not be read?"""
        return id_by_name(path) in {id_by_name(p) for p in self.paths if _is_of_document(p)} | self.documents


ALL_READ = Unread()


def _is_of_document(path: str) -> bool:
    return path.startswith((*METADATA, *BODIES, *NOTE_FOLDERS))


def _beginnings_of(path: str) -> set[str]:
    """How the ids in a file begin, whatever the suffix of its name."""
    ref = id_by_name(path)
    if path.startswith(METADATA):
        return {ref}
    if path.startswith(BODIES):
        return {f"{ref}.p", f"{ref}.h"}
    if path.startswith(NOTE_FOLDERS):
        return {f"{ref}.n"}
    name = register_name(path)
    if register_path(name) != f"{path.removesuffix(PurePosixPath(path).suffix)}.yaml":
        return set()
    if name in KINDS:
        return {f"{KINDS[name].prefix}-"}
    return {LISTS[name].id_has} - {""} if name in LISTS else set()
