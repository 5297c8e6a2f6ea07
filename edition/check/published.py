"""Nothing that was published vanishes without a word."""

from __future__ import annotations

from collections.abc import Iterator

from edition.anchors.accounting import unaccounted
from edition.findings.diagnostics import Diagnostic
from edition.forms.configuration import ConfigFields
from edition.model import Edition


def check_anchors(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """N203 a published id that has vanished · N204 an id that has ended and is used again · N205 a move that
    leads nowhere.

    Bad: the note `n-thomas` was published and is taken out of its file.
    Good: the same, and `- {id: L16.n-thomas, reason: it repeated note d}` in `annotations/moved.yaml`.
    """
    yield from unaccounted(edition)
