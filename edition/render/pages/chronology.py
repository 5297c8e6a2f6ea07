"""The chronology: the dated events on which the letters turn, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from edition.dates import parse_date
from edition.render.pages.entries import events_in_time
from edition.render.pages.route import Route
from edition.render.site import Site
from edition.schemas import Event

# kinds whose name does not say what they are
KINDS = {"person": "Persons", "foreign": "Foreign policy", "repression": "Repression"}


def routes(site: Site) -> Iterator[Route]:
    if "events" in site.edition.registers:
        uses = frozenset({"register:events", "heads", "names"})
        yield Route("chronology/index.html", "chronology.html.j2", uses, lambda: _values(site))


def _values(site: Site) -> dict[str, object]:
    events = events_in_time(site)
    years = [
        (year, list(group))
        for year, group in groupby(events, key=lambda item: parse_date(item[1].date).sort_key[:4])
    ]
    kinds = {ref: kind_in_words(event) for ref, event in events}
    return {"years": years, "kinds": kinds, "total": len(events)}


def kind_in_words(event: Event) -> str:
    """What sort of event it is; a stay away is one whatever else it is."""
    return "Absence" if event.absent else KINDS.get(event.kind, event.kind.capitalize())
