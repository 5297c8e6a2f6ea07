"""The letters in a calendar: a sheet for each year, its months in weeks. A calendar is a table, so this
gives values for a template and no SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edition.forms.language import Language
from edition.render.drawing.moments import DatedLetter, years_of
from edition.words.days import iso_day, iso_year, weeks_of


@dataclass(frozen=True)
class Day:
    """A cell of the calendar: the day of the month (0 for one of another month), and its letters."""

    number: int
    letters: Sequence[DatedLetter]


@dataclass(frozen=True)
class Month:
    """A month: its name, its weeks of seven days from Monday, and how many letters it has. `uncertain` are
    those without a day, also those dated not before or not after a day of this month."""

    name: str
    weeks: Sequence[Sequence[Day]]
    uncertain: Sequence[DatedLetter]
    count: int


@dataclass(frozen=True)
class YearSheet:
    """A year: its twelve months, and how many letters it has. `uncertain` are those without a month."""

    year: int
    months: Sequence[Month]
    uncertain: Sequence[DatedLetter]
    count: int


def year_sheets(letters: Iterable[DatedLetter], phrases: Language) -> list[YearSheet]:
    """A sheet for each year from the first to the last with letters; each dated letter appears once."""
    by_place: dict[str, list[DatedLetter]] = defaultdict(list)
    for letter in letters:
        by_place[_place(letter)].append(letter)
    every = [letter for group in by_place.values() for letter in group]
    return [_sheet(year, by_place, phrases) for year in years_of(every)]


def _place(letter: DatedLetter) -> str:
    """The day, month or year of a letter; the month of its limit when it is open on one side."""
    if letter.placing == "day":
        return letter.earliest
    if letter.placing in {"after", "before"}:
        return letter.anchor[:-3]
    return letter.earliest[:-3] if letter.month else letter.earliest[:-6]


def _sheet(year: int, by_place: dict[str, list[DatedLetter]], phrases: Language) -> YearSheet:
    months = [_month(year, month, by_place, phrases) for month in range(1, 13)]
    uncertain = by_place.get(iso_year(year), [])
    return YearSheet(year, months, uncertain, sum(month.count for month in months) + len(uncertain))


def _month(year: int, month: int, by_place: dict[str, list[DatedLetter]], phrases: Language) -> Month:
    weeks = [
        [Day(number, by_place.get(iso_day(year, month, number), ())) for number in week]
        for week in weeks_of(year, month)
    ]
    uncertain = by_place.get(iso_day(year, month, 0)[:-3], [])
    count = len(uncertain) + sum(len(day.letters) for week in weeks for day in week)
    return Month(phrases.month(month), weeks, uncertain, count)
