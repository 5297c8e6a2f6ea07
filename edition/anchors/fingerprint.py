"""The fingerprint of a passage: enough of its words to know it again, too little to read it.

Each word becomes a number of twelve bits, the numbers are sorted, and each is written in two characters. Of
some ten thousand words of a language two or three share a number, and the order is lost, so that nobody reads
the text out of its fingerprints; yet how many words two passages share can be counted almost exactly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

WORD = re.compile(r"[^\W_]+")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
FORM = re.compile(r"(?:[0-9A-Za-z_-]{2})*\Z")

Bag = Counter[int]


@lru_cache(maxsize=65536)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=2).digest(), "big") >> 4


def words_of(text: str) -> Iterator[str]:
    """The words of a text without regard to case."""
    return (match.group() for match in WORD.finditer(text.casefold()))


def bag_of(text: str) -> Bag:
    """How often each number occurs in a text."""
    return Counter(map(_number, words_of(text)))


def write_fingerprint(bag: Bag) -> str:
    """Two characters for each word, in the order of the numbers."""
    return "".join(DIGITS[number >> 6] + DIGITS[number & 63] for number in sorted(bag.elements()))


def read_fingerprint(text: str) -> Bag:
    """The reverse. Raises ValueError when the text is no fingerprint."""
    if not FORM.match(text):
        raise ValueError("not a fingerprint")
    pairs = zip(text[::2], text[1::2], strict=True)
    return Counter(DIGITS.index(high) << 6 | DIGITS.index(low) for high, low in pairs)
