"""A build from beginning to end: what is kept is recalled, the line is run, the site written, the rest
remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edition import pipeline
from edition.findings.diagnostics import Diagnostic
from edition.pipeline import Progress, silently
from edition.store import state
from edition.store.incremental import Recorded
from edition.store.memo import Memo
from edition.store.site_folder import Written, write_site


@dataclass(frozen=True)
class Built:
    """What a build gave, and what was written: None where there were errors."""

    result: pipeline.Result
    written: Written | None

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return self.result.diagnostics

    @property
    def stale(self) -> Mapping[str, str]:
        """By path why files were made again."""
        return self.result.stale if self.written is not None else {}


def build_site(
    root: Path,
    *,
    everything: bool = False,
    memo: Memo | None = None,
    whole: bool = True,
    progress: Progress = silently,
) -> Built:
    """Build the edition in a folder into its `site/`. `everything` makes every file anew. A program that
    builds again and again gives the `memo` of its last build, otherwise it is read from the disk, and may
    leave what is made of all texts, which takes most of the time, to a later build that is `whole`."""
    before = state.inputs(root)
    last = state.BuildRecord() if everything else state.read_record(root)
    memo = memo if memo is not None else Memo() if everything else state.read_memo(root)
    result = pipeline.build(
        root, memo, Recorded(last.facts, last.keys), last.intact(root), whole=whole, progress=progress
    )
    if result.failed or not result.artifacts:
        return Built(result, None)
    progress("Writing", 0, 1)
    written = write_site(root / "site", result.artifacts)
    progress("Writing", 1, 1)
    if not any(d.code.startswith("X") for d in result.diagnostics):  # what ails the machine may be mended
        messages = tuple(map(str, result.diagnostics))
        record = state.BuildRecord(
            inputs=before if result.complete else {},  # then the next build has something to do in any case
            site=state.site_stamps(root),
            messages=messages,
            facts=result.record.facts,
            keys=result.record.keys,
        )
        state.write_record(root, record)
    state.write_memo(root, memo)
    return Built(result, written)
