"""The start page, the list of letters, what is said about the edition, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from edition.render.emendations import emendations
from edition.render.letter import LetterView
from edition.render.pages.route import Route
from edition.render.site import Site

CONFIG = frozenset({"config"})


def routes(site: Site) -> Iterator[Route]:
    every = site.documents
    yield Route("index.html", "index.html.j2", every, lambda: {"years": _by_year(site.letters)})
    yield Route("letters/index.html", "letters.html.j2", every, lambda: {"years": _by_year(site.letters)})
    yield Route("about/index.html", "about.html.j2", CONFIG)
    yield Route(
        "about/emendations/index.html",
        "emendations.html.j2",
        every,
        lambda: {"groups": emendations(site.edition)},
    )
    if site.edition.changes:
        changes = list(reversed(site.edition.changes))
        uses = CONFIG | {"changes"}
        yield Route("about/changes/index.html", "changes.html.j2", uses, lambda: {"changes": changes})
    yield Route("404.html", "404.html.j2", CONFIG)


def _by_year(letters: Iterable[LetterView]) -> list[tuple[str, list[LetterView]]]:
    """Letters under their year, in the order of the edition; undated ones last."""
    return [(year, list(group)) for year, group in groupby(letters, key=lambda letter: letter.year)]
