"""The signs of events on the timeline: dots and dashes, some with names; absences as shaded spans."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from edition.render.drawing.lanes import Box, pack
from edition.render.drawing.moments import DatedEvent, Moment
from edition.render.drawing.svg import element, line, link, rect, text
from edition.render.drawing.year_layout import YearLayout
from edition.words.days import in_order, iso_day, year_of

DOT, DOT_PITCH = 4.5, 5
ROW = 13.5  # of labels


def _reach(event: Moment, year: int, layout: YearLayout, least: float) -> tuple[float, float]:
    """The left and the right end of an event within a year, at least twice `least` apart."""
    first = max(event.earliest or event.latest, iso_day(year, 1, 1), key=in_order)
    last = min(event.latest or event.earliest, iso_day(year, 12, 31), key=in_order)
    start, end = layout.x(first), layout.x(last, after=True)
    middle, half = (start + end) / 2, max(least, end - start) / 2
    return middle - half, middle + half


def draw_stay(event: DatedEvent, year: int, layout: YearLayout, top: float, base: float) -> Markup:
    """An absence as a shaded span from `top` to `base`, closed by a line where its day is known."""
    start, end = _reach(event, year, layout, 3)
    known = [
        line(x, top, x, base, "end")
        for x, exact, day in ((start, event.begins, event.earliest), (end, event.ends, event.latest))
        if exact and year_of(day) == year
    ]
    shade = rect(start, top, end - start, base - top, "shade")
    head = line(start, top, end, top, "head" if event.begins and event.ends else "head open")
    return link(event.href, f"{event.label}, {event.when}", shade, head, *known, css="stay")


def draw_events(
    events: Sequence[DatedEvent], year: int, layout: YearLayout, base: float
) -> tuple[list[Markup], float]:
    """Dots and dashes below the line at `base`, with the names of the events that most letters deal with.
    Returns the marks, and how far they reach below the line."""
    if not events:
        return [], 0
    reaches = {event: Box(*_reach(event, year, layout, DOT)) for event in events}
    events = sorted(events, key=lambda event: (reaches[event].width > DOT, reaches[event].start))
    boxes = pack([reaches[event] for event in events], gap=1)
    floor = base + 6 + DOT_PITCH * (1 + max(box.lane for box in boxes))
    named = _named(events, year, boxes, layout)
    pieces = []
    for event, box in zip(events, boxes, strict=True):
        y = base + 5 + box.lane * DOT_PITCH
        title = f"{event.label}, {event.when}"
        mark = _mark(event, box, y)
        if event not in named:
            hover = (
                [element("title", title)] if layout.beside else []
            )  # a narrow one is touched, not hovered on
            pieces.append(element("g", *hover, mark, class_="event"))
            continue
        label = named[event]
        words_y = floor + ROW * (label.lane + 1) - 4
        anchor, x = ("start", label.start) if label.start >= box.start else ("end", label.end)
        stem = line(box.start + 1, y + 2, box.start + 1, words_y - 9, "stem")
        words = text(x, words_y, event.label, "label", anchor)
        pieces.append(link(event.href, title, stem, mark, words, css="event named"))
    rows = 1 + max((label.lane for label in named.values()), default=-1)
    return pieces, floor - base + ROW * rows


def _mark(event: DatedEvent, box: Box, y: float) -> Markup:
    """A dot; a line for an event that lasts; a dotted line for one that happened some time within it."""
    middle = y + (DOT - 1) / 2
    if box.width <= DOT:
        return element("circle", cx=(box.start + box.end) / 2, cy=middle, r=1.7, class_="dot")
    exact = event.begins and event.ends
    return line(box.start, middle, box.end, middle, "lasting" if exact else "within")


def _named(
    events: Sequence[DatedEvent], year: int, boxes: Sequence[Box], layout: YearLayout
) -> dict[DatedEvent, Box]:
    """The events that are named, and where: those that most letters deal with, while there is room.

    Rows are filled from right to left, so that the stem of a name crosses no other name.
    """
    beginning = [(e, b) for e, b in zip(events, boxes, strict=True) if e.year == year and e.letters > 1]
    chosen: list[tuple[DatedEvent, Box]] = []
    for event, box in sorted(beginning, key=lambda item: (-item[0].letters, item[1].start)):
        label = _label(event, box, layout)
        trial = sorted([*chosen, (event, label)], key=lambda item: -item[1].start)
        rows = pack((label for _, label in trial), gap=12)
        if label.start >= layout.left - 4 and max(row.lane for row in rows) < layout.rows:
            chosen = [(event, row) for (event, _), row in zip(trial, rows, strict=True)]
    return dict(chosen)


def _label(event: DatedEvent, box: Box, layout: YearLayout) -> Box:
    """A name begins under its mark, or ends there where it would run out of the drawing."""
    width = 5.9 * len(event.label)
    start = box.start if box.start + width <= layout.right + 6 else box.start + 2 - width
    return Box(start, start + width)
