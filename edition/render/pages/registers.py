"""The registers: a list of each kind, a page for each entry; and the chronology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from edition.addresses import address
from edition.dates import parse_date
from edition.model import Edition, Mention
from edition.render.pages.route import Route, Values
from edition.render.site import REGISTERS, Site
from edition.schemas import Event, RegisterEntry, Topic


def routes(site: Site) -> Iterator[Route]:
    for kind in REGISTERS:
        if kind in site.edition.registers:
            yield from _register(site, kind)
    yield from _chronology(site)


def _register(site: Site, kind: str) -> Iterator[Route]:
    heading, folder, _ = REGISTERS[kind]
    uses = frozenset({f"register:{kind}"}) | site.documents
    entries = sorted(site.edition.registers[kind].entries.items(), key=lambda item: _sort_key(item[1]))
    found = site.on_topic if kind == "topics" else site.mentions
    counts = {ref: len(found.get(ref, ())) for ref, _ in entries}
    values: Values = partial(dict, kind=kind, heading=heading, entries=entries, counts=counts)
    template = "topics.html.j2" if kind == "topics" else "register.html.j2"
    yield Route(f"{folder}/index.html", template, uses, values)
    for ref, entry in entries:
        one: Values = partial(
            dict,
            kind=kind,
            ref=ref,
            entry=entry,
            letters=site.on_topic.get(ref, ()),
            units=site.units,
            narrower=[r for r, e in entries if isinstance(e, Topic) and e.broader == ref],
            mentions=_grouped(site.mentions.get(ref, ()), site.edition),
        )
        yield Route(address(ref) + "index.html", "entry.html.j2", uses, one)


def _chronology(site: Site) -> Iterator[Route]:
    register = site.edition.registers.get("events")
    if register is None:
        return
    events = [(ref, event) for ref, event in register.entries.items() if isinstance(event, Event)]
    events.sort(key=lambda item: (parse_date(item[1].date).sort_key, item[0]))
    years = [
        (year, list(group))
        for year, group in groupby(events, key=lambda item: parse_date(item[1].date).sort_key[:4])
    ]
    uses = frozenset({"register:events"}) | site.documents
    yield Route("chronology/index.html", "chronology.html.j2", uses, lambda: {"years": years})


def _grouped(mentions: Sequence[Mention], edition: Edition) -> list[tuple[str, list[Mention]]]:
    """Mentions under their document, in the order of the edition."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.document].append(mention)
    return [(ref, found[ref]) for ref in edition.documents if ref in found]


def _sort_key(entry: RegisterEntry) -> str:
    return entry.sort_form.casefold()
