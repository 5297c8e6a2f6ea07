"""The date and the pages of a publication as citations write them."""

from __future__ import annotations

import re
from collections.abc import Callable

from edition.render.citing.items import Item
from edition.words.dates import MONTHS


def issued_date(item: Item, point: Callable[[int, int, int], str]) -> str:
    """The date of publication, "" if none is given: the ends of a span as `point` writes (year, month, day),
    a date in words as it is; “[1925?]” if it is uncertain."""
    issued = item.get("issued", {})
    ends = [point(*[*parts, 0, 0][:3]) for parts in issued.get("date-parts", ())]
    text = issued.get("literal") or "–".join(ends)
    return f"[{text}?]" if issued.get("circa") else text


def american_date(year: int, month: int, day: int) -> str:
    """“November 22, 2026”, or as much as is known; 0 stands for an unknown month or day."""
    return f"{MONTHS[month - 1]} {day}, {year}" if day else month_and_year(year, month)


def month_and_year(year: int, month: int, day: int = 0) -> str:
    """“November 2026”, or the year."""
    return f"{MONTHS[month - 1]} {year}" if month else str(year)


def mla_date(year: int, month: int, day: int) -> str:
    """“22 Nov. 2026”: MLA abbreviates months of more than four letters."""
    if not month:
        return str(year)
    name = MONTHS[month - 1]
    short = name if len(name) < 5 else "Sept." if name == "September" else f"{name[:3]}."
    return f"{day} {short} {year}" if day else f"{short} {year}"


def inclusive_pages(item: Item) -> str:
    """The pages with as many digits of the last number as are needed (Chicago 9.61): 184–92, 101–8, 100–104,
    1496–504."""

    def shortened(span: re.Match[str]) -> str:
        first, last = span[1], span[2]
        if len(first) != len(last) or int(first) < 100 or first.endswith("00"):
            return f"{first}–{last}"
        kept = 1 if first[-2] == "0" else 2
        same = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(last))
        return f"{first}–{last[min(same, len(last) - kept) :]}"

    return re.sub(r"(\d+)[–-](\d+)", shortened, str(item.get("page", "")))
