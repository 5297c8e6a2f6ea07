"""The search page: its form, with the values by which readers can narrow a search; their counts are the
script's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.forms.lists import RequestFields
from edition.forms.registers import Event
from edition.lookup.catalogue import Catalogue
from edition.render.pages.resolve import rules_of
from edition.render.pages.route import Route
from edition.render.search.texts import KINDS_OF_PASSAGE
from edition.render.site import Site
from edition.words.dates import first_day
from edition.words.days import year_name, year_of


def routes(site: Site) -> Iterator[Route]:
    """The search page."""
    uses = frozenset({"heads", "registers", "requests", "config", "shape", "index", "pages"})
    yield Route("search/index.html", "search.html.j2", uses, lambda: _choices(site))


def _choices(site: Site) -> Mapping[str, object]:
    """The years and the kinds of passages that the edition has, and the rules by which citations are read."""
    years = {letter.year_number for letter in site.letters if letter.year_number is not None}
    years |= {year_of(first_day(event.date)) for event in site.edition.register(Event).entries.values()}
    say, catalogue = site.config.phrases.say, Catalogue(site.edition, site.config, site.printed.concordance)
    return {
        "years": [(str(year), year_name(year, say)) for year in sorted(years)],
        "kinds": [(kind, say(name)) for kind, name in KINDS_OF_PASSAGE.items() if kind in _kinds_in(site)],
        "rules": rules_of(catalogue),
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
