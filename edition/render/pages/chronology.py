"""The chronology: the dated events on which the letters turn, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from edition.forms.language import Language
from edition.forms.registers import Event
from edition.render.pages.entries import events_in_time
from edition.render.pages.route import Route
from edition.render.site import Site
from edition.words.dates import first_day
from edition.words.days import year_name, year_of


def routes(site: Site) -> Iterator[Route]:
    """The page of the chronology, if the edition has events."""
    if site.has_chronology:
        uses = frozenset({"register:events", "heads", "names"})
        yield Route("chronology/index.html", "chronology.html.j2", uses, lambda: _values(site))


def _values(site: Site) -> dict[str, object]:
    events = events_in_time(site)
    years = [
        (year_name(year), list(group))
        for year, group in groupby(events, key=lambda item: year_of(first_day(item[1].date)))
    ]
    words = site.config.event_kinds
    kinds = {ref: kind_in_words(event, words, site.config.phrases) for ref, event in events}
    return {"years": years, "kinds": kinds, "total": len(events)}


def kind_in_words(event: Event, words: Mapping[str, str], phrases: Language) -> str:
    """What sort of event it is; a stay away is one whatever else it is."""
    return phrases.say("Absence") if event.absent else words.get(event.kind, event.kind.capitalize())
