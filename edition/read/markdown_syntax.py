"""The Markdown of the edition: CommonMark without what it has no use for, and with six additions.

`[^5]` refers to a note; `[words]{…}` is a span with attributes; `[words](#L26.n2)` a link; `[words]`
without either marks words supplied by an editor; `[|]` or `[|43]` is a page break; `::: name {…}` … `:::`
is a container; `{#p3 .class}` on a line of its own belongs to the block below it. Numbered points are
paragraphs (`1) …`), not lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.container import container_plugin

from edition.findings.diagnostics import Diagnostic, Location, did_you_mean
from edition.findings.rule import ERROR, Rule
from edition.forms.yaml_syntax import UNWRITABLE

CONTAINERS = ("opener", "closer", "postscript", "enclosure", "part", "quote")
UNUSED_RULES = "code fence html_block html_inline reference list lheading link image".split()
NOTE_REFERENCE = re.compile(r"\[\^([\w-]+)\]")
PAGE_BREAK = re.compile(r"\[\|([\w ]*)\]")
RAW_HTML = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*[\s/>]|/[A-Za-z]|![A-Za-z\[-]|\?)")
DEEPEST = 15  # nested levels of quotations, containers, emphasis and brackets
FENCE = re.compile(r"(:{3,})\s*([^\s{]*)\s*(\{.*\})?\s*\Z")


@dataclass
class MarkdownText:
    """A parsed Markdown text: its syntax tree, the lines it was parsed from, and the line of the file (from
    1) on which it begins."""

    root: SyntaxTreeNode
    path: str
    first_line: int
    lines: list[str]
    problems: list[Diagnostic] = field(default_factory=list)

    def location(self, node: SyntaxTreeNode, offset: int = 0) -> Location:
        """The location in the file of a block, or of the character at `offset` (from 0) of an inline text."""
        while node.map is None and node.parent is not None:
            node = node.parent
        line = node.map[0] if node.map else 0
        if node.type != "inline" or not offset:
            text = self.lines[line] if line < len(self.lines) else ""
            return Location(self.path, self.first_line + line, 1 + len(text) - len(text.lstrip()))
        before = node.content[:offset]
        line += before.count("\n")
        text = self.lines[line] if line < len(self.lines) else ""
        words = node.content.split("\n")[before.count("\n")]
        indent = max(text.find(words), 0)
        return Location(self.path, self.first_line + line, 1 + indent + offset - (before.rfind("\n") + 1))


M106 = Rule(
    "M106",
    ERROR,
    "markup that the edition does not use",
    why="Code, images, rules and lists have no place in these texts; the sign was meant as something else.",
    bad="a word between backticks; `***` between two paragraphs",
    good="the words without the signs",
)


def parse_markdown(text: str, path: str, *, first_line: int = 1) -> MarkdownText:
    """Parse the text of a file. Its problems include unknown and unclosed containers (M101–M103), control
    characters and too deep nesting (M106)."""
    problems = list(_unwritable(text, path, first_line))
    tokens = _parser().parse(UNWRITABLE.sub("\ufffd", text))
    deep = next((token for token in tokens if _depth(token) > DEEPEST), None)
    if deep is not None:  # the parser drops anything deeper, and trees are walked recursively
        place = Location(path, first_line + (deep.map[0] if deep.map else 0), 1)
        message = f"marks within marks, more than {DEEPEST} deep"
        problems.append(M106.at(place, message, "take away what is not meant as a mark"))
        tokens = []
    parsed = MarkdownText(SyntaxTreeNode(tokens), path, first_line, text.split("\n"))
    parsed.problems.extend([*problems, *_check_fences(parsed)])
    return parsed


def _depth(token: Token) -> int:
    return max([token.level, *(child.level for child in token.children or ())])


def _unwritable(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """Control characters, which XML cannot hold (XML 1.0, 2.2)."""
    for match in UNWRITABLE.finditer(text):
        before = text[: match.start()]
        place = Location(path, first_line + before.count("\n"), match.start() - before.rfind("\n"))
        character = f"the control character U+{ord(match[0]):04X}"
        yield M106.at(place, f"{character} is not used in the edition", "take it out")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False})
    md.disable(UNUSED_RULES)
    md.enable("table")
    md.use(attrs_block_plugin)
    md.core.ruler.before("attr", "several_ids", _several_ids)
    for name in CONTAINERS:
        md.use(container_plugin, name)
    md.inline.ruler.before("emphasis", "bracket", _bracket)
    md.inline.ruler.before("autolink", "raw_html", _raw_html)
    return md


def _several_ids(state: StateCore) -> None:
    """Of two lines `{#p3}` and `{#p4}` above one passage both count, which the plugin would not have."""
    for block, following in zip(state.tokens, state.tokens[1:], strict=False):
        if (
            block.type == following.type == "attrs_block"
            and {"id"} <= block.attrs.keys() & following.attrs.keys()
        ):
            following.attrs["id"] = f"{block.attrs['id']} {following.attrs['id']}"


def _bracket(state: StateInline, silent: bool) -> bool:
    """`[^5]`, `[|43]`, `[words]{…}`, `[words](target)` and plain `[words]`."""
    if state.src[state.pos] != "[":
        return False
    start = state.pos
    for pattern, kind in ((NOTE_REFERENCE, "note_reference"), (PAGE_BREAK, "page_break")):
        match = pattern.match(state.src, start)
        if match:
            if not silent:
                token = state.push(kind, "", 0)
                token.content = match.group(1).strip()
                token.meta = {"pos": start}
            state.pos = match.end()
            return True
    end = state.md.helpers.parseLinkLabel(state, start)
    if end < 0:
        return False
    kind, meta, after = _after_bracket(state.src, end + 1)
    if not silent:
        token = state.push(f"{kind}_open", "", 1)
        token.meta = {"pos": start, **meta}
        outer, state.pos, state.posMax = state.posMax, start + 1, end
        state.md.inline.tokenize(state)
        state.posMax = outer
        state.push(f"{kind}_close", "", -1)
    state.pos = after
    return True


def _after_bracket(src: str, pos: int) -> tuple[str, dict[str, object], int]:
    """What follows a closing bracket decides what it is: (kind, its data, position behind it) of a span, a
    link or supplied words."""
    if pos < len(src) and src[pos] == "{":
        try:
            length, attributes = parse_attributes(src[pos:])
            return "span", {"attributes": attributes}, pos + length + 1
        except ParseError:
            return "span", {"attributes": {}, "broken": True}, pos
    if pos < len(src) and src[pos] == "(":
        close = src.find(")", pos)
        if close > 0:
            return "reference", {"href": src[pos + 1 : close].strip()}, close + 1
    return "bracket", {}, pos


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


M101 = Rule(
    "M101",
    ERROR,
    "a container that is never closed",
    why="All that follows would belong to the container.",
    bad="`::: opener`, and no `:::`",
    good="`::: opener`, the lines of the opener, `:::`",
)
M102 = Rule(
    "M102",
    ERROR,
    "a closing fence without a container",
    why="Either the line is left over, or the container above ends too early.",
    bad="`:::` below a paragraph that stands in no container",
    good="no such line",
)
M103 = Rule(
    "M103",
    ERROR,
    "an unknown container",
    why="What the container is for decides how it is encoded and shown.",
    bad="`::: openner`",
    good="`::: opener`",
)


def _check_fences(parsed: MarkdownText) -> list[Diagnostic]:
    """Every `::: name` needs its `:::`; markdown-it closes them silently at the end."""
    problems: list[Diagnostic] = []
    stack: list[tuple[int, str, Location]] = []
    for number, line in enumerate(parsed.lines):
        match = FENCE.match(line)
        if not match:
            continue
        colons, name, attributes = match.groups()
        place = Location(parsed.path, parsed.first_line + number, 1)
        if name or attributes:
            if name not in CONTAINERS:
                hint = did_you_mean(name, CONTAINERS) or f"known containers: {', '.join(CONTAINERS)}"
                problems.append(M103.at(place, f"no container is called “{name}”", hint))
            stack.append((len(colons), name, place))
        elif stack and stack[-1][0] <= len(colons):
            stack.pop()
        else:
            problems.append(
                M102.at(
                    place,
                    "this fence closes nothing",
                    "take it out, or give the container it closes at least as few colons",
                )
            )
    for colons, name, place in stack:
        problems.append(
            M101.at(
                place,
                f"the container “{name}” is never closed",
                f"write {':' * colons} on a line of its own where it ends",
            )
        )
    return problems


def container_attributes(info: str) -> dict[str, object]:
    """The attributes in the opening line of a container, `enclosure {by=person-le-goff}`; none when they
    cannot be read."""
    start = info.find("{")
    if start < 0:
        return {}
    try:
        return dict(parse_attributes(info[start:])[1])
    except ParseError:
        return {}
