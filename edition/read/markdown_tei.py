"""Markdown → TEI: one function for each kind of block, in a table; `markdown_inline` has the other half.

Each function yields the elements that a node of the Markdown becomes; `Voice` says whose words are being
read. (encoding.md, “Text of a letter”; TEI P5, chapters 3 and 4.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from edition.findings.diagnostics import did_you_mean
from edition.findings.rule import ERROR, WARNING, Rule
from edition.paths import NOTES
from edition.read.letter_marks import (
    address,
    bullets,
    letterhead,
    marginal_note,
    passage,
    points,
    postmark,
    remark,
    section_break,
    translation,
    verse,
)
from edition.read.letter_parts import blockquote, closer, enclosure, opener, postscript, quote_container
from edition.read.markdown_converter import BlockReader, Converter
from edition.read.markdown_inline import INLINES, classes_of
from edition.read.markdown_syntax import M106, MarkdownText
from edition.read.pandoc_attributes import M105
from edition.read.span_marks import hand_of
from edition.read.voices import Voice
from edition.tei.reading import text_of
from edition.tei.tree import LEVEL, E, Element

LABEL = re.compile(r"([\"“]?)(\d{1,3}[.)]|P\.(?:\s?P\.)?\s?S\.)(?=\s|\Z)")
SUBPOINT = re.compile(r"([\"“]?)([a-z]\))(?=\s|\Z)")


DEFINITION = re.compile(r"\[\^[^\]\s]+\]:")  # of a footnote, as other Markdown has it
ATTRIBUTES = re.compile(r"\{[#.][^}\n]*\}\s*(?:\n|\Z)")


def paragraph(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """A `p`, or by its class a `dateline`, `salute`, `signed`, `addrLine` or `ab`; `{#p7}` pins its id.
    Attributes that are unknown or unreadable are reported (M105)."""
    if DEFINITION.match(node.children[0].content if node.children else ""):
        path = f"{NOTES}/{converter.document}.yaml"
        converter.problem(M106, "a note is not written in the text", node, f"write it in {path}")
        return
    attributes = dict(node.attrs)
    classes = classes_of(attributes)
    role = next((name for name in classes if name in PARAGRAPH_ROLES), "p")
    unknown = [f".{name}" for name in classes if name not in PARAGRAPH_ROLES]
    unknown += [str(key) for key in attributes if key not in {"class", "id", "hand"}]
    if unknown:
        known = [f".{name}" for name in PARAGRAPH_ROLES]
        hint = did_you_mean(unknown[0], known) or f"known: #id, hand=… and {', '.join(known)}"
        converter.parsed.problems.append(
            M105.at(converter.attribute_place(node, unknown[0]), f"a paragraph has no {unknown[0]}", hint)
        )
    element = converter.inlines_of(PARAGRAPH_ROLES[role](), node, voice)
    if "hand" in attributes:
        element.set("hand", hand_of(str(attributes["hand"])))
    if role == "p" and voice.labels:
        _label_point(element)
    if ATTRIBUTES.match(node.children[0].content if node.children else ""):
        converter.problem(
            M105, "these attributes cannot be read", node, "write {#id} or {.class} on a line of its own"
        )
    if text_of(element) or len(element):  # a remark alone is no paragraph
        yield element


PARAGRAPH_ROLES: dict[str, Callable[[], Element]] = {
    "p": lambda: E("p"),
    "dateline": lambda: E("dateline"),
    "salute": lambda: E("salute"),
    "signed": lambda: E("signed"),
    "address": lambda: E("addrLine"),
    "instruction": lambda: E("ab", type="instruction"),
    "subject": lambda: E("ab", type="subject"),
}


def _label_point(paragraph: Element) -> None:
    """Turn the number at the start of a point into its `label`, a letter into a `seg`."""
    text = paragraph.text or ""
    for pattern, name in ((LABEL, "label"), (SUBPOINT, "seg")):
        match = pattern.match(text)
        if match and (match.end() < len(text) or len(paragraph)):
            label = E(name, match.group(2), type="subpoint" if name == "seg" else None)
            paragraph.text = match.group(1) or None
            label.tail = text[match.end() :]
            paragraph.insert(0, label)
            return


M108 = Rule(
    "M108",
    WARNING,
    "a heading that skips a level",
    why="Screen reader users go from heading to heading; a missing level looks like a missing part.",
    bad="`## The loan`, then `#### Its return`",
    good="`## The loan`, then `### Its return`",
)
M109 = Rule(
    "M109",
    ERROR,
    "a heading without words",
    why="It would be an empty line in the table of contents.",
    bad="`##`",
    good="`## The loan`",
)


def heading(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """A `head`; its level stays on it until divisions are nested. Reported are headings without words (M109)
    and skipped levels (M108)."""
    head = converter.inlines_of(E("head"), node, replace(voice, manuscript=False))
    level = int(node.tag.removeprefix("h"))
    if not text_of(head):
        converter.problem(M109, "a heading without words", node, "say what follows, or remove it")
    if level > converter.level + 1:
        message = f"a heading of level {level} follows one of level {converter.level}"
        converter.problem(M108, message, node, f"write {'#' * (converter.level + 1)} for {'#' * level}")
    converter.level = level
    head.set(LEVEL, str(level))
    yield head


def table(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`<table><row role="label"><cell>…` (TEI 14.1.1). An empty heading row is left out."""
    element = E("table")
    for group in node.children:
        for row in group.children:
            cells = [converter.inlines_of(E("cell"), cell, voice) for cell in row.children]
            if group.type == "tbody" or any(cell.text or len(cell) for cell in cells):
                element.append(E("row", *cells, role="label" if group.type == "thead" else None))
    yield element


BLOCKS: Mapping[str, BlockReader] = {
    "paragraph": paragraph,
    "heading": heading,
    "blockquote": blockquote,
    "table": table,
    "container_opener": opener,
    "container_closer": closer,
    "container_postscript": postscript,
    "container_enclosure": enclosure,
    "container_part": enclosure,
    "container_quote": quote_container,
    "bullet_list": bullets,
    "points": points,
    "hr": section_break,
    "container_verse": verse,
    "container_margin": marginal_note,
    "container_passage": passage,
    "container_address": address,
    "container_letterhead": letterhead,
    "container_postmark": postmark,
    "container_translation": translation,
    "container_remark": remark,
}


def converter_of(parsed: MarkdownText, document: str) -> Converter:
    """What builds the TEI of a parsed text, which is one of a document’s."""
    return Converter(parsed, document, BLOCKS, INLINES)
