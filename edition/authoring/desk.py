"""The desk of an editor who adds something: the edition as it is, and whether a new piece would fit in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from edition.findings import Refused
from edition.findings.diagnostics import Diagnostic, Severity
from edition.model import Edition, Source
from edition.paths import is_imported
from edition.pipeline import Result, assemble
from edition.read.unfinished import PLACE
from edition.store.memo import Memo
from edition.store.source_files import read_files
from edition.store.state import read_memo


@dataclass(frozen=True)
class NewPiece:
    """A file (path and text) as it will be, and what is new in it: the lines of `piece`, of which the first
    is number `first` (from 1). `remarks` are sentences for the editor on what was decided or left open."""

    path: str
    text: str
    first: int
    piece: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def next_place(self) -> str:
        """Where to go on writing, as `path:line:column`: the first place left to be filled in, or else the
        beginning of the new piece."""
        for number, line in enumerate(self.piece):
            match = PLACE.search(line)
            if match:
                return f"{self.path}:{self.first + number}:{match.start() + 1}"
        return f"{self.path}:{self.first}:1"


@dataclass(frozen=True)
class Desk:
    """The folder of an edition with what was read from it."""

    root: Path
    with_texts: bool = True  # imported texts are read: only notes, which may be on their words, need them

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The source files by path. Raises OSError when one cannot be read."""
        sources = {source.path: source for source in read_files(self.root)}
        return {path: s for path, s in sources.items() if self.with_texts or not is_imported(path)}

    @property
    def contents(self) -> dict[str, bytes]:
        """What the source files hold, by path."""
        return {path: source.data for path, source in self.sources.items()}

    @cached_property
    def _memo(self) -> Memo:
        return read_memo(self.root)

    @cached_property
    def _result(self) -> Result:
        return assemble(list(self.sources.values()), self._memo)

    @cached_property
    def edition(self) -> Edition:
        """The edition as it is, merged. Raises Refused when it cannot be read."""
        if self._result.edition is None:
            fault = "; ".join(map(str, self._result.diagnostics[:1]))
            raise Refused(f"the edition cannot be read: {fault}")
        return self._result.edition

    @property
    def findings(self) -> list[Diagnostic]:
        """What is wrong with the edition as it is."""
        return self._result.diagnostics

    def text(self, path: str) -> str | None:
        """The text of a source file, or None when there is no such file. Raises Refused unless it is
        UTF-8."""
        try:
            return self.sources[path].data.decode("utf-8") if path in self.sources else None
        except UnicodeDecodeError:
            raise Refused(f"{path} is not UTF-8; save it as UTF-8 first") from None

    def was_published(self, xml_id: str) -> bool:
        """Was an id ever published, or does `moved.yaml` say that it moved? Then it is never given again."""
        registry = self.edition.registry
        return xml_id in registry.published or xml_id in registry.moves

    def errors_from(self, new: NewPiece) -> list[Diagnostic]:
        """The errors that the edition would have with the new piece and does not have without it."""
        sources = self.sources | {new.path: Source(new.path, new.text.encode())}
        known = Counter((d.code, d.message) for d in self._result.diagnostics)
        diagnostics = assemble(list(sources.values()), self._memo).diagnostics
        return [d for d in diagnostics if d.severity is Severity.ERROR and not known[(d.code, d.message)]]
