"""The guide that an edition may carry in `docs/`, a page for each file."""

from __future__ import annotations

from pathlib import PurePosixPath

from edition.findings.diagnostics import Diagnostic
from edition.forms.manual import GuidePage, guide_page
from edition.model import Source


def read_guide(source: Source) -> tuple[list[GuidePage], list[Diagnostic]]:
    """One page. What its links lead to is looked at when all pages are there (`check.guide`)."""
    text = source.data.decode("utf-8").removeprefix("\ufeff")
    return [guide_page(PurePosixPath(source.path).stem, source.path, text)], []
