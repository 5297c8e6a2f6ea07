"""What a rule about one document examines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from edition.check.running_text import RunningText, text_of_document
from edition.model import Document
from edition.model.parsed import DocumentParts


@dataclass(frozen=True)
class ReadDocument:
    """A document as its files were read and as it was merged."""

    parts: DocumentParts
    document: Document

    @cached_property
    def prose(self) -> RunningText:
        """Its words."""
        return text_of_document(self.document)
