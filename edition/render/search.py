"""What the search page knows beside the index."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Job
from edition.render.site import Site

SEARCHED = frozenset({"texts", "heads", "registers", "voices", "guide", "config"})


def plan(site: Site) -> Iterator[Job]:
    yield Job("search/data.json", SEARCHED, lambda: site.search.data())
