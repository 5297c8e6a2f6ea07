"""What a keyboard does not give and a book has."""

from __future__ import annotations

import re

STRAIGHT = re.compile(r"(?<![\s(\[“\"—–])'")


def with_apostrophes(text: str) -> str:
    """`'` inside or behind a word → `’`; one that opens a quotation stays."""
    return STRAIGHT.sub("’", text)


def fold_apostrophes(text: str) -> str:
    """One form of both, for comparing what was typed with what stands there; lengths stay."""
    return text.replace("'", "’")
