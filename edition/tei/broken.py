"""Where XML that is not well-formed is broken: mostly before the place at which a parser gives up."""

from __future__ import annotations

import re

from lxml import etree

MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and ([^\s,]+)")
UNFINISHED = re.compile("Unescaped|expected|attributes|AttValue|Couldn|error parsing|Specification|StartTag")
TAG = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([\w:.-]+)[^<>]*?(/?)>", re.DOTALL)


def place_of_fault(error: etree.XMLSyntaxError | ValueError, data: bytes) -> tuple[int, int]:
    """Line and column (from 1) at which a file can be mended: that of the element which is never closed, or
    the end of what stands before the place that the parser names."""
    line, column = getattr(error, "position", (1, 1))
    lines = data.decode("utf-8", "replace").split("\n")
    message = str(getattr(error, "msg", ""))
    mismatch = MISMATCH.match(message)
    if mismatch and mismatch[3] in _open_elements(
        "\n".join([*lines[: line - 1], lines[line - 1][: column - 1]])
    ):
        return int(mismatch[2]), 1
    while (
        line > 1
        and UNFINISHED.match(message)
        and (line > len(lines) or not lines[line - 1][: max(column - 1, 0)].strip())
    ):
        line -= 1
        column = len(lines[line - 1]) + 1 if line <= len(lines) else 1
    return min(max(line, 1), len(lines)), max(column, 1)


def _open_elements(text: str) -> set[str]:
    """The names of the elements that are open at the end of a text, in front of its last tag."""
    opened: list[str] = []
    for match in list(TAG.finditer(text))[:-1]:
        closing, name, empty = match.groups()
        if closing and name in opened:
            del opened[len(opened) - 1 - opened[::-1].index(name) :]
        elif name and not closing and not empty:
            opened.append(name)
    return set(opened)
