"""A document while it is being merged: its tree still changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.findings.diagnostics import Location
from edition.model import Document
from edition.tei.canonical import serialise
from edition.tei.tree import Element


@dataclass
class DocumentDraft:
    """What becomes a `Document`, with the same fields, but for the tree that is worked on."""

    id: str
    kind: str
    tree: Element
    origins: dict[str, Location] = field(default_factory=dict)
    links: list[tuple[str, Location]] = field(default_factory=list)
    correspondents: tuple[tuple[str, str, Location], ...] = ()

    def finished(self) -> Document:
        """The document as it will be published."""
        return Document(
            self.id,
            self.kind,
            serialise(self.tree),
            self.origins,
            tuple(self.links),
            self.correspondents,
        )
