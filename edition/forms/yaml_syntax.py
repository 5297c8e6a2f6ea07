"""Faults of YAML syntax, and YAML that an edition does not use, in an editor's words.

Tags and nesting that nobody intends are refused before anything is composed. (YAML 1.2.2, chapter 6.8.2.)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.yaml_slips import begins_block, culprit, is_too_deep, slip_near

# libyaml's parser is three times faster, and its events have the same marks
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 50  # levels of lists and mappings; composing more can exhaust the stack
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def _fault_of(event: Any, depth: int) -> str | None:
    """What is wrong with an event that is never allowed, else None."""
    tag = getattr(event, "tag", None)
    if tag is not None:
        return f"a YAML tag ({tag}) is not allowed"
    if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
        return f"a YAML anchor (&{event.anchor}) is not allowed; text that begins with & is quoted"
    if depth > DEEPEST:
        return f"lists within lists, more than {DEEPEST} deep"
    if isinstance(event, yaml.ScalarEvent) and UNWRITABLE.search(event.value):
        return "a control character stands here"
    return None


D101 = Rule(
    "D101",
    ERROR,
    "a file that is not valid YAML",
    why="The program cannot use the file, or the metadata of the letter, until this is corrected.",
    bad="`title: Lund: a garden`",
    good='`title: "Lund: a garden"`',
)


def refused_events(text: str, path: str, shift: int) -> list[Diagnostic]:
    """The first tag, control character or excessive nesting in a text, as at most one finding; `shift` lines
    of the file at `path` are above the text. Raises `yaml.YAMLError` when it is not YAML."""
    loader = LOADER(text)
    depth = 0
    try:
        while (event := loader.get_event()) is not None:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            fault = _fault_of(event, depth)
            if fault is not None:
                place = Location(path, event.start_mark.line + 1 + shift, event.start_mark.column + 1)
                return [D101.at(place, fault, "write the value as it is")]
    finally:
        loader.dispose()
    return []


@lru_cache(maxsize=1)
def composed(text: str) -> yaml.Node | None:
    """The node of a YAML text in which nothing was refused, None when it is empty; not to be changed, since
    whoever asks for the same text next has the same. Raises `yaml.YAMLError` when it is not YAML."""
    loader = LOADER(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


CAUTION = "check the indentation, and put text with a colon, quotation mark or bracket in quotation marks"
# what libyaml reports, what it means, and what to do
SYNTAX = (
    ("special characters", "a control character stands here", "remove it"),
    ("mapping values are not allowed", "a second colon in one line", "put the value in quotation marks"),
    (
        "quoted scalar",
        "a quotation mark that is not closed",
        "close it where the value ends; around an apostrophe put double quotation marks",
    ),
    (
        "expected ',' or ']'",
        "a list in brackets is not closed",
        "write ] where it ends, and commas between its items",
    ),
    (
        "expected ',' or '}'",
        "braces are not closed",
        "write } where it ends, and commas between its items",
    ),
    (
        "could not find expected ':'",
        "a line without a colon",
        "write key: value, or indent the line if it continues the one above",
    ),
    ("did not find expected key", "the line does not match the lines around it", CAUTION),
    ("cannot start any token", "a value that cannot begin like this", "put the value in quotation marks"),
    (
        "alphabetic or numeric character",
        "a value that cannot begin like this",
        "put the value in quotation marks",
    ),
    (
        "did not find expected '-'",
        "the line does not match the list around it",
        "indent it like the lines around it",
    ),
)


def syntax_error(error: yaml.YAMLError, text: str, path: str, shift: int) -> Diagnostic:
    """An error of libyaml as a finding, at the place in `text` where an editor can mend it (`shift` as
    above)."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Location(path, mark.line + 1 + shift, mark.column + 1) if mark else Location(path, 1 + shift)
    if mark and not any(map(str.strip, text.split("\n")[mark.line :])):
        place = Location(path, text.rstrip().count("\n") + 1 + shift, 1)  # the end of the file
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    report = f"{problem} {error}"
    message, hint = next((words for sign, *words in SYNTAX if sign in report), (problem, CAUTION))
    if mark and (another := ANOTHER.search(text, 1)) and "document" in problem:
        place = Location(path, text.count("\n", 0, another.start(1)) + 1 + shift, 1)
        message, hint = f"{another[1]} begins another file", "remove the line"
    elif mark and "document start" in problem and (indented := INDENTED.match(text)):
        place = Location(path, text.count("\n", 0, indented.start(1)) + 1 + shift, 1)
        message, hint = "the first line is indented, those below are not", "remove the spaces before it"
    elif mark and "\t" in _indentation(text, mark.line):
        message, hint = "a tab in place of spaces", "indent with spaces"
    elif mark and "mapping values" in report and is_too_deep(text, mark.line):
        message, hint = "the line is indented further than the one above", "indent the two alike"
        if begins_block(text, mark.line):
            place = Location(path, mark.line + shift, 1)
            message = "it has a value, and the lines below it are indented further"
            hint = "indent it like them, or remove the value"
    elif mark and (slip := slip_near(text, mark.line)):
        line, column, message, hint = slip
        place = Location(path, line + shift, column)
    else:
        of_sign = "quoted scalar" in report or "while parsing a flow" in report
        begun = getattr(error, "context_mark", None) if of_sign else None
        if begun:
            place = Location(path, begun.line + 1 + shift, begun.column + 1)
        elif open_mark := _open_quotation(text):
            line, column = open_mark
            place = Location(path, line + shift, column)
            _, message, hint = next(row for row in SYNTAX if row[0] == "quoted scalar")
        cause = culprit(text, mark.line, _is_yaml) if mark else None
        if mark and cause is not None and cause not in {mark.line, place.line - 1 - shift}:
            place = Location(path, cause + 1 + shift, 1)
            if not of_sign:
                message, hint = "the line does not match the lines around it", CAUTION
    return D101.at(place, f"this is not valid YAML: {message}", hint)


INDENTED = re.compile(r"(?:[ \t]*(?:#.*)?\n)*([ \t]+)[^\s#]")
ANOTHER = re.compile(r"^(---|\.\.\.)(?:\s|$)", re.MULTILINE)


def _is_yaml(text: str) -> bool:
    """Whether a text is YAML, as far as its syntax goes."""
    loader = LOADER(text)
    try:
        while loader.get_event() is not None:
            pass
    except yaml.YAMLError:
        return False
    finally:
        loader.dispose()
    return True


def _indentation(text: str, line: int) -> str:
    lines = text.split("\n")
    content = lines[line] if line < len(lines) else ""
    return content[: len(content) - len(content.lstrip())]


OPENED = re.compile(r"^[\s-]*[\w-]+: *(\"[^\"\n]*|'[^'\n]*)$", re.MULTILINE)


def _open_quotation(text: str) -> tuple[int, int] | None:
    """The quotation mark that swallowed lines: the next one closes it in the middle of a line."""
    for match in OPENED.finditer(text):
        sign = match[1][0]
        close = text.find(sign, match.end())
        rest = text[close + 1 :].split("\n")[0].strip() if close >= 0 else ""
        if rest and rest[0] not in ",]}#":
            line_start = text.rfind("\n", 0, match.start(1)) + 1
            return text.count("\n", 0, match.start(1)) + 1, match.start(1) - line_start + 1
    return None
