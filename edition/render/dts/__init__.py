"""The edition as Distributed Text Services 1.0, level 0, in static files.

`dts/index.json` is the entry point. A collection, the tree of a text's citable units, and a text or one unit
of it stand at the addresses that the templates there give when they are filled in (RFC 6570). What cannot be
had without a program, `docs/data.md` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from edition.model import Document, Job
from edition.render.dts.answers import (
    COLLECTION,
    DOCUMENT,
    NAVIGATION,
    PAGE,
    collection,
    entry_point,
    navigation,
    resource,
    root,
)
from edition.render.dts.excerpts import excerpt
from edition.render.offers import DTS
from edition.render.site import Site

MOST_UNITS = 20_000  # each is a file; of a larger edition whole texts are served
CONFIG = frozenset({"config"})
LISTED = CONFIG | {"heads", "units"}


def plan(site: Site) -> Iterator[Job]:
    """The jobs for `dts/`."""
    documents = site.edition.documents
    by_unit = sum(len(document.facts.cited) for document in documents.values()) <= MOST_UNITS
    yield Job(DTS, CONFIG, partial(entry_point, site, by_unit=by_unit))
    for name in ("", "/edition"):
        yield Job(COLLECTION.format(name), LISTED, partial(root, site))
    for name, ids in {
        "letters": [letter.id for letter in site.letters],
        "essays": [essay.id for essay in site.essays],
    }.items():
        yield from _pages(site, name, ids, by_unit=by_unit)
    for document in documents.values():
        yield from _of_document(site, document, by_unit=by_unit)


def _pages(site: Site, name: str, ids: Sequence[str], *, by_unit: bool) -> Iterator[Job]:
    """The pages of a collection; the first is the collection itself."""
    for number in range(1, max(1, -(-len(ids) // PAGE)) + 1):
        path = f"/{name}" if number == 1 else f"/{name}/{number}"
        make = partial(collection, site, name, ids, number, by_unit=by_unit)
        yield Job(COLLECTION.format(path), LISTED, make)


def _of_document(site: Site, document: Document, *, by_unit: bool) -> Iterator[Job]:
    own = CONFIG | {f"document:{document.id}"}
    path = f"/{document.id}"
    yield Job(COLLECTION.format(path), own, partial(resource, site, document, by_unit=by_unit))
    yield Job(NAVIGATION.format(path), own, partial(navigation, site, document, by_unit=by_unit))
    yield Job(DOCUMENT.format(path), own, partial(_whole, document))
    for unit, _ in document.facts.cited if by_unit else ():
        yield Job(DOCUMENT.format(f"{path}/{unit}"), own, partial(excerpt, document, unit))


def _whole(document: Document) -> bytes:
    return document.data
