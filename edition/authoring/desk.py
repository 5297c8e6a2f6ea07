"""What lies on the desk: the edition as it is, and whether a new piece would fit into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from edition.findings.diagnostics import Diagnostic, Severity
from edition.model import Edition, Source
from edition.pipeline import Result, assemble
from edition.read.unfinished import PLACE
from edition.store.source_files import read_files


class Refused(Exception):
    """What was asked for cannot be made; says why, and what to do."""


@dataclass(frozen=True)
class New:
    """A file as it will be, and what of it is new: lines `first` to `first + len(piece)` (counted from 1)."""

    path: str
    text: str
    first: int
    piece: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def go_on(self) -> str:
        """Where to go on writing: the first place that was left to be filled in, else the new piece."""
        for number, line in enumerate(self.piece):
            found = PLACE.search(line)
            if found:
                return f"{self.path}:{self.first + number}:{found.start() + 1}"
        return f"{self.path}:{self.first}:1"


@dataclass(frozen=True)
class Desk:
    """The edition's folder with what was read from it."""

    root: Path
    with_texts: bool = True  # imported texts: a note may stand on their words, nothing else depends on them

    @cached_property
    def sources(self) -> dict[str, Source]:
        found = {source.path: source for source in read_files(self.root)}
        return {path: s for path, s in found.items() if self.with_texts or "/imported/" not in path}

    @cached_property
    def _result(self) -> Result:
        return assemble(list(self.sources.values()))

    @cached_property
    def edition(self) -> Edition:
        if self._result.edition is None:
            told = "; ".join(map(str, self._result.diagnostics[:1]))
            raise Refused(f"the edition cannot be read: {told}")
        return self._result.edition

    def text(self, path: str) -> str | None:
        """The text of a file, or None when there is none."""
        try:
            return self.sources[path].data.decode("utf-8") if path in self.sources else None
        except UnicodeDecodeError:
            raise Refused(f"{path} is not UTF-8; save it as UTF-8 first") from None

    def was_published(self, xml_id: str) -> bool:
        """Was an id ever published, or does an editor say that it moved? Then it is never given again."""
        registry = self.edition.registry
        return xml_id in registry.published or xml_id in registry.moves

    def faults_of(self, new: New) -> list[Diagnostic]:
        """The errors that the edition would have with the new piece and has not without it."""
        sources = self.sources | {new.path: Source(new.path, new.text.encode())}
        known = Counter((d.code, d.message) for d in self._result.diagnostics)
        found = assemble(list(sources.values())).diagnostics
        return [d for d in found if d.severity is Severity.ERROR and not known[(d.code, d.message)]]
