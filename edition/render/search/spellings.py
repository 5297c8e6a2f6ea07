"""Which spellings mean the same, so that a search finds a name however it is written.

A word has several transliterations (Tolstaia, Tolstaya, Толстая): these form a family, and a search for one
finds all. That a passage may use another name than the reader types (Antosha, Chekhov) is told by its
mentions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from edition.forms.registers import RegisterEntry
from edition.kinds import KINDS
from edition.model import Registers
from edition.words.terms import fold
from edition.words.transliteration import CYRILLIC, latin_spellings

SHORT = 3  # letters; spellings of a shorter name are too often other words
ALIKE = 0.8  # ratio (0–1) of similarity from which two spellings count as one word
WORD = re.compile(r"\w[\w'’ʹ-]*")


class Spellings:
    """The families of spellings, from the registers."""

    def __init__(self, registers: Registers) -> None:
        kinds = [name for name, kind in KINDS.items() if kind.by_spelling]
        entries = [entry for name in kinds for entry in registers[name].entries.values()]
        self.families = sorted({family for entry in entries for family in _families_of(entry)})
        self._first = {word: family[0] for family in reversed(self.families) for word in family}

    def distinct(self, names: Iterable[str]) -> Iterable[str]:
        """Of names as they are compared those that differ in more than the spelling of a word."""
        found: dict[str, str] = {}
        for name in filter(None, names):
            found.setdefault(" ".join(self._first.get(word, word) for word in name.split(" ")), name)
        return found.values()

    def in_use(self, present: Collection[str]) -> list[tuple[list[str], list[str]]]:
        """The families of which some words are among those that are present: the words that are, and the
        others."""
        rows = []
        for family in self.families:
            here = [word for word in family if word in present]
            if here:
                rows.append((here, [word for word in family if word not in present]))
        return rows


def _families_of(entry: RegisterEntry) -> Iterable[tuple[str, ...]]:
    """The spellings of each Cyrillic word of a name, as they are compared."""
    words = [word for name in entry.names for word in WORD.findall(name) if len(word) > SHORT]
    for cyrillic in CYRILLIC.findall(entry.cyrillic):
        if len(cyrillic) > SHORT:
            yield _with_similar((cyrillic, *latin_spellings(cyrillic)), words)


def _with_similar(spellings: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """A family with those words of the same entry that are almost like one of its own, such as Trotzki."""
    known = dict.fromkeys(map(fold, spellings))
    for word in map(fold, words):
        near = (other for other in known if other[0] == word[0] and abs(len(word) - len(other)) <= 1)
        if word not in known and any(SequenceMatcher(None, word, other).ratio() >= ALIKE for other in near):
            known[word] = None
    return tuple(known)
