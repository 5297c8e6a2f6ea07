"""Shelfmarks as they are written, split into the levels of the archive and the leaves."""

from __future__ import annotations

import re

Shelf = tuple[tuple[str, str], ...]  # (name of a level, "" for none; what it is)

RUSSIAN = re.compile(r"f\. (.+?), op\. (.+?), d\. ([^,]+?)(?:, ll?\. (.+))?")
LEAVES = r"(?:ff?|fols?|ll?|pp?|nos?)\. .+"


def in_russian_form(fond: str, opis: str, delo: str, listy: str) -> str:
    """A Russian shelfmark as it is cited: “f. 558, op. 1, d. 3266, ll. 1, 2”; without leaves if there are
    none."""
    several = any(sign in listy for sign in ",-–")
    leaves = f", {'ll.' if several else 'l.'} {listy}" if listy else ""
    return f"f. {fond}, op. {opis}, d. {delo}{leaves}"


def russian_parts(text: str) -> tuple[str, str, str, str]:
    """Fond, opis, delo and listy ("" for none) of a Russian shelfmark; for any other the whole text and three
    times ""."""
    match = RUSSIAN.fullmatch(text)
    return (match[1], match[2], match[3], match[4] or "") if match else (text, "", "", "")


def shelf_and_leaves(text: str, known: str = "") -> tuple[Shelf, str]:
    """A shelfmark as levels and leaves: ((fond, 558), (opis, 1), (delo, 3266)) and “1, 2”; one that is not
    Russian as (("", MS 12),) and “ff. 1–2”. The leaves may be `known`."""
    fond, opis, delo, listy = russian_parts(text)
    if delo:
        return (("fond", fond), ("opis", opis), ("delo", delo)), listy
    if known:
        return ((("", text.removesuffix(known).rstrip(", ")),), known)
    match = re.fullmatch(rf"(.+), ({LEAVES})", text)
    return ((("", match[1]),), match[2]) if match else ((("", text),), "")
