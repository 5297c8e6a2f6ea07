"""The ids of letters: L, a number, and perhaps a small letter for one found late, which stands behind its
number (L12, L12a, L13)."""

from __future__ import annotations

import re

LETTER = "L[1-9][0-9]*[a-z]?"
_ID = re.compile(LETTER)
_STEM = re.compile("([0-9]+)([a-z]?)")


def is_letter_id(ref: str) -> bool:
    """Is it the id of a letter?"""
    return _ID.fullmatch(ref) is not None


def letter_order(ref: str) -> tuple[int, str]:
    """What orders letters by their numbers; (0, id) for anything else."""
    match = re.fullmatch("L([0-9]+)([a-z]?)", ref)
    return (int(match[1]), match[2]) if match else (0, ref)


def id_of_file(stem: str) -> str:
    """The id of the document to which a file belongs by its name: `016` and `016a` are of L16 and L16a."""
    match = _STEM.fullmatch(stem)
    return f"L{int(match[1])}{match[2]}" if match else stem
