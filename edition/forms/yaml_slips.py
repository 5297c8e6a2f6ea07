"""Slips in a line of YAML that libyaml tells as something else, or only at a later line."""

from __future__ import annotations

import re

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


def is_too_deep(text: str, line: int) -> bool:
    """Does a key stand deeper than the line above it, which has a key and its value?"""
    above, below = text.split("\n")[line - 1 : line + 1] if line else ("", "")
    deeper = len(below) - len(below.lstrip()) > len(above) - len(above.lstrip())
    return deeper and all(re.match(r"^\s*(?:- )*[\w-]+: +[^\s#|>\"'\[{]", each) for each in (above, below))
