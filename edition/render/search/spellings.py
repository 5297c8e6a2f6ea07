"""Which spellings mean the same: what lets a search find a name however it is written.

Two ways lead from one spelling to another. A word is written in several transliterations (Tolstaia,
Tolstaya): these form a family, and whoever has one of them has all. And a passage names somebody by
another name than the reader types (Antosha, Chekhov): the entry that the name leads to tells the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property

from edition.forms.registers import RegisterEntry
from edition.kinds import KINDS
from edition.model import Mention, Registers
from edition.words.transliteration import CYRILLIC, fold, latin_spellings

SHORT = 3  # letters; a shorter name spelt in all ways is too often another word
ALIKE = 0.8
WORD = re.compile(r"\w[\w'’ʹ-]*")

fold_word = cache(fold)


class Spellings:
    """The spellings of an edition, drawn from its registers."""

    def __init__(self, registers: Registers) -> None:
        self._families: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._found: dict[str, list[tuple[str, ...]]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._keys: dict[str, frozenset[str]] = {}
        for register in (registers[name] for name, kind in KINDS.items() if kind.by_spelling):
            for ref, entry in register.entries.items():
                self._words[ref] = tuple(self._learn(entry))
                self._keys[ref] = frozenset(map(fold_word, self._words[ref]))

    def groups(self, content: str, mentions: Iterable[Mention]) -> Iterator[tuple[list[str], Sequence[str]]]:
        """For each name in a text: how it stands there, and the words by which it may be looked for."""
        forms: dict[str, dict[str, None]] = defaultdict(dict)
        for mention in mentions:
            if mention.entry in self._words:
                forms[mention.entry][mention.words] = None
        explained: dict[str, list[frozenset[str]]] = defaultdict(list)  # word of a name → words of its entry
        for ref, names in forms.items():
            yield list(filter(None, names)), self._words[ref]
            for name in names:
                for word in WORD.findall(name):
                    explained[fold_word(word)].append(self._keys[ref])
        for word in dict.fromkeys(WORD.findall(content)):
            for family in self._families_of(word):
                key = fold_word(family[0])
                if not any(key in words for words in explained.get(fold_word(word), ())):
                    yield [word], family

    def _families_of(self, word: str) -> list[tuple[str, ...]]:
        """The families to which a word belongs, or one of whose words it begins with: a search for Chekhov
        finds Chekhovian, so that for Tschechow is to find it too."""
        if word not in self._found:
            key = fold_word(word)
            longest = min(len(key), self._longest)
            starts = (key[:length] for length in range(SHORT + 1, longest + 1))
            families = dict.fromkeys(family for start in starts for family in self._families.get(start, ()))
            self._found[word] = [f for f in families if word[0].isupper() >= f[0][0].isupper()]
        return self._found[word]

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._families), default=0)

    def in_use(self, texts: Iterable[str]) -> list[tuple[list[str], list[str]]]:
        """The families of which some words stand in these texts: those that do, and the others."""
        present = {fold_word(word) for text in texts for word in WORD.findall(text)}
        families = sorted({family for found in self._families.values() for family in found})
        rows = []
        for family in families:
            keys = list(dict.fromkeys(map(fold_word, family)))
            here = [key for key in keys if key in present]
            if here:
                rows.append((here, [key for key in keys if key not in present]))
        return rows

    def _learn(self, entry: RegisterEntry) -> Iterator[str]:
        """The words of all names of an entry, each once; the families of its Cyrillic words."""
        words = [word for name in entry.names for word in WORD.findall(name) if _is_telling(word)]
        for cyrillic in filter(_is_telling, CYRILLIC.findall(entry.cyrillic)):
            family = _joined((cyrillic, *latin_spellings(cyrillic)), words)
            words += family
            for key in set(map(fold_word, family)) if len(cyrillic) > SHORT else ():
                if family not in self._families[key]:
                    self._families[key].append(family)
        seen: set[str] = set()
        for word in words:
            if fold_word(word) not in seen:
                seen.add(fold_word(word))
                yield word


def _joined(family: tuple[str, ...], words: Iterable[str]) -> tuple[str, ...]:
    """A family with those words of the same entry that are almost like one of it, such as Trotzki."""
    known = {fold_word(word) for word in family}
    for word in words:
        key = fold_word(word)
        near = (k for k in known if k[0] == key[0] and abs(len(k) - len(key)) <= 1)
        if key not in known and any(SequenceMatcher(None, key, k).ratio() >= ALIKE for k in near):
            family = (*family, word)
    return tuple({fold_word(word): word for word in family}.values())


def _is_telling(word: str) -> bool:
    """Neither an initial nor a small word such as “of”."""
    return len(word) > 3 or (len(word) > 1 and word[0].isupper())
