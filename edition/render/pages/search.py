"""The search page: its form, with the values by which readers can narrow a search; their counts are the
script's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from edition.forms.lists import RequestFields
from edition.forms.registers import Event
from edition.lookup.catalogue import Catalogue
from edition.render.pages.resolve import rules_of
from edition.render.pages.route import Route
from edition.render.search.texts import KINDS_OF_PASSAGE
from edition.render.site import Site
from edition.words.dates import parse_date


def routes(site: Site) -> Iterator[Route]:
    uses = frozenset({"heads", "registers", "requests", "config", "shape", "index", "pages"})
    yield Route("search/index.html", "search.html.j2", uses, lambda: _choices(site))


def _choices(site: Site) -> Mapping[str, object]:
    """The years and the kinds of passages that the edition has, and the rules by which citations are read."""
    days = [letter.date_sort for letter in site.letters]
    days += [parse_date(event.date).sort_key for event in site.edition.register(Event).entries.values()]
    catalogue = Catalogue(site.edition, site.config, site.printed.concordance)
    return {
        "years": [(year, year) for year in sorted({day[:4] for day in days if day})],
        "kinds": [
            (kind, site.config.phrases.say(name))
            for kind, name in KINDS_OF_PASSAGE.items()
            if kind in _kinds_in(site)
        ],
        "rules": json.dumps(rules_of(catalogue), ensure_ascii=False, separators=(",", ":")),
    }


def _kinds_in(site: Site) -> set[str]:
    """The kinds of passages that there can be."""
    essays = {essay.kind for essay in site.essays}
    present = {
        "letter": site.included,
        "summary": site.letters,
        "note": site.letters or site.essays,
        "essay": essays - {"source", "editorial"},
        "source": "source" in essays,
        "entry": site.registers,
        "event": site.has_chronology,
        "request": site.edition.listed(RequestFields),
        "about": "editorial" in essays,
    }
    return {kind for kind, there in present.items() if there}
