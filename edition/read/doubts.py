"""What YAML and text say without a fault, and an editor did not mean: nothing is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from edition.findings.diagnostics import Diagnostic, Location, located
from edition.findings.rule import WARNING, Rule
from edition.forms.yaml_syntax import composed
from edition.model import Source
from edition.read.documents import split_front_matter

D230 = Rule(
    "D230",
    WARNING,
    "a value that is cut by a #",
    why="In YAML, a # after a space begins a comment; the rest of the line is not read.",
    bad="`dating: See letter #3`",
    good='`dating: "See letter #3"`; a comment on a line of its own',
)
D231 = Rule(
    "D231",
    WARNING,
    "a key without a value",
    why="The value was forgotten, or the next line is not indented.",
    bad="`date:`",
    good="`date: 1901-05`, or no such line",
)
D232 = Rule(
    "D232",
    WARNING,
    "an invisible character",
    why="It came with copied text. Words that contain it are not found.",
    bad="a soft hyphen within a word",
    good="the word without it",
)
D233 = Rule(
    "D233",
    WARNING,
    "a list that may be split in the wrong place",
    why="Commas separate the items of a list in brackets, so a comma within a name makes two items. A "
    "semicolon separates nothing.",
    bad="`variants: [Holm, A., Ada Holm; Holm]`",
    good='`variants: ["Holm, A.", Ada Holm, Holm]`',
)
D234 = Rule(
    "D234",
    WARNING,
    "characters left by a wrong encoding",
    why="The text was once opened in the wrong encoding. Only the source shows what it said.",
    bad="`FlorÃ¦`, `donâ€™t`, a � in place of a letter",
    good="`Floræ`, `don’t`, the letter",
)
_C1 = (
    "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # what bytes from 0x80 to 0xBF are in Latin-1 and Windows-1252
)
GARBLED = re.compile(f"â€[{_C1}]|Ã[{_C1}]|Â[\u00a0-\u00bf]|(?:[ÐÑ][{_C1}]){{2,}}|\ufffd")
INVISIBLE = re.compile("[\\u00ad\\u200b\\u2060\\ufeff]")
PLAIN = re.compile(r"[a-z]+-[a-z0-9-]+|L\d+|n\d+|[-~?%./\d]+|true|false")  # what is followed by comments only
INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+|(?:Jr|Sr|jun|sen)\.?")
NAMES = frozenset({"variants", "ambiguous", "transliterations", "capitals", "unregistered"})
PROSE = frozenset({"editorial", "copy"})


def doubts(source: Source) -> list[Diagnostic]:
    """The warnings about a YAML file, or the front matter and text of a Markdown file, without faults."""
    text = source.text.replace("\r\n", "\n")
    findings = [*_invisible(text, source.path), *_garbled(text, source.path)]
    parts = split_front_matter(text) if source.path.endswith(".md") else (text, "", 1)
    if parts is not None:
        front, shift = parts[0], 1 if source.path.endswith(".md") else 0
        node = composed(front)
        findings += _in_node(node, front.split("\n"), source.path, shift) if node is not None else []
    return findings


def _invisible(text: str, path: str) -> Iterator[Diagnostic]:
    for match, place in located(INVISIBLE, text, path):
        yield D232.at(place, f"an invisible character (U+{ord(match[0]):04X}) stands here", "remove it")


def _garbled(text: str, path: str) -> Iterator[Diagnostic]:
    for match, place in located(GARBLED, text, path):
        hint = "look in the source what it was, and write it again"
        yield D234.at(place, f"“{match[0]}” comes from a wrong encoding", hint)


def _in_node(node: yaml.Node, lines: list[str], path: str, shift: int, key: str = "") -> Iterator[Diagnostic]:
    """The doubts about a value and all in it; `key` is what it stands behind."""
    if isinstance(node, yaml.SequenceNode):
        if node.flow_style and key in NAMES | PROSE:
            yield from _parted(node, path, shift, key)
        for item in node.value:
            yield from _in_node(item, lines, path, shift)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(value, yaml.ScalarNode) and not value.style:
                yield from _cut_or_empty(name, value, lines, path, shift)
            yield from _in_node(value, lines, path, shift, str(name.value))


def _cut_or_empty(
    key: yaml.Node, value: yaml.Node, lines: list[str], path: str, shift: int
) -> Iterator[Diagnostic]:
    end = value.end_mark
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    if not value.value and rest.strip()[:1] not in {",", "}"}:
        place = Location(path, key.start_mark.line + 1 + shift, key.start_mark.column + 1)
        yield D231.at(place, f"“{key.value}:” has no value", "write one, or remove the line")
    elif re.match(r"[ \t]+#", rest) and not PLAIN.fullmatch(value.value):
        cut = rest.strip()
        place = Location(path, end.line + 1 + shift, len(lines[end.line]) - len(rest.lstrip()) + 1)
        hint = "put the whole value in quotation marks, or move the comment to a line of its own"
        yield D230.at(place, f"“{cut}” is a comment and is not read", hint)


def _parted(node: yaml.Node, path: str, shift: int, key: str) -> Iterator[Diagnostic]:
    """Parts of a list in brackets that are no parts of their own."""
    before = ""
    for number, item in enumerate(node.value):
        words = item.value if isinstance(item, yaml.ScalarNode) and not item.style else ""
        place = Location(path, item.start_mark.line + 1 + shift, item.start_mark.column + 1)
        if key in NAMES and ";" in words:
            yield D233.at(place, f"“{words}” is one name with a semicolon", "separate names by commas")
        elif number and _goes_on(words, before, key):
            hint = "put quotation marks around the whole name"
            yield D233.at(place, f"a comma makes “{words}” a separate item", hint)
        before = words


def _goes_on(words: str, before: str, key: str) -> bool:
    """Is a part of a list the end of the one before it: initials after a surname, or half a sentence?"""
    if key in NAMES:
        return bool(INITIALS.fullmatch(words)) and bool(before) and " " not in before
    return words[:1].islower()
