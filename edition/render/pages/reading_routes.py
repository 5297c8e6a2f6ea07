"""Routes through the letters: a page each, with its essay, its letters in order, its events and people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from edition.forms.lists import RouteFields
from edition.forms.registers import Event
from edition.lookup.addresses import address, root_of
from edition.render.pages.route import Route
from edition.render.showing import Page, content
from edition.render.site import Site
from edition.tei.heads import LetterHead
from edition.tei.tree import copy, remove, select

PATH = "routes/index.html"


@dataclass(frozen=True)
class Step:
    """A letter's place on a route: the letters before and after it."""

    route: RouteFields
    previous: LetterHead | None
    next: LetterHead | None


def routes(site: Site) -> Iterator[Route]:
    """The list of routes, and a page for each."""
    ways = site.edition.listed(RouteFields)
    uses = frozenset({"routes", "heads", "names", "extracts"})
    if ways:
        yield Route(PATH, "routes.html.j2", uses, lambda: {"ways": [_way(site, way) for way in ways]})
    for way in ways:
        essay = {f"document:{way.essay}"} if way.essay else set()
        path = address(way.id) + "index.html"
        made_of = uses | {"register:events"} | essay
        yield Route(path, "route.html.j2", made_of, partial(_values, site, way, root_of(path)))


def steps_of(site: Site) -> Mapping[str, Sequence[Step]]:
    """The places of each letter on routes."""
    heads = {letter.id: letter for letter in site.letters}
    by_letter: dict[str, list[Step]] = {}
    for way in site.edition.listed(RouteFields):
        order = [heads[ref] for ref in way.letters if ref in heads]
        for before, letter, after in zip([None, *order], order, [*order[1:], None], strict=False):
            by_letter.setdefault(letter.id, []).append(Step(way, before, after))
    return by_letter


def _way(site: Site, way: RouteFields) -> Mapping[str, object]:
    letters = {letter.id: letter for letter in site.letters}
    essays = {essay.id: essay for essay in site.essays}
    return {
        "route": way,
        "essay": essays.get(way.essay or ""),
        "letters": [letters[ref] for ref in way.letters if ref in letters],
    }


def _values(site: Site, way: RouteFields, root: str) -> Mapping[str, object]:
    events = site.edition.register(Event).entries
    return {
        **_way(site, way),
        "beginning": _beginning(site, way, root),
        "events": [(ref, events[ref]) for ref in way.events if ref in events],
    }


def _beginning(site: Site, way: RouteFields, root: str) -> Markup:
    """The first paragraph of the essay, without its notes."""
    document = site.edition.documents.get(way.essay or "")
    paragraphs = select(document.tree, "//t:body//t:p[1]") if document else []
    if not paragraphs:
        return Markup("")
    first = copy(paragraphs[0])
    for pointer in select(first, ".//t:ptr[@type='noteAnchor']"):
        remove(pointer)
    return content(first, Page(root, units=site.units, phrases=site.config.phrases))
