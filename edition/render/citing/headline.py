"""Titles in headline style, as English has them."""

from __future__ import annotations

import re

# words that headline style leaves in small letters (the stop words of the CSL specification)
SMALL = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with".split()
)
WORD = re.compile(r"(?P<before>^|[:?!] |[ (“‘–-])(?P<word>[a-z][\w’']*)")


def headline(title: str) -> str:
    """A title in headline style (Chicago 8.159): all words but the small ones are capitalised."""

    def large(match: re.Match[str]) -> str:
        before, word = match["before"], match["word"]
        keep = word in SMALL and before in {" ", "-", "–"}
        return before + (word if keep else word[:1].upper() + word[1:])

    return WORD.sub(large, title)
