"""Letters and events as things in time: what the calendar, the timeline and the plots are drawn from.

A date is the first and the last day that it can mean, either of them "" where it is open. What is not dated
to the day is never given one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from edition.forms.language import ENGLISH, Language
from edition.words.days import in_order, split_day, year_of

Placing = Literal["day", "stretch", "after", "before", "undated"]


@dataclass(frozen=True)
class Moment:
    """Something in time: the target of its link, its label, its date in words (`when`) and by its limits,
    the earliest and the latest day (ISO 8601, "" where open)."""

    href: str
    label: str
    when: str
    earliest: str
    latest: str

    @property
    def placing(self) -> Placing:
        """How it is placed: on a day; within a stretch of days, or filling it; not before (`after`) or not
        after (`before`) a day; or not at all."""
        if self.earliest and self.latest:
            return "day" if self.earliest == self.latest else "stretch"
        return "after" if self.earliest else "before" if self.latest else "undated"

    @property
    def anchor(self) -> str:
        """The day by which it is ordered, "" if it is undated."""
        return self.earliest or self.latest

    @property
    def sort_key(self) -> str:
        """Text by which it is ordered in time."""
        return in_order(self.anchor)

    @property
    def year(self) -> int | None:
        """The year in which it is shown, that of its anchor."""
        return year_of(self.anchor) if self.anchor else None

    @property
    def month(self) -> int | None:
        """The month (1–12), if it is known."""
        known = self.earliest and self.earliest[:-3] == self.latest[:-3]
        return split_day(self.earliest)[1] if known else None


@dataclass(frozen=True)
class DatedLetter(Moment):
    """A letter, with its id and number; `certain` means that the date is wholly the letter's own."""

    ref: str
    number: str
    kind: str
    certain: bool
    phrases: Language = field(default=ENGLISH, compare=False, repr=False)

    @property
    def description(self) -> str:
        """The title of its mark: the label, the kind if it is not a letter, and what is doubtful of its
        date."""
        kind = "" if self.kind == "letter" else f", {self.phrases.word(self.kind)}"
        if self.placing != "day" or self.certain:
            return f"{self.label}{kind}"
        return f"{self.label}{kind}; {self.phrases.say('date supplied or corrected by the editors')}"


@dataclass(frozen=True)
class DatedEvent(Moment):
    """An event: whether it is somebody's absence, how many letters deal with it, and whether the days on
    which it begins and ends are known."""

    absence: bool
    letters: int
    begins: bool
    ends: bool


def years_of(moments: Iterable[Moment]) -> range:
    """The years from the first to the last that has something dated; an empty range if there is nothing."""
    years = [moment.year for moment in moments if moment.year is not None]
    return range(min(years), max(years) + 1) if years else range(0)


def falls_in(moment: Moment, year: int) -> bool:
    """Can it have been on a day of this year? If it is open on one side, only the year of its limit
    counts."""
    first, last = moment.earliest or moment.latest, moment.latest or moment.earliest
    return bool(first) and year_of(first) <= year <= year_of(last)
