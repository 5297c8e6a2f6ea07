"""Renderers: edition → jobs → artifacts. `RENDERERS` is the table of output formats.

A renderer plans jobs, each with its path, what it is made of and the function that makes it; `render`
runs them. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from edition.forms.configuration import ConfigFields
from edition.model import Artifact, Edition, Job
from edition.render import assets, citation_files, data, discovery, dts, epub, pages, tei
from edition.render.pages.route import environment
from edition.render.site import Site
from edition.render.site_facts import facts_of, facts_of_templates

Plan = Callable[[Site], Iterator[Job]]

RENDERERS: dict[str, Plan] = {
    "html": pages.plan,
    "tei": tei.plan,
    "citations": citation_files.plan,
    "data": data.plan,
    "dts": dts.plan,
    "epub": epub.plan,
    "assets": assets.plan,
}


def plan(site: Site) -> Iterator[Job]:
    """The jobs of all formats, and what is made from the list of them."""
    jobs = [job for renderer in RENDERERS.values() for job in renderer(site)]
    jobs.append(pages.plan_downloads(site, jobs))
    yield from jobs
    yield from discovery.plan(site, jobs)


def render(edition: Edition, config: ConfigFields, templates: Path) -> list[Artifact]:
    """Run every job."""
    return [Artifact(job.path, job.make()) for job in plan(Site(edition, config, templates))]


def current_facts(site: Site) -> dict[str, str]:
    """What the files of a site are made of."""
    return {**facts_of(site), **facts_of_templates(site.files, site.once(environment), site.memo)}
