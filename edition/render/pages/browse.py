"""The ways into the edition: a page that lists them, and those by time: calendar, timeline, plots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from statistics import median

from edition.forms.lists import ExchangeFields, RequestFields, RouteFields
from edition.lists import LISTS
from edition.lookup.addresses import root_of
from edition.render.drawing import plots, timeline
from edition.render.drawing.calendar import year_sheets
from edition.render.drawing.moments import DatedLetter, falls_in, years_of
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.drawing.timeline_legend import draw_legend
from edition.render.drawing.year_layout import LAYOUTS
from edition.render.pages.in_time import correspondents, events_in_time, letters_in_time, persons_by_year
from edition.render.pages.letter_groups import kinds
from edition.render.pages.network import by_company
from edition.render.pages.route import Route
from edition.render.pages.tables import words_of_text
from edition.render.pages.way import Way
from edition.render.site import Site
from edition.words.dates import MONTHS

PERSONS = 24
CITED = "What a letter and note, a shelfmark or an old address leads to."
INDEX, CALENDAR = "browse/index.html", "browse/calendar/index.html"
TIMELINE, PLOTS = "browse/timeline/index.html", "browse/plots/index.html"


def routes(site: Site) -> Iterator[Route]:
    lists = frozenset({"heads", "names", "naming"})
    yield Route(INDEX, "browse.html.j2", lists | LISTS.keys() | {"index"}, lambda: {"groups": _grouped(site)})
    yield Route(CALENDAR, "calendar.html.j2", lists, lambda: _calendar(site))
    yield Route(TIMELINE, "timeline.html.j2", lists | {"register:events"}, lambda: _timeline(site))
    yield Route(PLOTS, "plots.html.j2", lists | {"texts"}, lambda: _plots(site))


# -- the list of ways --------------------------------------------------------------------------------


def by_time(site: Site) -> Iterator[Way]:
    letters = letters_in_time(site, root_of(INDEX))
    years = years_of(letters)
    counts = Counter(letter.year for letter in letters if letter.year)
    spark = draw_sparkline(counts, years[0], years[-1], "Letters by year") if years else None
    yield Way("By time", "letters/index.html", "Letters by year", "Every letter in order, with its summary.")
    yield Way("By time", CALENDAR, "Calendar", "On which days letters were written, year by year.")
    drawn = "Letters, events and absences" if site.has_chronology else "Letters"
    yield Way("By time", TIMELINE, "Timeline", f"{drawn}, year under year.", spark)
    yield Way(
        "By time", PLOTS, "Plots", "Letters by month and kind, people over the years, length of letters."
    )
    if site.has_chronology:
        yield Way("By time", "chronology/index.html", "Chronology", "The events on which the letters turn.")
    if site.edition.listed(ExchangeFields):
        exchange = "What each letter answers, what answers it, and what is missing."
        yield Way("By time", "exchange/index.html", "The other half", exchange)


def by_form(site: Site) -> Iterator[Way]:
    group = "By form and place"
    yield Way(group, "browse/table/index.html", "Table", "Every letter in a row, to be sorted and filtered.")
    yield Way(group, "browse/kinds/index.html", "Kinds", _kinds_in_words(site))
    yield Way(group, "browse/places-of-writing/index.html", "Places of writing", "Stated or inferred.")
    if site.has_archives:
        yield Way(group, "browse/archive/index.html", "Archive", "Where the originals lie, as on the shelf.")


def _kinds_in_words(site: Site) -> str:
    """“Letters, coded telegrams and notes.”"""
    names = [kind.plural for kind in kinds(site)]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])).capitalize() + "."


def by_words(site: Site) -> Iterator[Way]:
    yield Way("By words", "search/index.html", "Search", "Every text, note and entry, in any spelling.")


def by_register(site: Site) -> Iterator[Way]:
    if site.edition.listed(RequestFields):
        asked = "What the letters ask for, beside what was decided."
        yield Way("By name and subject", "decisions/index.html", site.config.decisions, asked)
    for kind in (register.kind for register in site.registers):
        yield Way("By name and subject", f"{kind.folder}/index.html", kind.heading, kind.sentence)


def by_essay(site: Site) -> Iterator[Way]:
    if site.edition.listed(RouteFields):
        yield Way("By reading", "routes/index.html", "Routes", "One matter followed through the letters.")
    if site.has_essays:
        sentence = "What can be read before the letters and beside them."
        yield Way("By reading", "essays/index.html", "Introductions and essays", sentence)


def by_print(site: Site) -> Iterator[Way]:
    if site.config.volume is None:
        yield Way("By words", "resolve/index.html", "What was cited", CITED)
        return
    group = "By the printed volume"
    concordance = "From a page of the volume to the letter and paragraph."
    yield Way(group, "about/concordance/index.html", "Printed pages", concordance)
    yield Way(group, "resolve/index.html", "What was cited", f"What a page, {CITED[5:]}")
    yield Way(group, "about/printed-index/index.html", "Printed index", "The index of the volume, followed.")
    if site.has_errata:
        yield Way(group, "about/errata/index.html", "Errata", "Where the volume is wrong, part by part.")


# each part of the site that is a way into it adds its function here
WAYS: tuple[Callable[[Site], Iterable[Way]], ...] = (
    by_time,
    by_form,
    by_register,
    by_company,
    by_essay,
    by_print,
    by_words,
)


def _grouped(site: Site) -> list[tuple[str, list[Way]]]:
    """The ways under their headings, in the order in which the headings first occur."""
    ways = [way for part in WAYS for way in part(site)]
    order = list(dict.fromkeys(way.group for way in ways))
    ways.sort(key=lambda way: order.index(way.group))
    return [(group, list(found)) for group, found in groupby(ways, key=lambda way: way.group)]


# -- by time -----------------------------------------------------------------------------------------


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
        "A line for each year. On it stand the letters as numbered boxes"
        + (", below it hang the events, and stays away are shaded" if events else "")
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
    letters = letters_in_time(site, root_of(PLOTS))
    years, kinds = years_of(letters), plots.count_by_kind(letters)
    persons = persons_by_year(site, PERSONS)
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
        (letter, words_of_text(site.edition.documents[letter.ref].tree))
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
