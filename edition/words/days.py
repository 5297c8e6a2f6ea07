"""Days of any year, also before Christ, as ISO 8601 writes them (`1926-06-03`, `-0043-03-15`), in the
Gregorian calendar reckoned backwards; and the days of the Julian calendar.

Years are astronomical, as in ISO 8601 and EDTF: 0 is 1 BC, -43 is 44 BC. The calendar repeats itself after
400 years, so that the years of `datetime`, which begin with 1, stand for all.
"""

from __future__ import annotations

from calendar import Calendar, isleap
from collections.abc import Callable
from datetime import date
from functools import lru_cache

CYCLE, DAYS_OF_CYCLE = 400, 146_097
JULIAN_OFFSET = 1_721_425  # from the numbers of `date.toordinal` to Julian day numbers


def split_day(day: str) -> tuple[int, int, int]:
    """Year, month and day of a day in ISO 8601."""
    year, month, number = day.rsplit("-", 2)
    return int(year), int(month), int(number)


def year_of(day: str) -> int:
    """The year of a day, a month or a year in ISO 8601."""
    return int(day[:5] if day.startswith("-") else day[:4])


def iso_day(year: int, month: int, day: int) -> str:
    """A day in ISO 8601."""
    return f"{iso_year(year)}-{month:02}-{day:02}"


def iso_year(year: int) -> str:
    """A year in ISO 8601, of four digits and a sign: `0796`, `-0043`."""
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def in_order(day: str) -> str:
    """A day as text that sorts in the order of time: itself, or one whose year is turned round."""
    return f"-{9999 + year_of(day):04}{day[5:]}" if day.startswith("-") else day


@lru_cache(maxsize=65536)
def day_number(day: str) -> int:
    """The number of a day, counted from 1 January of the year 1 as `date.toordinal` does."""
    year, month, number = split_day(day)
    cycles, within = divmod(year, CYCLE)
    return date(within + CYCLE, month, number).toordinal() + (cycles - 1) * DAYS_OF_CYCLE


def day_of_number(number: int) -> str:
    """The day with a number, the reverse of `day_number`."""
    cycles, within = divmod(number - 1, DAYS_OF_CYCLE)
    day = date.fromordinal(within + 1)
    return iso_day(day.year + cycles * CYCLE, day.month, day.day)


def gregorian_day(julian: str) -> str:
    """The day that a day of the Julian calendar is: `1902-05-03` → `1902-05-16`."""
    year, month, day = split_day(julian)
    late = (14 - month) // 12  # January and February belong to the year before
    years, months = year + 4800 - late, month + 12 * late - 3
    julian_day = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32_083
    return day_of_number(julian_day - JULIAN_OFFSET)


def days_in_month(year: int, month: int, *, julian: bool = False) -> int:
    """How many days a month has, in the Gregorian or in the Julian calendar."""
    if month == 2:
        return 29 if (year % 4 == 0 if julian else isleap(year)) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def day_of_year(day: str) -> int:
    """Which day of its year it is: 1 for the first of January."""
    year, _, _ = split_day(day)
    return day_number(day) - day_number(iso_day(year, 1, 1)) + 1


def weeks_of(year: int, month: int) -> list[list[int]]:
    """The days of a month in weeks from Monday, 0 for those of another month."""
    return Calendar().monthdayscalendar(year % CYCLE + CYCLE, month)


Say = Callable[..., str]  # an English phrase and its values, in the words of a language


def year_name(year: int, say: Say = str.format) -> str:
    """A year as it is written: “1926”, “796”, “AD 79”, “44 BC”."""
    if year < 1:
        return say("{year}\N{NO-BREAK SPACE}BC", year=1 - year)
    return str(year) if year >= 100 else say("AD\N{NO-BREAK SPACE}{year}", year=year)
