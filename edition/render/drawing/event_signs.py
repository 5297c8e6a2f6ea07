"""The signs of events on the timeline: dots and dashes, some of them named; stays away as shaded spans."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from edition.render.drawing.moments import Event, Moment
from edition.render.drawing.packing import Box, pack
from edition.render.drawing.svg import element, line, link, rect, text
from edition.render.drawing.year_layout import Layout

DOT, DOT_PITCH = 4.5, 5
ROW = 13.5  # of labels


def _reach(event: Moment, year: int, layout: Layout, least: float) -> tuple[float, float]:
    """From where to where an event reaches within a year."""
    first = max(event.earliest or event.latest, f"{year}-01-01")
    last = min(event.latest or event.earliest, f"{year}-12-31")
    start, end = layout.x(first), layout.x(last, after=True)
    middle, half = (start + end) / 2, max(least, end - start) / 2
    return middle - half, middle + half


def draw_stay(event: Event, year: int, layout: Layout, top: float, base: float) -> Markup:
    """A shaded span, closed by a line on the side where its day is known."""
    start, end = _reach(event, year, layout, 3)
    known = [
        line(x, top, x, base, "end")
        for x, exact, day in ((start, event.begins, event.earliest), (end, event.ends, event.latest))
        if exact and day[:4] == str(year)
    ]
    shade = rect(start, top, end - start, base - top, "shade")
    head = line(start, top, end, top, "head" if event.begins and event.ends else "head open")
    return link(event.href, f"{event.label}, {event.when}", shade, head, *known, css="stay")


def draw_events(
    events: Sequence[Event], year: int, layout: Layout, base: float
) -> tuple[list[Markup], float]:
    """Dots and dashes below the line; the events on which most letters turn are named. The marks, and how
    far they reach below the line."""
    if not events:
        return [], 0
    boxes = pack([Box(*_reach(event, year, layout, DOT)) for event in events], gap=1)
    floor = base + 6 + DOT_PITCH * (1 + max(box.lane for box in boxes))
    named = _named(events, year, boxes, layout)
    pieces = []
    for event, box in zip(events, boxes, strict=True):
        y = base + 5 + box.lane * DOT_PITCH
        title = f"{event.label}, {event.when}"
        mark = rect(box.start, y, box.end - box.start, DOT - 1, "dot", rx=1.75)
        if event not in named:
            pieces.append(element("g", element("title", title), mark, class_="event"))
            continue
        label = named[event]
        words_y = floor + ROW * (label.lane + 1) - 4
        anchor, x = ("start", label.start) if label.start >= box.start else ("end", label.end)
        stem = line(box.start + 1, y + 2, box.start + 1, words_y - 9, "stem")
        words = text(x, words_y, event.label, "label", anchor)
        pieces.append(link(event.href, title, stem, mark, words, css="event named"))
    rows = 1 + max((label.lane for label in named.values()), default=-1)
    return pieces, floor - base + ROW * rows


def _named(events: Sequence[Event], year: int, boxes: Sequence[Box], layout: Layout) -> dict[Event, Box]:
    """The events that are named and where: those on which most letters turn, while there is room."""
    placed: dict[Event, Box] = {}
    begun = [(e, b) for e, b in zip(events, boxes, strict=True) if e.year == year and e.letters > 1]
    for event, box in sorted(begun, key=lambda item: (-item[0].letters, item[1].start)):
        width = 5.9 * len(event.label)
        start = box.start if box.start + width <= layout.right + 6 else box.start + 2 - width
        if start < layout.left - 4:
            continue
        taken = {b.lane for b in placed.values() if start < b.end + 12 and b.start < start + width + 12}
        free = next((lane for lane in range(layout.rows) if lane not in taken), None)
        if free is not None:
            placed[event] = Box(start, start + width, free)
    return placed
