"""Showing TEI as HTML: the page on which it stands, and the way into the table of behaviours.

A behaviour takes the element and the page it is shown on and returns HTML; nothing is looked up but what
stands in the tree, so that a TEI file read back gives the same page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from markupsafe import Markup, escape

from edition.forms.language import ENGLISH, Language
from edition.lookup.addresses import href
from edition.tei.tree import XML_ID, XML_LANG, Element, language_at, name_of
from edition.words.languages import direction


@dataclass(frozen=True)
class NoteReference:
    """What a reference says of its note: its number, its place among the notes beside the text (0: it stands
    in the list alone), and the elements that refer to it, in the order in which the page shows them."""

    number: str
    place: int
    pointers: Sequence[Element] = ()


@dataclass(frozen=True)
class Page:
    """Where the HTML will stand: the way to the root, the document whose ids are local, the units that
    exist, if some may not (a text that is not imported): links to others lead to their document. Of the
    document's notes it knows the references. What stands on a page twice has its ids once."""

    root: str
    document: str = ""
    units: frozenset[str] | None = None
    notes: Mapping[str, NoteReference] = field(default_factory=dict)
    with_ids: bool = True
    beside: bool = True  # can notes be opened in place?
    earlier: Mapping[str, str] = field(default_factory=dict)  # unit → where it stands as it was before
    breaks: Mapping[Element, str] = field(default_factory=dict)  # page breaks, with the page that begins
    names: Mapping[Element, bool] | None = None  # which lead to their entry, and is it a link? None: all
    references: bool = True  # are notes referred to here? In a link they follow it
    links: bool = True  # a link stands in no other
    phrases: Language = ENGLISH

    def local_id(self, element: Element) -> str:
        """` id="p3"` for `L16.p3`."""
        xml_id = element.get(XML_ID)
        if not xml_id or not self.with_ids:
            return ""
        return f' id="{escape(str(xml_id).removeprefix(self.document + "."))}"'

    def link(self, target: str) -> str:
        """The address, from this page, of what a TEI pointer (`#L16.p3`) leads to; other addresses stay."""
        if not target.startswith("#"):
            return target
        ref = target[1:]
        if self.units is not None and "." in ref and ref not in self.units:
            ref = ref.partition(".")[0]
        if self.document and ref.startswith(f"{self.document}."):
            return f"#{ref.removeprefix(self.document + '.')}"
        return href(ref, self.root)


Behaviour = Callable[[Element, Page], str]


def html(element: Element, page: Page) -> Markup:
    """The HTML of an element, without its tail."""
    return Markup(html_of(element, page))


def content(element: Element, page: Page) -> Markup:
    """The HTML of what is in an element."""
    return Markup(content_of(element, page))


def html_of(element: Element, page: Page) -> str:
    """An element as HTML, by the behaviour of its name; one without a behaviour is its content."""
    table = _behaviours()
    behaviour = table.get(name_of(element)) or (table["name"] if element.get("ref") else None)
    return behaviour(element, page) if behaviour else content_of(element, page)


@cache
def _behaviours() -> Mapping[str, Behaviour]:
    from edition.render.behaviours import BEHAVIOURS  # whose functions show what is in an element with ours

    return BEHAVIOURS


def content_of(element: Element, page: Page) -> str:
    """What stands in an element as HTML, escaped."""
    pieces = [str(escape(element.text or ""))]
    for child in element:
        if isinstance(child.tag, str):
            pieces.append(html_of(child, page))
        if child.tail:
            pieces.append(str(escape(child.tail)))
    return "".join(pieces)


def language_of(element: Element) -> str:
    """The attributes for the language of an element, with its direction where that is not the one around
    it; "" where it has none of its own."""
    own = element.get(XML_LANG)
    if not own:
        return ""
    above = language_at(element.getparent())
    turned = f' dir="{direction(own)}"' if direction(own) != direction(above) else ""
    return f' lang="{escape(own)}"{turned}'


def wrap(tag: str, css_class: str = "") -> Behaviour:
    """A behaviour that puts a tag (and the element's id) around the content."""
    css = f' class="{css_class}"' if css_class else ""

    def behaviour(element: Element, page: Page) -> str:
        return f"<{tag}{page.local_id(element)}{css}>{content_of(element, page)}</{tag}>"

    return behaviour
