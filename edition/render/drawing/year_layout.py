"""Where a day is in a drawing of a year, for each width in which it is drawn."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass

from edition.words.days import day_of_year, year_of


@dataclass(frozen=True)
class YearLayout:
    """A drawing's width: the x at which January begins, the number of rows for names of events, and whether
    the year is beside its line or above it."""

    name: str
    width: int
    left: int
    rows: int
    beside: bool

    def x(self, day: str, *, after: bool = False) -> float:
        """The x of the beginning of a day (ISO 8601), or of its end (`after`)."""
        days = 366 if isleap(year_of(day)) else 365
        return self.left + (self.width - self.left - 10) * (day_of_year(day) - 1 + after) / days

    @property
    def right(self) -> int:
        """The x at which December ends."""
        return self.width - 10


LAYOUTS = (
    YearLayout("narrow", 340, 10, 3, False),
    YearLayout("middle", 700, 62, 2, True),
    YearLayout("wide", 1130, 76, 3, True),
)
