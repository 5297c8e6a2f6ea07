"""A build from beginning to end: what was kept is read, the pipeline is run, the site is written, and what
the next build needs is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from edition import pipeline
from edition.model import Job
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
    pending: Pending | None = None,
    progress: Progress = no_progress,
) -> pipeline.Result:
    """Build the edition in the folder `root` into its `site/`. `everything` makes every file anew. A program
    that builds repeatedly passes the `memo` of its last build (otherwise it is read from disk), and what is
    `pending` with this memo, which is not planned again."""
    site = root / "site"
    refuse_foreign_site(site)
    before = pending.draft.inputs if pending else state.inputs(root)
    site_before = state.site_stamps(root)
    last = state.BuildRecord() if everything else state.read_record(root)
    memo = memo if memo is not None else Memo() if everything else state.read_memo(root)
    result = pipeline.build(
        root,
        memo,
        Recorded(last.facts, last.keys),
        last.intact(site_before),
        planned=pending.planned if pending else None,
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
class Draft:
    """An edition as it was read and joined, not checked yet: its folder, the memo that was used, and the
    stamps of its files before they were read."""

    root: Path
    memo: Memo
    inputs: Mapping[str, state.Stamp]
    joined: pipeline.Joined


def read_draft(root: Path, memo: Memo, last: Draft | None = None) -> Draft:
    """Read and join the edition in the folder `root`; files that are as they were when the `last` draft was
    read are not read again."""
    inputs, unchanged = state.inputs(root), []
    if last is not None:
        same = {path for path, stamp in inputs.items() if last.inputs.get(path) == stamp}
        unchanged = [source for source in last.joined.sources if f"{root}/{source.path}" in same]
    return Draft(root, memo, inputs, pipeline.draft(root, memo, unchanged=unchanged))


@dataclass(frozen=True)
class Pending:
    """What a build of a draft would make: what was planned, and the files that are stale, to be made one by
    one."""

    draft: Draft
    planned: pipeline.Planned
    jobs: Mapping[str, Job]


def find_pending(draft: Draft, last: state.BuildRecord) -> Pending:
    """What has changed since the build that left this record, whose files are taken to be as it wrote
    them."""
    planned = pipeline.plan_build(draft.joined, draft.root, draft.memo)
    uses = {job.path: job.uses for job in planned.jobs}
    keys = keys_of(uses, planned.facts)
    stale = find_stale(uses, keys, planned.facts, Recorded(last.facts, last.keys), last.keys.keys())
    if planned.site is not None:
        planned.site.sizes.update((path, stamp[0]) for path, stamp in last.site.items() if path not in stale)
    jobs = {job.path: job for job in planned.jobs if job.path in stale}
    return Pending(draft, planned, jobs)
