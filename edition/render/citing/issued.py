"""The date and the pages of a publication as citations have them."""

from __future__ import annotations

import re
from collections.abc import Callable

from edition.render.citing.items import Item
from edition.words.dates import MONTHS


def dated(item: Item, point: Callable[[int, int, int], str]) -> str:
    """The date of publication: each end of a span as `point` writes it, what stands there in words as it is;
    “[1925?]” if it is not sure."""
    issued = item.get("issued", {})
    ends = [point(*[*parts, 0, 0][:3]) for parts in issued.get("date-parts", ())]
    text = issued.get("literal") or "–".join(ends)
    return f"[{text}?]" if issued.get("circa") else text


def american(year: int, month: int, day: int) -> str:
    """“November 22, 2026”, or as much as is known."""
    return f"{MONTHS[month - 1]} {day}, {year}" if day else month_of(year, month)


def month_of(year: int, month: int, day: int = 0) -> str:
    """“November 2026”, or the year."""
    return f"{MONTHS[month - 1]} {year}" if month else str(year)


def european(year: int, month: int, day: int) -> str:
    """“22 Nov. 2026”: MLA shortens all months but May, June and July."""
    if not month:
        return str(year)
    name = MONTHS[month - 1]
    short = name if len(name) < 5 else "Sept." if name == "September" else f"{name[:3]}."
    return f"{day} {short} {year}" if day else f"{short} {year}"


def inclusive(item: Item) -> str:
    """Pages with as much of the last number as is needed (Chicago 9.61): 184–92, 101–8, 100–104, 1496–504."""

    def shortened(span: re.Match[str]) -> str:
        first, last = span[1], span[2]
        if len(first) != len(last) or int(first) < 100 or first.endswith("00"):
            return f"{first}–{last}"
        kept = 1 if first[-2] == "0" else 2
        same = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(last))
        return f"{first}–{last[min(same, len(last) - kept) :]}"

    return re.sub(r"(\d+)[–-](\d+)", shortened, str(item.get("page", "")))
