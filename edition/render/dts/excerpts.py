"""One citable unit of a text as a TEI document. (DTS 1.0, Document endpoint: sub-tree representation.)"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from edition.model import Document
from edition.tei.canonical import tree_of
from edition.tei.tree import TEI, XML_ID, Element, select

NAMESPACE = "https://w3id.org/api/dts#"
DECLARED = f' xmlns="{TEI}"'
BEFORE = (
    f"<?xml version='1.0' encoding='UTF-8'?>\n<TEI{DECLARED}><dts:wrapper xmlns:dts=\"{NAMESPACE}\">".encode()
)
BEHIND = b"</dts:wrapper></TEI>\n"


def excerpt(document: Document, unit: str) -> bytes:
    """The unit with an id in `dts:wrapper`, in a TEI document that has nothing else."""
    data = etree.tostring(_by_id(document.data)[unit], encoding="UTF-8", with_tail=False)
    return BEFORE + data.replace(DECLARED.encode(), b"", 1) + BEHIND


@lru_cache(4)
def _by_id(data: bytes) -> Mapping[str, Element]:
    """The elements of a document by their ids; its units are asked for one after another."""
    return {str(element.get(XML_ID)): element for element in select(tree_of(data), "//*[@xml:id]")}
