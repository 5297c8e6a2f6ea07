"""What a corpus says in several languages, each with its `xml:lang`: one of them is shown."""

from __future__ import annotations

from collections.abc import Sequence

from edition.tei.tree import XML_LANG, Element, name_of

Pieces = Sequence[Element | str]


def in_one_language(pieces: Pieces, language: str) -> Pieces:
    """Of what is said in several languages (`xml:lang`) what is said in one, the first if not in it."""
    said = [None if isinstance(each, str) else each.get(XML_LANG) for each in pieces]
    if None in said or len({*said}) < 2:
        return pieces
    chosen = next((each for each in said if each and each.partition("-")[0] == language), said[0])
    return [piece for piece, each in zip(pieces, said, strict=True) if each == chosen]


def other_languages(element: Element, language: str) -> set[Element]:
    """The children of an element that say in other languages what one of them says in this one, or first."""
    said = [child for child in element if name_of(child) and child.get(XML_LANG)]
    return {*said} - {*in_one_language(said, language)}
