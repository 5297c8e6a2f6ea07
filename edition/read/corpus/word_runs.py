"""Two texts compared, letter by letter and in order, whatever stands between the letters.

Only letters and digits count, so that a line break within a word, a hyphen at its end and signs that were set
as in print are no difference. The cost is linear: a piece of text is looked up among all pieces of the other
of that length. What is not at its place is present where its pieces, with letters around them, are as often
in the other text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

PIECE = 10  # letters by which a place is known again
NEAR = 400  # letters within which two texts usually agree again
END = "\0" * PIECE  # where both end
SHOWN = 3  # words shown on either side of what is missing


@dataclass(frozen=True)
class Words:
    """A text as its words, the letters and digits of all of them in a row, and of which word each is."""

    words: Sequence[str]
    letters: str
    owner: Sequence[int]


def words_in(text: str) -> Words:
    """The words of a text: what stands between white space and has a letter or digit."""
    words = unicodedata.normalize("NFC", text).split()
    bare = [word if word.isalnum() else "".join(filter(str.isalnum, word)) for word in words]
    kept = [(word, letters) for word, letters in zip(words, bare, strict=True) if letters]
    owner = [at for at, (_, letters) in enumerate(kept) for _ in letters]
    return Words([word for word, _ in kept], "".join(letters for _, letters in kept), owner)


NO_LETTERS = re.compile(r"[\W_]+")


def begins_with(text: str, other: str) -> bool:
    """Does a text begin with all letters and digits of another, in their order?"""
    letters = (NO_LETTERS.sub("", unicodedata.normalize("NFC", each)) for each in (text, other))
    return next(letters).startswith(next(letters))


def missing_words(source: Words, result: Words) -> tuple[list[tuple[int, int]], int]:
    """The runs of words of a source that are not in the result, as (first, last + 1), and the number of words
    that are there at another place."""
    if result.letters.startswith(source.letters):
        return [], 0  # and then the header, mostly
    here, there = source.letters + END, result.letters + END
    places = _pieces(there)
    often = Counter(here[at : at + PIECE] for at in range(len(here) - PIECE + 1))
    gaps = list(_gaps(here, there, places))
    besides = Counter(there[c:d] for _, _, c, d in gaps)  # what the other text has where this one has not
    missing, elsewhere = set[int](), set[int]()
    for start, end, c, d in gaps:
        run = here[start:end]
        if len(run) < PIECE and (run in there[c:d] or besides[run] > 0):
            besides[run] -= 1
            elsewhere |= {source.owner[at] for at in range(start, end)}
            continue
        start, end = _aligned(source, start, min(end, len(source.letters)))
        present = _present(here, start, end, often, places)
        missing |= {source.owner[at] for at in range(start, end) if at not in present}
        elsewhere |= {source.owner[at] for at in range(start, end)}
    return _runs(sorted(missing)), len(elsewhere - missing)


def _present(
    text: str, start: int, end: int, often: Mapping[str, int], places: Mapping[str, Sequence[int]]
) -> set[int]:
    """The letters of a stretch of which a piece, with letters around it, is as often in the other text."""
    pieces = ((at, text[at : at + PIECE]) for at in range(max(0, start - PIECE + 1), end))
    there = (at for at, piece in pieces if len(places.get(piece, ())) >= often[piece])
    return {letter for at in there for letter in range(at, at + PIECE)}


def _pieces(text: str) -> Mapping[str, list[int]]:
    """Where each piece of a text stands in it."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(len(text) - PIECE + 1):
        places[text[at : at + PIECE]].append(at)
    return places


def _gaps(source: str, result: str, places: Mapping[str, list[int]]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches at which two texts differ: (start, end) in the one, (start, end) in the other."""
    i = j = 0
    while i < len(source) and j < len(result):
        if source[i : i + NEAR] == result[j : j + NEAR]:
            i, j = i + NEAR, j + NEAR
            continue
        if source[i] == result[j]:
            i, j = i + 1, j + 1
            continue
        next_i, next_j = _meeting(source, i, j, places)
        yield i, next_i, j, next_j
        i, j = next_i, next_j


def _meeting(source: str, i: int, j: int, places: Mapping[str, list[int]]) -> tuple[int, int]:
    """Where two texts that differ at (i, j) agree again: at the first piece of the source that is found not
    far on, else at the first that is found at all. Their ends are alike."""
    far: tuple[int, int] | None = None
    for at in range(i, len(source) - PIECE + 1):
        offsets = places.get(source[at : at + PIECE], ())
        k = bisect_left(offsets, j)
        if k < len(offsets):
            if offsets[k] - j <= NEAR + at - i:
                return at, offsets[k]
            far = far or (at, offsets[k])
        if far and at - i > NEAR:
            return far
    return far or (len(source) - PIECE, places[END][-1])


def _aligned(source: Words, start: int, end: int) -> tuple[int, int]:
    """A stretch moved back over letters that are alike before it and at its end, to where a word begins: of
    “four five” without “four” the letters “our f” are missing."""
    first, last = start, end
    while first > 0 and last < len(source.letters) and source.letters[first - 1] == source.letters[last - 1]:
        first, last = first - 1, last - 1
        if first == 0 or source.owner[first - 1] != source.owner[first]:
            return first, last
    return start, end


def _runs(words: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order as runs of those that follow one another."""
    if not words:
        return []
    breaks = [(a, b) for a, b in pairwise(words) if b > a + 1]
    return list(
        zip([words[0], *(b for _, b in breaks)], [*(a + 1 for a, _ in breaks), words[-1] + 1], strict=True)
    )


def around(words: Sequence[str], run: tuple[int, int]) -> str:
    """A run of words with those on either side: “before [missing] behind”."""
    start, end = run
    inside = (
        words[start:end] if end - start <= 12 else [*words[start : start + 8], "…", *words[end - 2 : end]]
    )
    return " ".join(
        [*words[max(0, start - SHOWN) : start], f"[{' '.join(inside)}]", *words[end : end + SHOWN]]
    )
