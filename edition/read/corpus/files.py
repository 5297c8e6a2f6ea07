"""The files of a corpus: parsed, with what is wrong with each told; and which of them are letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.forms.corpus_map import CorpusMap, compiled
from edition.model import Source
from edition.tei.broken import place_of_fault
from edition.tei.tree import TEI, Element, name_of

S102 = Rule(
    "S102",
    WARNING,
    "a file of a corpus that cannot be read",
    why="What is not well-formed XML, or no TEI, has no letter that could be shown. The others are built.",
    bad="`<p>three mosses</text>` in a file of the corpus",
    good="`<p>three mosses</p></text>`; or the file among `exclude` of the map",
)
DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.DOTALL)
NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)([A-Za-z][A-Za-z0-9]*);")


@lru_cache(4)
def parse_file(source: Source) -> tuple[Element | None, tuple[Diagnostic, ...]]:
    """The root of a file of a corpus, without comments and processing instructions, all its elements in
    the namespace of TEI; None and the reason (S102) where it cannot be read. A document type declaration
    is passed over; entities are read as HTML has them, never from elsewhere. The tree is shared by all
    letters of the file, and nobody changes it."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Element = etree.fromstring(_without_entities(source.data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = place_of_fault(error, source.data)
        message = f"this is not well-formed XML: {getattr(error, 'msg', error)}"
        return None, (S102.at(Location(source.path, line, column), message, HINT),)
    if not etree.QName(root).namespace:
        for element in root.iter(etree.Element):
            if not etree.QName(element).namespace:
                element.tag = f"{{{TEI}}}{element.tag}"
    return root, ()


HINT = "mend the file; the other letters are built without it"


def _without_entities(data: bytes) -> bytes:
    """A file with named signs (`&eacute;`) as the signs themselves, and without a document type, so that
    nothing is declared or loaded."""
    declared = DOCTYPE.search(data)
    if declared is None:
        return data
    lines = b"\n" * data[: declared.end()].count(b"\n")
    start = data[: declared.start()]
    kept = start + lines[start.count(b"\n") :] + data[declared.end() :]
    return NAMED.sub(_sign, kept)


def _sign(match: re.Match[bytes]) -> bytes:
    from html.entities import html5

    sign = html5.get(match[1].decode() + ";")
    return "".join(f"&#{ord(each)};" for each in sign).encode() if sign else b"&amp;" + match[0][1:]


def letters_in(root: Element, corpus_map: CorpusMap) -> Iterator[Element]:
    """The `TEI` elements of a file that are letters: itself, or those of a `teiCorpus`; those that the map
    wants."""
    for element in root.iter(f"{{{TEI}}}TEI", f"{{{TEI}}}TEI.2"):
        if corpus_map.only is None or compiled(corpus_map.only)(element):
            yield element


def is_tei(root: Element) -> bool:
    """Is it a file of TEI?"""
    return etree.QName(root).namespace == TEI and name_of(root) in {"TEI", "teiCorpus", "TEI.2"}
