"""HTML of the site as XHTML of a book: without what only a screen can do, and with links that lead on."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from html import unescape

from lxml import etree
from lxml import html as lxml_html

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
EPUB_TYPE = f"{{{OPS}}}type"
NAMESPACES = {None: XHTML, "epub": OPS}
LEFT_OUT = (  # what is there for a mouse, a keyboard or a switch
    "//button | //script | //input | //label | //a[contains(@class, 'anchor')] | //a[@class='back'] "
    "| //del[@class='sic']"
)
KEPT = frozenset({"id", "class", "href", "lang", "dir", "title", "role", "aria-label", "colspan", "rowspan"})
NOT_NAMED = frozenset({"div", "span", "p"})  # a label is not allowed on them, unless they have a role
Address = Callable[[str, str], str]  # a page of the site and an id on it → where that is, seen from the book


def H(name: str, /, *children: etree._Element | str | None, **attributes: str | None) -> etree._Element:
    """Make an element of XHTML. `None` children and attributes are left out, a trailing underscore is dropped
    (`class_`), `epub_type` is written with its prefix."""
    element = etree.Element(f"{{{XHTML}}}{name}", nsmap=NAMESPACES)  # type: ignore[arg-type]
    for key, value in attributes.items():
        if value is not None:
            element.set(EPUB_TYPE if key == "epub_type" else key.rstrip("_").replace("_", "-"), value)
    for child in children:
        if isinstance(child, etree._Element):
            element.append(child)
        elif child and len(element):
            element[-1].tail = (element[-1].tail or "") + child
        elif child:
            element.text = (element.text or "") + child
    return element


def as_xhtml(markup: str, page: str, address: Address, *, wrap: str = "div") -> etree._Element:
    """The HTML that stands on a page of the site (`letters/16/index.html`) as one element of XHTML."""
    if "<" not in markup:
        return H(wrap, unescape(markup))
    root = lxml_html.fragment_fromstring(markup, create_parent=wrap)
    for element in root.xpath(LEFT_OUT):
        element.drop_tree()
    for element in root.xpath("//a[contains(@class, 'pb')]"):  # its image is not in the book
        element.tag, element.attrib["role"] = "span", "separator"
        del element.attrib["href"]
    for element in root.iter(etree.Element):
        _adapt(element, page, address)
    lxml_html.html_to_xhtml(root)
    twin = etree.fromstring(etree.tostring(root), etree.XMLParser(resolve_entities=False))
    etree.cleanup_namespaces(twin)
    return twin


def _adapt(element: etree._Element, page: str, address: Address) -> None:
    if element.get("role") == "doc-noteref":
        element.set(EPUB_TYPE, "noteref")
    target = element.get("href")
    if target is not None and "://" not in target:
        path, _, fragment = target.partition("#")
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        element.set("href", address(whole, fragment))
    for name in list(element.attrib):
        if name not in KEPT and name != EPUB_TYPE:
            del element.attrib[name]
    if element.tag in NOT_NAMED and not element.get("role") and element.get("aria-label"):
        del element.attrib["aria-label"]


def document(title: str, language: str, *body: etree._Element, kind: str = "bodymatter") -> bytes:
    """A content document: an XHTML file with these elements in its body."""
    sheet = H("link", rel="stylesheet", type_="text/css", href="book.css")
    head = H("head", H("title", title), sheet)
    root = H("html", head, H("body", *body, epub_type=kind), lang=language)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")
