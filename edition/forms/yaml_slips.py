"""Slips in a line of YAML that libyaml tells as something else, or only at a later line; and in dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

VALUE = r"^\s*(?:- )*(?:[\w-]+: +)?"
# what a line looks like, what is wrong in it, and what to do; `{0}` is the group that was found
SLIPS = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (
            r"^\s*(?:- )*([A-Za-z_]+):(?=[^ \t\n\r:/])",
            "the space after the colon is missing",
            "write “{0}: ” and then the value",
        ),
        (
            VALUE + r"(\[[^\]]*\])\s*(?=[^\s,#\]}:])",
            "there is text after the bracket",
            'put quotation marks around the whole: "{0} …"',
        ),
        (
            VALUE + r"('[^']*')(?=[^\s,#\]}:'])",
            "there is an apostrophe within single quotation marks",
            "put double quotation marks around the whole, or write ’ for the apostrophe",
        ),
        (
            VALUE + r"([\"'][^\"']*[\"'])\s+(?=[^\s,#\]}:])",
            "there is text after the quotation mark",
            "put quotation marks of the other kind around the whole",
        ),
        (
            r"^\s*(?:- )*[\w-]+: *([|>])(?=[^\S\n]*[^\s\d+#-])",
            "there is text beside the sign {0}",
            "begin the text on the next line, indented",
        ),
        (r"^\s*(-)(?=[A-Za-z])", "the space after the dash is missing", "write “- ” and then the value"),
        (VALUE + r"([*&?])(?=\s*\w)", "a value cannot begin with {0}", "put the value in quotation marks"),
    )
)


def slip_near(text: str, line: int) -> tuple[int, int, str, str] | None:
    """The slip in a line (from 0) of a text, or in the last line above it that is not blank: its line and
    column (from 1), what is wrong and what to do. None where there is none."""
    lines = text.split("\n")
    above = next((n for n in reversed(range(min(line, len(lines)))) if lines[n].strip()), line)
    for number in (line, above):
        content = lines[number] if number < len(lines) else ""
        for pattern, message, hint in SLIPS:
            match = pattern.match(content)
            if match:
                at = match.start(1) + 1
                return number + 1, at, message.format(match[1]), hint.format(match[1])
    return None


def key_without_blank(text: str) -> str:
    """The hint for a value that is a key without a blank after its colon, or ""."""
    pattern, _, hint = SLIPS[0]
    match = pattern.match(text)
    return hint.format(match[1]) if match else ""


HIGHEST = 40  # lines above the one that a parser names, in which the cause is looked for
EFFORT = 1_000_000  # characters that are parsed for one finding
KEY_OR_ITEM = re.compile(r"\s*(?:- )*[^\s:]+:(?:\s|$)|\s*-(?:\s|$)")


def culprit(text: str, line: int, parses: Callable[[str], bool]) -> int | None:
    """The line (from 0) that keeps a text from being YAML, where a parser stumbled over `line`: the nearest
    above it in whose place a key or an item of a list would do, or that would be right with the indentation
    of its neighbours, or without which the rest is YAML. None where no line alone is at fault."""
    lines = text.split("\n")
    last = min(line, len(lines) - 1)
    tried = min(HIGHEST, EFFORT // (8 * len(text) + 1) + 1)
    above = [number for number in range(last, max(-1, last - tried), -1) if lines[number].strip()]
    steps = [_with_another, _indented_otherwise, _without, _with_text_below]
    tries = [(each, last) for each in steps[:2]] + [(each, number) for each in steps for number in above]
    for others, number in tries:
        if lines[number].strip() and any(parses(_with(lines, number, o)) for o in others(lines, number)):
            if others is _without:
                return _cause(lines, number)
            return _without_key(lines, number) if number == last else number
    return None


def _with_another(lines: list[str], number: int) -> list[str]:
    """What a line could be without doubt."""
    return [_indentation(lines[number]) + other for other in ("x:", "x: x", "- {x: x}", "- x: x")]


def _indented_otherwise(lines: list[str], number: int) -> list[str]:
    """A line indented like the one above or below it."""
    sides = range(number - 1, -1, -1), range(number + 1, len(lines))
    beside = [next((n for n in side if lines[n].strip()), number) for side in sides]
    return [_indentation(lines[n]) + lines[number].lstrip() for n in beside]


def _without(lines: list[str], number: int) -> list[str]:
    return [""]


def _with_text_below(lines: list[str], number: int) -> list[str]:
    return [_indentation(lines[number]) + "x: |"]


def _with(lines: list[str], number: int, line: str) -> str:
    return "\n".join([*lines[:number], line, *lines[number + 1 :]])


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _without_key(lines: list[str], number: int) -> int:
    """The line above a line, where it has no key and should have one like this; else the line itself."""
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)
    alike = _indentation(lines[above]) == _indentation(lines[number])
    has_key = KEY_OR_ITEM.match(lines[number]) and not KEY_OR_ITEM.match(lines[above])
    return above if alike and has_key else number


def _cause(lines: list[str], number: int) -> int:
    """Of a line without which the text is YAML and those above it the one at fault: the line above where it
    has no key; the key that it stands below, where what stands there is its text."""
    filled = [n for n in range(number) if lines[n].strip()]
    depth = len(_indentation(lines[number]))
    if (above := _without_key(lines, number)) != number or depth == 0:
        return above
    parent = next((n for n in reversed(filled) if len(_indentation(lines[n])) < depth), number)
    first = next((n for n in filled if n > parent), number)
    return number if KEY_OR_ITEM.match(lines[first]) or parent == number else parent


def is_too_deep(text: str, line: int) -> bool:
    """Does a key stand deeper than the line above it, which has a key and its value?"""
    lines = text.split("\n")
    if not 0 < line < len(lines):  # YAML counts more: it ends a line at U+2028 too
        return False
    above, below = lines[line - 1 : line + 1]
    above = re.sub(r"^ *(?:- )+", lambda dashes: " " * len(dashes[0]), above)
    deeper = len(below) - len(below.lstrip()) > len(above) - len(above.lstrip())
    return deeper and all(re.match(r"^\s*(?:- )*[\w-]+: +[^\s#|>\"'\[{]", each) for each in (above, below))


def begins_block(text: str, line: int) -> bool:
    """Do lines like it follow a line (from 0) that is deeper than the one above, or is it an item?"""
    lines = text.split("\n")
    below = next((each for each in lines[line + 1 :] if each.strip()), "")
    return lines[line].lstrip().startswith("- ") or _indentation(below) >= _indentation(lines[line])


INSTEAD = frozenset({"list_type", "model_type", "model_attributes_type"})


def fields_instead(kind: str, given: Any, keys: list[str]) -> str:
    """What to write where several fields, or a list of such, belong: their keys; or ""."""
    if isinstance(given, dict):
        return "begin each item of the list with “- ”"
    if isinstance(given, str):
        fields = f"[{{{keys[0]}: …}}]" if kind == "list_type" else f"{{{keys[0]}: …}}"
        return f"write {fields}, with these keys: {', '.join(keys)}"
    return f"write “{keys[0]}:” above the list" if len(keys) == 1 else ""
