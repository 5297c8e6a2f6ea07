"""What is asked of many documents at once: facts, drawn from a tree once and kept in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from lxml import etree

from edition.forms.language import wording
from edition.tei.reading import NOTE_SIGN, PAGE_END, PRINTED, read, text_of
from edition.tei.tree import XML_ID, Element, ids_in, is_not_included, name_of, select, select_text
from edition.tei.units import CITED, aliases_in, tombstones_in

BODY = "/t:TEI/t:text/t:body"
TYPESET = "//t:editorialDecl/t:normalization[@method='silent']/@n"


@dataclass(frozen=True)
class Emendation:
    """A place where the copy was corrected or lost something: the unit, what the copy has, how it is read,
    and why."""

    unit: str
    copy: str
    reading: str
    reason: str


@dataclass(frozen=True)
class TreeFacts:
    """What is known of a document without its tree.

    units           its ids, its own and those of its units, in order
    included        whether its text is there, and not only what is said about it
    leftovers       ids that only mark where something was: aliases and tombstones
    links_to        the documents into which it links, by id
    voices          (id, id of who wrote it) of each note
    referred        how many of its notes are referred to in it
    words           of the text, without what opens and closes it and corrected readings
    summary_words   of the summary
    emendations     in order
    typeset         how many signs of the copy were set as in print
    draft           whether something in it was changed since it was published
    printed         a digest of what stands in the printed volume: its text and that volume's notes
    images          the addresses of its facsimile
    cited           (id, what it is) of each unit that its header says is cited
    """

    units: tuple[str, ...]
    included: bool
    leftovers: tuple[str, ...]
    links_to: frozenset[str]
    voices: tuple[tuple[str, str], ...]
    referred: int
    words: int
    summary_words: int
    emendations: tuple[Emendation, ...]
    typeset: int
    draft: bool
    printed: str
    images: tuple[str, ...] = ()
    cited: tuple[tuple[str, str], ...] = ()


def facts_in(tree: Element) -> TreeFacts:
    """The facts of a document's tree."""
    targets = [each for value in select_text(tree, "//@target | //@ref") for each in value.split()]
    references = select_text(tree, "//t:ptr[@type='noteAnchor']/@target")
    return TreeFacts(
        units=tuple(ids_in(tree)),
        included=not is_not_included(tree),
        leftovers=(*aliases_in(tree), *tombstones_in(tree)),
        links_to=frozenset(t[1:].partition(".")[0] for t in targets if "." in t and t[0] == "#"),
        voices=tuple(
            (str(note.get(XML_ID)), (note.get("resp") or "").removeprefix("#"))
            for note in select(tree, "//t:standOff//t:note")
        ),
        referred=len(set(references)),
        words=_count(tree, BODY) - _count(tree, f"{BODY}//t:opener | {BODY}//t:closer"),
        summary_words=_count(tree, "//t:abstract/t:p"),
        emendations=tuple(_emendations(tree)),
        typeset=sum(map(int, select_text(tree, TYPESET))),
        draft=bool(select(tree, "t:teiHeader//t:change[@status='draft']")),
        printed=_printed(tree),
        images=tuple(select_text(tree, "t:facsimile//t:graphic/@url")),
        cited=tuple(_cited(tree)),
    )


def _cited(tree: Element) -> Iterator[tuple[str, str]]:
    """The citable units in document order, without those of which only a mark is left. (TEI P5, 16.6.4,
    `citeStructure`.)"""
    for unit, path in CITED:
        for element in select(tree, re.sub("(/|::)(?=[A-Za-z])", r"\1t:", path)):
            if not select(element, "t:gap[@reason='withdrawn' or @reason='not-included']"):
                yield str(element.get(XML_ID)), unit


def plain_text(element: Element) -> str:
    """The corrected text of an element, with `PAGE_END` where a page ends and `NOTE_SIGN` where a note is
    referred to."""
    return "".join([text for text, _ in read(element, PRINTED)])


def _count(tree: Element, path: str) -> int:
    """How many words stand in what the path finds."""
    return sum(
        len(plain_text(element).replace(NOTE_SIGN, "").replace(PAGE_END, "").split())
        for element in select(tree, path)
    )


def _printed(tree: Element) -> str:
    elements = select(tree, "/*/t:text | //t:standOff//t:note[number(@n) = number(@n)]")
    digest = blake2b(digest_size=16)
    for element in elements:
        digest.update(etree.tostring(element, with_tail=False))
    return digest.hexdigest()


def _emendations(tree: Element) -> list[Emendation]:
    path = "//t:choice[t:sic] | //t:gap[@reason='lost'] | //t:supplied[@reason='lost']"
    return [_emendation(element) for element in select(tree, path)]


def _emendation(element: Element) -> Emendation:
    unit = next(str(a.get(XML_ID)) for a in element.iterancestors() if a.get(XML_ID))
    if name_of(element) == "gap":
        lost = element.findtext("{*}desc") or wording("lost in the source")
        return Emendation(unit, f"{_before(element)} …", "[…]", lost)
    if name_of(element) == "supplied":
        return Emendation(
            unit, f"{_before(element)} …", text_of(element), wording("lost in the source, supplied")
        )
    sic, corr = select(element, "t:sic")[0], select(element, "t:corr")[0]
    reason = (corr.get("type") or wording("misreading in the source")).replace("-", " ")
    return Emendation(unit, text_of(sic), text_of(corr), reason)


def _before(element: Element) -> str:
    """The last words before an element in its paragraph."""
    previous = element.getprevious()
    parent = element.getparent()
    text = previous.tail if previous is not None else (parent.text if parent is not None else "")
    return " ".join((text or "").split()[-3:])
