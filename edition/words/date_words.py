"""Dates in words, for the reader."""

from __future__ import annotations

from edition.words.dates import MONTHS, OPEN, POINT, SEASONS, gregorian_of
from edition.words.days import iso_year, split_day, year_name

NAMES_OF_SEASONS = dict(zip(SEASONS, ("spring", "summer", "autumn", "winter"), strict=True))


def in_words(edtf: str) -> str:
    """A date in EDTF for the reader: “3 June 1926”, “not before 1 August 1925”. An interval between two
    approximate dates, and a set, mean one point somewhere within. Text that is not a date is returned as it
    is."""
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        if start in OPEN or end in OPEN:
            return _open_in_words(start, end)
        return _span_in_words(start, end)
    if edtf.startswith("[") and edtf.endswith("]"):
        return " or ".join(_member_in_words(member) for member in edtf[1:-1].split(","))
    return _point_in_words(edtf)


def double_date(julian: str) -> str:
    """A date of the Julian calendar with the Gregorian beside it, as it is dated twice: “3/16 May 1902”,
    “30 April/13 May 1902”; what is no day as “May 1902 (Old Style)”."""
    gregorian = gregorian_of(julian)
    if len(julian) != len("1902-05-03") or len(gregorian) != len(julian):
        return f"{in_words(julian)} (Old Style)"
    (year, month, day), (new_year, new_month, _) = split_day(julian), split_day(gregorian)
    if (year, month) == (new_year, new_month):
        return f"{day}/{in_words(gregorian)}"
    shown = f"{day} {MONTHS[month - 1]}" if year == new_year else in_words(julian)
    return f"{shown}/{in_words(gregorian)}"


def both_styles(julian: str) -> str:
    """A date of the Julian calendar, and what it is in the Gregorian, each with the name of its calendar."""
    return f"{in_words(julian)} Old Style (Julian calendar), {in_words(gregorian_of(julian))} New Style"


def _open_in_words(start: str, end: str) -> str:
    if start in OPEN:
        return f"not after {_limit_in_words(end)}"
    return f"not before {_limit_in_words(start)}"


def _member_in_words(member: str) -> str:
    start, dots, end = member.partition("..")
    if not dots:
        return _point_in_words(member)
    if not start or not end:
        return _open_in_words(start, end)
    return _point_in_words(start) if start == end else f"between {_both_in_words(start, end, 'and')}"


def _limit_in_words(point: str) -> str:
    return f"{_point_in_words(point[:-1])} or so" if point.endswith("~") else _point_in_words(point)


def _span_in_words(start: str, end: str) -> str:
    """“6–8 April 1925”, “26 October to 3 November 1926”: what both ends share is said once."""
    bare_start, bare_end = start.rstrip("?~%"), end.rstrip("?~%")
    if start.endswith("~") and end.endswith("~"):
        return f"between {_both_in_words(bare_start, bare_end, 'and')}"
    if bare_start.startswith(f"{bare_end}-"):
        return f"{_point_in_words(start)} to later that {'month' if len(bare_end) == 7 else 'year'}"
    if bare_end.startswith(f"{bare_start}-"):
        return f"{_point_in_words(start)}, not after {_point_in_words(end)}"
    return _both_in_words(start, end, "to")


def _both_in_words(start: str, end: str, between: str) -> str:
    first, last = _point_in_words(start), _point_in_words(end)
    exact = start[-1:].isdigit() and end[-1:].isdigit()
    if exact and between == "to" and len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{int(start[8:])}–{last}"
    if exact and len(start) == len(end) > 4 and start[:4] == end[:4] and not start.startswith("-"):
        first = first.removesuffix(f" {year_name(int(start[:4]))}")
    return f"{first} {between} {last}"


def _point_in_words(point: str) -> str:
    match = POINT.fullmatch(point)
    if not match:
        return point
    year, month, day, mark = match.group("year", "month", "day", "mark")
    words = _decade_in_words(year) if "X" in year else _day_in_words(int(year), month, day)
    return {"~": f"about {words}", "?": f"{words} (?)", "%": f"about {words} (?)"}.get(mark, words)


def _decade_in_words(year: str) -> str:
    first, last = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    return f"between {year_name(first)} and {year_name(last)}"


def _day_in_words(year: int, month: str | None, day: str | None) -> str:
    number = int(month) if month and month != "XX" else 0
    if number in SEASONS:
        name = _winter(year) if number == max(SEASONS) else year_name(year)
        return f"{NAMES_OF_SEASONS[number]} {name}"
    if not 0 <= number <= 12:
        return f"{iso_year(year)}-{month}"
    parts = [
        str(int(day)) if day and day != "XX" else "",
        MONTHS[number - 1] if number else "",
        year_name(year),
    ]
    return " ".join(filter(None, parts))


def _winter(year: int) -> str:
    """The years of a winter, which ends in the next: “1902–03”, “1899–1900”, “44–43 BC”."""
    if year < 0:
        return f"{1 - year}–{year_name(year + 1)}"
    after = year + 1
    return f"{year_name(year)}–{f'{after % 100:02}' if after % 100 and year >= 100 else year_name(after)}"
