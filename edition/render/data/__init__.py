"""The edition as data, for other programs: tables, a database, a network, lists of letters and notes in the
formats that are harvested, and archives of the TEI."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Job
from edition.render.data import archives, beacon, cmif, network, tables, web_annotations
from edition.render.site import Site


def plan(site: Site) -> Iterator[Job]:
    """The jobs for `data/`, `cmif.xml`, `annotations/` and `downloads/`."""
    for part in (tables, network, beacon, cmif, web_annotations, archives):
        yield from part.plan(site)
