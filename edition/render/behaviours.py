"""TEI → HTML: one function for each element, in a table. What is not in the table shows its content.

A behaviour takes the element and the page it is shown on and returns HTML; nothing is looked up but
what stands in the tree, so that a TEI file read back gives the same page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from edition.lookup.addresses import href, unit_label
from edition.tei.heads import ReferencedName
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, XML_LANG, Element, name_of
from edition.words.typography import unbroken


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

    def local_id(self, element: Element) -> str:
        """` id="p3"` for `L16.p3`."""
        xml_id = element.get(XML_ID)
        if not xml_id or not self.with_ids:
            return ""
        return f' id="{escape(str(xml_id).removeprefix(self.document + "."))}"'

    def link(self, target: str) -> str:
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
    return Markup(_html(element, page))


def content(element: Element, page: Page) -> Markup:
    """The HTML of what is in an element."""
    return Markup(_content(element, page))


def _html(element: Element, page: Page) -> str:
    behaviour = BEHAVIOURS.get(name_of(element), name if element.get("ref") else None)
    return behaviour(element, page) if behaviour else _content(element, page)


def _content(element: Element, page: Page) -> str:
    pieces = [str(escape(element.text or ""))]
    for child in element:
        if isinstance(child.tag, str):
            pieces.append(_html(child, page))
        if child.tail:
            pieces.append(str(escape(child.tail)))
    return "".join(pieces)


def wrap(tag: str, css_class: str = "", extra: str = "") -> Behaviour:
    """A behaviour that puts a tag (and the element's id) around the content."""
    attributes = (f' class="{css_class}"' if css_class else "") + extra

    def behaviour(element: Element, page: Page) -> str:
        return f"<{tag}{page.local_id(element)}{attributes}>{_content(element, page)}</{tag}>"

    return behaviour


def paragraph(element: Element, page: Page) -> str:
    first = element[0] if len(element) and not element.text else None
    point = first is not None and name_of(first) in {"label", "seg"} and first.get("type") != "attribution"
    css = ' class="point"' if point else ""
    signs = _anchor(element, page) + revised(element, page)
    return f"<p{page.local_id(element)}{css}>{_content(element, page)}{signs}</p>"


def _anchor(element: Element, page: Page) -> str:
    """A link from a citable paragraph to itself; it has no text, the style sheet draws its sign."""
    if not page.local_id(element):
        return ""
    ref = str(element.get(XML_ID))
    local, label = escape(ref.removeprefix(f"{page.document}.")), escape(unit_label(ref))
    return f'<a class="anchor" href="#{local}" tabindex="-1" aria-label="Address of {label}"></a>'


def revised(element: Element, page: Page) -> str:
    """Whether a unit was changed after it was first published, with a link to what it was.
    (TEI P5, att.global.change.)"""
    changes = element.get("change", "").split()
    if not changes or not page.with_ids:
        return ""
    version = changes[-1].removeprefix("#v")
    label = "revised, not yet published" if version == "#draft" else f"revised in version {escape(version)}"
    parent = element.getparent()
    unit = element.get(XML_ID) or (parent.get(XML_ID) if parent is not None else None)
    earlier = page.earlier.get(str(unit))
    if earlier is None:
        return f' <span class="revised">{label}</span>'
    return f' <a class="revised" href="{escape(page.root + earlier)}">{label}</a>'


def heading(element: Element, page: Page) -> str:
    """`h3` at the head of a letter; in an essay `h2` and lower, by the depth of its division."""
    division = element.getparent()
    depth = 3
    if division is not None and not division.get("type"):
        depth = 1 + sum(name_of(ancestor) == "div" for ancestor in division.iterancestors())
    return f'<h{depth} class="head">{_content(element, page)}{revised(element, page)}</h{depth}>'


def highlight(element: Element, page: Page) -> str:
    inside = _content(element, page)
    rend = element.get("rend")
    if rend == "underline":
        twice = element.get("n") == "2"
        tag, css, times = ("strong", " twice", " twice") if twice else ("em", "", "")
        return f'<{tag} class="underlined{css}" title="underlined{times} in the original">{inside}</{tag}>'
    return f"<b>{inside}</b>" if rend == "bold" else f"<i>{inside}</i>"


def supplied(element: Element, page: Page) -> str:
    inside = _content(element, page)
    if element.get("reason") == "lost":
        return f'<span class="restored" title="lost in the source, supplied here">{inside}</span>'
    return f'<span class="supplied"><span class="sign">[</span>{inside}<span class="sign">]</span></span>'


def choice(element: Element, page: Page) -> str:
    """Correction and copy's reading; the style sheet shows one of them, as the reader chooses."""
    sic, corr = element.find("{*}sic"), element.find("{*}corr")
    assert sic is not None and corr is not None
    reading = escape(text_of(sic))
    return (
        f'<ins class="corr" title="source reads: {reading}">{_content(corr, page)}</ins>'
        f'<del class="sic">{_content(sic, page)}</del>'
    )


def gap(element: Element, page: Page) -> str:
    reason = element.get("reason")
    if reason == "withdrawn":
        return f'<span class="tombstone">{_content(element, page)}</span>'
    if reason == "not-included":
        return f'<span class="not-included">{_content(element, page)}</span>'
    if reason == "editorial":
        return '<span class="gap sign" title="omission by the editors">…</span>'
    what = escape(element.findtext("{*}desc") or "lost in the source")
    return f'<span class="gap lost" title="{what}">[…]</span>'


def page_break(element: Element, page: Page) -> str:
    """A page break, with its page where that is known. A separator may have a name, which is read out; a
    doc-pagebreak may not."""
    number = escape(page.breaks.get(element, ""))
    label, data = (f"page {number}", f' data-n="{number}"') if number else ("page break", "")
    return f'<span class="pb sign" role="separator" aria-label="{label}" title="{label}"{data}></span>'


def note_reference(element: Element, page: Page) -> str:
    """A link to the note in the list, and a button that opens it in place; the style sheet shows one."""
    target = element.get("target", "")
    local = escape(target[1:].removeprefix(f"{page.document}."))
    note = page.notes.get(target) or NoteReference(target.rpartition(".n")[2], 0)
    before = note.pointers.index(element) if element in note.pointers else 0
    xml_id = f"ref-{local}-{before + 1}" if before else f"ref-{local}"
    place = "" if before or not note.place else f" at-{note.place}"
    label = f'aria-label="Note {note.number}"'
    link = f'<a href="#{local}" id="{xml_id}" role="doc-noteref" {label}>{note.number}</a>'
    button = f'<button type="button" popovertarget="{local}" {label}>{note.number}</button>'
    return f'<sup class="noteref{place}">{link}{button if page.beside else ""}</sup>'


def reference(element: Element, page: Page) -> str:
    return f'<a href="{escape(page.link(element.get("target", "")))}">{_content(element, page)}</a>'


def name(element: Element, page: Page) -> str:
    """A name leads to its entry; if it was named before, a script may still show the entry. Initials and
    surname stay on one line."""
    return _to_entry(element, page, unbroken(_content(element, page)))


def title(element: Element, page: Page) -> str:
    """A title is italic, and leads to its entry."""
    return _to_entry(element, page, f"<i>{unbroken(_content(element, page))}</i>")


def _to_entry(element: Element, page: Page, inside: str) -> str:
    ref = element.get("ref", "")
    if not ref:
        return inside
    ref, *others = ref.split()
    kind, address = ref.removeprefix("#").partition("-")[0], page.link(ref)
    if page.names is not None and element not in page.names:
        return inside
    if page.names is not None and not page.names[element]:
        return f'<span class="name" data-to="{escape(address)}">{inside}</span>'
    return _name_link(kind, address, inside) + "".join(_also(other, page) for other in others)


def _also(ref: str, page: Page) -> str:
    """The link to a further person who is meant by the same words."""
    kind, _, name = ref.removeprefix("#").partition("-")
    label = escape(f"and {name.replace('-', ' ')}")
    return (
        f'<a class="name {kind}" href="{escape(page.link(ref))}" title="{label}" aria-label="{label}">+</a>'
    )


def _name_link(kind: str, address: str, inside: str) -> str:
    return f'<a class="name {kind}" href="{escape(address)}">{inside}</a>'


def linked_names(names: Sequence[ReferencedName], root: str) -> Markup:
    """Names of a header as a list in words, “A, B and C”, each a link to its entry if it has one."""
    links = [Markup(_linked_name(name, root)) for name in names]
    if len(links) < 2:
        return Markup("").join(links)
    return Markup(", ").join(links[:-1]) + Markup(" and ") + links[-1]


def _linked_name(name: ReferencedName, root: str) -> str:
    supposed = "" if name.certain or not name.ref.startswith(("person-", "org-")) else " (?)"
    inside = unbroken(str(escape(name.words))) + supposed
    return _name_link(name.ref.partition("-")[0], href(name.ref, root), inside) if name.ref else inside


def archive(element: Element, page: Page) -> str:
    inside, full = _content(element, page), element.get("n", "")
    if element.get("type") == "source":
        return f'<p class="source">{inside}</p>'
    if element.get("type") != "archive" or full == text_of(element):
        return f'<span class="archive">{inside}</span>'
    return f'<span class="archive" title="{escape(full)}">{inside}</span>'


def postscript(element: Element, page: Page) -> str:
    """The label runs into the first paragraph."""
    pieces = []
    label = ""
    for child in element:
        if name_of(child) == "label":
            label = f'<span class="label">{_content(child, page)}</span> '
            continue
        inside = _html(child, page)
        if label and name_of(child) == "p":
            start = inside.index(">") + 1
            inside, label = inside[:start] + label + inside[start:], ""
        pieces.append(inside)
    return f'<section class="postscript" aria-label="Postscript">{"".join(pieces)}</section>'


def division(element: Element, page: Page) -> str:
    kind = element.get("type", "")
    label = {"enclosure": ' aria-label="Text by another hand, with the letter"'}.get(kind, "")
    language = f' lang="{escape(element.get(XML_LANG, ""))}"' if element.get(XML_LANG) else ""
    tag = "section" if label or not kind else "div"
    opening = f'{tag}{page.local_id(element)} class="{escape(kind)}"{label}{language}'
    return f"<{opening}>{_content(element, page)}</{tag}>"


QUOTED_BLOCKS = frozenset({"p", "quote", "table", "floatingText"})


def quotation(element: Element, page: Page) -> str:
    if all(child.tag is None or name_of(child) not in QUOTED_BLOCKS for child in element):
        return f"<q>{_content(element, page)}</q>"
    return f"<blockquote>{_content(element, page)}</blockquote>"


def row(element: Element, page: Page) -> str:
    """Cells of a heading row head their columns, the first cell of another heads its row."""
    pieces = []
    for index, cell in enumerate(element.iterfind("{*}cell")):
        scope = "col" if element.get("role") == "label" else "row" if index == 0 else ""
        inside = _content(cell, page)
        tag = f'th scope="{scope}"' if scope and inside else "td"
        pieces.append(f"<{tag}>{inside}</{tag.split()[0]}>")
    return f"<tr>{''.join(pieces)}</tr>"


def foreign(element: Element, page: Page) -> str:
    return f'<i lang="{escape(element.get(XML_LANG, ""))}">{_content(element, page)}</i>'


def segment(element: Element, page: Page) -> str:
    kind = element.get("type") or "words"
    return f'<span class="{escape(kind)}">{_content(element, page)}</span>'


BEHAVIOURS: dict[str, Behaviour] = {
    "TEI": lambda element, page: "",
    "p": paragraph,
    "head": heading,
    "opener": wrap("div", "opener"),
    "closer": wrap("div", "closer"),
    "postscript": postscript,
    "div": division,
    "dateline": wrap("p", "dateline"),
    "salute": wrap("p", "salute"),
    "signed": wrap("p", "signed"),
    "address": wrap("p", "address"),
    "addrLine": wrap("span", "addrline"),
    "label": wrap("span", "label"),
    "seg": segment,
    "hi": highlight,
    "emph": wrap("em"),
    "table": wrap("table"),
    "row": row,
    "foreign": foreign,
    "quote": quotation,
    "supplied": supplied,
    "choice": choice,
    "sic": lambda element, page: f'{_content(element, page)} <span class="sign">[<i>sic</i>]</span>',
    "gap": gap,
    "pb": page_break,
    "anchor": lambda element, page: f"<span{page.local_id(element)}></span>" if page.with_ids else "",
    "lb": lambda element, page: "<br>",
    "ptr": note_reference,
    "ref": reference,
    "bibl": archive,
    **dict.fromkeys(("persName", "orgName", "placeName", "term"), name),
    "title": title,
}
