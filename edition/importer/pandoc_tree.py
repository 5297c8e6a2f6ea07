"""Pandoc's syntax tree: the words of a part of it, and the rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def rows_of(table: Any) -> Iterator[list[Any]]:
    """The rows of a table, each a list of the blocks of its cells. (pandoc-types, `Table`.)"""
    _, _, _, head, bodies, foot = table
    groups = [head[1], *(part for body in bodies for part in (body[2], body[3])), foot[1]]
    for group in groups:
        for _, cells in group:
            yield [cell[4] for cell in cells]


def words_in(content: Any) -> str:
    """All words of a part of the tree."""
    if isinstance(content, dict):
        if content.get("t") == "Str":
            return str(content["c"])
        return " " if content.get("t") in {"Space", "SoftBreak", "LineBreak"} else words_in(content.get("c"))
    if isinstance(content, list):
        joint = " " if any(isinstance(item, list) for item in content) else ""
        return (
            joint.join(filter(None, (words_in(item) for item in content))).strip()
            if joint
            else "".join(words_in(item) for item in content)
        )
    return ""
