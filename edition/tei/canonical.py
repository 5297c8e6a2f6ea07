"""The one canonical form of a TEI tree on disk, and the way back from it."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from edition.tei.tree import NSMAP, Element, copy, name_of


def serialise(root: Element) -> bytes:
    """A tree as canonical XML: UTF-8 with a declaration, TEI as the default namespace, structural elements on
    lines of their own, mixed content untouched. Equal trees give equal bytes; the tree stays as it is."""
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
    "persName placeName orgName objectName rs name term ref foreign emph l item licence edition "
    "del add subst unclear abbr expan orig reg sic corr stamp fw handNote".split()
)


def _is_mixed(element: Element) -> bool:
    if any((child.tail or "").strip() for child in element) or (element.text or "").strip():
        return True
    if name_of(element) in {"quote", "note", "item"}:
        return not any(name_of(child) in {"p", "quote", "opener", "closer"} for child in element)
    return name_of(element) in MIXED


def parse(data: bytes) -> Element:
    """The root element of an XML file, read without entities, DTDs or network. Raises `etree.XMLSyntaxError`
    when it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root: Element = etree.fromstring(data, parser)
    return root


def strip_layout(root: Element) -> Element:
    """Remove, in place, the white space that `serialise` put between structural elements; returns the
    root."""
    for element in root.iter(etree.Element):
        if len(element) and not _is_mixed(element):
            element.text = None
            for child in element:
                child.tail = None
    return root


@lru_cache(maxsize=256)
def tree_of(data: bytes) -> Element:
    """The tree of canonical XML, without its layout. Trees that were asked for lately are shared."""
    return strip_layout(parse(data))
