"""TEI → HTML: one function for each element, in a table. What is not in the table shows its content."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import escape

from edition.lookup.addresses import unit_label
from edition.render.letter_marks import (
    AROUND,
    HIGHLIGHTS,
    PART_NAMES,
    Shown,
    hand_sign,
    illegible,
    in_a_hand,
    items,
    marginal_note,
    part_name,
    section_break,
    written_otherwise,
)
from edition.render.linking import name, note_reference, reference, title
from edition.render.showing import Behaviour, Page, content_of, html_of, language_of, wrap
from edition.render.translations import side_by_side
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, Element, name_of, select


def paragraph(element: Element, page: Page) -> str:
    """A paragraph with the link to itself, and whether it was revised; one with a label is a point."""
    first = element[0] if len(element) and not element.text else None
    point = first is not None and name_of(first) in {"label", "seg"} and first.get("type") is None
    css = ' class="point"' if point else ' class="hand"' if element.get("hand") else ""
    signs = _anchor(element, page) + revised(element, page)
    hand = hand_sign(element, page.phrases)
    return f"<p{page.local_id(element)}{css}>{hand}{content_of(element, page)}{signs}</p>"


def _anchor(element: Element, page: Page) -> str:
    """A link from a citable paragraph to itself; it has no text, the style sheet draws its sign."""
    if not page.local_id(element):
        return ""
    ref = str(element.get(XML_ID))
    local, label = escape(ref.removeprefix(f"{page.document}.")), unit_label(ref, page.phrases)
    address = page.phrases("Address of {name}", name=label)
    return f'<a class="anchor" href="#{local}" tabindex="-1" aria-label="{address}"></a>'


def revised(element: Element, page: Page) -> str:
    """Whether a unit was changed after it was first published, with a link to what it was. (TEI P5,
    att.global.change.) Like the signs of paragraphs this is no tab stop; the version at the head of the page
    leads to all of them."""
    changes = element.get("change", "").split()
    if not changes or not page.with_ids:
        return ""
    version = changes[-1].removeprefix("#v")
    label = page.phrases("revised, not yet published")
    if version != "#draft":
        label = page.phrases("revised in version {version}", version=version)
    parent = element.getparent()
    unit = element.get(XML_ID) or (parent.get(XML_ID) if parent is not None else None)
    earlier = page.earlier.get(str(unit))
    short = f'class="revised" data-short="{page.phrases("rev.")}"'
    if earlier is None:
        return f" <span {short}>{label}</span>"
    return f' <a {short} href="{escape(page.root + earlier)}" tabindex="-1">{label}</a>'


def heading(element: Element, page: Page) -> str:
    """`h3` at the head of a letter; in an essay `h2` and lower, by the depth of its division."""
    division = element.getparent()
    depth = 3
    if division is not None and not division.get("type"):
        depth = 1 + sum(name_of(ancestor) == "div" for ancestor in division.iterancestors())
    return f'<h{depth} class="head">{content_of(element, page)}{revised(element, page)}</h{depth}>'


ITALIC = frozenset({None, "", "italic"})


def highlight(element: Element, page: Page) -> str:
    """Underlining, which says what it was in the original; another look as HTML has it, or none."""
    inside = content_of(element, page)
    rend = element.get("rend")
    if rend == "underline":
        twice = element.get("n") == "2"
        label = "underlined twice in the original" if twice else "underlined in the original"
        tag, css = ("strong", " twice") if twice else ("em", "")
        return f'<{tag} class="underlined{css}" title="{page.phrases(label)}">{inside}</{tag}>'
    usual = "<i>{}</i>" if rend in ITALIC else "{}"  # what a corpus says of other looks is in its TEI alone
    return HIGHLIGHTS.get(rend or "", usual).format(inside)


def supplied(element: Element, page: Page) -> str:
    """Words that editors supplied: in brackets, or, where they were lost, without."""
    inside = content_of(element, page)
    if element.get("reason") == "lost":
        label = page.phrases("lost in the source, supplied here")
        return f'<span class="restored" title="{label}">{inside}</span>'
    doubt = "?" if element.get("cert") in {"low", "medium"} else ""
    return (
        f'<span class="supplied"><span class="sign">[</span>{inside}<span class="sign">{doubt}]</span></span>'
    )


def choice(element: Element, page: Page) -> str:
    """Correction and copy's reading, or a spelling and its modern form; the style sheet shows one of them, as
    the reader chooses. A note to either is referred to behind both."""
    notes = "".join(note_reference(each, page) for each in element.iter("{*}ptr"))
    page = replace(page, references=False)
    if element.find("{*}sic") is None:
        return written_otherwise(element, content_of(element[0], page), content_of(element[1], page)) + notes
    sic, corr = element.find("{*}sic"), element.find("{*}corr")
    assert sic is not None and corr is not None
    reading = page.phrases("source reads: {reading}", reading=text_of(sic))
    return (
        f'<ins class="corr" title="{reading}">{content_of(corr, page)}</ins>'
        f'<del class="sic">{content_of(sic, page)}</del>{notes}'
    )


def gap(element: Element, page: Page) -> str:
    """What is not there, by its reason: withdrawn, not included, illegible, left out by editors, or lost."""
    reason = element.get("reason")
    if reason == "withdrawn":
        return f'<span class="tombstone">{content_of(element, page)}</span>'
    if reason == "not-included":
        return f'<span class="not-included">{content_of(element, page)}</span>'
    if reason == "illegible":
        return illegible(element, page.phrases)
    if reason == "editorial":
        return f'<span class="gap sign" title="{page.phrases("omission by the editors")}">…</span>'
    what = escape(element.findtext("{*}desc") or page.phrases.say("lost in the source"))
    return f'<span class="gap lost" title="{what}">[…]</span>'


def page_break(element: Element, page: Page) -> str:
    """A page break, with its page where that is known. A separator may have a name, which is read out; a
    doc-pagebreak may not."""
    number = page.breaks.get(element, "")
    is_page = number.isalnum() and not number.isalpha()
    name = page.phrases("page {number}", number=number) if is_page else escape(number)
    label, data = (name, f' data-n="{escape(number)}"') if number else (page.phrases("page break"), "")
    facs = element.get("facs", "")
    if facs and page.with_ids and page.links:
        local = escape(facs.rpartition(".")[2])
        heard = page.phrases("{name}, image", name=label)
        return f'<a class="pb sign" href="#{local}" aria-label="{heard}" title="{label}"{data}></a>'
    return f'<span class="pb sign" role="separator" aria-label="{label}" title="{label}"{data}></span>'


def archive(element: Element, page: Page) -> str:
    """A reference to an archive, its full form as a title; the source line of a note is a paragraph."""
    inside, full = content_of(element, page), element.get("n", "")
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
            label = f'<span class="label">{content_of(child, page)}</span> '
            continue
        inside = html_of(child, page)
        if label and name_of(child) == "p":
            start = inside.index(">") + 1
            inside, label = inside[:start] + label + inside[start:], ""
        pieces.append(inside)
    label = _label(page.phrases("Postscript"), element, "t:postscript")
    return f'<section class="postscript"{label}>{"".join(pieces)}</section>'


OF_ITS_KIND = {
    "enclosure": "*[@type='enclosure']",
    "comment": "t:div[@type='comment']",
    "version": "t:div[@type='version']",
}


def _label(words: str, element: Element, alike: str) -> str:
    """The name of a part, for those who hear it; from the second of its kind in a text on it has a number."""
    number = 1 + len(select(element, f"preceding::{alike}"))
    return f' aria-label="{words} {number}"' if number > 1 else f' aria-label="{words}"'


def division(element: Element, page: Page) -> str:
    """A part of a text; enclosures, versions and commentary are named, a translation stands beside its
    original."""
    kind = element.get("type", "")
    name = page.phrases(part_name(element)) if kind in OF_ITS_KIND else ""
    label = _label(name, element, OF_ITS_KIND[kind]) if name else ""
    language = language_of(element)
    tag = "section" if label or not kind else "div"
    opening = f'{tag}{page.local_id(element)} class="{escape(kind)}"{label}{language}'
    translations = [each for each in element.itersiblings() if each.get("type") == "translation"]
    if kind == "translation" and element.getprevious() is not None:
        return ""  # it stands beside its original
    inside = side_by_side(element, translations, page) if translations else content_of(element, page)
    return f"<{opening}>{inside}</{tag}>"


def floating_text(element: Element, page: Page) -> str:
    """An enclosure amid a letter; other quoted documents show their content."""
    if element.get("type") != "enclosure":
        return content_of(element, page)
    body = element[0]
    inner = (
        content_of(body[0], page) if len(body) == 1 and name_of(body[0]) == "div" else content_of(body, page)
    )
    label = _label(page.phrases(PART_NAMES["enclosure"]), element, OF_ITS_KIND["enclosure"])
    return f'<section{page.local_id(element)} class="enclosure amid"{label}>{inner}</section>'


QUOTED_BLOCKS = frozenset({"p", "quote", "table", "floatingText"})


def quotation(element: Element, page: Page) -> str:
    """A quotation, as a block where it holds blocks."""
    if all(child.tag is None or name_of(child) not in QUOTED_BLOCKS for child in element):
        return f"<q>{content_of(element, page)}</q>"
    return f"<blockquote>{content_of(element, page)}</blockquote>"


def row(element: Element, page: Page) -> str:
    """Cells of a heading row head their columns, the first cell of another heads its row."""
    pieces = []
    for index, cell in enumerate(element.iterfind("{*}cell")):
        scope = "col" if element.get("role") == "label" else "row" if index == 0 else ""
        inside = content_of(cell, page)
        tag = f'th scope="{scope}"' if scope and inside else "td"
        pieces.append(f"<{tag}>{inside}</{tag.split()[0]}>")
    return f"<tr>{''.join(pieces)}</tr>"


def foreign(element: Element, page: Page) -> str:
    """Words of another language, in italics."""
    return f"<i{language_of(element)}>{content_of(element, page)}</i>"


def line_break(element: Element, page: Page) -> str:
    """A line of the original that ends; within a word it is a stroke. Where a corpus' lines are not shown,
    words are only parted."""
    if element.get("break") == "no":
        label = page.phrases("line break")
        return f'<span class="lb sign" role="separator" aria-label="{label}" title="{label}"></span>'
    return " " if element.get("type") == "line" else "<br>"


def around(shown: Shown) -> Behaviour:
    """A behaviour that shows an element by itself and the HTML of what is in it."""
    return lambda element, page: shown(element, content_of(element, page), page.phrases)


def listing(element: Element, page: Page) -> str:
    """A list; labels stay as they were written."""
    css = ' class="labelled"' if element.get("rend") == "numbered" else ""
    contents = {child: content_of(child, page) for child in element}
    signs = _anchor(element, page) + revised(element, page)
    inside = items(element, contents)
    inside = f"{inside[:-5]}{signs}</li>" if inside else inside
    return f'<ul{page.local_id(element)}{css} role="list">{inside}</ul>'


def poem(element: Element, page: Page) -> str:
    """Verse, or a stanza of it."""
    stanza = element.get("type") == "stanza"
    signs = "" if stanza else _anchor(element, page) + revised(element, page)
    css = "stanza" if stanza else "verse"
    return f'<div{page.local_id(element)} class="{css}">{content_of(element, page)}{signs}</div>'


def note_in_the_text(element: Element, page: Page) -> str:
    """What is written in the margin of a letter."""
    return marginal_note(element, content_of(element, page), page.local_id(element), page.phrases)


def segment(element: Element, page: Page) -> str:
    """Words of another hand; any other segment has its type as a class."""
    if element.get("hand"):
        return in_a_hand(element, content_of(element, page), page.phrases)
    kind = element.get("type") or "words"
    return f'<span class="{escape(kind)}">{content_of(element, page)}</span>'


COLUMNS = 4  # of a table that needs more room than a narrow screen has


def table(element: Element, page: Page) -> str:
    """A table; a wide one scrolls in a box of its own."""
    inside = wrap("table")(element, page)
    if max(map(len, select(element, "t:row")), default=0) <= COLUMNS:
        return inside
    label = page.phrases("Table")
    return f'<div class="scroll wide" role="group" aria-label="{label}" tabindex="0">{inside}</div>'


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
    "table": table,
    "row": row,
    "foreign": foreign,
    "quote": quotation,
    "supplied": supplied,
    "choice": choice,
    "sic": lambda element, page: f'{content_of(element, page)} <span class="sign">[<i>sic</i>]</span>',
    "gap": gap,
    "pb": page_break,
    "anchor": lambda element, page: f"<span{page.local_id(element)}></span>" if page.with_ids else "",
    "lb": line_break,
    "list": listing,
    "lg": poem,
    "note": note_in_the_text,
    "milestone": lambda element, page: section_break(element),
    "ab": wrap("div", "ab"),
    "floatingText": floating_text,
    **{name: around(shown) for name, shown in AROUND.items()},
    "ptr": note_reference,
    "ref": reference,
    "bibl": archive,
    **dict.fromkeys(("persName", "orgName", "placeName", "term", "name"), name),
    "title": title,
}
