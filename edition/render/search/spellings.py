"""Which spellings mean the same, so that a search finds a name however it is written.

A word has several transliterations (Tolstaia, Tolstaya, Толстая): these form a family, and a search for one
finds all. That a passage may use another name than the reader types (Antosha, Chekhov) is told by its
mentions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from edition.words.terms import fold
from edition.words.transliteration import CYRILLIC, latin_spellings

SHORT = 3  # letters; spellings of a shorter name are too often other words
ALIKE = 0.8  # ratio (0–1) of similarity from which two spellings count as one word
WORD = re.compile(r"\w[\w'’ʹ-]*")


Family = tuple[str, ...]  # of spellings, as they are compared


def distinct(names: Iterable[str], first: Mapping[str, str]) -> Iterable[str]:
    """Of names as they are compared those that differ in more than the spelling of a word; `first` has for
    each spelling the first of its family."""
    names_by_spelling: dict[str, str] = {}
    for name in filter(None, names):
        names_by_spelling.setdefault(" ".join(first.get(word, word) for word in name.split(" ")), name)
    return names_by_spelling.values()


def in_use(families: Iterable[Family], present: Collection[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The families of which some words are among those that are present: the words that are, and the
    others."""
    for family in families:
        here = [word for word in family if word in present]
        if here:
            yield here, [word for word in family if word not in present]


def families_of(names: Iterable[tuple[str, Sequence[str]]]) -> list[Family]:
    """The families of all Cyrillic words of these names."""
    return sorted({family for cyrillic, others in names for family in _families_of(cyrillic, others)})


def _families_of(cyrillic: str, names: Sequence[str]) -> Iterable[Family]:
    words = [word for name in names for word in WORD.findall(name) if len(word) > SHORT]
    for word in CYRILLIC.findall(cyrillic):
        if len(word) > SHORT:
            yield _with_similar((word, *latin_spellings(word)), words)


def _with_similar(spellings: Iterable[str], words: Iterable[str]) -> Family:
    """A family with those words of the same entry that are almost like one of its own, such as Trotzki."""
    known = dict.fromkeys(map(fold, spellings))
    for word in map(fold, words):
        near = (other for other in known if other[0] == word[0] and abs(len(word) - len(other)) <= 1)
        if word not in known and any(SequenceMatcher(None, word, other).ratio() >= ALIKE for other in near):
            known[word] = None
    return tuple(known)
