"""The pages of letters and essays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from edition.addresses import address
from edition.dates import parse_date
from edition.model import Edition
from edition.render.essay import EssayView
from edition.render.pages.route import Route, Values
from edition.render.related import relate
from edition.render.site import Site
from edition.schemas import Event


def routes(site: Site) -> Iterator[Route]:
    yield from _letters(site)
    yield from _essays(site)


def _letters(site: Site) -> Iterator[Route]:
    discussed, events = _discussions(site.essays), _events_of(site.edition)
    related = relate(site.letters, site.on_topic)
    for letter in site.letters:
        values: Values = partial(
            dict,
            letter=letter,
            related=related[letter.id],
            essays=discussed.get(letter.id, []),
            events=events.get(letter.id, []),
        )
        uses = frozenset({f"document:{letter.id}"})
        yield Route(f"letters/{letter.number}/index.html", "letter.html.j2", uses, values)


def _essays(site: Site) -> Iterator[Route]:
    if site.essays:
        yield Route("essays/index.html", "essays.html.j2", site.documents)
    for essay in site.essays:
        uses = frozenset({f"document:{essay.id}"})
        yield Route(address(essay.id) + "index.html", "essay.html.j2", uses, partial(dict, essay=essay))


def _discussions(essays: Iterable[EssayView]) -> dict[str, list[EssayView]]:
    """The essays that discuss each letter."""
    found: dict[str, list[EssayView]] = defaultdict(list)
    for essay in (essay for essay in essays if essay.kind != "editorial"):
        for ref in essay.letters:
            found[ref].append(essay)
    return found


def _events_of(edition: Edition) -> dict[str, list[tuple[str, Event]]]:
    """The events on which each letter turns, in order of time."""
    found: dict[str, list[tuple[str, Event]]] = defaultdict(list)
    register = edition.registers.get("events")
    for ref, event in register.entries.items() if register else ():
        if isinstance(event, Event):
            for letter in event.letters:
                found[letter].append((ref, event))
    for events in found.values():
        events.sort(key=lambda item: parse_date(item[1].date).sort_key)
    return found
