"""What a letter's TEI says, in the terms of the ground truth: the bridge for `test_truth.py`.

Each function takes the TEI of a letter and returns what the truth file records under the same name.
"""

from __future__ import annotations

import re
from typing import Any

from edition.tei.tree import NS, XML_ID, Element, name_of

TYPED = str.maketrans("‘’“”", "''\"\"")
ELLIPSIS = re.compile(r"\s*\. \. \.(?: \.)?")


def as_copied(value: Any) -> Any:
    """A value with quotation marks as a typewriter has them, as the truth has and as our texts had them."""
    if isinstance(value, dict):
        return {key: as_copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_copied(item) for item in value]
    return value.translate(TYPED) if isinstance(value, str) else value


def reading(element: Element, *, skip: frozenset[str] = frozenset()) -> str:
    """The copy's text of an element as the truth quotes it: brackets shown, misreadings kept."""
    return as_copied(" ".join("".join(_pieces(element, skip)).split()))


def _pieces(element: Element, skip: frozenset[str]) -> list[str]:
    name = name_of(element)
    if name in {"ptr", "corr"} or name in skip:
        return []
    pieces = [element.text or ""]
    for child in element:
        pieces += _pieces(child, skip)
        pieces.append(child.tail or "")
        if name_of(child) in {"p", "label"}:
            pieces.append(" ")
    if name == "supplied":
        pieces = ["[", *pieces, "]"]
    if name == "gap":
        pieces = [". . ."]
    return pieces


def letter_div(tree: Element) -> Element:
    return tree.xpath("//t:div[@type='letter']", namespaces=NS)[0]


def body_paragraphs(tree: Element) -> list[Element]:
    """The paragraphs of the letter proper: not of postscripts or enclosures."""
    return letter_div(tree).xpath(".//t:p[not(ancestor::t:postscript)]", namespaces=NS)


def without_label(paragraph: Element) -> str:
    return reading(paragraph, skip=frozenset({"label"}))


def words(text: str) -> list[str]:
    return ELLIPSIS.sub(" ", text).split()


def labels(tree: Element) -> list[str]:
    return [
        reading(p.xpath("t:label", namespaces=NS)[0])
        for p in body_paragraphs(tree)
        if p.xpath("t:label and not(ancestor::t:quote)", namespaces=NS)
    ]


def salutations(tree: Element) -> list[str]:
    return [reading(e) for e in letter_div(tree).xpath("t:opener/t:salute", namespaces=NS)]


def closings(tree: Element) -> list[str]:
    path = ".//t:closer[not(ancestor::t:postscript)]/t:salute"
    return [reading(e) for e in letter_div(tree).xpath(path, namespaces=NS)]


def signatures(tree: Element) -> list[str]:
    return [reading(e) for e in letter_div(tree).xpath(".//t:signed", namespaces=NS)]


def postscripts(tree: Element) -> list[tuple[str, str]]:
    """(label, first four words) of each."""
    found = []
    for element in letter_div(tree).xpath("t:postscript", namespaces=NS):
        label = element.xpath("string(t:label)", namespaces=NS)
        first = element.xpath("t:p", namespaces=NS)[0]
        found.append((label, " ".join(words(reading(first))[:4])))
    return found


def datelines(tree: Element, where: str) -> list[str]:
    path = {"head": "t:opener/t:dateline", "foot": ".//t:closer/t:dateline"}[where]
    return [reading(e) for e in letter_div(tree).xpath(path, namespaces=NS)]


def notes(tree: Element) -> dict[int, Element]:
    """The volume's notes by number."""
    found = tree.xpath("//t:standOff//t:note[not(@resp='#edition')]", namespaces=NS)
    return {int(note.get("n")): note for note in found}


def note_paragraphs(note: Element) -> list[Element]:
    return note.xpath(".//t:p", namespaces=NS)


def archive_references(tree: Element) -> list[str]:
    return [
        f"{bibl.get('n')} (note {note.get('n')})"
        for note in notes(tree).values()
        for bibl in note.xpath(".//t:bibl[@type='archive']", namespaces=NS)
    ]


def marker_units(tree: Element) -> dict[int, Element]:
    """For each note number the block in which its marker stands."""
    found = {}
    for pointer in tree.xpath("//t:text//t:ptr[@type='noteAnchor']", namespaces=NS):
        match = re.search(r"\.n(\d+)$", pointer.get("target"))
        if match:
            blocks = {"p", "salute", "signed", "head", "dateline", "seg", "addrLine"}
            block = next(a for a in pointer.iterancestors() if name_of(a) in blocks)
            found[int(match[1])] = block
    return found


def enclosures(tree: Element) -> list[Element]:
    return tree.xpath("//t:div[@type='enclosure']", namespaces=NS)


def sent_date(tree: Element) -> Element:
    return tree.xpath("//t:correspAction[@type='sent']/t:date", namespaces=NS)[0]


def page_breaks(tree: Element) -> int:
    return int(tree.xpath("count(//t:pb)", namespaces=NS))


def unit_id(element: Element) -> str:
    return str(element.get(XML_ID) or "")
