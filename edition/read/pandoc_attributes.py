"""Attributes in braces, as pandoc has them: `{#p3 .class key=value key="two words"}`.

The values that need no quotation marks are any without blanks and braces, whatever their script. Which
attributes there are is said where each is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from edition.findings.rule import ERROR, Rule

PLACES = (
    "above",
    "below",
    "inline",
    "margin",
    "top",
    "bottom",
    "left",
    "right",
    "end",
    "opposite",
    "overleaf",
)
VALUES: Mapping[str, tuple[str, ...]] = {  # keys of which the values are given
    "place": PLACES,
    "cert": ("high", "medium", "low"),
    "unit": ("letters", "words", "lines", "pages"),
    "title": ("a", "m", "j", "s", "u"),
}
ATTRIBUTE = re.compile(
    r"""\s*(?:\#(?P<id>[^\s{}"]+)|\.(?P<class>[^\s{}".]+(?=[\s}.])) """
    r"""|(?P<key>[A-Za-z][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s{}"]+)))(?=[\s}.])""",
    re.X,
)


M105 = Rule(
    "M105",
    ERROR,
    "an unknown attribute or class",
    why="Nothing reads an unknown attribute; what it says would be lost.",
    bad="`[slaate]{cor=slate}`, `{.datelin}`",
    good="`[slaate]{corr=slate}`, `{.dateline}`",
)


def read_attributes(text: str, start: int) -> tuple[dict[str, str], int] | None:
    """The attributes between the brace at `start` and its closing one, and the position behind that; classes
    together under `class`. None where they cannot be read."""
    if not text.startswith("{", start):
        return None
    read: dict[str, str] = {}
    place = start + 1
    while match := ATTRIBUTE.match(text, place):
        if match["class"] is not None:
            read["class"] = f"{read.get('class', '')} {match['class']}".strip()
        elif match["id"] is not None:
            read["id"] = match["id"]
        else:
            read[match["key"]] = match["quoted"] if match["bare"] is None else match["bare"]
        place = match.end()
    rest = re.compile(r"\s*\}").match(text, place)
    return (read, rest.end()) if rest else None
