"""Typography that a keyboard does not offer and a book needs: apostrophes, no-break spaces."""

from __future__ import annotations

import re

TO_WRITE = "‹to write"  # begins the sign for something that is still to be written
INITIAL = re.compile(r"(\b[^\W\d_][^\W\d_]?\.) (?=[^\W\d_])")
ONE_MARK = str.maketrans("'‘\"“", "’’””")
STRAIGHT = re.compile(r"(?<![\s(\[“\"—–])'")


def with_apostrophes(text: str) -> str:
    """A text with `'` inside or after a word as `’`; one that opens a quotation stays."""
    return STRAIGHT.sub("’", text)


def fold_apostrophes(text: str) -> str:
    """A text with all apostrophes and single quotation marks as `’` and all double ones as `”`, to compare
    what was typed with what is printed; its length stays."""
    return text.translate(ONE_MARK)


def unbroken(name: str) -> str:
    """A name with no-break spaces after its initials, which so stay with the surname at the end of a line.
    `Markup` stays `Markup`."""
    return type(name)(INITIAL.sub("\\1\N{NO-BREAK SPACE}", name))


def as_shown(name: str) -> str:
    """A name from the registers as pages show it: unbroken, with curly apostrophes. `Markup` stays
    `Markup`."""
    return type(name)(with_apostrophes(unbroken(name)))


def alphabetic(index: int) -> str:
    """An index from 0 in letters: 0 → a, 25 → z, 26 → aa."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
