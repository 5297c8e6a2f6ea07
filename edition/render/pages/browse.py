"""The page “Browse”, and the letters in time: calendar, timeline, charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby
from statistics import median

from edition.forms.language import wording
from edition.lookup.addresses import root_of
from edition.render.drawing import plots, timeline
from edition.render.drawing.calendar import year_sheets
from edition.render.drawing.moments import DatedEvent, DatedLetter, falls_in, years_of
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.drawing.timeline_legend import draw_legend
from edition.render.drawing.year_layout import LAYOUTS
from edition.render.pages.in_time import correspondents, events_in_time, letters_in_time
from edition.render.pages.naming import count_naming, persons_by_year
from edition.render.pages.parts import Listing, letters_by_year, year_addresses
from edition.render.pages.route import Route
from edition.render.pages.ways import BROWSE, CALENDAR, CHARTS, TIMELINE, Menu
from edition.render.site import Site
from edition.tei.heads import LetterHead
from edition.words.days import year_name

PERSONS = 24
WITH_EVENTS = wording(
    "A line for each year, with the letters on it as numbered boxes, the events below it and absences "
    "shaded. The list after the drawing says the same."
)
WITHOUT_EVENTS = wording(
    "A line for each year, with the letters on it as numbered boxes. The list after the drawing says the "
    "same."
)


def routes(site: Site) -> Iterator[Route]:
    """The page “Browse”, the calendar and the timeline, and the charts."""
    lists = frozenset({"heads", "names", "naming"})
    yield Route(
        BROWSE, "browse.html.j2", lists | {"index", "errata"}, lambda: {"groups": site.once(Menu).grouped()}
    )
    yield from letters_by_year(site, CALENDAR, "calendar.html.j2", lists, partial(_calendar, site))
    uses = lists | {"register:events"}
    yield from letters_by_year(site, TIMELINE, "timeline.html.j2", uses, TimelinePages(site).values)
    yield Route(CHARTS, "plots.html.j2", lists | {"lengths"}, lambda: _plots(site))


def _calendar(site: Site, listing: Listing[LetterHead]) -> dict[str, object]:
    phrases = site.config.phrases
    letters = letters_in_time(listing.items, root_of(listing.path), phrases)
    undated = [letter for letter in letters if letter.placing == "undated"]
    dated = [letter for letter in letters if letter.placing != "undated"]
    return {"sheets": year_sheets(dated, phrases), "undated": undated, "empty": site.config.time.empty}


@dataclass(frozen=True)
class TimelinePages:
    """The timeline, on one page or on one for each year; what the pages share is computed once."""

    site: Site

    @cached_property
    def _events(self) -> Sequence[DatedEvent]:
        return events_in_time(self.site, root_of(TIMELINE))

    @cached_property
    def _calendar(self) -> Callable[[int | str], str]:
        return year_addresses(self.site, CALENDAR)

    def values(self, listing: Listing[LetterHead]) -> dict[str, object]:
        """The values of the template."""
        root, phrases = root_of(listing.path), self.site.config.phrases
        letters = letters_in_time(listing.items, root, phrases)
        years = years_of(letters)
        events = self._events_in(listing, years)
        drawn = timeline.Timeline(
            letters,
            events,
            lambda year: root + self._calendar(year),
            phrases.say("Timeline of the letters{named}", named=listing.named),
            phrases.say(WITH_EVENTS if events else WITHOUT_EVENTS),
            phrases,
        )
        layouts = LAYOUTS if years or not listing.parts else ()
        return {
            "drawings": [(layout.name, timeline.draw_timeline(drawn, layout)) for layout in layouts],
            "legend": draw_legend(
                phrases.word(self.site.config.time.absence),
                events=any(not event.absence for event in events),
                stays=any(event.absence for event in events),
                phrases=phrases,
            ),
            "events": events,
            "years": [_year(year, letters, events) for year in years],
            "undated": [letter for letter in letters if letter.placing == "undated"],
            "elsewhere": self._elsewhere(listing, years),
            "empty": {} if listing.part else self.site.config.time.empty,
        }

    def _events_in(self, listing: Listing[LetterHead], years: range) -> Sequence[DatedEvent]:
        """The events of a page: of one that shows a year, those that fall in it."""
        if listing.part is None:
            return self._events
        up = root_of(listing.path).removesuffix(root_of(TIMELINE))
        own = [event for event in self._events if any(falls_in(event, year) for year in years)]
        return [replace(event, href=up + event.href) for event in own]

    def _elsewhere(self, listing: Listing[LetterHead], years: Iterable[int]) -> list[DatedEvent]:
        """The events that no year of the timeline shows."""
        if listing.part is not None:
            return []
        if listing.parts is not None:
            phrases = self.site.config.phrases
            groups = (letters_in_time(part.items, "", phrases) for part in listing.parts.pages)
            years = {year for letters in groups for year in years_of(letters)}
        return [event for event in self._events if not any(falls_in(event, year) for year in years)]


def _year(year: int, letters: Sequence[DatedLetter], events: Sequence[DatedEvent]) -> tuple[object, ...]:
    """A year in words: its letters, absences and events."""
    return (
        year,
        [letter for letter in letters if letter.year == year],
        [event for event in events if event.absence and falls_in(event, year)],
        [event for event in events if not event.absence and event.year == year],
    )


def _plots(site: Site) -> dict[str, object]:
    phrases, calendar = site.config.phrases, year_addresses(site, CALENDAR)
    letters = letters_in_time(site.letters, root_of(CHARTS), phrases)
    years, kinds, table = years_of(letters), plots.count_by_kind(letters), plots.count_by_month(letters)
    persons = persons_by_year(site, site.once(count_naming), PERSONS)
    each = plots.letters_in_square(kinds)
    most = max((n for person in persons for n in person.counts.values()), default=1)
    return {
        "table": table,
        "calendar": lambda year: f"../{calendar(year).removeprefix('browse/')}",
        "months": [phrases.month(number) for number in range(1, 13)],
        "fullest": [(phrases.month(month), table.in_month(month)) for month in table.fullest]
        if years
        else [],
        "kinds": kinds,
        "kinds_drawing": plots.draw_kinds(kinds, years, phrases.say("Letters of each kind by year"), each)
        if years
        else "",
        "each": each,
        "long": len(letters) > site.config.longest.letters,
        "kind_sign": plots.draw_kind_sign,
        "persons": [(p, draw_sparkline(p.counts, years[0], years[-1], p.name, most)) for p in persons],
        "most": most,
        "left_out": sorted(site.label(ref) for ref in correspondents(site)),
        "undated": [letter for letter in letters if letter.year is None],
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
    phrases, most = site.config.phrases, max((words for _, words in lengths), default=0)
    drawings = []
    drawn = lengths if len(letters) <= site.config.longest.letters else []
    for year, group in groupby(drawn, key=lambda item: item[0].year):
        words = [(letter.number, count) for letter, count in group]
        name = phrases.say("Undated") if year is None else year_name(year, phrases.say)
        title = phrases.say("{name}: words in each letter", name=name)
        drawings.append((name, plots.draw_lengths(words, most, title)))
    return {
        "lengths": lengths,
        "lengths_drawings": drawings,
        "longest": max(lengths, key=lambda item: item[1], default=None),
        "middle": round(median(words for _, words in lengths)) if lengths else 0,
    }
