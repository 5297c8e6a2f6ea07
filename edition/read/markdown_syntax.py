"""The Markdown of the edition: CommonMark without what it has no use for, and with a few additions.

`[^5]` refers to a note; `[words]{…}` is a span with attributes; `[words](#L26.n2)` a link; `[words]`
without either marks words supplied by an editor; `[|]` or `[|43]` is a page break; `::: name {…}` … `:::`
is a container; `{#p3 .class}` on a line of its own belongs to the block below it. Numbered points are
paragraphs (`1) …`), not lists, unless they stand on consecutive lines. `markdown_rules` has the rules.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.container import container_plugin

from edition.findings.diagnostics import Diagnostic, Location, did_you_mean, located
from edition.findings.rule import ERROR, Rule
from edition.forms.yaml_syntax import UNWRITABLE
from edition.read.markdown_rules import add_rules
from edition.read.pandoc_attributes import M105, read_attributes

CONTAINERS = (
    *("opener", "closer", "postscript", "enclosure", "part", "quote"),
    *("verse", "margin", "passage", "address", "letterhead", "postmark", "translation", "remark"),
)
UNUSED_RULES = "code fence html_block html_inline reference lheading link image text_join".split()
CROWDED = "crowded"  # what is said of a paragraph that is not read
NO_MARKS = "remove signs that are not meant as marks"
LONGEST = 200_000  # characters of a paragraph
DEEPEST = 15  # nested levels of quotations, containers, emphasis and brackets
MOST_SIGNS = 5000  # of marks in one paragraph, and lines; each may be the other half of any before it
SIGN = re.compile(r"[][*_~^<{}!`&\\\n]")
FENCE = re.compile(r" {0,3}(:{3,})\s*([^\s{]*)\s*(.*?)\s*\Z")
HALF_FENCE = re.compile(
    rf"\s*:{{1,2}}(?!:)(?:\s|$)|\s{{4,}}:::|\s*[^\s:]{{1,4}}:::|\s*:+[^\s:]{{1,9}}:+\s*$|\s*(?:{'|'.join(CONTAINERS)})\s*$"
)
ATTRIBUTES = re.compile(r" {0,3}\{(?:[#.]|\w+=)[^}]*\}\s*\Z")
LONGEST_FENCE = 60  # colons


@dataclass
class MarkdownText:
    """A parsed Markdown text: its syntax tree, the lines it was parsed from, and the line of the file (from
    1) on which it begins."""

    root: SyntaxTreeNode
    path: str
    first_line: int
    lines: list[str]
    problems: list[Diagnostic] = field(default_factory=list)

    @cached_property
    def half_fences(self) -> list[int]:
        """The lines (from 0) that look like damaged fences."""
        return [n for n, line in enumerate(self.lines) if HALF_FENCE.match(line) and not FENCE.match(line)]

    def line(self, number: int) -> Location:
        """The location of a line (from 0)."""
        return Location(self.path, self.first_line + number, 1)

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
    why="Code and images have no place in these texts; the sign probably means something else.",
    bad="a word between backticks",
    good="the word without the signs",
)


def parse_markdown(text: str, path: str, *, first_line: int = 1) -> MarkdownText:
    """Parse the text of a file. Its problems include unknown and unclosed containers (M101–M103), control
    characters and too deep nesting (M106)."""
    problems = list(_unwritable(text, path, first_line))
    tokens = _parser().parse(_levelled(UNWRITABLE.sub("\ufffd", text)))
    for token, fault in [(token, fault) for token in tokens if (fault := _too_much(token))][:1]:
        place = Location(path, first_line + (token.map[0] if token.map else 0), 1)
        problems.append(M106.at(place, *fault))
        tokens = []
    parsed = MarkdownText(SyntaxTreeNode(tokens), path, first_line, text.split("\n"))
    parsed.problems.extend([*problems, *_check_fences(parsed), *_check_attributes(parsed)])
    return parsed


def _leave_out_crowded(state: StateCore) -> None:
    """A paragraph that is longer, or has more signs, than anybody writes says so, and has no words: to find
    which of the signs belong together would take hours."""
    for token in state.tokens if len(state.src) > MOST_SIGNS else ():
        if token.type != "inline":
            continue
        if len(token.content) > LONGEST:
            token.meta[CROWDED] = f"a paragraph of more than {LONGEST} characters", "part it by an empty line"
        elif len(SIGN.findall(token.content)) > MOST_SIGNS:
            token.meta[CROWDED] = f"more than {MOST_SIGNS} signs of marks in one paragraph", NO_MARKS
        token.content = "" if CROWDED in token.meta else token.content


def _too_much(token: Token) -> tuple[str, str] | None:
    """What there is too much of in a block, and what to do; the parser drops what is deeper, and trees are
    walked recursively."""
    depth = max([token.level, *(child.level for child in token.children or ())])
    deep = (f"marks within marks, more than {DEEPEST} deep", NO_MARKS) if depth > DEEPEST else None
    return token.meta.get(CROWDED, deep)


def _unwritable(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """Control characters, which XML cannot hold (XML 1.0, 2.2)."""
    for match, place in located(UNWRITABLE, text, path, first_line):
        character = f"the control character U+{ord(match[0]):04X}"
        yield M106.at(place, f"{character} is not used in the edition", "remove it")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False})
    md.disable(UNUSED_RULES)
    md.enable(["table", "strikethrough"])
    md.use(attrs_block_plugin)
    for name in CONTAINERS:
        md.use(container_plugin, name)
    add_rules(md)
    md.core.ruler.before("inline", CROWDED, _leave_out_crowded)
    return md


def _levelled(text: str) -> str:
    """A text in which each container has a longer fence than those in it, as the parser needs it: a fence
    without a name closes the innermost, however long it is."""
    lines, depth = text.split("\n"), 0
    for number, line in enumerate(lines):
        match = FENCE.match(line)
        if match and match[2]:
            lines[number] = line.replace(match[1], ":" * max(LONGEST_FENCE - depth, 3), 1)
            depth += 1
        elif match and depth:
            depth -= 1
            lines[number] = ":" * max(LONGEST_FENCE - depth, 3)
    return "\n".join(lines)


M101 = Rule(
    "M101",
    ERROR,
    "a container that is never closed",
    why="Everything after it would belong to the container.",
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
    why="The name of a container decides how it is encoded and shown.",
    bad="`::: openner`",
    good="`::: opener`",
)


def _check_fences(parsed: MarkdownText) -> list[Diagnostic]:
    """Every `::: name` needs its `:::`; markdown-it closes them silently at the end."""
    problems: list[Diagnostic] = []
    stack: list[tuple[str, str, Location]] = []
    for number, line in enumerate(parsed.lines):
        match = FENCE.match(line)
        if not match:
            continue
        colons, name, attributes = match.groups()
        place = parsed.line(number)
        if name or attributes:
            problems += _check_opening(name, attributes, place)
            stack.append((colons, name, place))
        elif stack:
            stack.pop()
        else:
            problems.append(_unopened(parsed, number, place))
    for colons, name, place in stack:
        message, hint = f"the container “{name}” is not closed", "on a line of its own where it ends"
        begun = place.line - parsed.first_line
        if broken := parsed.half_fences[bisect(parsed.half_fences, begun) :]:
            place, message = parsed.line(broken[0]), f"{message}, which begins on line {place.line}"
            hint = "alone here, if it ends here, or where it ends"
        problems.append(M101.at(place, message, f"write {colons} {hint}"))
    return problems


def _unopened(parsed: MarkdownText, number: int, place: Location) -> Diagnostic:
    """What is said of a fence in a line (from 0) that closes nothing."""
    if broken := parsed.half_fences[: bisect(parsed.half_fences, number)]:
        message = f"what the fence on line {place.line} closes is not opened"
        hint = "write ::: and the name of the container, if it begins here"
        return M102.at(parsed.line(broken[-1]), message, hint)
    hint = "remove it, or write the line that opens the container"
    return M102.at(place, "this fence closes nothing", hint)


def _check_opening(name: str, attributes: str, place: Location) -> Iterator[Diagnostic]:
    if name not in CONTAINERS:
        hint = did_you_mean(name, CONTAINERS) or f"known containers: {', '.join(CONTAINERS)}"
        yield M103.at(place, f"no container is called “{name}”", hint)
    elif attributes and not container_attributes(attributes):
        yield M103.at(
            place, f"“{attributes}” cannot be read", f"write ::: {name} {{key=value}}, or the name alone"
        )


def _check_attributes(parsed: MarkdownText) -> Iterator[Diagnostic]:
    """A line `{…}` belongs to the block below it."""
    below = ":::"
    for number, line in reversed(list(enumerate(parsed.lines))):
        fence = FENCE.match(below)
        if ATTRIBUTES.match(line) and fence and not fence[2]:
            message = f"“{line.strip()}” stands above nothing"
            yield M105.at(parsed.line(number), message, "write it above a paragraph")
        below = line if line.strip() else below


def container_attributes(info: str) -> dict[str, str]:
    """The attributes in the opening line of a container, `enclosure {by=person-le-goff}`; none when they
    cannot be read."""
    read = read_attributes(info, info.find("{")) if "{" in info else None
    return read[0] if read else {}
