"""The pages of letters and essays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from edition.forms.registers import Event
from edition.lookup.addresses import address, root_of
from edition.model import Edition
from edition.render.pages.decisions import requests_of
from edition.render.pages.reading_routes import steps_of
from edition.render.pages.route import Route
from edition.render.related import relate
from edition.render.site import Site
from edition.tei.heads import EssayHead
from edition.words.dates import parse_date


def routes(site: Site) -> Iterator[Route]:
    """A page for each letter and each essay."""
    yield from _letters(site)
    yield from _essays(site)


def _letters(site: Site) -> Iterator[Route]:
    discussed, events = _discussions(site.essays), _events_of(site.edition)
    letters, topics = site.letters, site.on_topic
    related = site.memo.recall("related", lambda: relate(letters, topics), made_of=(letters, topics))
    steps = steps_of(site)
    for head in site.letters:
        values = partial(
            _letter,
            site,
            head.id,
            related=related[head.id],
            essays=discussed.get(head.id, []),
            events=events.get(head.id, []),
            steps=steps.get(head.id, []),
        )
        uses = _uses_of_text(site, head.id) | {"register:events", "routes", f"requests:{head.id}"}
        yield Route(f"letters/{head.number}/index.html", "letter.html.j2", uses, values)


def _letter(site: Site, ref: str, **around: object) -> Mapping[str, object]:
    letter = site.letter(ref)
    return {"letter": letter, "requests": requests_of(site, letter, root_of(address(ref)), ref), **around}


def _essays(site: Site) -> Iterator[Route]:
    if site.essays:
        yield Route("essays/index.html", "essays.html.j2", frozenset({"heads", "names", "extracts"}))
    for essay in site.essays:
        uses = _uses_of_text(site, essay.id)
        yield Route(address(essay.id) + "index.html", "essay.html.j2", uses, partial(_essay, site, essay.id))


def _essay(site: Site, ref: str) -> Mapping[str, object]:
    return {"essay": site.essay(ref)}


def _uses_of_text(site: Site, ref: str) -> frozenset[str]:
    """A text, the titles and names that are told beside it, the entries that it names, the ids that it links
    to, where it is printed, what has become of its ids."""
    entries = {f"entry:{entry}" for _, named in site.named_in(ref) for entry, _ in named}
    versions = {f"release:{version.name}" for version in site.versions}
    volume = {f"entry:{site.config.volume.work}"} if site.config.volume else set()
    own = {f"document:{ref}", "heads", "names", f"pages:{ref}", "anchors"} | volume
    return frozenset(own | entries | versions | site.linked_units(site.edition.documents[ref]))


def _discussions(essays: Iterable[EssayHead]) -> dict[str, list[EssayHead]]:
    """The essays that discuss each letter."""
    by_letter: dict[str, list[EssayHead]] = defaultdict(list)
    for essay in (essay for essay in essays if essay.kind != "editorial"):
        for ref in essay.letters:
            by_letter[ref].append(essay)
    return by_letter


def _events_of(edition: Edition) -> dict[str, list[tuple[str, Event]]]:
    """The events on which each letter turns, in order of time."""
    by_letter: dict[str, list[tuple[str, Event]]] = defaultdict(list)
    for ref, event in edition.register(Event).entries.items():
        for letter in event.letters:
            by_letter[letter].append((ref, event))
    for events in by_letter.values():
        events.sort(key=lambda item: parse_date(item[1].date).sort_key)
    return by_letter
