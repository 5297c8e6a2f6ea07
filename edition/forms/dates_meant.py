"""Dates as they are often written, and what EDTF has for them."""

from __future__ import annotations

import re

DASHES = re.compile(r"(\d{4})[–—/.](\d\d?)[–—/.](\d\d?)|(\d{4})-(\d)-(\d\d?)|(\d{4})-(\d\d)-(\d)")
TURNED = re.compile(r"(\d\d?)([./-])\s*(\d\d?)[./-]\s*(\d{4})")
IN_WORDS = re.compile(r"(?:(\d\d?)(?:st|nd|rd|th|\.)?\s+)?([^\W\d_]{3,9})\.?\s+(?:(\d\d?),\s+)?(\d{4})")
UNKNOWN = re.compile(r"unknown|undated|n\. ?d\.|s\. ?d\.|\?+|-+|none", re.IGNORECASE)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DATES = tuple(
    (re.compile(rf"{before}\s*(\d{{4}}(?:-\d\d){{0,2}}){after}", re.IGNORECASE), edtf)
    for before, after, edtf in (
        (r"(?:c|ca|circa|about|around|approx)\.?", "", r"\1~"),
        (r"", r"\s*(?:\(\?\)|\?\)?|\[\?\])", r"\1?"),
        (r"(?:before|bef\.?|until|by)", "", r"../\1"),
        (r"(?:after|aft\.?|since|from)", "", r"\1/.."),
        (r"(?:between)", r"\s+and\s+(\d{4}(?:-\d\d){0,2})", r"\1/\2"),
        (r"", r"\s*[–—-]\s*(\d{4}(?:-\d\d){0,2})", r"\1/\2"),
        (r"", r"\s+or\s+(\d{4}(?:-\d\d){0,2})", r'"[\1,\2]"'),
        (r"", r"-(?:\?\?|00|xx|XX)", r"\1"),
    )
)


def date_meant(text: str) -> str:
    """The hint how a date is written that was written otherwise, or ""."""
    for pattern, edtf in DATES:
        match = pattern.fullmatch(text.strip())
        if match:
            return f"write {match.expand(edtf)}"
    if UNKNOWN.fullmatch(text.strip()):
        return "leave the line out if nothing is known"
    days = _days_meant(text.strip())
    return f"write {' or '.join(days)}" if days else ""


def _days_meant(text: str) -> list[str]:
    """The dates that may be meant by one in figures or English words; none where it is no date."""
    if match := DASHES.fullmatch(text):
        parts = [part for part in match.groups() if part]
        days = [(parts[0], int(parts[1]), int(parts[2]))]
    elif match := TURNED.fullmatch(text):
        first, sign, second, year = match.groups()
        days = [(year, int(second), int(first))]
        if sign == "/" and first != second:
            days.append((year, int(first), int(second)))
    elif (match := IN_WORDS.fullmatch(text)) and match[2][:3].lower() in MONTHS:
        days = [(match[4], MONTHS.index(match[2][:3].lower()) + 1, int(match[1] or match[3] or 0))]
    else:
        return []
    possible = [(year, month, day) for year, month, day in days if month < 13 and day < 32]
    return [f"{year}-{month:02}" + f"-{day:02}" * (day > 0) for year, month, day in possible]
