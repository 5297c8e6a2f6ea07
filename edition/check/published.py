"""Nothing that was published disappears without an explanation."""

from __future__ import annotations

from collections.abc import Iterator

from edition.anchors.accounting import N203, N204, N205, unaccounted
from edition.anchors.agreement import N208, disagreements, unknown_versions
from edition.anchors.elsewhere import N209, questions
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import yields
from edition.forms.configuration import ConfigFields
from edition.model import Edition


@yields(N203, N204, N205, N208, N209)
def check_anchors(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """What keeps a version from being published (`anchors.accounting`, `agreement`, `elsewhere`)."""
    yield from disagreements(edition)
    yield from unknown_versions(edition, config.version)
    yield from unaccounted(edition)
    yield from questions(edition)
