"""Dates as letters and old books print them, read into EDTF: “Feb. 23, 1817”, “3rd of March, 1750, O. S.”.

Only what stands there is read: a day without a year stays without one, unless the caller knows the year. What
an editor put in brackets counts where nothing else says it, and is called inferred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from edition.words.dates import MONTHS, parse_date

YEAR = r"(?P<year>1[0-9]{3}|20[0-2][0-9])(?:[-/](?P<new>[0-9]{1,2})(?![0-9]))?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|d|th|er|e|º|\.)?(?![0-9])"
TO_DAY = r"(?:\s*(?:-|–|to|and|&)\s*(?P<until>[0-9]{1,2})(?:st|nd|rd|d|th|\.)?)?"
STYLE = r"(?P<style>[ON]\.\s?S\.)"
SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
ABOUT = r"(?P<about>(?:about|circa|c\.|ca\.|beginning of|end of|middle of|early in|late in)(?:\sthe)?\s)"
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
REMARK = re.compile(r"\[[^\[\]]*[^\W\d_][^\[\]]*\]")
SMALL = frozenset("of the upon near on in sur am an der die das la le les du de di del von am bei".split())
TIMES = frozenset(
    "morning evening noon night midnight afternoon midday o'clock o’clock immediate monday tuesday wednesday "
    "thursday friday saturday sunday the a an this in on at from no la le les ce den dem der am".split()
)
PERIODS = {"O": "julian", "N": "gregorian"}


@dataclass(frozen=True)
class PrintedDate:
    """A date: its EDTF, `--05-17` for a day without a year, in which calendar, whether an editor supplied it
    (`inferred`), and where its words begin in the text."""

    edtf: str
    calendar: str = "gregorian"
    inferred: bool = False
    start: int = 0

    @property
    def has_year(self) -> bool:
        """Is the year known?"""
        return not self.edtf.startswith("--")


def date_pattern(months: Sequence[str], *, named: bool = False) -> str:
    """The pattern of a date in words. Its parts are groups where `named`."""
    names = "|".join(_month_pattern(month) for month in months)
    month = rf"(?P<month>{names})"
    behind = rf"(?:,?\s*{STYLE})?(?:\s*,?\s*\[?{YEAR}\]?)?(?:,?\s{STYLE.replace('style', 'late')})?"
    first = rf"{month}\.?,?(?:\s*{DAY}{TO_DAY}(?:\sinst\.)?)?{behind}"
    second = rf"(?:the\s)?{DAY}{TO_DAY}\s*(?:of\s|de\s|di\s)?{month}\.?{behind}"
    season = rf"{SEASON}(?:\sof)?,?\s+{YEAR}"
    forms = [second, first, season, YEAR]
    pattern = rf"(?:{ABOUT}|[Tt]he\s)?(?:{'|'.join(_numbered(form, n) for n, form in enumerate(forms))})"
    pattern = rf"(?<!\w){pattern}(?!\w)(?P<doubt>\s?\(?\?\)?)?"
    return pattern if named else re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _numbered(form: str, number: int) -> str:
    """A form whose groups are its own, since a name may occur only once in a pattern."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{number}>", form)


def _month_pattern(name: str) -> str:
    """A month in full or abbreviated to three letters or more, as in Sept. and Jan."""
    stem, rest = name[:3], name[3:]
    more = ""
    for letter in reversed(rest):
        more = f"(?:{letter}{more})?"
    return rf"(?i:{stem}{more}(?:ry|y|r|br|ber)?)"


@lru_cache(maxsize=8)
def _compiled(months: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(date_pattern(months, named=True))


def read_printed_date(text: str, months: Sequence[str] = MONTHS) -> PrintedDate | None:
    """The date that a text has; None when there is none, or when it is none of the calendar."""
    outside = REMARK.sub(lambda remark: " " * len(remark.group()), text)
    for words in (outside, text):
        dates = [date for match in _compiled(tuple(months)).finditer(words) if (date := _date(match, months))]
        if dates:
            date = min(dates, key=lambda date: (not date.has_year, "-" not in date.edtf, date.start))
            supplied = date.inferred or words is not outside
            doubtful = any("?" in remark for remark in REMARK.findall(text)) and date.edtf[-1].isdigit()
            edtf = f"{date.edtf}?" if doubtful and date.has_year and "/" not in date.edtf else date.edtf
            return PrintedDate(edtf, date.calendar, supplied, date.start)
    return None


def _date(match: re.Match[str], months: Sequence[str]) -> PrintedDate | None:
    said = {re.sub(r"\d", "", name): text for name, text in match.groupdict().items() if text}
    year = said.get("year", "")
    if year and "new" in said:  # a year that began on Lady Day, and the one that began on 1 January
        year = str(int(year) + 1) if (int(year) + 1) % 10 == int(said["new"]) % 10 else year
    mark = "?" if "doubt" in said else "~" if "about" in said else ""
    if "season" in said:
        edtf = f"{year}-{SEASONS[said['season'].casefold()]}"
    elif "month" in said:
        edtf = _day(year, _month(said["month"], months), said)
    else:
        edtf = year
    if not edtf:
        return None
    edtf += mark if year and "/" not in edtf else ""
    style = said.get("style", said.get("late", "N"))
    date = PrintedDate(edtf, PERIODS[style[0]], "[" in match.group(), match.start())
    return date if _is_date(edtf) else None


def _month(word: str, months: Sequence[str]) -> int:
    return next(number for number, name in enumerate(months, 1) if re.fullmatch(_month_pattern(name), word))


def _day(year: str, month: int, said: dict[str, str]) -> str:
    """Year, month and day; a month alone means nothing without its year."""
    if "day" not in said:
        return f"{year}-{month:02}" if year else ""
    day = f"{year or '-'}-{month:02}-{int(said['day']):02}"
    if "until" in said and year:
        return f"{day}/{year}-{month:02}-{int(said['until']):02}"
    return day


def _is_date(edtf: str) -> bool:
    try:
        parse_date(edtf.replace("--", "2000-", 1) if edtf.startswith("--") else edtf)
    except ValueError:
        return False
    return True


def with_year(date: PrintedDate, year: int, after: str = "") -> PrintedDate:
    """A date without a year in that year; or in the next, if it would else be more than half a year before
    the date `after`. The year is supplied, so it is in doubt."""
    day = date.edtf.removeprefix("--")
    if after and f"{year}-{day}" < after and int(after[5:7] or 1) - int(day[:2]) > 6:
        year += 1
    edtf = f"{year}-{day}?"
    return PrintedDate(edtf, date.calendar, True, date.start) if _is_date(edtf) else date


def place_before(text: str, end: int) -> str:
    """The place that stands before a date: the first words, up to a comma, that look like a name and are no
    time of the day or the week; "" where there are none."""
    for piece in re.split(r"[,.;:](?:\s|\Z)", re.sub(r"[_*\[\]()]", "", REMARK.sub("", text[:end]))):
        words = piece.strip(" —-").split()
        if words and words[0] in {"À", "à", "A", "From", "At"}:
            words = words[1:]
        capitals = [word for word in words if word[:1].isupper()]
        others = [word for word in words if word not in capitals and word.casefold() not in SMALL]
        is_time = bool(words) and words[0].casefold() in TIMES
        is_month = any(re.fullmatch(_month_pattern(month), word) for month in MONTHS for word in words)
        if capitals and words[-1] in capitals and not others and not is_time and not is_month:
            return " ".join(words)
    return ""
