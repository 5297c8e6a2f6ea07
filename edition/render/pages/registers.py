"""The registers: a list of each kind and a page for each entry; places have a map as well."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from edition.forms.registers import RegisterEntry, Work
from edition.lookup.addresses import address, href
from edition.render.drawing.map import Atlas, MapPlace, draw_sheet, lay_out_maps
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.pages import chronology, network
from edition.render.pages.entries import Entries, EntryView, cited_in
from edition.render.pages.entry_words import coordinates, life
from edition.render.pages.naming import Naming, by_year, count_naming
from edition.render.pages.route import Route
from edition.render.pages.work_references import reference
from edition.render.site import REGISTERS, Site

Listed = Sequence[tuple[str, RegisterEntry]]


def routes(site: Site) -> Iterator[Route]:
    naming = count_naming(site)
    entries = Entries(site, naming)
    for kind in REGISTERS:
        if kind in site.edition.registers:
            yield from _register(entries, kind)
    yield from chronology.routes(site)
    yield from network.routes(site, naming)


def _register(entries: Entries, kind: str) -> Iterator[Route]:
    uses = frozenset({f"register:{kind}", "heads", "names", "naming"})
    register = entries.site.edition.registers[kind].entries
    listed = sorted(register.items(), key=lambda item: (_sort_key(item[1]), item[0]))
    _, folder, _ = REGISTERS[kind]
    if kind == "topics":
        yield Route(f"{folder}/index.html", "topics.html.j2", uses, lambda: _topics(entries.site, listed))
    else:
        listing = partial(_list, entries.site, entries.naming, kind, listed)
        yield Route(f"{folder}/index.html", "register.html.j2", uses, listing)
    for ref, entry in listed:
        values = partial(_entry, entries, kind, ref, entry)
        yield Route(address(ref) + "index.html", "entry.html.j2", _uses_of_entry(kind, ref, entry), values)


def _uses_of_entry(kind: str, ref: str, entry: RegisterEntry) -> frozenset[str]:
    """An entry, every place where it is named and who is named with it; the events that concern it."""
    own = {f"entry:{ref}", f"mentions:{ref}", "naming", "voices", "register:events", "anchors"}
    whole = {"places": {"register:places"}, "topics": {"register:topics", "extracts"}}.get(kind, set())
    cited = {f"document:{unit.partition('.')[0]}" for unit in cited_in(entry)}
    return frozenset(own | whole | cited | {"heads", "names"})


def _entry(entries: Entries, kind: str, ref: str, entry: RegisterEntry) -> dict[str, object]:
    view: EntryView = entries.view(ref, entry)
    return {
        "kind": kind,
        "ref": ref,
        "entry": entry,
        "view": view,
        "units": entries.site.units,
        "link": entries.link,
        "authors": {essay.id: essay.author for essay in entries.site.essays if essay.author},
        "left_out": [entries.site.label(one) for one in sorted(entries.naming.correspondents - {ref})],
    }


def _list(site: Site, naming: Naming, kind: str, listed: Listed) -> dict[str, object]:
    """The values of a register's list: its entries under their initials."""
    heading, _, _ = REGISTERS[kind]
    groups = [(letter, list(group)) for letter, group in groupby(listed, key=lambda item: initial(item[1]))]
    return {
        "kind": kind,
        "heading": heading,
        "entries": listed,
        "groups": groups,
        "counts": {ref: len(site.mentions.get(ref, ())) + len(cited_in(entry)) for ref, entry in listed},
        "life": life,
        "shown": {ref: _shown(entry) for ref, entry in listed},
        **(_map(naming, listed) if kind == "places" else {}),
    }


def _shown(entry: RegisterEntry) -> str:
    """What a list calls an entry: persons by their surname, works as one cites them."""
    if isinstance(entry, Work):
        return reference(entry) if entry.csl else entry.name
    return entry.sort_form


def initial(entry: RegisterEntry) -> str:
    """The letter under which an entry stands; figures stand together."""
    first = _sort_key(entry)[:1].upper()
    return first if first.isalpha() else "0–9"


def _sort_key(entry: RegisterEntry) -> str:
    """Small letters without accents and without what is no letter at the start."""
    plain = unicodedata.normalize("NFD", entry.sort_form.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.lstrip("".join({c for c in bare if not c.isalnum()}))


def _topics(site: Site, listed: Listed) -> dict[str, object]:
    years = by_year(site.letters)
    lines = {}
    for ref, entry in listed:
        counts = by_year(site.on_topic.get(ref, ()))
        if counts:
            lines[ref] = draw_sparkline(counts, min(years), max(years), f"Letters on {entry.name}")
    counts_of = {ref: len(site.on_topic.get(ref, ())) for ref, _ in listed}
    return {"heading": REGISTERS["topics"][0], "entries": listed, "counts": counts_of, "lines": lines}


# -- the map -----------------------------------------------------------------------------------------


def _map(naming: Naming, listed: Listed) -> dict[str, object]:
    """The map of all places that have coordinates; those without are named under it."""
    placed = [(ref, entry, point) for ref, entry in listed if (point := coordinates(entry))]
    without = [ref for ref, entry in listed if coordinates(entry) is None]
    if not placed:
        return {"sheets": [], "without": without, "beyond": []}
    maps = lay_out_maps([_place(naming, ref, entry, point) for ref, entry, point in placed])
    beyond = [one.place.name for one in maps.main.circles if one.beyond]
    return {"sheets": list(_sheets(maps)), "without": without, "beyond": sorted(beyond)}


def _place(naming: Naming, ref: str, entry: RegisterEntry, point: tuple[float, float]) -> MapPlace:
    count = len(naming.letters.get(ref, ()))
    named = "named in one letter" if count == 1 else f"named in {count} letters" if count else "in no letter"
    return MapPlace(entry.name, href(ref, "../"), f"{entry.name}, {named}", *point, count)


def _sheets(maps: Atlas) -> Iterator[tuple[str, object]]:
    description = "Circles at the places, larger the more letters name them. The list below says the same."
    yield (
        "whole",
        draw_sheet(
            maps.main, name="map", title="Map of the places", description=description, window=maps.window
        ),
    )
    if maps.inset:
        title = "The places within the broken line, drawn larger"
        yield "larger", draw_sheet(maps.inset, name="larger", title=title, description=description)
