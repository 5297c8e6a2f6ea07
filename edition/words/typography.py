"""What a keyboard does not give and a book has."""

from __future__ import annotations

import re

TO_WRITE = "‹to write"  # begins the sign that stands where something is still to be written
INITIAL = re.compile(r"(\b[^\W\d_][^\W\d_]?\.) (?=[^\W\d_])")
STRAIGHT = re.compile(r"(?<![\s(\[“\"—–])'")


def with_apostrophes(text: str) -> str:
    """`'` inside or behind a word → `’`; one that opens a quotation stays."""
    return STRAIGHT.sub("’", text)


def fold_apostrophes(text: str) -> str:
    """One form of both, for comparing what was typed with what stands there; lengths stay."""
    return text.replace("'", "’")


def unbroken(name: str) -> str:
    """A name whose initials do not part from the surname at the end of a line: no-break spaces after them.
    Markup stays markup."""
    return type(name)(INITIAL.sub("\\1\N{NO-BREAK SPACE}", name))


def as_shown(name: str) -> str:
    """A name of the registers as pages show it: unbroken, its apostrophes curly."""
    return type(name)(with_apostrophes(unbroken(name)))


def alphabetic(index: int) -> str:
    """0 → a, 25 → z, 26 → aa."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
