"""What WeasyPrint leaves open in the structure of the file: notes, links to them, running heads, page labels.

ISO 32000-1, 12.4.2 (page labels), 14.8.2.2 (artifacts) and 14.8.4 (standard structure types); ISO 14289-1,
7.1 (running heads are artifacts), 7.9 (notes have ids) and 7.18 (annotations are printed, links described).
pydyf comes with WeasyPrint, which is an extra: it is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

PRINTED = 4  # the flag of an annotation that is printed


@contextmanager
def page_references_kept() -> Iterator[None]:
    """Within this context pydyf, which is asked for the references of all pages at each element of the
    structure, makes the list once."""
    import pydyf

    own, kept = pydyf.PDF.page_references, dict[int, tuple[bytes, ...]]()

    def references(pdf: Any) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        if count not in kept:
            kept[count] = own.fget(pdf)
        return kept[count]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = own


def finish(pdf: Any, front: int, labels: Mapping[str, str]) -> None:
    """Complete a file: its notes are notes, its links are links and say where they lead (`labels`, by id),
    what stands at the head of each page is no part of the text, and its first `front` pages have Roman
    numbers."""
    import pydyf

    elements = [each for each in pdf.objects if isinstance(each, pydyf.Dictionary)]
    _name_notes(elements)
    _describe_links(elements, labels)
    _set_apart_running_heads(pdf)
    roman, arabic = pydyf.Dictionary({"S": "/r"}), pydyf.Dictionary({"S": "/D"})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, roman, front, arabic])})


def _name_notes(elements: list[Any]) -> None:
    """Captions are notes: other captions the book has none (feet.py). One within another is a line of it."""
    import pydyf

    notes = {each.reference: each for each in elements if each.get("S") == "/Caption"}
    for number, note in enumerate(notes.values(), 1):
        if note["P"] in notes:
            note["S"] = "/Div"
        else:
            note["S"], note["ID"] = "/Note", pydyf.String(f"note-{number}")


def _describe_links(elements: list[Any], labels: Mapping[str, str]) -> None:
    import pydyf

    links = {each.reference for each in elements if each.get("Type") == "/OBJR"}
    for each in elements:
        if each.get("Type") == "/StructElem" and links.intersection(each["K"]):
            each["S"] = "/Link"
        elif each.get("Subtype") == "/Link":
            each["F"] = PRINTED
            ref = each["Dest"].string.partition(".")[0] if "Dest" in each else ""
            if ref in labels:
                each["Contents"] = pydyf.String(labels[ref])


def _set_apart_running_heads(pdf: Any) -> None:
    """What is marked as content of an element that does not hang in the tree is called an artifact."""
    import pydyf

    by_reference = {each.reference: each for each in pdf.objects}
    root = by_reference[pdf.catalog["StructTreeRoot"]]
    there = set(_descendants(root, by_reference))
    owners_by_page = by_reference[root["ParentTree"]]["Nums"][1::2]
    for reference, owners in zip(pdf.page_references, owners_by_page, strict=False):
        loose = {index for index, owner in enumerate(owners) if owner not in there}
        operators = by_reference[by_reference[reference]["Contents"]].stream
        for at, each in enumerate(operators):
            if isinstance(each, pydyf.Dictionary) and each.get("MCID") in loose:
                operators[at - 1 : at + 1] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
        for index in loose:
            owners[index] = "null"


def _descendants(element: Any, by_reference: Mapping[bytes, Any]) -> Iterator[bytes]:
    for kid in element.get("K", ()):
        if kid in by_reference:
            yield kid
            yield from _descendants(by_reference[kid], by_reference)
