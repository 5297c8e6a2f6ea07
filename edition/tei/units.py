"""What can be cited in a document: its passages and notes, in document order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.tei.reading import KNOWN_BY, text_of
from edition.tei.tree import XML_ID, Element, name_of, select, select_text

# a citable unit, as the registry names its kind
PASSAGES = (
    "//t:abstract/*[self::t:p or self::t:list][@xml:id]"
    " | /*/t:text//*[self::t:p or self::t:lg or self::t:list or self::t:div][@xml:id]"
)


CITED = (  # the units that are cited, in the order of the document
    ("summary", "/TEI/teiHeader/profileDesc/abstract/*[@xml:id]"),
    ("paragraph", "/TEI/text/body//*[self::p or self::lg or self::list][@xml:id]"),
)


@dataclass(frozen=True)
class Unit:
    """A passage or note: its id, its kind (as in `anchors.registry.KINDS`), its element, and the words by
    which it is recognised."""

    id: str
    kind: str
    element: Element
    words: str


def units_in(tree: Element) -> Iterator[Unit]:
    """The passages of a document, then its notes. Tombstones and gaps for texts that are not included are no
    units; a division is recognised by the words of its heading."""
    for element in select(tree, PASSAGES):
        if select(element, "t:gap[@reason='withdrawn' or @reason='not-included']"):
            continue
        xml_id, parent = str(element.get(XML_ID)), element.getparent()
        if name_of(element) == "div":
            heads = select(element, "t:head")
            if heads and ".h" in xml_id:
                yield Unit(xml_id, "heading", element, text_of(heads[0], KNOWN_BY))
        else:
            in_summary = parent is not None and name_of(parent) == "abstract"
            kind = "summary paragraph" if in_summary else "paragraph"
            yield Unit(xml_id, kind, element, text_of(element, KNOWN_BY))
    for note in select(tree, "//t:standOff//t:note[@xml:id]"):
        words = " ".join(text_of(block, KNOWN_BY) for block in select(note, "t:*"))
        yield Unit(str(note.get(XML_ID)), "note", note, words)


def aliases_in(tree: Element) -> Mapping[str, str]:
    """The ids of units that were joined with another (left as `anchor`), each with the id of that other."""
    holders = {}
    for anchor in select(tree, "//t:anchor[@xml:id]"):
        holder = next(a for a in anchor.iterancestors() if a.get(XML_ID))
        holders[str(anchor.get(XML_ID))] = str(holder.get(XML_ID))
    return holders


def tombstones_in(tree: Element) -> list[str]:
    """The ids of paragraphs that were withdrawn, in document order."""
    return select_text(tree, "//t:p[t:gap[@reason='withdrawn']]/@xml:id")
