"""A published TEI file, read back: the same tree as the one it was written from."""

from __future__ import annotations

from lxml import etree

from edition.diagnostics import Diagnostic, Location
from edition.model import Document, Source
from edition.tei import XML_ID, parse, strip_layout


def read_tei(source: Source) -> tuple[Document | None, list[Diagnostic]]:
    """Read one TEI document. XML with entities or a DTD is read without them; broken XML is told."""
    try:
        tree = strip_layout(parse(source.data))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return None, [
            Diagnostic(
                "S101", f"this is not well-formed XML: {error.msg}", Location(source.path, line, column)
            )
        ]
    document = tree.get(XML_ID) or source.path.rsplit("/", 1)[-1].removesuffix(".xml")
    kind = "letter" if document[:1] == "L" and document[1:].isdigit() else "essay"
    return Document(document, kind, tree), []
