"""The manual that an edition may carry in `docs/`, one page per file; read when the configuration says
`manual: true`."""

from __future__ import annotations

from pathlib import PurePosixPath

from edition.findings.diagnostics import Diagnostic
from edition.forms.manual import ManualPage, manual_page
from edition.model import Source


def read_manual(source: Source) -> tuple[list[ManualPage], list[Diagnostic]]:
    """One page of the manual. Its links are checked when all pages have been read (`check.manual`)."""
    return [manual_page(PurePosixPath(source.path).stem, source.path, source.text)], []
