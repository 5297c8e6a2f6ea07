"""The files of a corpus: parsed, with what is wrong with each told; and which of them are letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

from lxml import etree

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.forms.corpus_map import CorpusMap, compiled
from edition.model import Source
from edition.read.corpus.dividing import divided
from edition.read.corpus.older import bring_up_to_date
from edition.tei.broken import place_of_fault
from edition.tei.tree import TEI, Element, name_of

S102 = Rule(
    "S102",
    WARNING,
    "a file of a corpus that cannot be read, or only in part",
    why="A file that is not well-formed XML, or not TEI, has no letter to show. The others are built.",
    bad="`<p>three mosses</text>` in a file of the corpus",
    good="`<p>three mosses</p></text>`; or the file among `exclude` of the map",
)
XINCLUDE = "{http://www.w3.org/2001/XInclude}include"
DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.DOTALL)
DECLARED = re.compile(rb"<!ENTITY\s+([A-Za-z][\w.-]*)\s+([\"'])(.*?)\2\s*>", re.DOTALL)
NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)([A-Za-z][A-Za-z0-9]*);")


HINT = "correct the file; the other letters are built without it"


@lru_cache(4)
def parse_file(source: Source) -> tuple[Element | None, tuple[Diagnostic, ...]]:
    """The root of a file of a corpus, without comments and processing instructions, all its elements in
    the namespace of TEI; None and the reason (S102) where it cannot be read. A document type declaration
    is passed over; entities are read as it says, or as HTML has them, never from elsewhere. What is only not
    valid (an id twice, or one with a space) is told and read. The tree is shared by all letters of the file,
    and nobody changes it."""
    data, unknown = _without_entities(source.data)
    try:
        root, fault = _parsed(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = place_of_fault(error, source.data)
        message = f"this is not well-formed XML: {getattr(error, 'msg', error)}"
        if not data.strip(b"\xef\xbb\xbf \t\r\n"):
            message = "this file is empty"
        return None, (S102.at(Location(source.path, line, column), message, HINT),)
    if not etree.QName(root).namespace:
        bring_up_to_date(root)
    told = [fault] if fault else []
    if unknown:
        told.append((1, f"&{unknown[0]}; is no sign that is known; it is shown as it is written"))
    return root, tuple(
        S102.at(Location(source.path, line), message, "mend the file") for line, message in told
    )


NO_URI = "is not a valid URI"  # a namespace of which lxml could make no name


def _parsed(data: bytes) -> tuple[Element, tuple[int, str] | None]:
    """The root, and the first fault of a file that is well-formed and no more than that. Raises
    `XMLSyntaxError` for one that is not."""
    parser = parser_for(recover=False)
    try:
        return etree.fromstring(data, parser), None
    except etree.XMLSyntaxError as error:
        faults = [each for each in parser.error_log if each.level >= etree.ErrorLevels.ERROR]
        fatal = [each for each in faults if each.level == etree.ErrorLevels.FATAL or NO_URI in each.message]
        if not faults or fatal:
            raise
        root: Element = etree.fromstring(data, parser_for(recover=True))
        if root is None:
            raise
        return root, (error.position[0], f"this is read, but it is no valid XML: {faults[0].message}")


def parser_for(*, recover: bool) -> etree.XMLParser:
    """A parser that takes nothing from elsewhere, and leaves out what is no element and no text."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _without_entities(data: bytes) -> tuple[bytes, list[str]]:
    """A file with named signs (`&eacute;`) as the signs themselves, and without a document type, so that
    nothing is declared elsewhere or loaded; and the names that mean nothing."""
    declared = DOCTYPE.search(data)
    if declared is None:
        return data, []
    own: dict[str, bytes] = {
        name.decode(): value
        for name, _, value in DECLARED.findall(declared[0])
        if b"&" not in value.replace(b"&#", b"")
    }
    unknown: list[str] = []

    def sign(match: re.Match[bytes]) -> bytes:
        name = match[1].decode()
        if name in own:
            return own[name]
        signs = html5.get(f"{name};")
        if signs:
            return "".join(f"&#{ord(each)};" for each in signs).encode()
        unknown.append(name)
        return b"&amp;" + match[0][1:]

    lines = b"\n" * data[: declared.end()].count(b"\n")
    start = data[: declared.start()]
    kept = start + lines[start.count(b"\n") :] + data[declared.end() :]
    return NAMED.sub(sign, kept), unknown


def letters_in(root: Element, corpus_map: CorpusMap) -> Iterator[Element]:
    """The letters of a file as `TEI` elements: itself, or those of a `teiCorpus`, those that the map wants;
    or one for each division that the map calls a letter."""
    for element in root.iter(f"{{{TEI}}}TEI"):
        if corpus_map.only is None or compiled(corpus_map.only)(element):
            yield from divided(element, corpus_map.letters) if corpus_map.letters else [element]


@lru_cache(4)
def _letters_of(source: Source, only: str | None, letters: str | None) -> tuple[Element, ...]:
    root, _ = parse_file(source)
    wanted = CorpusMap(corpus="corpus", only=only, letters=letters)
    return tuple(letters_in(root, wanted)) if root is not None else ()


def letter_at(source: Source, place: int, corpus_map: CorpusMap) -> Element | None:
    """The letter at a place (from 0) in a file, None where there is none. A file is looked through once."""
    letters = _letters_of(source, corpus_map.only, corpus_map.letters)
    return letters[place] if place < len(letters) else None


def is_tei(root: Element) -> bool:
    """Is it a file of TEI?"""
    return etree.QName(root).namespace == TEI and name_of(root) in {"TEI", "teiCorpus"}
