"""What the search page knows beside the index."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Job
from edition.render.facts import SEARCHED
from edition.render.site import Site


def plan(site: Site) -> Iterator[Job]:
    yield Job("search/data.json", SEARCHED, lambda: site.search.data())
