"""The page of what can be taken away: every format of the edition, how much it holds, how large it is, and
what it is good for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from edition.model import Job
from edition.render.offers import Offer, is_offered, offers
from edition.render.pages.route import Route
from edition.render.pages.ways import DOWNLOADS
from edition.render.site import Site

LISTED = frozenset({"heads", "registers", "texts", "voices", "pages"})


def route(site: Site, jobs: Sequence[Job]) -> Route:
    """The page, which is made of all that the files it lists are made of, for it tells how large they are.
    `jobs` are those of all other files of the site."""
    offered = {job.path: job for job in jobs if is_offered(job.path)}
    uses = LISTED.union(*(job.uses for job in offered.values()))
    return Route(DOWNLOADS, "downloads.html.j2", uses, lambda: {"groups": _groups(site, offered)})


def _groups(site: Site, jobs: Mapping[str, Job]) -> Mapping[str, Sequence[tuple[Offer, str]]]:
    """By heading, what is offered, each with the number of its files, if several, and their size."""
    word, size = site.config.phrases.word, partial(_size, site, jobs)
    groups = groupby(offers(site), key=lambda offer: offer.group)
    return {word(name): [(offer, size(offer)) for offer in files] for name, files in groups}


def _size(site: Site, jobs: Mapping[str, Job], offer: Offer) -> str:
    phrases, files = site.config.phrases, offer.files(jobs)
    size = phrases.size(sum(map(site.size_of, files)))
    if len(files) == 1:
        return size
    return f"{phrases.say('{n} file', '{n} files', n=len(files))}, {size}"
