"""The making of files: in which order, and in which process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, MutableMapping, Sequence
from itertools import chain

from edition.model import Artifact, Job
from edition.workers import Progress, run

OFTEN = 8  # files of a kind


def make_artifacts(
    jobs: Sequence[Job], sizes: MutableMapping[str, int], progress: Progress
) -> Iterator[Artifact]:
    """The files that jobs make, as they come; `sizes` (by path, in bytes) gets those that it lacks.

    Of each kind that is made often one file is made here, and with it what all of its kind share; the others
    may be made in other processes, first those of their own kind, among which are the largest, so that none
    is waited for at the end; then those of one document together, so that its tree is read once.
    """
    anywhere = [job for job in jobs if not job.here]
    often = {kind for kind, count in Counter(map(_kind, anywhere)).items() if count >= OFTEN}
    first = {kind: job for job in reversed(anywhere) if (kind := _kind(job)) in often}
    begun = {job.path for job in first.values()}
    rest = [job for job in anywhere if job.path not in begun]
    rest.sort(key=lambda job: (_kind(job) in often, _document(job)))
    here = [job for job in jobs if job.here]
    made = chain(map(_make, first.values()), run(_make, rest), map(_make, here))
    for count, (job, data) in enumerate(zip([*first.values(), *rest, *here], made, strict=True), 1):
        sizes.setdefault(job.path, len(data))
        yield Artifact(job.path, data)
        progress("Making files", count, len(jobs))


def _kind(job: Job) -> str:
    """What files are alike: those of one template, or of one format."""
    templates = [use for use in job.uses if use.startswith("template:")]
    return templates[0] if templates else job.path.rpartition(".")[2]


def _document(job: Job) -> str:
    """The document that a file is made of; "" when it is none, or the first of several."""
    return min((use for use in job.uses if use.startswith("document:")), default="")


def _make(job: Job) -> bytes:
    return job.make()
