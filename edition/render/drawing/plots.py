"""Plots: letters by month, letters by kind, the length of letters.

Counting and drawing are separate, since the counts are also shown as tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from edition.render.drawing.moments import DatedLetter, years_of
from edition.render.drawing.svg import element, line, picture, rect, text
from edition.words.days import year_name

# -- letters by month --------------------------------------------------------------------------------


@dataclass(frozen=True)
class MonthTable:
    """The number of letters by (year, month); `unknown` gives those of each year without a known month."""

    years: range
    counts: Mapping[tuple[int, int], int]
    unknown: Mapping[int, int]

    def in_month(self, month: int) -> int:
        """The letters of a month (1–12) in all years."""
        return sum(self.counts.get((year, month), 0) for year in self.years)

    def in_year(self, year: int) -> int:
        """The letters of a year, those without a month included."""
        return sum(self.counts.get((year, month), 0) for month in range(1, 13)) + self.unknown.get(year, 0)

    @property
    def total(self) -> int:
        """The letters of all years."""
        return sum(self.in_year(year) for year in self.years)

    @property
    def fullest(self) -> list[int]:
        """The three months (1–12) with most letters, the fullest first."""
        return sorted(range(1, 13), key=lambda month: -self.in_month(month))[:3]

    def shade(self, year: int, month: int) -> int:
        """The shade of a cell: 0 for no letters, 1 to 4 by its share of the fullest cell."""
        count = self.counts.get((year, month), 0)
        return -(-4 * count // max(self.counts.values())) if count else 0


def count_by_month(letters: Sequence[DatedLetter]) -> MonthTable:
    """Count the letters by month; one without a known month counts for its year only."""
    known = Counter(
        (letter.year, letter.month) for letter in letters if letter.year is not None and letter.month
    )
    unknown = Counter(letter.year for letter in letters if letter.year is not None and not letter.month)
    counts = {(year, month): n for (year, month), n in known.items() if year is not None and month}
    return MonthTable(years_of(letters), counts, {year: n for year, n in unknown.items() if year is not None})


# -- letters by year and kind ------------------------------------------------------------------------

COLUMN, UNIT, WIDE = 28, 8, 14
FEW = 8  # years
HIGHEST = 60  # squares


def count_by_kind(letters: Iterable[DatedLetter]) -> dict[str, Counter[int]]:
    """The number of letters of each kind by year, the commonest kind first."""
    kinds: dict[str, Counter[int]] = {}
    for letter in letters:
        if letter.year is not None:
            kinds.setdefault(letter.kind, Counter())[letter.year] += 1
    return dict(sorted(kinds.items(), key=lambda item: -item[1].total()))


def letters_in_square(kinds: Mapping[str, Counter[int]]) -> int:
    """How many letters one square of `draw_kinds` stands for, so that no pile is higher than can be seen at
    once: 1, 2, 5, 10, …"""
    most = max(sum(kinds.values(), Counter[int]()).values(), default=0)
    steps = (step * int(10**power) for power in range(9) for step in (1, 2, 5))
    return next(step for step in steps if most <= step * HIGHEST)


def draw_kinds(kinds: Mapping[str, Mapping[int, int]], years: range, title: str, each: int = 1) -> Markup:
    """The counts of `count_by_kind`: a square for `each` letters, stacked above their year; each kind has its
    own square."""
    totals = {year: sum(counts.get(year, 0) for counts in kinds.values()) for year in years}
    piles = {year: sum(-(-counts.get(year, 0) // each) for counts in kinds.values()) for year in years}
    base = max(piles.values(), default=0) * UNIT + 18.0
    pieces: list[Markup] = []
    for column, year in enumerate(years):
        middle, level = COLUMN * (column + 0.5), 0
        for index, counts in enumerate(kinds.values()):
            for _ in range(-(-counts.get(year, 0) // each)):
                pieces.append(draw_unit(index, middle - WIDE / 2, base - (level + 1) * UNIT))
                level += 1
        total = str(totals[year]) if totals[year] else "–"
        pieces.append(text(middle, base - level * UNIT - 5, total, "value", "middle"))
        pieces.append(text(middle, base + 15, year_name(year), "axis", "middle"))
    width = COLUMN * len(years)
    foot = line(0, base + 1, width, base + 1, "base")
    few = len(years) < FEW  # stretched to the width of the page they would be huge
    return picture(width, base + 20, *pieces, foot, title=title, css="plot kinds", size=few)


def draw_kind_sign(index: int) -> Markup:
    """The square of a kind (by its index in the order of kinds) for a legend."""
    return element("svg", draw_unit(index, 1, 1), viewBox="0 0 16 8", class_="plot sign", aria_hidden="true")


def draw_unit(index: int, x: float, y: float) -> Markup:
    """The square of a kind, with its top left corner at (x, y): full, empty, half, crossed; from the fifth
    kind on crossed as well."""
    box = rect(x, y, WIDE, UNIT - 2, f"unit k{min(index, 3)}")
    if index == 2:
        return element("g", box, rect(x, y, WIDE / 2, UNIT - 2, "unit k0"))
    if index >= 3:
        return element("g", box, line(x, y + UNIT - 2, x + WIDE, y, "unit-line"))
    return box


# -- length ------------------------------------------------------------------------------------------

STEP, HEIGHT = 16, 110


def draw_lengths(lengths: Sequence[tuple[str, int]], most: int, title: str) -> Markup:
    """A bar for each letter (number, length in words) of a year, its number below; a bar of `most` words has
    the full height. The drawing is as high as its longest letter."""
    highest = max((words for _, words in lengths), default=0)
    width, floor = STEP * len(lengths), HEIGHT * highest / most + 14.0
    pieces = []
    for index, (number, words) in enumerate(lengths):
        size = max(1.0, HEIGHT * words / most)
        pieces.append(rect(STEP * index + 4, floor - size, STEP - 8, size, "bar"))
        pieces.append(text(STEP * (index + 0.5), floor + 13, number, "axis", "middle"))
        if words == most:
            pieces.append(text(STEP * (index + 0.5), floor - size - 3, f"{words:,}", "value", "middle"))
    base = line(0, floor + 0.5, width, floor + 0.5, "base")
    return picture(width, floor + 18, *pieces, base, title=title, css="plot lengths", size=True)
