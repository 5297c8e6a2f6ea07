"""Making the book on paper: the edition is read, checked and set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.findings.diagnostics import Diagnostic
from edition.paths import OWN_TEMPLATES, is_imported
from edition.pipeline import assemble
from edition.store.source_files import read_files
from edition.store.state import read_memo
from edition.workers import Progress, no_progress


@dataclass(frozen=True)
class PrintResult:
    """The volumes by their names (none when there are errors), and all findings."""

    diagnostics: list[Diagnostic]
    volumes: Mapping[str, bytes] = field(default_factory=dict)


def print_book(root: Path, *, published: bool = False, progress: Progress = no_progress) -> PrintResult:
    """The edition as PDF. With `published` what was only imported is left out. Raises `PressMissing` where
    what makes PDFs is not installed."""
    from edition.render.pdf import pdfs
    from edition.render.pdf.press import start_press
    from edition.render.site import Site

    memo = read_memo(root)
    sources = [source for source in read_files(root) if not (published and is_imported(source.path))]
    result = assemble(sources, memo, progress)
    if result.failed or result.edition is None or result.config is None:
        return PrintResult(result.diagnostics)
    site = Site(result.edition, result.config, root / OWN_TEMPLATES, memo)
    return PrintResult(result.diagnostics, dict(pdfs(site, start_press(site), progress)))
