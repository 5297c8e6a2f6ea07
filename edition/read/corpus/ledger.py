"""The ledger of a corpus: every word of a letter's file, and every element, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from edition.forms.corpus_map import CorpusMap
from edition.tei.tree import Element


@dataclass(frozen=True)
class ElementUse:
    """An element (with the attribute that decides: `hi[@rend='aq']`), what becomes of it, whether a rule says
    so, how often it occurs, the first place (line) and some words of it."""

    element: str
    fate: str
    by_rule: bool
    count: int
    line: int
    example: str


@dataclass(frozen=True)
class Ledger:
    """How many words a letter's file has, those that are neither in its document nor dropped by a named rule
    (with the words around them), how many were dropped by which rule, and the elements."""

    words: int
    missing: tuple[str, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
    elements: tuple[ElementUse, ...] = ()


def account(letter: Element, document: Element, corpus_map: CorpusMap) -> Ledger:
    """Compare a letter as it stands in the corpus (its `TEI` element) with the document that was made of it;
    `edition.read.corpus.rules.fate_of(element, corpus_map)` says what becomes of an element and why. A pure
    function, called where a letter is read and by `edition census`."""
    return Ledger(0)
