"""The terms by which a text is found: its words without case, accents and ligatures, each with its place.

`templates/js/search.js` divides and folds what readers type by the same rules; `tests/terms.yaml` holds
both to the same answers. What is only a question of the query (American spelling, plurals) is settled
there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff"  # that belong to the letter before
)
LETTER = rf"[\w{MARKS}]"
APOSTROPHES = "'’ʼʹ‘`"
HYPHENS = "\u00ad‐‑-"
WORD = re.compile(rf"{LETTER}+(?:[{APOSTROPHES}{HYPHENS}]{LETTER}+)*")
# scripts that put no space between words: Han, kana, Thai, Lao, Myanmar, Khmer
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
UNSPACED_RUN = re.compile(f"([{UNSPACED}\U00020000-\U0003ffff]+)")
FOLDED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n"}
)
PIECE = 3  # letters that a part of a word with an apostrophe must have to be found by itself
PREFIX = 4  # letters by which terms are put together, so that a beginning finds them all


@cache
def fold(word: str) -> str:
    """A word without case, diacritics, strokes, ligatures and apostrophes, as the search compares it:
    `Łódź` → `lodz`, `Cœur` → `coeur`."""
    plain = unicodedata.normalize("NFKD", word.casefold()).casefold().translate(FOLDED)
    return "".join(filter(str.isalnum, plain))


def terms_in(text: str) -> Iterator[tuple[int, str]]:
    """(position, term) of each word of a text. Several terms may have one position: `l’humanité` is also
    found as `humanite`, `co-operative` as `cooperative` (at the place of `co`). Text in a script without
    spaces has a term for each two characters that follow each other, and one for the last of them."""
    position = 0
    for chunk in WORD.findall(text):
        terms = terms_of(chunk)
        for step, term in terms:
            yield position + step, term
        position += terms[-1][0] + 1 if terms else 0


Terms = tuple[tuple[int, str], ...]  # each with its place, the last with the last


@cache
def terms_of(chunk: str) -> Terms:
    """The terms of what stands between spaces (a match of `WORD`)."""
    if UNSPACED_RUN.search(chunk):
        return tuple(enumerate(_pairs(chunk)))
    words = [word for word in re.split(f"[{HYPHENS}]", chunk) if fold(word)]  # `_-_` has none
    terms = [(0, fold("".join(words)))] if len(words) > 1 else []
    for step, word in enumerate(words):
        whole = fold(word)
        parts = [part for part in map(fold, re.split(f"[{APOSTROPHES}]", word)) if len(part) >= PIECE]
        terms += ((step, term) for term in dict.fromkeys([*parts, whole]) if term)
    return tuple(terms)


def _pairs(chunk: str) -> Iterator[str]:
    for piece in filter(None, UNSPACED_RUN.split(chunk)):
        if UNSPACED_RUN.match(piece):
            yield from (piece[at : at + 2] for at in range(len(piece)))
        else:
            yield from filter(None, (fold(word) for word in re.split(f"[{APOSTROPHES}{HYPHENS}]", piece)))


@cache
def shard_of(term: str, shards: int) -> int:
    """In which of so many shards (a power of two) a term stands: those with one beginning are together, so
    that all words that begin like a query are in one file. The digest is FNV-1a over the characters."""
    return _digest(_beginning(term)) & (shards - 1)


def _beginning(term: str) -> str:
    if term[0] in SIGNS:
        return term
    return term[:1] if UNSPACED_RUN.match(term) else term[:PREFIX]


@cache
def _digest(text: str) -> int:
    digest = 0x811C9DC5
    for character in text:
        digest = (digest ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return digest ^ digest >> 15


MENTION, CITATION = "@", "§"
SIGNS = MENTION + CITATION  # begin terms that are no words: `@person-brandt`, `§p110.n5`
