"""The timeline: the years one below the other, each from January to December.

Letters are on the line of their year, those of the same days above one another; events are below it; an
absence is shaded behind them. The same drawing is made in several widths, of which the style sheet shows the
one whose type is legible.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from edition.forms.language import Language
from edition.render.drawing.event_signs import draw_events, draw_stay
from edition.render.drawing.lanes import Box, pack
from edition.render.drawing.letter_signs import PITCH, draw_letter, draw_undated, letter_box
from edition.render.drawing.moments import DatedEvent, DatedLetter, falls_in, years_of
from edition.render.drawing.svg import element, figure, line, link, text
from edition.render.drawing.year_layout import YearLayout
from edition.words.days import iso_day, year_name


@dataclass(frozen=True)
class Timeline:
    """What is drawn: letters and events, the target of the years' links, the title and description."""

    letters: Sequence[DatedLetter]
    events: Sequence[DatedEvent]
    year_href: Callable[[int], str]
    title: str
    description: str
    phrases: Language

    @property
    def years(self) -> range:
        """The years that are drawn, from the first to the last with letters."""
        return years_of(self.letters)


def draw_timeline(timeline: Timeline, layout: YearLayout) -> Markup:
    """The timeline as SVG, in one of the `LAYOUTS`."""
    pieces, top = [_months(layout, 14, timeline.phrases)], 20.0
    for year in timeline.years:
        band, height = _band(timeline, year, layout)
        pieces.append(element("g", *band, transform=f"translate(0 {top:g})", class_="band"))
        top += height
    undated = [letter for letter in timeline.letters if letter.placing == "undated"]
    if undated:
        pieces.append(
            element("g", *draw_undated(undated, layout, timeline.phrases), transform=f"translate(0 {top:g})")
        )
        top += 30
    return figure(
        layout.width,
        top,
        *pieces,
        name=f"timeline-{layout.name}",
        title=timeline.title,
        description=timeline.description,
        css=f"timeline {layout.name}",
    )


def _months(layout: YearLayout, y: float, phrases: Language) -> Markup:
    """The heads of the columns, in the middle of each month."""
    names = [phrases.month(n)[: 3 if layout.beside else 1] for n in range(1, 13)]
    step = (layout.right - layout.left) / 12
    heads = [text(layout.left + step * (i + 0.5), y, name, "month", "middle") for i, name in enumerate(names)]
    return element("g", *heads, aria_hidden="true")


def _band(timeline: Timeline, year: int, layout: YearLayout) -> tuple[list[Markup], float]:
    """The band of a year: its marks, with the top of the band at 0, and its height."""
    letters = sorted((letter for letter in timeline.letters if letter.year == year), key=_nearness)
    events = [event for event in timeline.events if falls_in(event, year)]
    boxes = pack([letter_box(letter, layout) for letter in letters], gap=1.5)
    placed = sorted(zip(letters, boxes, strict=True), key=_reading_order)
    lanes = 1 + max((box.lane for box in boxes), default=0)
    head = 10.0 if layout.beside else 26.0
    base = head + lanes * PITCH + 4
    bounded = [event for event in events if event.absence and event.earliest and event.latest]
    stays = [draw_stay(event, year, layout, head - 3, base) for event in bounded]
    below, depth = draw_events([event for event in events if not event.absence], year, layout, base)
    pieces = [
        *stays,
        _line(year, layout, base, "" if letters else timeline.phrases.say("no letters")),
        _year(timeline, year, layout, base, len(letters)),
        *(draw_letter(letter, box, base) for letter, box in placed),
        *below,
    ]
    return pieces, base + depth + 12


def _reading_order(placed: tuple[DatedLetter, Box]) -> float:
    """The order in which the keyboard moves through the marks: from left to right (WCAG 2.2, 2.4.3)."""
    return placed[1].start


def _nearness(letter: DatedLetter) -> tuple[int, str]:
    """What is dated to the day is closest to the line, what is least certain farthest from it."""
    return ("day", "after", "before", "stretch").index(letter.placing), letter.sort_key


def _line(year: int, layout: YearLayout, base: float, empty: str) -> Markup:
    """The line of a year; `empty` is written above it where it has no letters."""
    ticks = [
        line(x, base - 3, x, base, "tick")
        for x in (layout.x(iso_day(year, month, 1)) for month in range(1, 13))
    ]
    rule = line(layout.left, base, layout.right, base, "base empty" if empty else "base")
    words = [text((layout.left + layout.right) / 2, base - 6, empty, "none", "middle")] if empty else []
    return element("g", *ticks, line(layout.right, base - 3, layout.right, base, "tick"), rule, *words)


def _year(timeline: Timeline, year: int, layout: YearLayout, base: float, count: int) -> Markup:
    """The year as a link to its letters, with their number."""
    say = timeline.phrases.say
    letters = say("{n} letter", "{n} letters", n=count) if count else say("no letters")
    x, y = (0, base - 1) if layout.beside else (layout.left, 16)
    return link(
        timeline.year_href(year), f"{year_name(year)}: {letters}", text(x, y, year_name(year), "year")
    )
