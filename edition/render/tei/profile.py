"""The schema of the TEI profile beside the TEI files: as it is written, and in XML, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from edition.model import Job
from edition.paths import PROGRAM
from edition.render.offers import SCHEMAS
from edition.store.incremental import use_of


def plan() -> Iterator[Job]:
    """The jobs for `tei/profile.rnc` and `tei/profile.rng`."""
    for path in SCHEMAS:
        data = (PROGRAM / path).read_bytes()
        yield Job(path, frozenset({use_of(data)}), partial(bytes, data))
