"""The way from a Markdown node to TEI: looked up by its type in two tables, which `markdown_tei` fills."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from markdown_it.tree import SyntaxTreeNode

from edition.findings.diagnostics import Location
from edition.findings.rule import Rule
from edition.read.markdown_syntax import M106, MarkdownText, container_attributes
from edition.read.pandoc_attributes import M105, VALUES
from edition.read.voices import Voice
from edition.tei.tree import ORIGIN, PIN, Element, name_of

BlockReader: TypeAlias = "Callable[[Converter, SyntaxTreeNode, Voice], Iterator[Element]]"
InlineReader: TypeAlias = "Callable[[Converter, Element, SyntaxTreeNode, Voice], None]"
UNUSED = {"code_inline": "code between backticks"}
UNITS = frozenset({"p", "head", "lg", "list"})  # what can have an id
UNIT = re.compile(r"[a-z][a-z0-9-]*")  # an id within a document


@dataclass
class Converter:
    """Builds TEI from one parsed text of a document, by tables that say how each type of node is read: blocks
    yield elements, inline nodes are appended to their parent. Problems are added to those of the text."""

    parsed: MarkdownText
    document: str
    readers_of_blocks: Mapping[str, BlockReader]
    readers_of_inlines: Mapping[str, InlineReader]
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
        read = self.readers_of_blocks.get(node.type)
        if read is None:
            if node.type != "front_matter":
                markup = UNUSED.get(node.type, node.type.replace("_", " "))
                self.problem(M106, f"{markup} is not used in the edition", node, "write it as a paragraph")
            return
        elements = list(read(self, node, voice))
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
            read = self.readers_of_inlines.get(child.type)
            if read is None:
                markup = UNUSED.get(child.type, child.type)
                hint = "write the words without the signs"
                self.problem(M106, f"{markup} is not used in the edition", child, hint, words=child.content)
            else:
                read(self, parent, child, voice)
        return parent

    def inlines_of(self, parent: Element, node: SyntaxTreeNode, voice: Voice) -> Element:
        """Append the inline content of a block (paragraph, heading, cell) to `parent`, and return
        `parent`."""
        for child in node.children:
            self.inline(parent, child, voice)
        return parent
