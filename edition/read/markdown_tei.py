"""Markdown → TEI: one function for each kind of block, in a table; `markdown_inline` has the other half.

Each function yields the elements that a node of the Markdown becomes; `Voice` says whose words are being
read. (encoding.md, “Text of a letter”; TEI P5, chapters 3 and 4.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from edition.findings.diagnostics import Location, did_you_mean
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
from edition.read.markdown_inline import INLINES, classes_of
from edition.read.markdown_syntax import M106, MarkdownText, container_attributes
from edition.read.span_marks import M105, VALUES, hand_of
from edition.read.voices import Voice
from edition.tei.reading import text_of
from edition.tei.tree import LEVEL, ORIGIN, PIN, E, Element, name_of

LABEL = re.compile(r"([\"“]?)(\d{1,3}[.)]|P\.(?:\s?P\.)?\s?S\.)(?=\s|\Z)")
SUBPOINT = re.compile(r"([\"“]?)([a-z]\))(?=\s|\Z)")


UNUSED = {"code_inline": "code between backticks"}
UNITS = frozenset({"p", "head", "lg", "list"})  # what can have an id


@dataclass
class Converter:
    """Builds TEI from one parsed text; problems are added to those of the text."""

    parsed: MarkdownText
    document: str
    level: int = 1  # of the last heading

    def problem(
        self, rule: Rule, message: str, node: SyntaxTreeNode, hint: str = "", words: str = ""
    ) -> None:
        """Report that a node breaks a rule; `words` are the words meant, by which the place can be narrowed
        down."""
        self.parsed.problems.append(rule.at(self.place(node), message, hint, words=words))

    def place(self, node: SyntaxTreeNode) -> Location:
        """The location of a node in the file; of an inline node, that of its first character."""
        inline: SyntaxTreeNode | None = node
        while inline is not None and inline.type not in {"inline", "root"}:
            inline = inline.parent
        offset = int(node.meta.get("pos", 0)) if node.meta else 0
        if inline is not None and inline.type == "inline" and offset:
            return self.parsed.location(inline, offset)
        return self.parsed.location(node)

    def attribute_place(self, node: SyntaxTreeNode, written: str) -> Location:
        """The location of a block’s attribute, which is on one of the lines above the block."""
        place = self.place(node)
        for line in range(place.line, self.parsed.first_line - 1, -1):
            column = self.parsed.lines[line - self.parsed.first_line].find(written)
            if column >= 0:
                return Location(place.path, line, column + 1)
        return place

    # -- blocks ---------------------------------------------------------------------------------------

    def blocks(self, node: SyntaxTreeNode, voice: Voice) -> list[Element]:
        """The TEI elements of the block children of a node, each carrying its place."""
        return [element for child in node.children for element in self.block(child, voice)]

    def block(self, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
        """The TEI elements of one block, each carrying its place; a kind that the edition does not use is
        reported (M106)."""
        convert = BLOCKS.get(node.type)
        if convert is None:
            if node.type != "front_matter":
                markup = UNUSED.get(node.type, node.type.replace("_", " "))
                self.problem(M106, f"{markup} is not used in the edition", node, "write it as a paragraph")
            return
        elements = list(convert(self, node, voice))
        for key in node.attrs if node.type != "paragraph" else ():
            if key != "id":
                written = str(node.attrs[key])
                message = f"“{written}” says nothing of what stands below it"
                place = self.attribute_place(node, written)
                self.parsed.problems.append(M105.at(place, message, "write it above a paragraph"))
        if "id" in node.attrs:
            self.pin(elements, str(node.attrs["id"]), node)
        for element in elements:
            if element.get(ORIGIN) is None:
                place = self.place(node)
                element.set(ORIGIN, f"{place.line}:{place.column}")
            yield element

    def pin(self, elements: list[Element], ids: str, node: SyntaxTreeNode) -> None:
        """Note down the ids written above a block: on its paragraph or heading, of a quotation on the first
        paragraph. What cannot be an id, or stands above what has none, is reported (M105)."""
        units = [inner for top in elements for inner in top.iter() if name_of(inner) in UNITS]
        wrong = next((pin for pin in ids.split() if not UNIT.fullmatch(pin)), None)
        if wrong is not None:
            self.problem(M105, f"“#{wrong}” cannot be an id", node, "an id is like #p7")
        elif not units:
            self.problem(M105, f"“#{ids}” stands above what has no id", node, "write it above a paragraph")
        else:
            units[0].set(PIN, " ".join(filter(None, (ids, units[0].get(PIN)))))

    def container_said(self, node: SyntaxTreeNode, *known: str) -> dict[str, str]:
        """The attributes in the opening line of a container; one that is not `known` is reported (M105)."""
        said = container_attributes(node.info or "")
        kind = node.type.removeprefix("container_")
        for key in said.keys() - set(known):
            hint = f"known: {', '.join(f'{each}=…' for each in known)}" if known else "write its name alone"
            self.problem(M105, f"“{kind}” has no “{key}”", node, hint)
        for key in said.keys() & VALUES.keys():
            if said[key] not in VALUES[key]:
                self.problem(
                    M105, f"“{key}” cannot be “{said[key]}”", node, f"known: {', '.join(VALUES[key])}"
                )
        return said

    def inline(self, parent: Element, node: SyntaxTreeNode, voice: Voice) -> Element:
        """Append the inline children of a node to `parent`, and return `parent`."""
        return self.nodes(parent, node.children, voice)

    def nodes(self, parent: Element, nodes: Iterable[SyntaxTreeNode], voice: Voice) -> Element:
        """Append inline nodes to `parent`, and return `parent`."""
        for child in nodes:
            convert = INLINES.get(child.type)
            if convert is None:
                markup = UNUSED.get(child.type, child.type)
                hint = "write the words without the signs"
                self.problem(M106, f"{markup} is not used in the edition", child, hint, words=child.content)
            else:
                convert(self, parent, child, voice)
        return parent

    def inlines_of(self, parent: Element, node: SyntaxTreeNode, voice: Voice) -> Element:
        """Append the inline content of a block (paragraph, heading, cell) to `parent`, and return
        `parent`."""
        for child in node.children:
            self.inline(parent, child, voice)
        return parent


UNIT = re.compile(r"[a-z][a-z0-9-]*")
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


BLOCKS: dict[str, Callable[[Converter, SyntaxTreeNode, Voice], Iterator[Element]]] = {
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
