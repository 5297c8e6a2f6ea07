"""Ids and places: every citable unit gets its `xml:id`, and the place it has in the sources is noted.

Paragraphs of a summary are `L16.s1` …, those of the text `L16.p1` … through the letter, its postscript and
its enclosures; `{#p3}` in the source pins an id. (encoding.md, “Ids and addresses”.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.diagnostics import Diagnostic, Location
from edition.tei import LEVEL, ORIGIN, PIN, XML_ID, Element, name_of, take_attribute


def place_of(element: Element, path: str) -> Location:
    """Where an element came from, by its working attribute."""
    line, _, column = (element.get(ORIGIN) or "1:1").partition(":")
    return Location(path, int(line), int(column or 1))


def give_ids(
    units: Iterable[tuple[Element, str]], document: str, letter: str, taken: dict[str, Location]
) -> list[Diagnostic]:
    """Number units (element, path) as `document.letter1`, …; pinned ids first. `taken` is filled."""
    problems: list[Diagnostic] = []
    units = list(units)
    for element, path in units:
        pin = take_attribute(element, PIN)
        if pin is None:
            continue
        xml_id, place = f"{document}.{pin}", place_of(element, path)
        if xml_id in taken:
            problems.append(
                Diagnostic(
                    "N101",
                    f"the id {pin} is given twice in {document}",
                    place,
                    f"the other place is {taken[xml_id]}; take one of the two away",
                )
            )
            continue
        element.set(XML_ID, str(xml_id))
        taken[xml_id] = place
    number = 0
    for element, path in units:
        if element.get(XML_ID) is not None:
            continue
        number += 1
        while f"{document}.{letter}{number}" in taken:
            number += 1
        element.set(XML_ID, f"{document}.{letter}{number}")
        taken[f"{document}.{letter}{number}"] = place_of(element, path)
    return problems


def strip_origins(root: Element) -> None:
    """Take the working attributes away."""
    for element in root.iter():
        if isinstance(element.tag, str):
            for working in (ORIGIN, PIN, LEVEL):
                take_attribute(element, working)


def paragraphs(elements: Iterable[Element]) -> Iterator[Element]:
    """The `p`s in some elements, in document order."""
    for element in elements:
        yield from (found for found in element.iter() if name_of(found) == "p")


def links_in(elements: Iterable[Element], path: str) -> Iterator[tuple[str, Location]]:
    """What an author points to: spans with `ref`, note references, links."""
    for top in elements:
        inside = place_of(top, path)
        for element in top.iter():
            if not isinstance(element.tag, str):
                continue
            if element.get(ORIGIN):
                inside = place_of(element, path)
            for key in ("ref", "target", "resp"):
                value = element.get(key)
                if value and value.startswith("#"):
                    yield value, inside
