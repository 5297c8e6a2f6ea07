"""The versions as they were published: a page for each, and in it each letter and essay with what has changed
since. These pages are made of an archive that nobody changes, and of the documents as they are today."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from edition.lookup.addresses import address, frozen_address, root_of
from edition.model import Job
from edition.render.essay import essay_view
from edition.render.frozen import Frozen, FrozenVersion
from edition.render.letter import letter_view
from edition.render.offers import ARCHIVE
from edition.render.pages.route import Route, Values
from edition.render.showing import Page
from edition.render.site import Site


def routes(site: Site) -> Iterator[Route]:
    """A page for each version, and for each document in it."""
    for version in site.versions:
        release = frozenset({f"release:{version.name}"})
        values: Values = partial(dict, version=version)
        path = frozen_address(version.name) + "index.html"
        yield Route(path, "version.html.j2", release | {"texts", "changes", "heads", "anchors"}, values)
        for ref, frozen in version.documents.items():
            uses = release | {f"document:{ref}", "anchors"} | site.linked_units(frozen.document)
            yield Route(frozen.page, "frozen.html.j2", uses, partial(_document, site, version, frozen))


def archives(site: Site) -> Iterator[Job]:
    """The archives themselves."""
    for version in site.versions:
        data = version.release.archive.data
        path = f"{frozen_address(version.name)}{ARCHIVE}"
        yield Job(path, frozenset({f"release:{version.name}"}), partial(bytes, data))


def _document(site: Site, version: FrozenVersion, frozen: Frozen) -> dict[str, object]:
    page = Page(
        root_of(frozen.page), frozen.id, _units(site, frozen), beside=False, phrases=site.config.phrases
    )
    view = letter_view if frozen.document.kind == "letter" else essay_view
    values = {"version": version, "frozen": frozen, "text": view(frozen.document.tree, page, site.config)}
    return values | {"current": site.config.url + address(frozen.today) if frozen.today else ""}


def _units(site: Site, frozen: Frozen) -> frozenset[str]:
    """The units that a page of a version may link to: its own as they were, the others as they are."""
    own = frozenset(frozen.current.units) if frozen.current else frozenset()
    return (site.units - own) | frozen.units
