"""What a letter may hold besides paragraphs, Markdown → TEI: verse, lists, breaks, what stands in the margin
or by another hand, addresses and postmarks, a translation.

(docs/marks.md shows them all; TEI P5, chapters 3, 6 and 12.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from edition.read.markdown_converter import Converter
from edition.read.pandoc_attributes import M105
from edition.read.span_marks import hand_of
from edition.read.voices import Voice
from edition.tei.tree import XML_LANG, E, Element, append, name_of, tag

INDENT = 2  # blanks of one step
# elements that can be in a hand (TEI P5, att.written)
WRITTEN = frozenset("p head opener closer postscript salute signed dateline ab note".split())


# -- lists and breaks -----------------------------------------------------------------------------------


def bullets(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`- …` on consecutive lines: a `list` (TEI 3.8)."""
    yield E("list", *(_item(converter, item, voice) for item in node.children), rend="bulleted")


def _item(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Element:
    """An item; its first paragraph is no `p` unless it has several."""
    item = E("item")
    several = sum(child.type == "paragraph" for child in node.children) > 1
    for child in node.children:
        if child.type == "paragraph" and not several:
            converter.inlines_of(item, child, voice)
        else:
            append(item, *converter.block(child, voice))
    return item


def points(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`1) …` on consecutive lines: a `list` whose labels are as they were written (TEI 3.8)."""
    element = E("list", rend="numbered")
    for point in node.children:
        element.append(E("label", point.info))
        element.append(converter.inlines_of(E("item"), point, voice))
    yield element


def section_break(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`* * *` or `---` between paragraphs: a `milestone` (TEI 3.11.3)."""
    yield E("milestone", unit="section", rend="asterism" if "*" in node.markup else "line")


# -- lines ----------------------------------------------------------------------------------------------


def verse(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: verse`: lines as they stand, stanzas parted by a blank line, blanks before a line for its
    indentation (`lg`, `l`; TEI 3.13, 6)."""
    converter.container_said(node)
    parts: list[Element] = []
    for child in node.children:
        is_stanza = child.type == "paragraph"
        parts += [E("lg", *_verses(converter, child, voice))] if is_stanza else converter.block(child, voice)
    stanzas = [part for part in parts if name_of(part) == "lg"]
    if len(stanzas) < 2:
        yield E("lg", *(inner for part in parts for inner in (part if part in stanzas else [part])))
        return
    for stanza in stanzas:
        stanza.set("type", "stanza")
    yield E("lg", *parts, type_="poem")


def _verses(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """The lines of a stanza, each an `l`."""
    first = node.map[0] if node.map else 0
    for number, line in enumerate(_lines(node)):
        raw = converter.parsed.lines[first + number]
        steps = (len(raw) - len(raw.lstrip())) // INDENT
        verse_line = E("l", rend=f"indent({steps})" if steps else None)
        yield converter.nodes(verse_line, line, replace(voice, lines=True))


def _lines(node: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """The inline nodes of a block, line by line."""
    lines: list[list[SyntaxTreeNode]] = [[]]
    for child in (inner for inline in node.children for inner in inline.children):
        if child.type in {"softbreak", "hardbreak"}:
            lines.append([])
        else:
            lines[-1].append(child)
    return lines


def _all_lines(converter: Converter, node: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """The lines of a container that holds nothing but lines; anything else is reported (M105)."""
    for child in node.children:
        if child.type != "paragraph":
            kind = node.type.removeprefix("container_")
            converter.problem(M105, f"“{kind}” can hold lines only", child, "write lines of words")
    return [line for child in node.children if child.type == "paragraph" for line in _lines(child)]


def address(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: address`: an `address` line by line (TEI 3.6.2)."""
    converter.container_said(node)
    lines = [converter.nodes(E("addrLine"), line, voice) for line in _all_lines(converter, node)]
    yield E("ab", E("address", *lines), type_="address")


def letterhead(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: letterhead`: what is printed at the head of the sheet (`fw`, TEI 12.6)."""
    converter.container_said(node)
    yield _joined(converter, E("fw", type_="letterhead", place="top"), node, voice)


def postmark(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: postmark`: a `stamp` (TEI 11.3.2.3)."""
    converter.container_said(node)
    yield E("ab", _joined(converter, E("stamp", type_="postmark"), node, voice), type_="postmark")


def _joined(converter: Converter, element: Element, node: SyntaxTreeNode, voice: Voice) -> Element:
    """The lines of a container in one element, parted by `lb`."""
    for number, line in enumerate(_all_lines(converter, node)):
        if number:
            append(element, E("lb"))
        converter.nodes(element, line, voice)
    return element


# -- hands, translation, remarks ------------------------------------------------------------------------


def marginal_note(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: margin {hand=… place=…}`: what somebody wrote in the margin (`note`, TEI 3.9.1)."""
    said = converter.container_said(node, "hand", "place")
    hand = hand_of(said["hand"]) if "hand" in said else None
    blocks = converter.blocks(node, voice)
    yield E("note", *blocks, type_="authorial", place=said.get("place", "margin"), hand=hand)


def passage(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: passage {hand=…}`: paragraphs, verse and lists by another hand."""
    said = converter.container_said(node, "hand")
    if "hand" not in said:
        converter.problem(M105, "the hand is missing", node, "write ::: passage {hand=person-…}")
    for block in converter.blocks(node, voice):
        written = list(_written(block))
        for element in written:
            element.set("hand", hand_of(said.get("hand", "")))
        if not written:
            converter.problem(M105, "this block cannot have a hand", node, "put it into ::: margin {hand=…}")
        yield block


def _written(block: Element) -> Iterator[Element]:
    """The elements of a block that can be in a hand: itself, or what stands in each line and item of it."""
    if name_of(block) in WRITTEN:
        yield block
    for part in block.iter(tag("l"), tag("item")):
        paragraphs = [child for child in part if name_of(child) in WRITTEN]
        yield from paragraphs or [wrapped(part)]


def wrapped(part: Element) -> Element:
    """All that is in an element, in a `seg` within it."""
    inside = E("seg")
    inside.text, part.text = part.text, None
    inside.extend(list(part))
    part.append(inside)
    return inside


def translation(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: translation {lang=en}`: the letter again, paragraph by paragraph (`merge.translations` ties the
    two together)."""
    said = converter.container_said(node, "lang", "by")
    if "lang" not in said:
        hint = "write ::: translation {lang=en}"
        converter.problem(M105, "the translation has no language", node, hint)
    element = E("div", *converter.blocks(node, voice), type_="translation")
    element.set(XML_LANG, said.get("lang", "en"))
    if "by" in said:
        element.set("resp", f"#{said['by']}")
    yield element


def remark(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: remark`: the editor’s own, which is not published."""
    converter.container_said(node)
    yield from ()
