"""What becomes of each element of a corpus: one table, and the tables of the map before it."""

from __future__ import annotations

from dataclasses import dataclass

from edition.forms.corpus_map import CorpusMap
from edition.tei.tree import Element


@dataclass(frozen=True)
class Fate:
    """What becomes of an element: `keep` (it is an element of the profile), `flatten` (its words),
    `block` (its words as a paragraph or paragraphs), `drop`, `note`; and the rule that says so, "" where
    none does and the element is shown as its words."""

    what: str
    rule: str


def fate_of(element: Element, corpus_map: CorpusMap) -> Fate:
    """What becomes of an element of a corpus' text."""
    return Fate("flatten", "")
