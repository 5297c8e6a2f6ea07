"""Letters and events as things in time: what the calendar, the timeline and the plots are drawn from.

A date is a first and a last day that it can mean, either of them "" where it is open. Nothing that is not
dated to the day is ever given one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Placing = Literal["day", "stretch", "after", "before", "undated"]


@dataclass(frozen=True)
class Moment:
    """Something in time: where it leads, what it is called, its date in words and by its limits."""

    href: str
    label: str
    when: str
    earliest: str
    latest: str

    @property
    def placing(self) -> Placing:
        """A day; a stretch within which it lies, or which it fills; not before or not after a day."""
        if self.earliest and self.latest:
            return "day" if self.earliest == self.latest else "stretch"
        return "after" if self.earliest else "before" if self.latest else "undated"

    @property
    def anchor(self) -> str:
        """The day by which it is put in order."""
        return self.earliest or self.latest

    @property
    def year(self) -> int | None:
        return int(self.anchor[:4]) if self.anchor else None

    @property
    def month(self) -> int | None:
        """The month, where it is known."""
        known = self.earliest and self.earliest[:7] == self.latest[:7]
        return int(self.earliest[5:7]) if known else None


@dataclass(frozen=True)
class DatedLetter(Moment):
    """`certain`: the date is wholly the letter's own."""

    ref: str
    number: str
    kind: str
    certain: bool

    @property
    def told(self) -> str:
        """What a mark says: the letter, its kind if it is another, and what is known of its date."""
        kind = "" if self.kind == "letter" else f", {self.kind}"
        doubt = (
            "; date supplied or corrected by the editors"
            if self.placing == "day" and not self.certain
            else ""
        )
        return f"{self.label}{kind}{doubt}"


@dataclass(frozen=True)
class DatedEvent(Moment):
    """`absence`: somebody's stay away; `letters`: how many letters turn on it; whether the days on which it
    begins and ends are known."""

    absence: bool
    letters: int
    begins: bool
    ends: bool


def years_of(moments: Iterable[Moment]) -> range:
    """From the first to the last year in which something stands."""
    years = [moment.year for moment in moments if moment.year]
    return range(min(years), max(years) + 1) if years else range(0)


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def falls_in(moment: Moment, year: int) -> bool:
    """Does any day that it can mean lie in the year? Something open stands in the year of its limit."""
    first, last = moment.earliest or moment.latest, moment.latest or moment.earliest
    return bool(first) and int(first[:4]) <= year <= int(last[:4])
