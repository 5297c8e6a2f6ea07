"""The form of the files in which an edition tells of itself: what changed, what moved, what is waived."""

from __future__ import annotations

from typing import Literal

from edition.forms.base import Day, DocumentId, Form, NonEmpty, Version


class ChangeFields(Form):
    """One version in `sources/changes.yaml`: what changed in it, in a sentence or two, and which documents or
    register entries it concerns; none means the edition as a whole."""

    version: Version
    date: Day
    what: NonEmpty
    concerns: list[DocumentId] = []


class MovedFields(Form):
    """A published id that was renamed, merged or withdrawn (`annotations/moved.yaml`): where it leads now,
    nothing when it was withdrawn, and why."""

    id: NonEmpty
    to: str = ""
    reason: NonEmpty


class WaiverFields(Form):
    """A finding that is known and stays: its code, what it is about (words of its message), and why. `file`
    narrows it to one file; with `needs: imported` it need not be used where the imported text is missing."""

    code: NonEmpty
    about: NonEmpty
    reason: NonEmpty
    file: str = ""
    needs: Literal["imported"] | None = None


class WaiverFile(Form):
    """`annotations/waivers.yaml`."""

    waivers: list[WaiverFields]
