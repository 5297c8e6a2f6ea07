"""The edition as data, for other programs: tables, a database, a network, and lists of letters and notes in
the formats that are harvested."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Job
from edition.render.data import beacon, cmif, network, tables, web_annotations
from edition.render.site import Site


def plan(site: Site) -> Iterator[Job]:
    """The jobs for `data/`, `cmif.xml` and `annotations/`."""
    for part in (tables, network, beacon, cmif, web_annotations):
        yield from part.plan(site)
