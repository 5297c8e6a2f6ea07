"""The pages that somebody looks at, made when an edit was read and before the whole is checked."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from edition.findings.diagnostics import has_errors
from edition.pipeline import Joined
from edition.render.pages import pages_at
from edition.runs.building import Draft, Pending


def make_previews(draft: Draft, last: Draft, files: Collection[str]) -> dict[str, bytes]:
    """The pages in these files (relative to the site) as a draft has them, with the pages of the printed
    volume as they were in the `last` one. What cannot be made, or has an error, is left out."""
    site, site_before, failing = draft.joined.site, last.joined.site, _failing(draft.joined)
    previews: dict[str, bytes] = {}
    if site is None or site_before is None or failing is None:
        return previews
    with suppress(Exception):  # the plan tells
        for job in pages_at(replace(site, volume_before=site_before.printed, _made={}), files):
            if not failing & job.uses:
                previews[job.path] = job.make()
    return previews


def _failing(joined: Joined) -> frozenset[str] | None:
    """The documents, as jobs name them, in whose files there are errors; None when there are others."""
    owners = {source.path: files.id for files in joined.parsed.documents for _, source in files.files}
    errors = [finding for finding in joined.result.diagnostics if has_errors([finding])]
    if any(error.location.path not in owners for error in errors):
        return None
    return frozenset(f"document:{owners[error.location.path]}" for error in errors)


def make_planned(pending: Pending, file: str) -> bytes | None:
    """A file as it is when all is planned: made if it is stale, else as it stands in the site; None when it
    cannot be made, or is not there."""
    with suppress(Exception):
        job = pending.jobs.get(file)
        return job.make() if job else (pending.draft.root / "site" / file).read_bytes()
    return None
