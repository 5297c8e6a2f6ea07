"""Typography that a keyboard does not offer and a book needs: apostrophes, no-break spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

TO_WRITE = "‹to write"  # begins the sign for something that is still to be written
INITIAL = re.compile(r"(\b[^\W\d_][^\W\d_]?\.) (?=[^\W\d_])")
SPACES = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
ONE_MARK = str.maketrans("'‘\"“", "’’””") | SPACES
UNSEEN = "\u00ad\u200b\u2060\ufeff"  # soft hyphens and spaces without width
COMPOSED = re.compile(rf"[^\W\d_][\u0300-\u036f]+|[{UNSEEN}]")
STRAIGHT = re.compile(r"(?<![\s(\[“\"—–])'")


def with_apostrophes(text: str) -> str:
    """A text with `'` inside or after a word as `’`; one that opens a quotation stays."""
    return STRAIGHT.sub("’", text)


def fold_apostrophes(text: str) -> str:
    """A text with all apostrophes and single quotation marks as `’`, all double ones as `”` and all spaces
    as a blank, to compare what was typed with what is printed; its length stays."""
    return text.translate(ONE_MARK)


def as_seen(text: str) -> tuple[str, Sequence[int]]:
    """A text as it looks, to be compared: like `fold_apostrophes`, with letters composed and without what
    nobody sees; and for each of its characters, and for its end, where that stands in the text."""
    folded = fold_apostrophes(text)
    if not COMPOSED.search(folded):
        return folded, range(len(folded) + 1)
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for match in COMPOSED.finditer(folded):
        seen = "" if match[0] in UNSEEN else unicodedata.normalize("NFC", match[0])
        pieces += [folded[done : match.start()], seen]
        places += [*range(done, match.start()), *[match.start()] * len(seen)]
        done = match.end()
    places += range(done, len(folded) + 1)
    return "".join([*pieces, folded[done:]]), places


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
