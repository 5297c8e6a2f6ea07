"""Where a day stands in a drawing of a year, for each width in which it is drawn."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass

from edition.render.drawing.moments import day_of


@dataclass(frozen=True)
class YearLayout:
    """A width for which it is drawn: where January begins, how many rows of events are named, and
    whether the year stands beside its line or above it."""

    name: str
    width: int
    left: int
    rows: int
    beside: bool

    def x(self, day: str, *, after: bool = False) -> float:
        """The place of a day's morning, or of its evening."""
        when = day_of(day)
        days = 366 if isleap(when.year) else 365
        return self.left + (self.width - self.left - 10) * (when.timetuple().tm_yday - 1 + after) / days

    @property
    def right(self) -> int:
        return self.width - 10


LAYOUTS = (
    YearLayout("narrow", 340, 10, 3, False),
    YearLayout("middle", 700, 62, 2, True),
    YearLayout("wide", 1130, 76, 3, True),
)
