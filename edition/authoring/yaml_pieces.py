"""Where the pieces of a YAML text are, comments included, in whole lines.

PyYAML's nodes say where a key begins; where its piece ends, and what a comment belongs to, is decided here:
comments and blank lines above a key are its head, comments beside it or indented further belong to it, and
what is below the last key of a mapping is the mapping's foot. Nothing of the text is lost: the pieces of a
mapping, one after the other, are its lines. Lines and columns are counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# line ends to YAML 1.1, but not to editors
OTHER_LINE_ENDS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")


class UncertainLayout(Exception):
    """Raised for a text that cannot be divided into pieces with certainty; its message says why."""


class NotYaml(UncertainLayout):
    """Raised for a text that is not YAML at all."""


@dataclass(frozen=True)
class Piece:
    """A key (`name`), or an item of a list (""), with its lines: `first` to `end` (excluded). It begins in
    line `start` at `column`; `node` is its value."""

    name: str
    first: int
    start: int
    end: int
    column: int
    node: yaml.Node


@dataclass(frozen=True)
class Pieces:
    """The pieces of a mapping or list in order, and its lines, `first` to `end` (excluded). Comments before
    the first piece and after the last may belong to none."""

    first: int
    end: int
    pieces: tuple[Piece, ...]


def compose(text: str) -> yaml.Node | None:
    """The root node of a YAML text, None if it is empty. Raises UncertainLayout when the text is not YAML, or
    has aliases or unusual line ends."""
    if OTHER_LINE_ENDS.search(text):
        raise UncertainLayout("a line ends in a character that only some programs take for a line’s end")
    try:
        loader = _Loader(text)
        try:
            node: yaml.Node | None = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise NotYaml(f"it is not valid YAML{f', line {mark.line + 1}' if mark else ''}") from error
    _refuse_references(node, set())
    return node


def _refuse_references(node: yaml.Node | None, seen: set[int]) -> None:
    if node is None:
        return
    if id(node) in seen:
        raise UncertainLayout(f"it uses an alias, line {node.start_mark.line + 1}")
    seen.add(id(node))
    for child in () if isinstance(node, yaml.ScalarNode) else node.value:
        for part in child if isinstance(child, tuple) else (child,):
            _refuse_references(part, seen)


def is_block(node: yaml.Node | None) -> bool:
    """Is it a mapping or list that is written on lines of its own, not in brackets?"""
    return isinstance(node, yaml.MappingNode | yaml.SequenceNode) and not node.flow_style


def content_end(node: yaml.Node, lines: Sequence[str], column: int) -> int:
    """The line after the last one that has content of a node within a mapping or list at `column`."""
    if is_block(node) and node.value:
        last = node.value[-1]
        return content_end(last[1] if isinstance(last, tuple) else last, lines, node.start_mark.column)
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        return _block_scalar_end(node.start_mark.line, lines, column)
    end: int = node.end_mark.line
    return end + 1


def _block_scalar_end(header: int, lines: Sequence[str], column: int) -> int:
    """The end of a text after `|` or `>`: its lines are indented at least as far as its first, and further
    than `column` (YAML 1.2.2, 8.1.1.1)."""
    sign = re.search(r"[|>]([-+\d]*)\s*(?:#.*)?$", lines[header])
    given = re.sub(r"\D", "", sign[1]) if sign else ""
    indent, end = column + int(given) if given else None, header + 1
    for number in range(header + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        width = len(line) - len(line.lstrip(" "))
        if width <= column or (indent is not None and width < indent):
            break
        indent = width if indent is None else indent
        end = number + 1
    if sign and "+" in sign[1]:  # blank lines at its end count
        while end < len(lines) and not lines[end].strip():
            end += 1
    return end


def pieces_of(node: yaml.Node, lines: Sequence[str], first: int, end: int) -> Pieces:
    """The pieces of a block mapping or list, which must not be empty and has the lines `first` to `end`
    (excluded). Raises UncertainLayout when two pieces share a line or a key is not a plain word."""
    starts = [_start(child) for child in node.value]
    if len({mark.line for mark in starts}) < len(starts):
        raise UncertainLayout(f"two things stand on one line, line {starts[0].line + 1}")
    column: int = node.start_mark.column
    contents = [content_end(c[1] if isinstance(c, tuple) else c, lines, column) for c in node.value]
    borders = [_head(lines, first, starts[0].line, column, top=True)]
    for content, mark in zip(contents, starts[1:], strict=False):
        borders.append(_head(lines, content, mark.line, column, top=False))
    borders.append(_deeper_end(lines, contents[-1], end, column))
    pieces = tuple(
        Piece(
            name=_name(child),
            first=borders[i],
            start=starts[i].line,
            end=borders[i + 1],
            column=starts[i].column,
            node=child_node,
        )
        for i, child in enumerate(node.value)
        for child_node in (child[1] if isinstance(child, tuple) else child,)
    )
    return Pieces(first, end, pieces)


def _start(child: Any) -> Any:
    return (child[0] if isinstance(child, tuple) else child).start_mark


def _name(child: Any) -> str:
    if not isinstance(child, tuple):
        return ""
    if not isinstance(child[0], yaml.ScalarNode):
        raise UncertainLayout(f"a key is not a plain word, line {child[0].start_mark.line + 1}")
    return str(child[0].value)


def _head(lines: Sequence[str], above: int, start: int, column: int, *, top: bool) -> int:
    """The line where the head of a key begins: the blank lines and comments above it. Comments indented
    further than the key belong to what is above; so does, above the first key, what a blank line separates
    from it."""
    if top:
        blank = next((n for n in reversed(range(above, start)) if not lines[n].strip()), None)
        return above if blank is None else blank + 1
    return _deeper_end(lines, above, start, column)


def _deeper_end(lines: Sequence[str], begin: int, end: int, column: int) -> int:
    """The line after the comments at the beginning of a stretch that are indented further than `column`."""
    after = begin
    for number in range(begin, end):
        line = lines[number]
        if line.strip():
            if len(line) - len(line.lstrip(" ")) <= column:
                break
            after = number + 1
    return after
