"""A published TEI file, read back: the tree that it was written from."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.link_targets import SAFE_LINK
from edition.model import Document, Source
from edition.tei.canonical import parse, strip_layout
from edition.tei.tree import TEI, XML_ID, Element, select
from edition.words.letter_ids import is_letter_id

NEEDED = ("//t:titleStmt/t:title", "//t:publicationStmt/t:idno", "/t:text/t:body")
NEEDED_IN_LETTERS = ("//t:correspAction[@type='sent']/t:date", "//t:correspAction[@type='received']")


def _faults(tree: Element) -> Iterator[tuple[Element, str]]:
    """What makes a file no TEI of an edition: (element, message) for foreign elements, disallowed links and
    missing parts."""
    for element in tree.iter(etree.Element):
        name = etree.QName(element)
        if name.namespace != TEI:
            yield element, f"<{name.localname}> is no element of TEI"
        for target in f"{element.get('target', '')} {element.get('url', '')}".split():
            if not SAFE_LINK.match(target):
                yield element, f"a link must not lead to “{target}”"
    is_letter = is_letter_id(tree.get(XML_ID) or "")
    for path in NEEDED + (NEEDED_IN_LETTERS if is_letter else ()):
        if not select(tree, f"/t:TEI{path}"):
            yield (
                tree,
                f"this is no text of an edition: it has no {path.rpartition(':')[2].partition('[')[0]}",
            )


def _line(element: Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1


S101 = Rule(
    "S101",
    ERROR,
    "a TEI file that cannot be read",
    why="The file is not XML.",
    bad="`<p>three mosses</text>`",
    good="`<p>three mosses</p></text>`",
)


def read_tei(source: Source) -> tuple[Document | None, list[Diagnostic]]:
    """One TEI document, or None and a problem (S101). Entities and DTDs are never read; a file that has them
    is refused."""
    try:
        tree = strip_layout(parse(source.data))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return None, [
            S101.at(Location(source.path, line, column), f"this is not well-formed XML: {error.msg}")
        ]
    if tree.getroottree().docinfo.internalDTD is not None:
        hint = "remove it; entities and the rest of a DTD are never read"
        message = "a document type declaration (<!DOCTYPE) is not allowed"
        return None, [S101.at(Location(source.path, 1), message, hint)]
    fault = next(_faults(tree), None)
    if fault is not None:
        element, message = fault
        return None, [S101.at(Location(source.path, _line(element)), message)]
    document = tree.get(XML_ID) or source.path.rsplit("/", 1)[-1].removesuffix(".xml")
    kind = "letter" if is_letter_id(document) else "essay"
    return Document(document, kind, source.data), []
