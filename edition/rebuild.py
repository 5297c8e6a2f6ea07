"""One run of the whole line, writing included: what `build` does once and `serve` again and again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edition import pipeline, state
from edition.write import Written, write_site


@dataclass(frozen=True)
class Built:
    """What a run gives, and what it wrote; nothing when there were errors."""

    result: pipeline.Result
    written: Written | None


def rebuild(root: Path) -> Built:
    """Read, check, render and write; then note down of what the site was made. Raises OSError when a file
    cannot be read or written; `site/` is then as it was."""
    before = state.inputs(root)
    result = pipeline.build(root)
    if result.failed:
        return Built(result, None)
    written = write_site(root / "site", result.artifacts)
    if not any(d.code.startswith("X") for d in result.diagnostics):  # what ails the machine may be mended
        state.remember(root, before, [str(d) for d in result.diagnostics])
    return Built(result, written)
