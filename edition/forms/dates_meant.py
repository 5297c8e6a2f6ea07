"""Dates as they are often written, and what EDTF has for them."""

from __future__ import annotations

import re

DASHES = re.compile(r"(\d{4})[–—/.](\d\d?)[–—/.](\d\d?)|(\d{4})-(\d)-(\d\d?)|(\d{4})-(\d\d)-(\d)")
TURNED = re.compile(r"(\d\d?)([./-])\s*(\d\d?|[IVX]+)[./-]\s*(\d{4})")
IN_WORDS = re.compile(
    r"(?:(\d\d?)(?:st|nd|rd|th|\.)?\s+)?([^\W\d_]{3,9})\.?,?\s+(?:(\d\d?)(?:st|nd|rd|th)?,\s+)?(\d{4})"
)
UNKNOWN = re.compile(r"unknown|undated|n\. ?d\.|s\. ?d\.|\?+|-+|none", re.IGNORECASE)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
OTHER_MONTHS = {"mär": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "juin": 6, "aoû": 8, "déc": 12}
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
SEASON = re.compile(rf"({'|'.join(SEASONS)})\s+(?:of\s+)?(\d{{4}})", re.IGNORECASE)
CENTURY = re.compile(r"(\d\d?)(?:st|nd|rd|th)\s+(?:century|c\.)", re.IGNORECASE)
QUOTED = re.compile(r"[“”„\"'‘’](.*?)[“”\"'‘’]")
DOUBTFUL = re.compile(r"(.*\w)\s*(?:\(\?\)|\?)")
LIMITS = tuple(
    (re.compile(rf"{before}\s*(\d{{4}}(?:-\d\d){{0,2}}){after}", re.IGNORECASE), edtf)
    for before, after, edtf in (
        (r"(?:c|ca|circa|about|around|approx)\.?", "", r"\1~"),
        (r"", r"\s*(?:\(\?\)|\?\)?|\[\?\])", r"\1?"),
        (r"(?:before|bef\.?|until|by|(?:not|no) (?:after|later than))", "", r"../\1"),
        (r"(?:after|aft\.?|since|from|(?:not|no) (?:before|earlier than))", "", r"\1/.."),
        (r"(?:between)", r"\s+and\s+(\d{4}(?:-\d\d){0,2})", r'"[\1..\2]"'),
        (r"", r"T\d\d:.*", r"\1"),
        (r"", r"\s*[–—-]\s*(\d{4}(?:-\d\d){0,2})", r"\1/\2"),
        (r"", r"\s+or\s+(\d{4}(?:-\d\d){0,2})", r'"[\1,\2]"'),
        (r"", r"-(?:\?\?|00|xx|XX)", r"\1"),
    )
)
DATES = (
    *LIMITS,
    (re.compile(r"(\d{3})0[’']?s"), r"\1X"),
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), r"\1-\2-\3"),
    (re.compile(r"(\d{4})-(\d)"), r"\1-0\2"),
    (re.compile(r"(\d)[./](\d{4})"), r"\2-0\1"),
    (re.compile(r"(0\d|1[0-2])[./](\d{4})"), r"\2-\1"),
)


def date_meant(text: str) -> str:
    """The hint how a date is written that was written otherwise, or ""."""
    if quoted := QUOTED.fullmatch(text.strip()):
        return date_meant(quoted[1]) or f"write {quoted[1]}"
    for pattern, edtf in DATES:
        match = pattern.fullmatch(text.strip())
        if match:
            return f"write {match.expand(edtf)}"
    if UNKNOWN.fullmatch(text.strip()):
        return "leave the line out if nothing is known"
    doubt = DOUBTFUL.fullmatch(text.strip())
    days = [f"{day}?" for day in _days_meant(doubt[1])] if doubt else _days_meant(text.strip())
    return f"write {' or '.join(days)}" if days else ""


def _days_meant(text: str) -> list[str]:
    """The dates that may be meant by one in figures or English words; none where it is no date."""
    if match := DASHES.fullmatch(text):
        parts = [part for part in match.groups() if part]
        days = [(parts[0], int(parts[1]), int(parts[2]))]
    elif match := TURNED.fullmatch(text):
        first, sign, second, year = match.groups()
        month = ROMAN.index(second) + 1 if second in ROMAN else int(second) if second.isdigit() else 99
        days = [(year, month, int(first))]
        if sign == "/" and first != second and second.isdigit():
            days.append((year, int(first), int(second)))
    elif match := SEASON.fullmatch(text):
        return [f"{match[2]}-{SEASONS[match[1].lower()]}"]
    elif match := CENTURY.fullmatch(text):
        return [f"{int(match[1]) - 1:02}XX"]
    elif (match := IN_WORDS.fullmatch(text)) and (month := _month(match[2].lower())):
        days = [(match[4], month, int(match[1] or match[3] or 0))]
    else:
        return []
    possible = [(year, month, day) for year, month, day in days if month < 13 and day < 32]
    return [f"{year}-{month:02}" + f"-{day:02}" * (day > 0) for year, month, day in possible]


def _month(word: str) -> int:
    """The number of a month by the beginning of its name in English, and where that is another, in German or
    French; 0 for anything else."""
    english = MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else 0
    return next((n for name, n in OTHER_MONTHS.items() if word.startswith(name)), english)
