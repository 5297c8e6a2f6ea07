"""The date and the pages of a publication as citations write them."""

from __future__ import annotations

import re
from collections.abc import Callable

from edition.forms.language import Language, wording
from edition.render.citing.items import Item
from edition.words.date_words import day_of_month

# MLA abbreviates months of more than four letters
SHORT = (
    wording("Jan."), wording("Feb."), wording("Mar."), wording("Apr."), "May", "June", "July",
    wording("Aug."), wording("Sept."), wording("Oct."), wording("Nov."), wording("Dec."),
)  # fmt: skip
NO_DATE = wording("n.d.")
Point = Callable[[Language, int, int, int], str]


def issued_date(item: Item, point: Point, language: Language) -> str:
    """The date of publication, "" if none is given: the ends of a span as `point` writes (year, month, day),
    a date in words as it is; “[1925?]” if it is uncertain."""
    issued = item.get("issued", {})
    ends = [point(language, *[*parts, 0, 0][:3]) for parts in issued.get("date-parts", ())]
    literal = issued.get("literal", "")
    text = language.say(NO_DATE) if literal == NO_DATE else literal or "–".join(ends)
    return f"[{text}?]" if issued.get("circa") else text


def american_date(language: Language, year: int, month: int, day: int) -> str:
    """“November 22, 2026”, or as much as is known; 0 stands for an unknown month or day."""
    if not day:
        return month_and_year(language, year, month)
    name, number = language.month(month), day_of_month(day, language.say)
    return language.say("{month} {day}, {year}", month=name, day=number, year=year)


def month_and_year(language: Language, year: int, month: int, day: int = 0) -> str:
    """“November 2026”, or the year."""
    return f"{language.month(month)} {year}" if month else str(year)


def mla_date(language: Language, year: int, month: int, day: int) -> str:
    """“22 Nov. 2026”."""
    if not month:
        return str(year)
    short = language.say(SHORT[month - 1])
    return f"{day_of_month(day, language.say)} {short} {year}" if day else f"{short} {year}"


def inclusive_pages(item: Item) -> str:
    """The pages with as many digits of the last number as are needed (Chicago 9.61): 184–92, 101–8, 100–104,
    1496–504."""

    def shortened(span: re.Match[str]) -> str:
        first, last = span[1], span[2]
        if len(first) != len(last) or len(first) < 3 or first.endswith("00"):
            return f"{first}–{last}"
        kept = 1 if first[-2] == "0" else 2
        same = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(last))
        return f"{first}–{last[min(same, len(last) - kept) :]}"

    return re.sub(r"(\d+)[–-](\d+)", shortened, str(item.get("page", "")))
