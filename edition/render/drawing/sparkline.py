"""A sparkline: how often something occurs in each year, small enough to stand in a line of text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from edition.render.drawing.svg import element, picture, rect
from edition.words.days import year_name

STEP, BAR, HEIGHT = 8, 5, 22


def draw_sparkline(
    counts: Mapping[int, int], first: int, last: int, label: str, most: int | None = None
) -> Markup:
    """A bar for each year from `first` to `last`, a dot where the count is 0, and the years at both ends.

    Other years are not drawn. The image is named by `label` and the counts. `most` is the count of a bar of
    full height, so that several sparklines can be compared. A page that shows one links `drawing.css`.
    """
    years = range(first, last + 1)
    peak = max((counts.get(year, 0) for year in years), default=0)
    bars = [_bar(index, counts.get(year, 0), peak, most or peak) for index, year in enumerate(years)]
    title = f"{label}: {counts_in_words(counts, first, last)}"
    width = STEP * len(years) - (STEP - BAR)
    drawing = picture(width, HEIGHT, *bars, title=title, css="spark")
    ends = [
        element("span", year_name(year), class_="spark-year", aria_hidden="true") for year in (first, last)
    ]
    return element("span", ends[0], drawing, ends[1], class_="sparkline")


def counts_in_words(counts: Mapping[int, int], first: int, last: int) -> str:
    """The counts from `first` to `last` as “1925: 4; 1926: 12”, without years whose count is 0; “0” if all
    are."""
    years = [f"{year_name(year)}: {counts[year]}" for year in range(first, last + 1) if counts.get(year)]
    return "; ".join(years) or "0"


@lru_cache(maxsize=4096)
def _bar(index: int, count: int, peak: int, most: int) -> Markup:
    """The highest bar stands out; the lowest can still be seen."""
    if not count:
        return rect(index * STEP + BAR / 2 - 0.75, HEIGHT - 1.5, 1.5, 1.5, "none")
    height = max(2.0, HEIGHT * count / most)
    return rect(index * STEP, HEIGHT - height, BAR, height, "bar peak" if count == peak else "bar")
