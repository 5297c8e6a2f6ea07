"""The words of a TEI element as they are read."""

from __future__ import annotations

from collections.abc import Iterator

from edition.tei.tree import Element, name_of


def text_of(element: Element, *, skip: tuple[str, ...] = ("note", "sic")) -> str:
    """The reading text: all text but that of `skip`ped elements (notes, and what was corrected),
    with runs of white space as one space."""
    return " ".join("".join(_texts(element, skip)).split())


def _texts(element: Element, skip: tuple[str, ...]) -> Iterator[str]:
    if name_of(element) == "gap" and element.get("reason") == "lost":
        return
    if element.text:
        yield element.text
    for child in element:
        corrected = name_of(child) == "sic" and name_of(element) != "choice"
        if isinstance(child.tag, str) and (name_of(child) not in skip or corrected):
            yield from _texts(child, skip)
        if child.tail:
            yield child.tail
