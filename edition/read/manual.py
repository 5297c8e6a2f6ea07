"""The guide that an edition may carry in `docs/`, a page for each file; read if it says `manual: true`."""

from __future__ import annotations

from pathlib import PurePosixPath

from edition.findings.diagnostics import Diagnostic
from edition.forms.manual import ManualPage, manual_page
from edition.model import Source


def read_manual(source: Source) -> tuple[list[ManualPage], list[Diagnostic]]:
    """One page. What its links lead to is looked at when all pages are there (`check.manual`)."""
    text = source.data.decode("utf-8").removeprefix("\ufeff")
    return [manual_page(PurePosixPath(source.path).stem, source.path, text)], []
