"""Signs of markup that was not completed: told wherever they would stand in a text as they are."""

from __future__ import annotations

import re

from edition.findings.rule import WARNING, Rule

LEFTOVER = re.compile(
    r"\]\(|\]\{|\]\[(?=\w+\])|\^\[|\[@|\{(?:[.#]|\w+=|[a-z]+\})|\[[\^|/]|\*+|~~+|(?<=[^:\n]):{3,}"
)
HALF_TYPED = re.compile(rf"{LEFTOVER.pattern}|[\[\]]|(?<=\w)\^(?=\w)")  # where brackets are marks too
M203 = Rule(
    "M203",
    WARNING,
    "markup that was not understood and appears in the text",
    why="The markup is incomplete, so its signs appear on the page.",
    bad="`the *Flora of 1901`, `[Brandt] {ref=person-brandt}`",
    good="`the *Flora* of 1901`, `[Brandt]{ref=person-brandt}`",
)
COMPLETE = "complete the markup, or write a backslash before the sign"
APART = "remove the space before {, or write a backslash before it"


def hint_for(match: re.Match[str]) -> str:
    """What to do about a sign that was found."""
    return APART if match[0].startswith("{") and match.string[: match.start()].endswith("] ") else COMPLETE
