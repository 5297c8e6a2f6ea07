"""Signs of markup that was not completed: told wherever they would stand in a text as they are."""

from __future__ import annotations

import re

from edition.findings.rule import WARNING, Rule

LEFTOVER = re.compile(r"\]\(|\]\{|\^\[|\[@|\{(?:[.#]|\w+=|[a-z]+\})|\[[\^|/]|\*+|~~+|(?<=[^:\n]):{3,}")
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
APART = "remove the space before {0}, or write a backslash before it"


def hint_for(match: re.Match[str], *, after_bracket: bool) -> str:
    """What to do about a sign that was found in a piece of text, which may stand behind a bracket."""
    if after_bracket and match[0].startswith("{") and not match.string[: match.start()].strip():
        return APART.format("{")
    word = re.fullmatch(r"\{([a-z]+)\}", match[0])
    return f"write {{.{word[1]}}}, or a backslash before the sign" if word else COMPLETE
