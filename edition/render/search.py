"""What the search page knows beside the index."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Job
from edition.render.site import Site


def plan(site: Site) -> Iterator[Job]:
    registers = {f"register:{kind}" for kind in site.edition.registers}
    yield Job("search/data.json", site.documents | registers | {"config"}, lambda: site.search.data())
