"""Names and places as a book prints them over its letters, and the entries of registers that they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from slugify import slugify

from edition.importer.calendar_form import key

SMALL = frozenset(
    "of the and von van de del der des den di da du la le les zu zum y et en to for in at upon near".split()
)
ROMAN = re.compile(r"[IVX]{2,}\Z")
SORTED_AS_IT_IS = re.compile(r"\b(?:of|and|the|his|her|my|our|their|to)\b|&|\d", re.I)
PARTICLES = frozenset("von van de del der des den di da du la le zu".split())


def tidy(printed: str) -> str:
    """A name as it is written in a sentence: “THE ARCHDUKE RUDOLPH.” → “Archduke Rudolph”."""
    name = re.sub(r"\s+", " ", re.sub(r"[\[\]*_]", "", printed)).strip(" .,;:-—–")
    name = re.sub(r"\Athe (?=\w)", "", name, flags=re.I)
    if name != name.upper():
        return f"{name[:1].upper()}{name[1:]}"
    words = [_capitalised(word, first=not place) for place, word in enumerate(name.split(" "))]
    return " ".join(words)


def _capitalised(word: str, *, first: bool) -> str:
    small = word.lower()
    if ROMAN.match(word):
        return word
    if small in SMALL and not first:
        return small
    return re.sub(r"(?<![^\W\d_])(?<![’']s)[^\W\d_]", lambda letter: letter[0].upper(), small).replace(
        "'S", "'s"
    )


def sort_form(name: str) -> str:
    """What a personal name is ordered by: “Ludwig van Beethoven” → “Beethoven, Ludwig van”; "" where the name
    itself will do."""
    words = name.split()
    if len(words) < 2 or SORTED_AS_IT_IS.search(name):
        return ""
    return f"{words[-1]}, {' '.join(words[:-1])}"


@dataclass
class Names:
    """The entries of a register: which id a spelling has (by `key`), the recipe's own spellings, and the
    entries that were made (id → fields)."""

    prefix: str
    ids: dict[str, str]
    known: Mapping[str, str]
    made: dict[str, dict[str, str]] = field(default_factory=dict)

    def id_of(self, printed: str) -> str:
        """The id of what is printed, of a new entry if there is none; "" when no id can be made of it."""
        name = self.known.get(key(printed)) or self.known.get(key(tidy(printed))) or tidy(printed)
        if key(name) in self.ids:
            return self.ids[key(name)]
        slug = slugify(name, max_length=60, word_boundary=True)
        if not slug:
            return ""
        ref = f"{self.prefix}-{slug}"
        self.ids[key(name)] = ref
        fields = {"name": name}
        if self.prefix == "person" and (sort := sort_form(name)):
            fields["sort"] = sort
        self.made.setdefault(ref, fields)
        return ref
