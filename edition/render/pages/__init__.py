"""The pages of the site. `ROUTES` is the table of its parts: each says which pages there are, and of what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from edition.model import Job
from edition.render.pages import (
    browse,
    decisions,
    documents,
    downloads,
    errata,
    exchange,
    general,
    letter_groups,
    manual,
    moved,
    reading_routes,
    registers,
    resolve,
    search,
    tables,
    versions,
    volume,
)
from edition.render.pages.route import Route, environment, render_page
from edition.render.site import Site

ROUTES: tuple[Callable[[Site], Iterator[Route]], ...] = (
    general.routes,
    documents.routes,
    downloads.routes,
    decisions.routes,
    reading_routes.routes,
    errata.routes,
    exchange.routes,
    registers.routes,
    volume.routes,
    tables.routes,
    letter_groups.routes,
    search.routes,
    moved.routes,
    browse.routes,
    resolve.routes,
    versions.routes,
    manual.routes,
)


EVERY_PAGE = frozenset({"config", "shape"})


def plan(site: Site) -> Iterator[Job]:
    """All pages of the site."""
    templates = environment(site)
    for part in ROUTES:
        for route in part(site):
            uses = route.uses | EVERY_PAGE | {f"template:{route.template}"}
            yield Job(route.path, uses, partial(render_page, site, templates, route))
    yield from versions.archives(site)
    yield from resolve.plan(site)
