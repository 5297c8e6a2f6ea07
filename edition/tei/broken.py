"""Where XML that is not well-formed is broken: mostly before the place at which a parser gives up."""

from __future__ import annotations

import re

from lxml import etree

MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and ([^\s,]+)")
UNFINISHED = re.compile(
    "Unescaped|expected|attributes|AttValue|Couldn|error parsing|parsing XML decl|Specification|StartTag"
)
OPENED = {"Comment not terminated": "<!--", "CData section not finished": "<![CDATA["}
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
    if mismatch and lines[line - 1].lstrip().startswith(f"</{mismatch[3]}>"):
        return _behind_lesser(lines, line), 1
    sign = next((sign for words, sign in OPENED.items() if message.startswith(words)), "")
    if sign and any(sign in each for each in lines):
        number = max(number for number, each in enumerate(lines) if sign in each)
        return number + 1, lines[number].rfind(sign) + 1
    if message.startswith("Extra content") and line <= len(lines) // 2 and "</" in lines[-1] + lines[-2]:
        return _first_element(lines), 1
    while (
        line > 1
        and UNFINISHED.match(message)
        and (line > len(lines) or not lines[line - 1][: max(column - 1, 0)].strip())
    ):
        line -= 1
        column = len(lines[line - 1]) + 1 if line <= len(lines) else 1
    return min(max(line, 1), len(lines)), max(column, 1)


def _behind_lesser(lines: list[str], line: int) -> int:
    """The line (from 1) at which what a closing tag closes should have begun: that behind the nearest above
    it that is indented no further."""
    depths = [len(each) - len(each.lstrip()) if each.strip() else 10_000 for each in lines[:line]]
    above = (number for number in range(line - 2, -1, -1) if depths[number] <= depths[-1])
    return min(next(above, line - 1) + 2, line)


def _first_element(lines: list[str]) -> int:
    """The line (from 1) of the first tag: what it opens is not the whole, of which the tag is lost."""
    return next((number for number, each in enumerate(lines, 1) if re.match(r"\s*<[\w]", each)), 1)


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
