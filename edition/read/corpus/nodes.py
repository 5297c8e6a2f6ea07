"""A text on its way from a corpus to the profile: nodes with their content in a list, without tails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.tei.tree import ORIGIN, PIN, XML_LANG, E, Element, append

Content = list["Node | str"]
BREAK = "break"  # the name of what parts paragraphs, where an element of the source did
SIGLUM = "siglum"  # the type of an `abbr` that names the witness of a reading


@dataclass
class Node:
    """An element to be: its name, attributes, content, the line of the source, the id that it has there (""
    for none), and of a division what it is."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: Content = field(default_factory=list)
    line: int = 0
    own_id: str = ""
    kind: str = ""

    @property
    def words(self) -> str:
        """Its text, with runs of white space as one space."""
        return words_of(self.content)

    @property
    def is_empty(self) -> bool:
        """Has it neither words nor anything that stands for something?"""
        return is_empty(self.content)


def words_of(content: Iterable[Node | str]) -> str:
    """The text of some content, with runs of white space as one space."""
    pieces = (each if isinstance(each, str) else f" {each.words} " for each in content)
    return " ".join("".join(pieces).split())


SIGNS = frozenset({"gap", "pb", "milestone", "ptr"})  # elements that say something without words


def is_empty(content: Iterable[Node | str]) -> bool:
    """Is there nothing in some content but white space and elements without anything in them?"""
    for each in content:
        if isinstance(each, str):
            if each.strip():
                return False
        elif each.name in SIGNS or not each.is_empty:
            return False
    return True


def trimmed(content: Sequence[Node | str]) -> Content:
    """Content without white space at its ends, nor twice behind one another."""
    pieces: Content = []
    for each in content:
        last = pieces[-1] if pieces else " "
        if isinstance(each, str):
            each = each.lstrip() if isinstance(last, str) and last[-1:].isspace() else each
            if isinstance(last, str) and pieces:
                pieces[-1] = last + each
            elif each:
                pieces.append(each)
        elif each.name != BREAK:
            pieces.append(each)
    if pieces and isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return [each for each in pieces if each != ""]


def element_of(node: Node) -> Element:
    """The element that a node is to be, with its line and its own id as working attributes."""
    element = E(node.name)
    for key, value in node.attributes.items():
        element.set(XML_LANG if key == "xml:lang" else key, value)
    append(element, *(each if isinstance(each, str) else element_of(each) for each in node.content))
    if node.line:
        element.set(ORIGIN, f"{node.line}:1")
    if node.own_id:
        element.set(PIN, node.own_id)
    return element


def elements_of(content: Iterable[Node | str]) -> Iterator[Element]:
    """The elements of some content; words between them are white space."""
    return (element_of(each) for each in content if isinstance(each, Node))
