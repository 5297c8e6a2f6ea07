"""The pages of the site. `ROUTES` is the table of its parts: each says which pages there are, and of what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from jinja2 import Environment

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
    documents.routes,
    general.routes,
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
    templates = site.once(environment)
    for part in ROUTES:
        for route in part(site):
            yield _job(site, templates, route)
    yield from versions.archives(site)
    yield from resolve.plan(site)


def pages_at(site: Site, paths: Collection[str]) -> Iterator[Job]:
    """The pages at these paths from `site/`, as far as there are such; the others are not planned further
    than needed."""
    wanted = {*paths}
    for job in plan(site):
        if job.path in wanted:
            yield job
            wanted.remove(job.path)
        if not wanted:
            return


def plan_downloads(site: Site, jobs: Sequence[Job]) -> Job:
    """The page that tells the sizes of other files, and so is made after `jobs`, those of all others."""
    return _job(site, site.once(environment), downloads.route(site, jobs), here=True)


def _job(site: Site, templates: Environment, route: Route, *, here: bool = False) -> Job:
    uses = route.uses | EVERY_PAGE | {f"template:{route.template}"}
    return Job(route.path, uses, partial(render_page, site, templates, route), here)
