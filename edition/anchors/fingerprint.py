"""The fingerprint of a passage: enough of its words to recognise it, too little to read it.

Each word is hashed to a number of twelve bits, the numbers are sorted, and each is written as two characters.
Of the ten thousand words or so of a language two or three share a number, and the order is lost, so that the
text cannot be read out of its fingerprint; yet the number of words that two passages share can be counted
almost exactly.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from hashlib import blake2b
from operator import add

WORD = re.compile(r"[^\W_]+")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
FORM = re.compile(r"(?:[0-9A-Za-z_-]{2})*\Z")

NUMBERS = {high + low: a << 6 | b for a, high in enumerate(DIGITS) for b, low in enumerate(DIGITS)}

Bag = Counter[int]  # hashed word (0–4095) → how often it occurs


@lru_cache(maxsize=65536)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=2).digest(), "big") >> 4


def bag_of(text: str) -> Bag:
    """The bag of words of a text: each word, case-folded and hashed to 12 bits, with the number of its
    occurrences; digits count as words, punctuation does not."""
    return Counter(map(_number, WORD.findall(text.casefold())))


def write_fingerprint(bag: Bag) -> str:
    """A bag as text: two characters from `DIGITS` for each word, in ascending order."""
    return "".join(DIGITS[number >> 6] + DIGITS[number & 63] for number in sorted(bag.elements()))


def read_fingerprint(text: str) -> Bag:
    """The bag that `write_fingerprint` wrote. Raises ValueError when the text is not a fingerprint."""
    if not FORM.match(text):
        raise ValueError("not a fingerprint")
    return Counter(map(NUMBERS.__getitem__, map(add, text[::2], text[1::2])))
