"""The parts of a letter in Markdown → TEI: opener, closer, postscript, enclosures, quoted documents.

(TEI P5, 4.2 and 4.3.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from edition.read.markdown_converter import Converter
from edition.read.voices import Voice, quoted
from edition.tei.tree import E, Element, name_of


def blockquote(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """A `quote` (TEI 3.3.3): paragraphs, or a whole document (`floatingText`)."""
    yield E("quote", *_as_document(list(converter.blocks(node, quoted(voice)))))


LETTER_PARTS = frozenset({"dateline", "salute", "signed", "address"})


def _as_document(blocks: list[Element]) -> list[Element]:
    """A quoted document with a date line, salutation or signature of its own is a text within the text
    (`floatingText`, TEI 4.3.2); other quotations are paragraphs."""
    if not any(name_of(block) in LETTER_PARTS for block in blocks):
        return blocks
    head = 0
    while head < len(blocks) and name_of(blocks[head]) in LETTER_PARTS:
        head += 1
    foot = next((i for i in range(head, len(blocks)) if name_of(blocks[i]) in LETTER_PARTS), len(blocks))
    end = foot
    while end < len(blocks) and name_of(blocks[end]) in LETTER_PARTS:
        end += 1
    pieces = [E("opener", *blocks[:head])] if head else []
    pieces += blocks[head:foot]
    pieces += [E("closer", *blocks[foot:end])] if end > foot else []
    after = [_plain(block) for block in blocks[end:]]
    pieces += [E("postscript", *after)] if after else []
    return [E("floatingText", E("body", *pieces))]


def _plain(block: Element) -> Element:
    if name_of(block) in LETTER_PARTS:
        rename(block, "p")
    return block


def quote_container(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: quote`: a `quote` of several paragraphs in the same voice."""
    converter.container_said(node)
    quote = E("quote")
    for element in converter.blocks(node, voice):
        quote.append(element)
    yield quote


def opener(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """Dateline, address and salutation at the head of a letter (TEI 4.2.2). A `head` comes before it."""
    converter.container_said(node)
    element = E("opener")
    for child in converter.blocks(node, voice):
        kind = name_of(child)
        if kind == "head":
            yield child
        elif kind == "ab" and child.get("type") == "address":
            element.append(child[0])
        elif kind == "addrLine":
            if not len(element) or name_of(element[-1]) != "address":
                element.append(E("address"))
            element[-1].append(child)
        elif kind == "ab":
            child.tag = E("seg").tag
            element.append(child)
        else:
            if kind == "p":
                rename(child, "salute")
            element.append(child)
    if len(element):
        yield element


def closer(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """Greeting, signature and date at the foot (TEI 4.2.2); the last line without a class is the
    signature."""
    converter.container_said(node)
    children = converter.blocks(node, replace(voice, labels=False))
    plain = [child for child in children if name_of(child) == "p"]
    signed = any(name_of(child) == "signed" for child in children)
    for child in plain:
        rename(child, "signed" if child is plain[-1] and not signed else "salute")
    yield E("closer", *children)


def postscript(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`<postscript><label>P.S.</label><p>…</p><closer>…</closer></postscript>` (TEI 4.2.3)."""
    converter.container_said(node)
    element = E("postscript")
    for child in converter.blocks(node, voice):
        first = child[0] if len(child) and name_of(child) == "p" and not child.text else None
        if first is not None and name_of(first) == "label" and (first.text or "").startswith("P."):
            child.text = (first.tail or "").lstrip() or None
            first.tail = None
            element.append(first)
        element.append(child)
    yield _with_closer(element)


def _with_closer(element: Element) -> Element:
    """Gather the signature, date and greeting that end a text into a `closer`."""
    last = [child for child in element if name_of(child) in {"signed", "dateline", "salute"}]
    trailing: list[Element] = []
    for child in reversed(element):
        if child not in last or child is element[0]:
            break
        trailing.insert(0, child)
    if trailing:
        element.append(E("closer", *trailing))
    return element


def enclosure(converter: Converter, node: SyntaxTreeNode, voice: Voice) -> Iterator[Element]:
    """`::: enclosure {by=…}` or `::: part {by=…}`: a `div` of that type by another hand."""
    kind = node.type.removeprefix("container_")
    by = converter.container_said(node, "by").get("by")
    yield E("div", *converter.blocks(node, voice), type_=kind, resp=f"#{by}" if by else None)


def rename(element: Element, name: str) -> None:
    """Give an element another name of TEI; attributes and content stay."""
    element.tag = E(name).tag
