"""A build from beginning to end: what was kept is read, the pipeline is run, the site is written, and what
the next build needs is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from edition import pipeline
from edition.model import Job, Source
from edition.store import state
from edition.store.incremental import Recorded, find_stale, keys_of
from edition.store.memo import Memo
from edition.store.site_folder import write_site
from edition.store.site_plan import refuse_foreign_site
from edition.workers import Progress, no_progress


def build_site(
    root: Path,
    *,
    everything: bool = False,
    memo: Memo | None = None,
    progress: Progress = no_progress,
) -> pipeline.Result:
    """Build the edition in the folder `root` into its `site/`. `everything` makes every file anew. A program
    that builds repeatedly passes the `memo` of its last build (otherwise it is read from disk)."""
    site = root / "site"
    refuse_foreign_site(site)
    before, site_before = state.inputs(root), state.site_stamps(root)
    last = state.BuildRecord() if everything else state.read_record(root)
    memo = memo if memo is not None else Memo() if everything else state.read_memo(root)
    result = pipeline.build(
        root,
        memo,
        Recorded(last.facts, last.keys),
        last.intact(site_before),
        write=partial(write_site, site),
        progress=progress,
    )
    if result.written is None:
        return result
    if not any(d.code.startswith("X") for d in result.diagnostics):  # a fault of this machine may go away
        messages = tuple(map(str, result.diagnostics))
        record = state.BuildRecord(
            inputs=before,
            site=state.stamps_after(root, site_before, result.written),
            messages=messages,
            facts=result.record.facts,
            keys=result.record.keys,
        )
        state.write_record(root, record)
    state.write_memo(root, memo)
    return result


@dataclass(frozen=True)
class Pending:
    """What a build would make: the result so far, what was read, and the files that are stale, to be made
    one by one."""

    result: pipeline.Result
    sources: Sequence[Source]
    jobs: Mapping[str, Job]


def find_pending(root: Path, memo: Memo, last: state.BuildRecord) -> Pending:
    """What has changed since the build that left this record, whose files are taken to be as it wrote
    them."""
    planned = pipeline.plan_build(root, memo)
    uses = {job.path: job.uses for job in planned.jobs}
    keys = keys_of(uses, planned.facts)
    stale = find_stale(uses, keys, planned.facts, Recorded(last.facts, last.keys), last.keys.keys())
    if planned.site is not None:
        planned.site.sizes.update((path, stamp[0]) for path, stamp in last.site.items() if path not in stale)
    jobs = {job.path: job for job in planned.jobs if job.path in stale}
    return Pending(planned.result, planned.sources, jobs)
