"""Dates: EDTF in the sources, `date` attributes in the TEI, words for the reader.

EDTF (Library of Congress, 2019; ISO 8601-2): level 0, and what an edition needs of level 1, that is days,
months, years, intervals with open ends, `~` approximate, `?` uncertain, `%` both. The TEI side is
att.datable.w3c (TEI P5, 3.6.4). The package `edtf` reads all of EDTF but takes a second for the registers'
thousand dates; the tests compare this module with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%]?)\Z")
MONTHS = ("January February March April May June July August September October November December").split()

FORMS = "write 1926-06-03, 1926-06, 1926, 1930-08-01/.. or ../1930-04-20"
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
        """The day by which dates are ordered: the earliest, or the latest where the beginning is open."""
        return self.latest if not self.earliest else self.earliest


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Date:
    """Read EDTF (levels 0 and 1, see above). Raises ValueError, with a sentence for the editor, when the text
    is not such a date."""
    if "/" in text:
        return _interval(text)
    earliest, latest, mark = _bounds(text, text)
    return Date(text, _point_attributes(text, mark), earliest, latest)


def bounds_of(attributes: Mapping[str, str]) -> tuple[str, str]:
    """The earliest and the latest day (ISO 8601) that a TEI date can mean (att.datable.w3c), "" where it is
    open. Raises ValueError when an attribute is not a date."""
    first = attributes.get("when") or attributes.get("from") or attributes.get("notBefore") or ""
    last = attributes.get("when") or attributes.get("to") or attributes.get("notAfter") or ""
    return first and _bounds(first, first)[0], last and _bounds(last, last)[1]


def is_within(narrow: str, wide: str) -> bool:
    """Do all the days that the one date (EDTF) can mean lie among those of the other?"""
    inner, outer = parse_date(narrow), parse_date(wide)
    first, last = inner.earliest >= outer.earliest, inner.latest <= outer.latest
    begins = first and bool(inner.earliest or not outer.earliest)
    return begins and (not outer.latest or (bool(inner.latest) and last))


def edtf_of(attributes: Mapping[str, str]) -> str:
    """The EDTF of a TEI date (att.datable.w3c), the reverse of `parse_date`; "" for one without dates."""
    mark = {"medium": "~", "low": "%"}.get(attributes.get("cert", ""), "")
    when = attributes.get("when")
    first = attributes.get("from") or attributes.get("notBefore")
    last = attributes.get("to") or attributes.get("notAfter")
    if when:
        return when + ("?" if mark else "")
    if first and first == last:
        return first + mark
    if not first and not last:
        return ""
    return f"{first + mark if first else '..'}/{last + mark if last else '..'}"


def _interval(text: str) -> Date:
    start, end = text.split("/", 1)
    first = ("", "", "") if start in {"", ".."} else _bounds(start, text)
    last = ("", "", "") if end in {"", ".."} else _bounds(end, text)
    if first[0] and last[1] and first[0] > last[1]:
        raise ValueError(f"“{text}” is not a date: the interval ends before it begins")
    bare_start, bare_end = start.rstrip("?~%"), end.rstrip("?~%")
    uncertain = first[2] or last[2]
    if not last[1]:
        attributes: Attributes = (("notBefore", bare_start),)
    elif not first[0]:
        attributes = (("notAfter", bare_end),)
    elif uncertain:
        attributes = (("notBefore", bare_start), ("notAfter", bare_end), ("cert", "medium"))
    else:
        attributes = (("from", bare_start), ("to", bare_end))
    return Date(text, attributes, first[0], last[1])


def _point_attributes(text: str, mark: str) -> Attributes:
    bare = text.rstrip("?~%")
    if mark in {"~", "%"}:
        return (("notBefore", bare), ("notAfter", bare), ("cert", "medium" if mark == "~" else "low"))
    if mark == "?":
        return (("when", bare), ("cert", "medium"))
    return (("when", bare),)


def _bounds(point: str, whole: str) -> tuple[str, str, str]:
    """First and last day of a point in time, and its qualifier. `whole` is quoted when it is not a date."""
    match = POINT.match(point)
    if not match:
        raise ValueError(f"“{whole}” is not a date; {FORMS}")
    year, month, day, mark = match.groups()
    if month and not 1 <= int(month) <= 12:
        raise ValueError(f"“{whole}” is not a date: there is no month {month}")
    if day:
        if not 1 <= int(day) <= _days_in(int(year), int(month)):
            name = MONTHS[int(month) - 1]
            raise ValueError(f"“{whole}” is not a date: {name} {year} has no day {int(day)}")
        return f"{year}-{month}-{day}", f"{year}-{month}-{day}", mark
    if month:
        return f"{year}-{month}-01", f"{year}-{month}-{_days_in(int(year), int(month)):02}", mark
    return f"{year}-01-01", f"{year}-12-31", mark


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


BETWEEN, TO = "between {first} and {last}", "{first} to {last}"
LATER_IN_MONTH, LATER_IN_YEAR = "{date} to later that month", "{date} to later that year"
PHRASES = (BETWEEN, TO, LATER_IN_MONTH, LATER_IN_YEAR, *MONTHS)  # asked for by these names
Say = Callable[..., str]  # an English phrase and its values, in the words of a language


def in_words(edtf: str, say: Say = str.format) -> str:
    """A date in EDTF for the reader: “3 June 1926”, “not before 1 August 1925”; `say` puts it into another
    language. An interval between two approximate dates means one point somewhere within it. Text that is not
    a date is returned as it is."""
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        if start in {"", ".."}:
            return say("not after {date}", date=_limit_in_words(end, say))
        if end in {"", ".."}:
            return say("not before {date}", date=_limit_in_words(start, say))
        return _span_in_words(start, end, say)
    return _point_in_words(edtf, say)


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
        return f"{_day_in_words(start[8:], say)}–{last}"
    if exact and len(start) == len(end) > 4 and start[:4] == end[:4]:
        first = first.removesuffix(f" {start[:4]}")
    return say(between, first=first, last=last)


def _point_in_words(point: str, say: Say) -> str:
    match = POINT.match(point)
    if not match:
        return point
    year, month, day, mark = match.groups()
    name = say(MONTHS[int(month) - 1]) if month else ""
    words = " ".join(filter(None, [_day_in_words(day, say) if day else "", name, year]))
    about = say("about {date}", date=words) if mark in {"~", "%"} else words
    return f"{about} (?)" if mark in {"?", "%"} else about


def _day_in_words(day: str, say: Say) -> str:
    """A day of the month as it stands before its name: “3”, in German “3.”, in French “1er”."""
    return say("1 (the first of a month)").partition(" (")[0] if day == "01" else say("{day}", day=int(day))
