"""Dates in words, for the reader."""

from __future__ import annotations

import re
from functools import reduce

from edition.words.dates import MONTHS, OPEN, POINT, SEASONS, gregorian_of
from edition.words.days import Say, iso_year, split_day, year_name

NAMES_OF_SEASONS = dict(
    zip(SEASONS, ("spring {year}", "summer {year}", "autumn {year}", "winter {year}"), strict=True)
)
BETWEEN, TO = "between {first} and {last}", "{first} to {last}"
LATER_IN_MONTH, LATER_IN_YEAR = "{date} to later that month", "{date} to later that year"
WRITTEN = re.compile(rf"(?:\b(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})\b")
# the phrases that are asked for by these names
PHRASES = (BETWEEN, TO, LATER_IN_MONTH, LATER_IN_YEAR, *MONTHS, *NAMES_OF_SEASONS.values())


def in_words(edtf: str, say: Say = str.format) -> str:
    """A date in EDTF for the reader: “3 June 1926”, “not before 1 August 1925”; `say` puts it into another
    language. An interval between two approximate dates, and a set, mean one point somewhere within. Text that
    is not a date is returned as it is."""
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        if start in OPEN or end in OPEN:
            return _open_in_words(start, end, say)
        return _span_in_words(start, end, say)
    if edtf.startswith("[") and edtf.endswith("]"):
        first, *others = (_member_in_words(member, say) for member in edtf[1:-1].split(","))
        return reduce(lambda one, other: say("{first} or {last}", first=one, last=other), others, first)
    return _point_in_words(edtf, say)


def date_in(text: str) -> str:
    """The first date with a month and year that stands in an English text, in EDTF; "" where there is none.
    “5 November 1929”, “November 1929”."""
    match = WRITTEN.search(text)
    if match is None:
        return ""
    month = f"{match['year']}-{MONTHS.index(match['month']) + 1:02}"
    return f"{month}-{int(match['day']):02}" if match["day"] else month


def double_date(julian: str, say: Say = str.format) -> str:
    """A date of the Julian calendar with the Gregorian beside it, as it is dated twice: “3/16 May 1902”,
    “30 April/13 May 1902”; what is no day as “May 1902 (Old Style)”."""
    gregorian = gregorian_of(julian)
    if len(julian) != len("1902-05-03") or len(gregorian) != len(julian):
        return say("{date} (Old Style)", date=in_words(julian, say))
    (year, month, day), (new_year, new_month, _) = split_day(julian), split_day(gregorian)
    if (year, month) == (new_year, new_month):
        return f"{day_of_month(day, say)}/{in_words(gregorian, say)}"
    shown = (
        f"{day_of_month(day, say)} {say(MONTHS[month - 1])}" if year == new_year else in_words(julian, say)
    )
    return f"{shown}/{in_words(gregorian, say)}"


def both_styles(julian: str, say: Say = str.format) -> str:
    """A date of the Julian calendar, and what it is in the Gregorian, each with the name of its calendar."""
    return say(
        "{julian} Old Style (Julian calendar), {gregorian} New Style",
        julian=in_words(julian, say),
        gregorian=in_words(gregorian_of(julian), say),
    )


def _open_in_words(start: str, end: str, say: Say) -> str:
    if start in OPEN:
        return say("not after {date}", date=_limit_in_words(end, say))
    return say("not before {date}", date=_limit_in_words(start, say))


def _member_in_words(member: str, say: Say) -> str:
    start, dots, end = member.partition("..")
    if not dots:
        return _point_in_words(member, say)
    if not start or not end:
        return _open_in_words(start, end, say)
    return _point_in_words(start, say) if start == end else _both_in_words(start, end, BETWEEN, say)


def _limit_in_words(point: str, say: Say) -> str:
    words = _point_in_words(point.removesuffix("~"), say)
    return say("{date} or so", date=words) if point.endswith("~") else words


def _span_in_words(start: str, end: str, say: Say) -> str:
    """“6–8 April 1925”, “26 October to 3 November 1926”: what both ends share is said once."""
    bare_start, bare_end = start.rstrip("?~%"), end.rstrip("?~%")
    if start.endswith("~") and end.endswith("~"):
        return _both_in_words(bare_start, bare_end, BETWEEN, say)
    if bare_start.startswith(f"{bare_end}-"):
        words = _point_in_words(start, say)
        return say(LATER_IN_MONTH if len(bare_end) == 7 else LATER_IN_YEAR, date=words)
    if bare_end.startswith(f"{bare_start}-"):
        first, last = _point_in_words(start, say), _point_in_words(end, say)
        return say("{first}, not after {last}", first=first, last=last)
    return _both_in_words(start, end, TO, say)


def _both_in_words(start: str, end: str, between: str, say: Say) -> str:
    first, last = _point_in_words(start, say), _point_in_words(end, say)
    exact = start[-1:].isdigit() and end[-1:].isdigit()
    if exact and between == TO and len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{day_of_month(int(start[8:]), say)}–{last}"
    if exact and len(start) == len(end) > 4 and start[:4] == end[:4] and not start.startswith("-"):
        first = first.removesuffix(f" {year_name(int(start[:4]), say)}")
    return say(between, first=first, last=last)


def _point_in_words(point: str, say: Say) -> str:
    match = POINT.fullmatch(point)
    if not match:
        return point
    year, month, day, mark = match.group("year", "month", "day", "mark")
    words = _decade_in_words(year, say) if "X" in year else _day_in_words(int(year), month, day, say)
    about = say("about {date}", date=words) if mark in {"~", "%"} else words
    return f"{about} (?)" if mark in {"?", "%"} else about


def _decade_in_words(year: str, say: Say) -> str:
    first, last = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    return say(BETWEEN, first=year_name(first, say), last=year_name(last, say))


def _day_in_words(year: int, month: str | None, day: str | None, say: Say) -> str:
    number = int(month) if month and month != "XX" else 0
    if number in SEASONS:
        name = _winter(year, say) if number == max(SEASONS) else year_name(year, say)
        return say(NAMES_OF_SEASONS[number], year=name)
    if not 0 <= number <= 12:
        return f"{iso_year(year)}-{month}"
    parts = [
        day_of_month(int(day), say) if day and day != "XX" else "",
        say(MONTHS[number - 1]) if number else "",
        year_name(year, say),
    ]
    return " ".join(filter(None, parts))


def day_of_month(day: int, say: Say) -> str:
    """A day of the month as it stands before its name: “3”, in German “3.”, in French “1er”."""
    return say("1 (the first of a month)").partition(" (")[0] if day == 1 else say("{day}", day=day)


def _winter(year: int, say: Say) -> str:
    """The years of a winter, which ends in the next: “1902–03”, “1899–1900”, “44–43 BC”."""
    if year < 0:
        return f"{1 - year}–{year_name(year + 1, say)}"
    after = year + 1
    ends = f"{after % 100:02}" if after % 100 and year >= 100 else year_name(after, say)
    return f"{year_name(year, say)}–{ends}"
