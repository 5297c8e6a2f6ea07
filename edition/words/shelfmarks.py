"""Shelfmarks as they are written, taken apart: levels of the shelf, and leaves."""

from __future__ import annotations

import re

Shelf = tuple[tuple[str, str], ...]  # each level with its name, “” for one without

RUSSIAN = re.compile(r"f\. (.+?), op\. (.+?), d\. ([^,]+?)(?:, ll?\. (.+))?")
LEAVES = r"(?:ff?|fols?|ll?|pp?|nos?)\. .+"


def in_russian_form(fond: str, opis: str, delo: str, listy: str) -> str:
    """“f. 558, op. 1, d. 3266, ll. 1, 2”."""
    several = any(sign in listy for sign in ",-–")
    leaves = f", {'ll.' if several else 'l.'} {listy}" if listy else ""
    return f"f. {fond}, op. {opis}, d. {delo}{leaves}"


def russian_parts(text: str) -> tuple[str, str, str, str]:
    """Fond, opis, delo and listy of a shelfmark; of another the whole text and nothing."""
    found = RUSSIAN.fullmatch(text)
    return (found[1], found[2], found[3], found[4] or "") if found else (text, "", "", "")


def shelf_and_leaves(text: str) -> tuple[Shelf, str]:
    """((fond, 558), (opis, 1), (delo, 3266)) and “1, 2”; of another ((“”, MS 12),) and “ff. 1–2”."""
    fond, opis, delo, listy = russian_parts(text)
    if delo:
        return (("fond", fond), ("opis", opis), ("delo", delo)), listy
    found = re.fullmatch(rf"(.+), ({LEAVES})", text)
    return ((("", found[1]),), found[2]) if found else ((("", text),), "")
