"""Checks: each looks at the merged edition and yields findings; none changes it.

`CHECKS` is the table. A check is one generator function; its codes stand in `diagnostics.CODES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from edition.check.annotations import check_notes
from edition.check.links import check_links
from edition.check.registers import check_spellings
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.schemas import ConfigFields

Check = Callable[[Edition, ConfigFields], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (check_notes, check_links, check_spellings)


def check_edition(edition: Edition, config: ConfigFields) -> list[Diagnostic]:
    """Run every check of the table."""
    return [finding for check in CHECKS for finding in check(edition, config)]
