"""The search page: its form, with the values by which readers can narrow a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.forms.registers import Person
from edition.render.facts import SEARCHED
from edition.render.pages.route import Route
from edition.render.search.records import SORTS
from edition.render.site import Site

Choice = tuple[str, str, int]  # the value, what it is called, how many records have it


def routes(site: Site) -> Iterator[Route]:
    uses = SEARCHED | {"index"}
    yield Route("search/index.html", "search.html.j2", uses, lambda: _choices(site))


def _choices(site: Site) -> Mapping[str, object]:
    counts = {
        name: {value: len(ranks) for value, ranks in site.search.values(name).items()}
        for name in ("year", "kind", "voice", "person")
    }
    kinds = counts["kind"]
    people = site.edition.register(Person).entries
    persons: list[Choice] = [(ref, people[ref].sort_form, n) for ref, n in counts["person"].items()]
    return {
        "years": [(year, year, n) for year, n in counts["year"].items()],
        "kinds": [(kind, name, kinds[kind]) for kind, name in SORTS.items() if kind in kinds],
        "voices": [(voice, voice, n) for voice, n in counts["voice"].items()],
        "persons": sorted(persons, key=lambda choice: choice[1].casefold()),
    }
