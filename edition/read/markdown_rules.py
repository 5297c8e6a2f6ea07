"""The rules that the edition adds to CommonMark's: marks within a line, and blocks.

Each is a rule as markdown-it knows them: it looks at one place, and says whether it has read something there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize

from edition.read.pandoc_attributes import read_attributes

NOTE_REFERENCE = re.compile(r"\[\^([\w-]+)\]")
PAGE_BREAK = re.compile(r"\[\|([^\[\]{}|<>\n]*)\]")
LINE_BREAK = re.compile(r"\[/\]")
RAW_HTML = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*[\s/>]|/[A-Za-z]|![A-Za-z\[-]|\?)")
RAISED = re.compile(r"\^((?:\\.|[^\s\\^\[\]])+)\^")
LOWERED = re.compile(r"(?<!~)~((?:\\.|[^\s\\~\[\]])+)~(?!~)")
POINT = re.compile(r"(\d{1,3}|[a-z])([.)])[ \t]+(?=\S)")
ROW = re.compile(r"\|.*\|\s*\Z")
DELIMITERS = re.compile(r"[|:\s-]+\Z")
LONGEST_TARGET = 2000  # characters of a link
ENDS_A_PARAGRAPH = re.compile(r"\s*\Z|:::|#|>|\{[#.]")


def add_rules(md: MarkdownIt) -> None:
    """Give a parser the rules of this module."""
    md.core.ruler.before("attr", "several_ids", _several_ids)
    md.inline.ruler.before("emphasis", "bracket", _bracket)
    md.inline.ruler.before("emphasis", "raised", _raised)
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.before("autolink", "raw_html", _raw_html)
    interrupting: RuleOptionsType = {"alt": ["paragraph", "blockquote"]}
    md.block.ruler.at("list", _bullets, interrupting)
    md.block.ruler.before("paragraph", "points", _points, interrupting)
    md.block.ruler.before("paragraph", "bare_table", _bare_table)


def _several_ids(state: StateCore) -> None:
    """Of two lines `{#p3}` and `{#p4}` above one passage both count, which the plugin would not have."""
    for block, following in zip(state.tokens, state.tokens[1:], strict=False):
        if (
            block.type == following.type == "attrs_block"
            and {"id"} <= block.attrs.keys() & following.attrs.keys()
        ):
            following.attrs["id"] = f"{block.attrs['id']} {following.attrs['id']}"


# -- within a line --------------------------------------------------------------------------------------


def _bracket(state: StateInline, silent: bool) -> bool:
    """`[^5]`, `[|43]`, `[/]`, `[words]{…}`, `[words](target)` and plain `[words]`."""
    if state.src[state.pos] != "[":
        return False
    start = state.pos
    kinds = ((NOTE_REFERENCE, "note_reference"), (PAGE_BREAK, "page_break"), (LINE_BREAK, "line_break"))
    for pattern, kind in kinds:
        match = pattern.match(state.src, start)
        if match:
            meta, after = _attributes(state.src, match.end())
            if not silent:
                token = state.push(kind, "", 0)
                token.content = match.group(1).strip() if match.groups() else ""
                token.meta = {"pos": start, **meta}
            state.pos = after
            return True
    end = state.md.helpers.parseLinkLabel(state, start)
    if end < 0:
        return False
    kind, meta, after = _after_bracket(state.src, end + 1)
    if not silent:
        _push_around(state, kind, start + 1, end, {"pos": start, **meta})
    state.pos = after
    return True


def _push_around(state: StateInline, kind: str, start: int, end: int, meta: dict[str, object]) -> None:
    """A node of this kind with what stands between two positions."""
    state.push(f"{kind}_open", "", 1).meta = meta
    outer, state.pos, state.posMax = state.posMax, start, end
    state.md.inline.tokenize(state)
    state.posMax = outer
    state.push(f"{kind}_close", "", -1)


def _after_bracket(src: str, pos: int) -> tuple[str, dict[str, object], int]:
    """What follows a closing bracket decides what it is: (kind, its data, position behind it) of a span, a
    link or supplied words."""
    if src.startswith("{", pos):
        meta, after = _attributes(src, pos)
        return "span", meta or {"attributes": {}, "broken": True}, after
    if src.startswith("(", pos):
        close = _closing_bracket(src, pos)
        if close > 0:
            return "reference", {"href": src[pos + 1 : close].strip()}, close + 1
    return "bracket", {}, pos


def _attributes(src: str, pos: int) -> tuple[dict[str, object], int]:
    """The attributes that stand at a position, in one or several pairs of braces, and the position behind
    them; nothing where none can be read."""
    read: dict[str, object] = {}
    before = pos
    while braces := read_attributes(src, pos):
        attributes, pos = braces
        classes = f"{read.get('class', '')} {attributes.get('class', '')}".strip()
        read |= attributes
        if classes:
            read["class"] = classes
    return ({"attributes": read} if pos > before else {}), pos


def _closing_bracket(src: str, pos: int) -> int:
    """Where the bracket at a position is closed, with the pairs within it; else the first that closes one,
    or -1."""
    depth, line = 0, src[pos : pos + LONGEST_TARGET].partition("\n")[0]
    for match in re.finditer(r"[()]", line):
        depth += 1 if match[0] == "(" else -1
        if depth == 0:
            return pos + match.start()
    return src.find(")", pos)


def _raised(state: StateInline, silent: bool) -> bool:
    """`M^r^` and `H~2~O`, as pandoc has them."""
    for pattern, kind in ((RAISED, "raised"), (LOWERED, "lowered")):
        match = pattern.match(state.src, state.pos, state.posMax)
        if match:
            if not silent:
                _push_around(state, kind, *match.span(1), {"pos": state.pos})
            state.pos = match.end()
            return True
    return False


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's emphasis, which also opens and closes beside a character of an East Asian script: there
    no blank parts a word from a bracket or full stop."""
    start, known = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    if any(each and east_asian_width(each) in "WF" for each in (before, after)):
        for delimiter in state.delimiters[known:]:
            delimiter.open = delimiter.open or bool(after.strip())
            delimiter.close = delimiter.close or bool(before.strip())
    return True


def _raw_html(state: StateInline, silent: bool) -> bool:
    match = RAW_HTML.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("raw_html", "", 0)
        token.content = match.group(0)
        token.meta = {"pos": state.pos}
    state.pos = match.end()
    return True


# -- blocks ---------------------------------------------------------------------------------------------


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _bullets(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """CommonMark's lists with a dot or dash; a number is the label of a point (`_points`)."""
    return _line(state, start)[:1] in {"-", "*", "+"} and list_block(state, start, end, silent)


def _points(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Numbered points on consecutive lines: `1) …`, `2) …`. A point by itself is a paragraph."""
    if state.is_code_block(start) or not POINT.match(_line(state, start)):
        return False
    last = _end_of_paragraph(state, start, end)
    points = list(_consecutive(state, start, last))
    if len(points) < 2 or (silent and points[0][1][:-1] not in {"1", "a"}):
        return False
    if not silent:
        state.push("points_open", "", 1).map = [start, last]
        for (line, label, at), following in zip(points, [*(p[0] for p in points[1:]), last], strict=True):
            token = state.push("point_open", "", 1)
            token.map, token.info = [line, following], label
            text = "\n".join(_line(state, each) for each in range(line, following))
            _push_inline(state, text[at:].rstrip(), line, following)
            state.push("point_close", "", -1)
        state.push("points_close", "", -1)
        state.line = last
    return True


def _end_of_paragraph(state: StateBlock, start: int, end: int) -> int:
    line = start + 1
    while line < end and not ENDS_A_PARAGRAPH.match(_line(state, line)):
        line += 1
    return line


def _consecutive(state: StateBlock, start: int, end: int) -> Iterator[tuple[int, str, int]]:
    """(line, label, offset behind the label) of the lines that begin with one label after the other."""
    before: str | None = None
    for line in range(start, end):
        match = POINT.match(_line(state, line))
        if match and (before is None or match[1] + match[2] == before):
            yield line, match[1] + match[2], match.end()
            after = str(int(match[1]) + 1) if match[1].isdecimal() else chr(ord(match[1]) + 1)
            before = after + match[2]


def _push_inline(state: StateBlock, text: str, line: int, following: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [line, following], []


def _bare_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`| … | … |` on consecutive lines without a heading row: a table all the same."""
    if state.is_code_block(start) or not ROW.match(_line(state, start)):
        return False
    last = _end_of_paragraph(state, start, end)
    rows = [_line(state, line).strip() for line in range(start, last)]
    if not all(map(ROW.match, rows)):
        return False
    if not silent:
        state.push("table_open", "", 1).map = [start, last]
        state.push("tbody_open", "", 1)
        for line, row in enumerate(rows, start):
            if not DELIMITERS.match(row):
                _push_row(state, row, line)
        state.push("tbody_close", "", -1)
        state.push("table_close", "", -1)
        state.line = last
    return True


def _push_row(state: StateBlock, row: str, line: int) -> None:
    state.push("tr_open", "", 1)
    for cell in escapedSplit(row[1:-1]):
        state.push("td_open", "", 1)
        _push_inline(state, cell.strip(), line, line + 1)
        state.push("td_close", "", -1)
    state.push("tr_close", "", -1)
