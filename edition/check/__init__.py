"""Checks: each looks at the merged edition and yields findings; none changes it.

`CHECKS` is the table. A check is one generator function; its codes stand in `diagnostics.CODES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from edition.check.anchors import check_anchors
from edition.check.annotations import check_notes
from edition.check.guide import check_guide
from edition.check.links import check_index, check_links
from edition.check.metadata import check_years
from edition.check.registers import check_citations, check_mentions, check_names, check_spellings
from edition.diagnostics import Diagnostic
from edition.model import Edition, Waiver
from edition.schemas import ConfigFields

Check = Callable[[Edition, ConfigFields], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    check_anchors,
    check_notes,
    check_links,
    check_index,
    check_spellings,
    check_citations,
    check_mentions,
    check_names,
    check_years,
    check_guide,
)


def waive(findings: list[Diagnostic], waivers: Iterable[Waiver]) -> list[Diagnostic]:
    """Take out what is waived; a waiver that waives nothing is a finding of its own (W101)."""
    left = findings
    for waiver in waivers:
        kept = [f for f in left if f.code != waiver.code or waiver.about not in f.message]
        if len(kept) == len(left):
            kept.append(
                Diagnostic(
                    "W101",
                    f"nothing of {waiver.code} is about “{waiver.about}” any more",
                    waiver.location,
                    "take the waiver away",
                )
            )
        left = kept
    return left


def check_edition(edition: Edition, config: ConfigFields) -> list[Diagnostic]:
    """Run every check of the table."""
    return [finding for check in CHECKS for finding in check(edition, config)]
