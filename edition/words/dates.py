"""Dates: EDTF in the sources, `date` attributes in the TEI. (`date_words` has them in words.)

EDTF (Library of Congress, 2019; ISO 8601-2): levels 0 and 1, of level 2 sets of which one member is meant:
days, months, years and seasons, `X` for digits that are not known, `~` approximate, `?` uncertain, `%` both;
intervals, which last from one date to another; and `[1902-05..1902-06]`, a time somewhere within. Years have
four digits, before Christ a sign. The TEI side is att.datable.w3c (TEI P5, 3.6.4), for years before the first
att.datable.iso, since W3C's dates have no year 0; what they cannot say, and a date of the Julian calendar, is
in att.datable.custom as well (14.4). The package `edtf` reads all of EDTF but takes a second for a
thousand dates; the tests compare this module with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from edition.words.days import days_in_month, gregorian_day, in_order, iso_day, iso_year

POINT = re.compile(
    r"(?P<year>-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX))?(?:-(?P<day>[0-9]{2}|XX))?"
    r"(?P<mark>[?~%]?)"
)
MONTHS = ("January February March April May June July August September October November December").split()
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # their first and last month (EDTF, level 1)
OPEN = frozenset({"", ".."})
W3C = ("when", "from", "to", "notBefore", "notAfter")
EDTF, JULIAN = "https://www.loc.gov/standards/datetime/", "#julian"  # values of `@datingMethod`

FORMS = "write 1926-06-03, 1926-06, 1926, 1930-08-01/.., ../1930-04-20 or [1930-04..1930-05]"
Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Date:
    """A date in EDTF, its TEI attributes, and the earliest and latest day that it can mean (ISO 8601, ""
    where a side is open)."""

    edtf: str
    attributes: Attributes
    earliest: str
    latest: str

    @property
    def sort_key(self) -> str:
        """Text by which dates are ordered: the earliest day, or the latest where the beginning is open."""
        return in_order(self.earliest or self.latest)


@dataclass(frozen=True)
class Point:
    """A day, month, season or year: its first and last day, how W3C's dates write its beginning and its end
    (mostly the same), and its mark of doubt."""

    earliest: str
    latest: str
    start: str
    end: str
    mark: str


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Date:
    """Read EDTF (see above). Raises ValueError, with a sentence for the editor, when the text is not such a
    date."""
    first, last = _ends(text)
    attributes = _attributes(text, first, last)
    if edtf_of(dict(attributes)) != text:
        attributes += (("when-custom", text), ("datingMethod", EDTF))
    return Date(text, attributes, first.earliest if first else "", last.latest if last else "")


@lru_cache(maxsize=4096)
def gregorian_of(julian: str) -> str:
    """The EDTF of a date that is written in the Julian calendar: a day is a day, a month or a year a time
    within. Raises ValueError as `parse_date` does."""
    _ends(julian, julian=True)
    if "/" in julian:
        start, end = julian.split("/")
        first = start if start in OPEN else _gregorian(_point(start, julian, julian=True), 0)
        return f"{first}/{end if end in OPEN else _gregorian(_point(end, julian, julian=True), 1)}"
    if not julian.startswith("["):
        point = _point(julian, julian, julian=True)
        if point.earliest == point.latest:
            return _gregorian(point, 0)
        julian = f"[{julian}..{julian}]"
    return f"[{','.join(_gregorian_member(member, julian) for member in julian[1:-1].split(','))}]"


def attributes_of(julian: str) -> Attributes:
    """The TEI attributes of a date that is written in the Julian calendar: those of the Gregorian date, and
    the date as it was written. (TEI P5, 14.4.)"""
    w3c = [pair for pair in parse_date(gregorian_of(julian)).attributes if pair[0] not in CUSTOM]
    return (*w3c, ("when-custom", julian), ("calendar", JULIAN), ("datingMethod", JULIAN))


CUSTOM = frozenset({"when-custom", "datingMethod", "calendar"})


def bounds_of(attributes: Mapping[str, str]) -> tuple[str, str]:
    """The earliest and the latest day (ISO 8601) that a TEI date can mean (att.datable), "" where it is open.
    Raises ValueError when an attribute is not a date."""
    if attributes.get("when-custom") and attributes.get("datingMethod") in {EDTF, JULIAN}:
        date = parse_date(edtf_of(attributes))
        return date.earliest, date.latest
    value = _w3c(attributes)
    first = value.get("when") or value.get("from") or value.get("notBefore") or ""
    last = value.get("when") or value.get("to") or value.get("notAfter") or ""
    return first and _point(first, first).earliest, last and _point(last, last).latest


def first_day(edtf: str) -> str:
    """The day by which a date in EDTF is placed: the first it can mean, or the last where that is open."""
    date = parse_date(edtf)
    return date.earliest or date.latest


def is_within(narrow: str, wide: str) -> bool:
    """Do all the days that the one date (EDTF) can mean lie among those of the other?"""
    inner, outer = parse_date(narrow), parse_date(wide)
    begins = not outer.earliest or (
        bool(inner.earliest) and in_order(inner.earliest) >= in_order(outer.earliest)
    )
    return begins and (
        not outer.latest or (bool(inner.latest) and in_order(inner.latest) <= in_order(outer.latest))
    )


def edtf_of(attributes: Mapping[str, str]) -> str:
    """The EDTF of a TEI date (att.datable), the reverse of `parse_date`; "" for one without dates. Of a date
    of the Julian calendar that of the Gregorian."""
    custom, method = attributes.get("when-custom"), attributes.get("datingMethod")
    if custom and method in {EDTF, JULIAN}:
        return gregorian_of(custom) if method == JULIAN else custom
    value = _w3c(attributes)
    mark = {"medium": "~", "low": "%"}.get(attributes.get("cert", ""), "")
    if value.get("when"):
        return value["when"] + ("?" if mark else "")
    if value.get("from") or value.get("to"):
        return f"{value.get('from', '..')}/{value.get('to', '..')}"
    return _edtf_within(value.get("notBefore", ""), value.get("notAfter", ""), mark)


def _edtf_within(first: str, last: str, mark: str) -> str:
    if first and first == last:
        return first + mark
    if first and last and not mark:
        return f"[{first}..{last}]"
    return f"{first + mark if first else '..'}/{last + mark if last else '..'}" if first or last else ""


def _w3c(attributes: Mapping[str, str]) -> dict[str, str]:
    """The values of att.datable.w3c, or, for years before the first, of att.datable.iso."""
    values = {key: attributes.get(key) or attributes.get(f"{key}-iso") or "" for key in W3C}
    return {key: value for key, value in values.items() if value}


# -- the grammar -------------------------------------------------------------------------------------------


def _ends(text: str, *, julian: bool = False) -> tuple[Point | None, Point | None]:
    """The first and the last point of a date, None where it is open."""
    if "/" in text:
        start, _, end = text.partition("/")
        members = [_end(start, text, julian), _end(end, text, julian)]
    elif text.startswith("[") and text.endswith("]"):
        return _ends_of_set(text, julian)
    else:
        point = _point(text, text, julian=julian)
        return point, point
    _must_not_be_backwards(members[0], members[1], text)
    return members[0], members[1]


def _ends_of_set(text: str, julian: bool) -> tuple[Point | None, Point | None]:
    """The earliest and the latest member of a set such as `[1902,1904..1906]`."""
    pairs = []
    for member in text[1:-1].split(","):
        start, dots, end = member.partition("..")
        pair = _end(start, text, julian), _end(end if dots else start, text, julian)
        _must_not_be_backwards(*pair, text)
        pairs.append(pair)
    firsts, lasts = [first for first, _ in pairs if first], [last for _, last in pairs if last]
    first = min(firsts, key=lambda point: in_order(point.earliest)) if len(firsts) == len(pairs) else None
    last = max(lasts, key=lambda point: in_order(point.latest)) if len(lasts) == len(pairs) else None
    _must_not_be_backwards(first, last, text)
    return first, last


def _end(part: str, whole: str, julian: bool) -> Point | None:
    return None if part in OPEN else _point(part, whole, julian=julian)


def _must_not_be_backwards(first: Point | None, last: Point | None, text: str) -> None:
    if first is None and last is None:
        raise ValueError(f"“{text}” is not a date: both ends are open")
    if first and last and in_order(first.earliest) > in_order(last.latest):
        raise ValueError(f"“{text}” is not a date: the interval ends before it begins")


def _point(point: str, whole: str, *, julian: bool = False) -> Point:
    """A point in time. `whole` is quoted when it is not a date."""
    match = POINT.fullmatch(point)
    if not match or point.startswith("-0000"):
        raise ValueError(f"“{whole}” is not a date; {FORMS}")
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if "X" in year:
        return _unknown_year(year, month, mark, whole)
    return _within_year(int(year), month, day, mark, whole, julian)


def _unknown_year(year: str, month: str | None, mark: str, whole: str) -> Point:
    if month:
        raise ValueError(f"“{whole}” is not a date: a month of a year that is not known; {FORMS}")
    ends = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    start, end = map(iso_year, ends)
    return Point(f"{start}-01-01", f"{end}-12-31", start, end, mark)


def _within_year(year: int, month: str | None, day: str | None, mark: str, whole: str, julian: bool) -> Point:
    name = iso_year(year)
    if not month or month == "XX":
        if day and day != "XX":
            raise ValueError(f"“{whole}” is not a date: a day of a month that is not known; {FORMS}")
        return Point(f"{name}-01-01", f"{name}-12-31", name, name, mark)
    number = int(month)
    if number in SEASONS and not day:
        return _season(year, number, mark, julian)
    if not 1 <= number <= 12:
        raise ValueError(f"“{whole}” is not a date: there is no month {month}")
    length = days_in_month(year, number, julian=julian)
    if not day or day == "XX":
        return Point(
            f"{name}-{month}-01", f"{name}-{month}-{length}", f"{name}-{month}", f"{name}-{month}", mark
        )
    if not 1 <= int(day) <= length:
        raise ValueError(f"“{whole}” is not a date: {MONTHS[number - 1]} {year} has no day {int(day)}")
    whole_day = iso_day(year, number, int(day))
    return Point(whole_day, whole_day, whole_day, whole_day, mark)


def _season(year: int, season: int, mark: str, julian: bool) -> Point:
    """Winter is that which begins in the year."""
    first, last = SEASONS[season]
    ends = year + (last < first)
    start, end = f"{iso_year(year)}-{first:02}", f"{iso_year(ends)}-{last:02}"
    return Point(f"{start}-01", f"{end}-{days_in_month(ends, last, julian=julian)}", start, end, mark)


# -- the attributes ----------------------------------------------------------------------------------------


def _attributes(text: str, first: Point | None, last: Point | None) -> Attributes:
    """The attributes of att.datable that say most of a date."""
    marks = "".join(point.mark for point in (first, last) if point)
    doubt: Attributes = (("cert", "low" if "%" in marks else "medium"),) if marks else ()
    if first and first is last:
        pairs = _of_a_point(first) + doubt
    elif not last:
        pairs = (("notBefore", first.start if first else ""),)
    elif not first:
        pairs = (("notAfter", last.end),)
    elif "/" in text and not marks:
        pairs = (("from", first.start), ("to", last.end))
    else:
        pairs = (("notBefore", first.start), ("notAfter", last.end), *(("cert", "medium"),) * bool(marks))
    if any(value[:1] == "-" or value[:4] == "0000" for _, value in pairs):
        return tuple((f"{key}-iso" if key in W3C else key, value) for key, value in pairs)
    return pairs


def _of_a_point(point: Point) -> Attributes:
    if point.start == point.end and point.mark in {"", "?"}:
        return (("when", point.start),)
    return (("notBefore", point.start), ("notAfter", point.end))


# -- the Julian calendar -----------------------------------------------------------------------------------


def _gregorian(point: Point, end: int) -> str:
    """The first (0) or last (1) day of a point of the Julian calendar, with its mark."""
    return gregorian_day(point.latest if end else point.earliest) + point.mark


def _gregorian_member(member: str, whole: str) -> str:
    """A member of a set: a day, or the days from the first to the last."""
    start, dots, end = member.partition("..")
    first, last = _end(start, whole, True), _end(end if dots else start, whole, True)
    begins, ends = (first and _gregorian(first, 0)) or "", (last and _gregorian(last, 1)) or ""
    return begins if begins == ends else f"{begins}..{ends}"
