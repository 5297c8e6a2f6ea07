"""Nothing that was published vanishes without a word."""

from __future__ import annotations

from collections.abc import Iterator

from edition.anchors.accounting import N203, N204, N205, unaccounted
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import yields
from edition.forms.configuration import ConfigFields
from edition.model import Edition


@yields(N203, N204, N205)
def check_anchors(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """What became of everything that was published (`anchors.accounting`)."""
    yield from unaccounted(edition)
