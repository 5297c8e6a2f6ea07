"""A build from beginning to end, writing included: what `build` does once and `serve` again and again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edition import pipeline, state
from edition.diagnostics import Diagnostic
from edition.write import Written, write_site


@dataclass(frozen=True)
class Built:
    """What a build did: what it found, what was written (None where there were errors)."""

    diagnostics: list[Diagnostic]
    written: Written | None
    result: pipeline.Result


def build_site(root: Path) -> Built:
    """Read, check, render and write; then note down of what the site was made. Raises OSError when a file
    cannot be read or written; `site/` is then as it was."""
    before = state.inputs(root)
    result = pipeline.build(root)
    if result.failed:
        return Built(result.diagnostics, None, result)
    written = write_site(root / "site", result.artifacts)
    if not any(d.code.startswith("X") for d in result.diagnostics):  # what ails the machine may be mended
        state.remember(root, before, [str(d) for d in result.diagnostics])
    return Built(result.diagnostics, written, result)
