"""TEI as lxml trees: names, a builder, edits that mind the tail, and one canonical form on disk.

lxml hangs the text after an element on the element itself (`tail`). The functions here are the only
ones that need to know.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterator
from typing import Any

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
EDITION = "urn:x-edition:origin"  # working attributes, never written out

XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
ORIGIN = f"{{{EDITION}}}at"  # "line:column" of the source, until ids are given
PIN = f"{{{EDITION}}}pin"  # an id that the source gives
LEVEL = f"{{{EDITION}}}level"  # of a heading, until headings are nested
NS = {"t": TEI}
NSMAP: Any = {None: TEI}

Element = etree._Element


def _as_bytes(element: Element) -> tuple[Any, tuple[bytes]]:
    return etree.fromstring, (etree.tostring(element, with_tail=False),)


copyreg.pickle(etree._Element, _as_bytes)  # so that documents can be kept between runs


def tag(name: str) -> str:
    return f"{{{TEI}}}{name}"


def name_of(element: Element) -> str:
    """The local name of an element; comments and processing instructions have none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def E(name: str, *children: Element | str | None, **attributes: str | None) -> Element:
    """Make a TEI element. `None` children and attributes are left out; `xml_id` and `xml_lang` are
    written with their prefix, a trailing underscore is dropped (`from_`, `type_`)."""
    element = etree.Element(tag(name), nsmap=NSMAP)
    for key, value in attributes.items():
        if value is not None:
            set_attribute(element, key, value)
    append(element, *children)
    return element


def select(element: Element, path: str, **variables: Any) -> list[Element]:
    """The elements that an XPath finds; `t:` is the TEI namespace."""
    found = element.xpath(path, namespaces=NS, **variables)
    return [item for item in found if isinstance(item, etree._Element)]  # type: ignore[union-attr]


def select_text(element: Element, path: str, **variables: Any) -> list[str]:
    """The attribute values or texts that an XPath finds."""
    found = element.xpath(path, namespaces=NS, **variables)
    return [str(item) for item in found]  # type: ignore[union-attr]


def ids_in(tree: Element) -> list[str]:
    """All ids of a tree, in document order."""
    return select_text(tree, "//@xml:id")


def is_not_included(tree: Element) -> bool:
    """Does a gap stand for the text of this document?"""
    return bool(select(tree, "//t:gap[@reason='not-included']"))


def set_attribute(element: Element, key: str, value: str) -> None:
    key = key.rstrip("_")
    if key.startswith("xml_"):
        key = f"{{{XML}}}{key[4:]}"
    element.set(key, value)


def append(parent: Element, *children: Element | str | None) -> None:
    """Append elements and pieces of text."""
    for child in children:
        if child is None:
            continue
        if not isinstance(child, str):
            parent.append(child)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + child
        else:
            parent.text = (parent.text or "") + child


def insert_after(element: Element, new: Element) -> None:
    """Put `new` directly behind `element`, before the text that follows it."""
    parent = element.getparent()
    assert parent is not None
    new.tail, element.tail = element.tail, None
    parent.insert(parent.index(element) + 1, new)


def take_attribute(element: Element, name: str) -> str | None:
    """Remove an attribute and return its value."""
    value = element.get(name)
    if value is not None:
        del element.attrib[name]
    return value


def copy(element: Element) -> Element:
    """A deep copy without the tail."""
    twin: Element = etree.fromstring(etree.tostring(element, with_tail=False))
    return twin


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


def text_slots(element: Element) -> Iterator[tuple[Element, str]]:
    """Every place that holds text in and under an element, in document order: (element, "text"|"tail")."""
    yield element, "text"
    for child in element:
        if isinstance(child.tag, str):
            yield from text_slots(child)
        yield child, "tail"


def replace_slot(element: Element, slot: str, pieces: list[Element | str]) -> None:
    """Put a sequence of strings and elements where a piece of text was."""
    if slot == "text":
        parent, index = element, 0
        element.text = None
    else:
        outer = element.getparent()
        assert outer is not None
        parent, index = outer, outer.index(element) + 1
        element.tail = None
    last = element if slot == "tail" else None
    for piece in pieces:
        if isinstance(piece, str):
            if last is None:
                parent.text = (parent.text or "") + piece
            else:
                last.tail = (last.tail or "") + piece
        else:
            parent.insert(index, piece)
            index += 1
            last = piece


def serialise(root: Element) -> bytes:
    """Canonical bytes: UTF-8, one declaration, default namespace, structural elements on lines of
    their own and mixed content untouched; equal trees give equal bytes."""
    tree = copy(root)
    _indent(tree, 0)
    etree.cleanup_namespaces(tree, top_nsmap=NSMAP)
    data: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def _indent(element: Element, depth: int) -> None:
    """Indent where an element has only elements in it; elsewhere white space is text."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children or _is_mixed(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth


MIXED = frozenset(
    "p head label salute signed dateline addrLine ab seg hi supplied quote bibl title desc note date "
    "persName placeName orgName term ref foreign emph l item licence edition".split()
)


def _is_mixed(element: Element) -> bool:
    if any((child.tail or "").strip() for child in element) or (element.text or "").strip():
        return True
    if name_of(element) in {"quote", "note"}:
        return not any(name_of(child) in {"p", "quote", "opener", "closer"} for child in element)
    return name_of(element) in MIXED


def parse(data: bytes) -> Element:
    """Read XML without entities, DTDs or network. Raises `etree.XMLSyntaxError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root: Element = etree.fromstring(data, parser)
    return root


def strip_layout(root: Element) -> Element:
    """The inverse of `serialise`'s indentation: white space between structural elements goes."""
    for element in root.iter(etree.Element):
        if len(element) and not _is_mixed(element):
            element.text = None
            for child in element:
                child.tail = None
    return root
