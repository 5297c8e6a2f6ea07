"""The forms of the files in which an edition keeps its own records: what changed, moved or is waived."""

from __future__ import annotations

from typing import Literal

from edition.forms.base import Day, DocumentId, Form, NonEmpty, Version


class ChangeFields(Form):
    """One version in `sources/changes.yaml`: what changed, in a sentence or two, and the ids of the documents
    or register entries that it concerns; none means the edition as a whole."""

    version: Version
    date: Day
    what: NonEmpty
    concerns: list[DocumentId] = []


class MovedFields(Form):
    """A published id that was renamed, merged or withdrawn (`annotations/moved.yaml`): the id it leads to now
    ("" if withdrawn), and why."""

    id: NonEmpty
    to: str = ""
    reason: NonEmpty


class WaiverFields(Form):
    """A finding that is known and accepted: its code, what it is about (words of its message), and why.
    `file` limits it to one file; with `needs: imported` it may be unused where the text is not imported."""

    code: NonEmpty
    about: NonEmpty
    reason: NonEmpty
    file: str = ""
    needs: Literal["imported"] | None = None


class WaiverFile(Form):
    """The findings that are accepted (`annotations/waivers.yaml`)."""

    waivers: list[WaiverFields]
