"""The registers: a list of each kind and a page for each entry; places have a map as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from edition.forms.language import Language, wording
from edition.forms.registers import Place, RegisterEntry, Topic, Work
from edition.kinds import Kind, kind_of
from edition.lookup.addresses import address, href
from edition.model import Register
from edition.render.drawing.map import Atlas, MapPlace, draw_sheet, lay_out_maps
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.entry_words import coordinates, life
from edition.render.pages import chronology, network
from edition.render.pages.entries import Entries, EntryView, cited_in, fate_term, work_reference
from edition.render.pages.entry_pages import authors, entry_pages
from edition.render.pages.naming import Naming, by_year, count_naming
from edition.render.pages.parts import Listing, Parts, listings, parts_of
from edition.render.pages.route import Route
from edition.render.pages.taxonomy import by_broadest
from edition.render.site import Site
from edition.words.letter_ids import is_letter_id

MAPPED = 400  # so many places at most are on the map, which compares each with each
Listed = Sequence[tuple[str, RegisterEntry]]


def routes(site: Site) -> Iterator[Route]:
    """The list of each register, a page for each entry, the chronology and the network."""
    naming = site.once(count_naming)
    entries = Entries(site, naming)
    for register in site.registers:
        yield from _register(entries, register)
    yield from chronology.routes(site)
    yield from network.routes(site, naming)


def _register(entries: Entries, register: Register[RegisterEntry]) -> Iterator[Route]:
    kind = register.kind
    uses = frozenset({f"register:{kind.register}", "heads", "names", "naming"})
    sort_key = entries.site.config.phrases.sort_key
    listed = sorted(register.entries.items(), key=lambda item: (sort_key(item[1].sort_form), item[0]))
    path = f"{kind.folder}/index.html"
    for listing in listings(listed, path, _by_initial(entries.site, kind, listed)):
        values = partial(_list, entries, kind, listed, listing)
        yield Route(listing.path, f"register/{kind.listing}.html.j2", uses, values)
    for ref, entry in listed:
        values = partial(_entry, entries, kind, ref, entry)
        template, page_uses = kind.template, _uses_of_entry(entries.site, ref, entry)
        yield Route(address(ref) + "index.html", template, page_uses, values)
        yield from entry_pages(entries, ref, entry, page_uses | {"extracts"})


def _by_initial(site: Site, kind: Kind, listed: Listed) -> Parts[tuple[str, RegisterEntry]] | None:
    """The parts of a list of entries; None where it is short. Topics are few and stand one below another."""
    most = site.config.longest.entries
    if len(listed) <= most or kind.form is Topic:
        return None
    phrases, groups = site.config.phrases, dict(_initials(site, listed))
    folder = f"{kind.folder}/initial/"
    return parts_of(
        groups,
        whole=f"{kind.folder}/index.html",
        folder=folder,
        what=wording("Initials"),
        most=most,
        names={initial: initial for initial in groups},  # “E” is no east
        phrases=phrases,
    )


# what the pages of some forms are made of beside the entry itself
WHOLE: Mapping[type[RegisterEntry], frozenset[str]] = {
    Place: frozenset({"register:places"}),
    Topic: frozenset({"register:topics", "extracts"}),
}


def _uses_of_entry(site: Site, ref: str, entry: RegisterEntry) -> frozenset[str]:
    """An entry, every place where it is named and who is named with it; the events that concern it."""
    own = {f"entry:{ref}", f"mentions:{ref}", "naming", "voices", "register:events", "anchors"}
    whole = WHOLE.get(type(entry), frozenset())
    cited = {f"document:{unit.partition('.')[0]}" for unit in cited_in(entry)}
    own |= {f"entry:{term}" for term in fate_term(site, entry)[1:] if term}
    return frozenset(own | whole | cited | {"heads", "names"})


def _entry(entries: Entries, kind: Kind, ref: str, entry: RegisterEntry) -> dict[str, object]:
    view: EntryView = entries.view(kind, ref, entry)
    return {
        "kind": kind,
        "ref": ref,
        "entry": entry,
        "view": view,
        "units": entries.site.units,
        "link": entries.link,
        "authors": authors(entries.site),
        "left_out": [entries.site.label(one) for one in sorted(entries.naming.correspondents - {ref})],
    }


def _list(
    entries: Entries, kind: Kind, listed: Listed, listing: Listing[tuple[str, RegisterEntry]]
) -> dict[str, object]:
    """The values of a register's list: its entries, those of the page under their initials."""
    site, shown = entries.site, listing.items
    phrases = site.config.phrases
    return {
        "listing": listing,
        "kind": kind,
        "heading": phrases.say(kind.heading),
        "entries": listed,
        "groups": _initials(site, shown),
        "counts": {ref: _letters(entries.naming, ref, entry) for ref, entry in shown},
        "noun": phrases.say(kind.noun if len(listed) == 1 else kind.several),
        "life": partial(life, phrases=phrases),
        "shown": {ref: _shown(ref, entry, phrases) for ref, entry in shown},
        **(_map(entries.naming, () if listing.part else listed, phrases) if kind.form is Place else {}),
        **(_on_topics(site, listed) if kind.form is Topic else {}),
    }


def _letters(naming: Naming, ref: str, entry: RegisterEntry) -> int:
    """How many letters mention an entry or cite it, in their summaries, texts or notes."""
    citing = {unit.partition(".")[0] for unit in cited_in(entry)}
    letters = {document for document in citing if is_letter_id(document) and not kind_of(document)}
    return len({*naming.letters.get(ref, ()), *letters})


def _shown(ref: str, entry: RegisterEntry, language: Language) -> str:
    """What a list calls an entry: persons by their surname, works as one cites them."""
    if isinstance(entry, Work):
        return work_reference(ref, entry, language) or entry.name
    return entry.sort_form


def _initials(site: Site, listed: Listed) -> list[tuple[str, list[tuple[str, RegisterEntry]]]]:
    """Entries under their initials."""
    initial = site.config.phrases.initial
    grouped = groupby(listed, key=lambda item: initial(item[1].sort_form))
    return [(letter, list(group)) for letter, group in grouped]


def _on_topics(site: Site, listed: Listed) -> dict[str, object]:
    """How many letters are on each topic, and in which years they were written; the topics below each broad
    one."""
    years = by_year(site.letters)
    lines = {}
    for ref, entry in listed:
        counts = by_year(site.on_topic.get(ref, ()))
        if counts:
            lines[ref] = draw_sparkline(
                counts, min(years), max(years), site.config.phrases.say("Letters on {name}", name=entry.name)
            )
    counts_of = {ref: len(site.on_topic.get(ref, ())) for ref, _ in listed}
    below = by_broadest((ref, entry) for ref, entry in listed if isinstance(entry, Topic))
    return {"counts": counts_of, "lines": lines, "below": below, "topics": dict(listed)}


# -- the map -----------------------------------------------------------------------------------------


def _map(naming: Naming, listed: Listed, phrases: Language) -> dict[str, object]:
    """The map of all places that have coordinates, or of those that most letters name; those without are
    named under it."""
    placed = [(ref, entry, point) for ref, entry in listed if (point := coordinates(entry))]
    without = [ref for ref, entry in listed if coordinates(entry) is None]
    if not placed:
        return {"sheets": [], "without": without, "beyond": [], "most": 0}
    most = MAPPED if len(placed) > MAPPED else 0
    if most:
        placed = sorted(placed, key=lambda item: -len(naming.letters.get(item[0], ())))[:most]
        without = []
    maps = lay_out_maps([_place(naming, ref, entry, point, phrases) for ref, entry, point in placed])
    beyond = [one.place.name for one in maps.main.circles if one.beyond]
    return {
        "sheets": list(_sheets(maps, phrases)),
        "without": without,
        "beyond": sorted(beyond),
        "most": most,
    }


def _place(
    naming: Naming, ref: str, entry: RegisterEntry, point: tuple[float, float], phrases: Language
) -> MapPlace:
    count = len(naming.letters.get(ref, ()))
    title = phrases.say(
        "{name}, mentioned in {n} letter", "{name}, mentioned in {n} letters", name=entry.name, n=count
    )
    return MapPlace(entry.name, href(ref, "../"), title, *point, count)


def _sheets(maps: Atlas, phrases: Language) -> Iterator[tuple[str, object]]:
    description = phrases.say(
        "Circles mark the places, larger the more letters mention them. The list below says the same."
    )
    title = phrases.say("Map of the places")
    yield (
        "whole",
        draw_sheet(maps.main, name="map", title=title, description=description, window=maps.window),
    )
    if maps.inset:
        title = phrases.say("The places within the broken line, enlarged")
        yield "larger", draw_sheet(maps.inset, name="larger", title=title, description=description)
