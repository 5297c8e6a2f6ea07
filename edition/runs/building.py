"""A build from beginning to end: what was kept is read, the pipeline is run, the site is written, and what
the next build needs is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edition import pipeline
from edition.findings.diagnostics import Diagnostic
from edition.pipeline import Progress, no_progress
from edition.store import state
from edition.store.incremental import Recorded
from edition.store.memo import Memo
from edition.store.site_folder import Written, write_site
from edition.store.site_plan import refuse_foreign_site


@dataclass(frozen=True)
class BuildResult:
    """The result of a build, and what was written: None when there were errors."""

    result: pipeline.Result
    written: Written | None

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All findings of the build."""
        return self.result.diagnostics

    @property
    def stale(self) -> Mapping[str, str]:
        """Why files were made again, by path."""
        return self.result.stale if self.written is not None else {}


def build_site(
    root: Path,
    *,
    everything: bool = False,
    memo: Memo | None = None,
    whole: bool = True,
    progress: Progress = no_progress,
) -> BuildResult:
    """Build the edition in the folder `root` into its `site/`. `everything` makes every file anew. A program
    that builds repeatedly passes the `memo` of its last build (otherwise it is read from disk), and may leave
    what is made of all texts, which takes most of the time, to a later build that is `whole`."""
    refuse_foreign_site(root / "site")
    before = state.inputs(root)
    last = state.BuildRecord() if everything else state.read_record(root)
    memo = memo if memo is not None else Memo() if everything else state.read_memo(root)
    result = pipeline.build(
        root, memo, Recorded(last.facts, last.keys), last.intact(root), whole=whole, progress=progress
    )
    if result.failed or not result.artifacts:
        return BuildResult(result, None)
    progress("Writing", 0, 1)
    written = write_site(root / "site", result.artifacts)
    progress("Writing", 1, 1)
    if not any(d.code.startswith("X") for d in result.diagnostics):  # a fault of this machine may go away
        messages = tuple(map(str, result.diagnostics))
        record = state.BuildRecord(
            inputs=before if result.complete else {},  # {}: the next build has something to do in any case
            site=state.site_stamps(root),
            messages=messages,
            facts=result.record.facts,
            keys=result.record.keys,
        )
        state.write_record(root, record)
    state.write_memo(root, memo)
    return BuildResult(result, written)
