"""The notes to a document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    StringConstraints,
)

from edition.forms.base import Citation, DocumentId, Form, NonEmpty


class SecondPlace(Form):
    """Where a note to a summary stands in the text as well, when that is there."""

    at: NonEmpty
    quote: str = ""


class NoteFields(Form):
    """One note in a note file: its id, who wrote it, the paragraph and the words that it belongs to, and its
    text in Markdown."""

    id: Annotated[str, StringConstraints(pattern=r"^n(\d+|-[a-z0-9][a-z0-9-]*)$")]
    by: NonEmpty = "edition"
    type: Literal["editorial", "textual", "authorial"] = "editorial"
    at: str = ""
    quote: str = ""
    also: SecondPlace | None = None
    text: NonEmpty
    sources: list[Citation] = []


class NoteFile(Form):
    """The notes to one document (`annotations/imported/L16.yaml`, `annotations/notes/L16.yaml`)."""

    document: DocumentId
    notes: list[NoteFields]
