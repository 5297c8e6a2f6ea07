"""The page “Browse”, and the letters in time: calendar, timeline, charts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from statistics import median

from edition.lookup.addresses import root_of
from edition.render.drawing import plots, timeline
from edition.render.drawing.calendar import year_sheets
from edition.render.drawing.moments import DatedLetter, falls_in, years_of
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.drawing.timeline_legend import draw_legend
from edition.render.drawing.year_layout import LAYOUTS
from edition.render.pages.in_time import correspondents, events_in_time, letters_in_time
from edition.render.pages.naming import count_naming, persons_by_year
from edition.render.pages.route import Route
from edition.render.pages.ways import BROWSE, CALENDAR, CHARTS, TIMELINE, Menu
from edition.render.site import Site
from edition.words.dates import MONTHS

PERSONS = 24


def routes(site: Site) -> Iterator[Route]:
    lists = frozenset({"heads", "names", "naming"})
    yield Route(
        BROWSE, "browse.html.j2", lists | {"index", "errata"}, lambda: {"groups": Menu(site).grouped()}
    )
    yield Route(CALENDAR, "calendar.html.j2", lists, lambda: _calendar(site))
    yield Route(TIMELINE, "timeline.html.j2", lists | {"register:events"}, lambda: _timeline(site))
    yield Route(CHARTS, "plots.html.j2", lists | {"texts"}, lambda: _plots(site))


def _calendar(site: Site) -> dict[str, object]:
    letters = letters_in_time(site, root_of(CALENDAR))
    undated = [letter for letter in letters if letter.placing == "undated"]
    dated = [letter for letter in letters if letter.placing != "undated"]
    return {"sheets": year_sheets(dated), "undated": undated, "empty": site.config.time.empty}


def _timeline(site: Site) -> dict[str, object]:
    root = root_of(TIMELINE)
    letters, events = letters_in_time(site, root), events_in_time(site, root)
    drawn = timeline.Timeline(
        letters,
        events,
        f"{root}{CALENDAR}#y",
        "Timeline of the letters",
        "A line for each year, with the letters on it as numbered boxes"
        + (", the events below it and absences shaded" if events else "")
        + ". The list after the drawing says the same.",
    )
    return {
        "drawings": [(layout.name, timeline.draw_timeline(drawn, layout)) for layout in LAYOUTS],
        "legend": draw_legend(
            site.config.time.absence,
            events=any(not event.absence for event in events),
            stays=any(event.absence for event in events),
        ),
        "events": events,
        "years": [
            (
                year,
                [letter for letter in letters if letter.year == year],
                [event for event in events if event.absence and falls_in(event, year)],
                [event for event in events if not event.absence and event.year == year],
            )
            for year in drawn.years
        ],
        "undated": [letter for letter in letters if letter.placing == "undated"],
        "elsewhere": [event for event in events if not any(falls_in(event, year) for year in drawn.years)],
        "empty": site.config.time.empty,
    }


def _plots(site: Site) -> dict[str, object]:
    letters = letters_in_time(site, root_of(CHARTS))
    years, kinds = years_of(letters), plots.count_by_kind(letters)
    persons = persons_by_year(site, count_naming(site), PERSONS)
    most = max((n for person in persons for n in person.counts.values()), default=1)
    return {
        "table": plots.count_by_month(letters),
        "months": MONTHS,
        "kinds": kinds,
        "kinds_drawing": plots.draw_kinds(kinds, years, "Letters of each kind by year") if years else "",
        "kind_sign": plots.draw_kind_sign,
        "persons": [(p, draw_sparkline(p.counts, years[0], years[-1], p.name, most)) for p in persons],
        "most": most,
        "left_out": sorted(site.label(ref) for ref in correspondents(site)),
        "undated": [letter for letter in letters if not letter.year],
        **_lengths(site, letters),
    }


def _lengths(site: Site, letters: list[DatedLetter]) -> dict[str, object]:
    """The words of each letter whose text is included, drawn year by year."""
    included = {letter.id for letter in site.letters if letter.included}
    lengths = [
        (letter, site.edition.documents[letter.ref].facts.words)
        for letter in letters
        if letter.ref in included
    ]
    most = max((words for _, words in lengths), default=0)
    drawings = []
    for year, group in groupby(lengths, key=lambda item: item[0].year):
        words = [(letter.number, count) for letter, count in group]
        name = str(year or "Undated")
        drawings.append((name, plots.draw_lengths(words, most, f"{name}: words in each letter")))
    return {
        "lengths": lengths,
        "lengths_drawings": drawings,
        "longest": max(lengths, key=lambda item: item[1], default=None),
        "middle": round(median(words for _, words in lengths)) if lengths else 0,
    }
