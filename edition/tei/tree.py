"""TEI as lxml trees: names, a builder, edits that mind the tail.

lxml hangs the text after an element on the element itself (`tail`). The functions here are the only ones
that need to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
EDITION = "urn:x-edition:origin"  # working attributes, never written out

XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
ORIGIN = f"{{{EDITION}}}at"  # "line:column" of the source, until ids are given
PIN = f"{{{EDITION}}}pin"  # an id that the source gives
LEVEL = f"{{{EDITION}}}level"  # of a heading, until headings are nested
NS = {"t": TEI}
NSMAP: Any = {None: TEI}

Element = etree._Element


def tag(name: str) -> str:
    """The name of an element of TEI with its namespace, as lxml writes it."""
    return f"{{{TEI}}}{name}"


def name_of(element: Element) -> str:
    """The local name of an element; comments and processing instructions have none."""
    return _LOCAL_NAMES[element.tag]


def language_at(element: Element | None) -> str:
    """The language in which an element stands (`xml:lang`): its own, else that of the nearest above it; ""
    where none says it."""
    while element is not None:
        if language := element.get(XML_LANG):
            return language
        element = element.getparent()
    return ""


class _LocalNames(dict[Any, str]):
    """Local names by tags; they are asked for thousands of times in each document."""

    def __missing__(self, tag: Any) -> str:
        name = self[tag] = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return name


_LOCAL_NAMES = _LocalNames()


def E(name: str, *children: Element | str | None, **attributes: str | None) -> Element:
    """Make a TEI element. `None` children and attributes are left out; `xml_id` and `xml_lang` are
    written with their prefix, a trailing underscore is dropped (`from_`, `type_`)."""
    element = etree.Element(tag(name), nsmap=NSMAP)
    for key, value in attributes.items():
        if value is not None:
            set_attribute(element, key, value)
    append(element, *children)
    return element


@lru_cache(512)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=NS, smart_strings=False)


def select(element: Element, path: str, **variables: Any) -> list[Element]:
    """The elements that an XPath finds; `t:` is the TEI namespace."""
    items: Any = _compiled(path)(element, **variables)
    return [item for item in items if isinstance(item, etree._Element)]


def select_text(element: Element, path: str, **variables: Any) -> list[str]:
    """The attribute values or texts that an XPath finds."""
    items: Any = _compiled(path)(element, **variables)
    return [str(item) for item in items]


def ids_in(tree: Element) -> list[str]:
    """All ids of a tree, in document order."""
    return select_text(tree, "//@xml:id")


def is_not_included(tree: Element) -> bool:
    """Does a gap stand for the text of this document?"""
    return bool(select(tree, "//t:gap[@reason='not-included']"))


def set_attribute(element: Element, key: str, value: str) -> None:
    """Set an attribute that is named as a Python word: `type_` is `type`, `xml_id` is `xml:id`."""
    key = key.rstrip("_")
    if key.startswith("xml_"):
        key = f"{{{XML}}}{key[4:]}"
    element.set(key, value)


def append(parent: Element, *children: Element | str | None) -> None:
    """Append elements and pieces of text."""
    for child in children:
        if child is None:
            continue
        last = next(parent.iterchildren(reversed=True), None)  # to count them would take longer with each
        if not isinstance(child, str):
            parent.append(child)
        elif last is not None:
            last.tail = (last.tail or "") + child
        else:
            parent.text = (parent.text or "") + child


def insert_after(element: Element, new: Element) -> None:
    """Put `new` directly behind `element`, before the text that follows it."""
    parent = element.getparent()
    assert parent is not None
    new.tail, element.tail = element.tail, None
    parent.insert(parent.index(element) + 1, new)


def take_attribute(element: Element, name: str) -> str | None:
    """Remove an attribute and return its value."""
    value = element.get(name)
    if value is not None:
        del element.attrib[name]
    return value


def copy(element: Element) -> Element:
    """A deep copy without the tail."""
    twin: Element = etree.fromstring(etree.tostring(element, with_tail=False))
    return twin


def remove(element: Element) -> None:
    """Take an element out of its parent; the text behind it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    assert parent is not None
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def text_slots(element: Element) -> Iterator[tuple[Element, str]]:
    """Every place that holds text in and under an element, in document order: (element, "text"|"tail")."""
    yield element, "text"
    for child in element:
        if isinstance(child.tag, str):
            yield from text_slots(child)
        yield child, "tail"


def replace_slot(element: Element, slot: str, pieces: list[Element | str]) -> None:
    """Put a sequence of strings and elements where a piece of text was."""
    if slot == "text":
        parent, index = element, 0
        element.text = None
    else:
        outer = element.getparent()
        assert outer is not None
        parent, index = outer, outer.index(element) + 1
        element.tail = None
    last = element if slot == "tail" else None
    for piece in pieces:
        if isinstance(piece, str):
            if last is None:
                parent.text = (parent.text or "") + piece
            else:
                last.tail = (last.tail or "") + piece
        else:
            parent.insert(index, piece)
            index += 1
            last = piece
