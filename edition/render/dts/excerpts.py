"""One citable unit of a text as a TEI document. (DTS 1.0, Document endpoint: sub-tree representation.)"""

from __future__ import annotations

from lxml import etree

from edition.model import Document
from edition.tei.tree import E, copy, select

NAMESPACE = "https://w3id.org/api/dts#"


def excerpt(document: Document, unit: str) -> bytes:
    """The unit with an id in `dts:wrapper`, in a TEI document that has nothing else."""
    (element,) = select(document.tree, "//*[@xml:id=$unit]", unit=unit)
    tree = E("TEI")
    wrapper = etree.SubElement(tree, f"{{{NAMESPACE}}}wrapper", nsmap={"dts": NAMESPACE})
    wrapper.append(copy(element))
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8") + b"\n"
