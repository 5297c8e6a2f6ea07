"""Brackets, quotation marks and the small things of typography, in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from operator import eq

from edition.check.running_text import Passage, RunningText
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import WARNING, Rule, yields
from edition.forms.configuration import ConfigFields
from edition.model import Edition

PAIRS = {")": "(", "]": "[", "”": "“", "»": "«"}
OPENING = frozenset(PAIRS.values())
SIGN = re.compile(r"[()\[\]“”«»]")
LABEL = re.compile(r"(?:^|[\s(“])(?:\d{1,3}|[a-z]|[ivx]{1,4})\Z")  # of a numbered point, before its bracket
WHOLE = frozenset({"summary", "text", "note"})  # passages made of whole sentences


M201 = Rule(
    "M201",
    WARNING,
    "a bracket left open, or closed without being opened",
    why="A reader waits for the end of a bracket. Looked for in our own words.",
    bad="`the list (of 1901 was printed.`",
    good="`the list (of 1901) was printed.`",
)
M202 = Rule(
    "M202",
    WARNING,
    "a quotation mark left open, or closed without being opened",
    why="Where a quotation ends decides whose words they are. Looked for in our own words.",
    bad="`He calls it “quite small, and sends it.`",
    good="`He calls it “quite small”, and sends it.`",
)


@yields(M201, M202)
def check_pairs(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Brackets and quotation marks that are left open or close nothing, the first of a passage."""
    for passage in prose.ours.passages:
        found = _unpaired(passage.text)
        if found is None:
            continue
        place, sign = found
        rule, what = (M201, "bracket") if sign in "()[]" else (M202, "quotation mark")
        if sign in OPENING:
            other = next(close for close, opening in PAIRS.items() if opening == sign)
            message, hint = f"the {what} {sign} is never closed", f"write {other} where it ends"
        else:
            message, hint = f"the {what} {sign} closes nothing", f"write {PAIRS[sign]} where it begins"
        yield passage.finding(rule, message, (place, place + 1), f"{hint}, or take it away")


def _unpaired(text: str) -> tuple[int, str] | None:
    """The first sign that has no partner, and where it stands. The bracket behind the number of a point needs
    none."""
    waiting: list[tuple[int, str]] = []
    for match in SIGN.finditer(text):
        place, sign = match.start(), match.group()
        if sign in OPENING:
            waiting.append((place, sign))
        elif waiting and waiting[-1][1] == PAIRS[sign]:
            waiting.pop()
        elif not (sign == ")" and LABEL.search(text, max(0, place - 5), place)):
            return waiting[-1] if waiting else (place, sign)
    return waiting[0] if waiting else None


LEFTOVER = re.compile(r"\]\(|\]\{|\{(?:[.#]|\w+=)|\[\^|\*+")
SPACES = re.compile(r" [,;:!?)\]”](?=\s|$)| \.(?=\n|\s[^\W_a-z.]|$)|[(\[“] (?=\w)")
HYPHEN = re.compile(r"-(?:(?<=\d-)\d+(?![\w-])|(?<= -)-{0,2} (?=\w)|-+(?=\w))")


M203 = Rule(
    "M203",
    WARNING,
    "markup that was not understood and stands in the text",
    why="Something in the markup is not complete, so that its signs are shown.",
    bad="`the *Flora of 1901`, `[Brandt] {ref=person-brandt}`",
    good="`the *Flora* of 1901`, `[Brandt]{ref=person-brandt}`",
)
T102 = Rule(
    "T102",
    WARNING,
    "a space too many",
    why="A slip of the pen; and a sign may begin a line.",
    bad="`a garden , closed`, `( closed )`",
    good="`a garden, closed`, `(closed)`",
)
T103 = Rule(
    "T103",
    WARNING,
    "a straight quotation mark",
    why="Quotation marks are curly, so that it can be seen where a quotation begins and where it ends.",
    bad='`He calls it "small".`',
    good="`He calls it “small”.`",
)
T104 = Rule(
    "T104",
    WARNING,
    "a hyphen where a dash belongs",
    why="A hyphen joins, a dash stands for “to” or sets apart.",
    bad="`1901-1902`, `moss - and lichen`",
    good="`1901–1902`, `moss – and lichen`",
)


@dataclass(frozen=True)
class Sign:
    """Something that is looked for in our words: signs without which it cannot be there (none: it may be
    anywhere), its pattern, what is said of it and what to write."""

    rule: Rule
    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str
    advice: str


TYPOGRAPHY = (
    Sign(
        M203,
        ("](", "]{", "{", "[^", "*"),
        LEFTOVER,
        "“{}” stands in the text as it is",
        "complete the markup, or write a backslash before the sign",
    ),
    Sign(
        T102,
        (" ,", " ;", " :", " !", " ?", " )", " ]", " ”", " .", "( ", "[ ", "“ "),
        SPACES,
        "a space stands beside a sign that wants none",
        "write “{}” without the space",
    ),
    Sign(T103, ('"',), re.compile('"'), "a straight quotation mark", "write “ or ”"),
    Sign(T104, ("-",), HYPHEN, "a hyphen stands where a dash belongs", "write –"),
)
TWICE = re.compile(r"\b([^\W\d]++) \1\b(?![-’'])")


@yields(M203, T102, T103, T104)
def check_typography(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Every sign of the table in our words."""
    ours = prose.ours
    for sign in TYPOGRAPHY:
        if not any(needed in ours.text for needed in sign.signs):
            continue
        for passage, (start, end), match in ours.find(sign.pattern):
            glued = passage.text[passage.text.rfind(" ", 0, start) + 1 : start]
            if "://" not in glued and not (sign.rule is T104 and "-" in glued):  # addresses and dates
                found = match.group().strip()
                message, advice = sign.message.format(found), sign.advice.format(found)
                yield passage.finding(sign.rule, message, (start, end), advice)


T101 = Rule(
    "T101",
    WARNING,
    "a word written twice",
    why="A slip of the pen.",
    bad="`the the garden`",
    good="`the garden`",
)


@yields(T101)
def check_doubled(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Words written twice."""
    words = prose.ours.words
    if any(map(eq, words, islice(words, 1, None))):  # the pattern is slow
        for passage, span, match in prose.ours.find(TWICE):
            yield passage.finding(
                T101, f"“{match.group()}” is one word twice", span, f"write “{match[1]}” once"
            )


END = re.compile(r"(?:[.?!:…—]|—|\d\.?)[”’»\")\]]*$")


T105 = Rule(
    "T105",
    WARNING,
    "a paragraph that does not end like a sentence",
    why="Either a full stop is missing or the end of the paragraph.",
    bad="`Holm thanks him in a line`",
    good="`Holm thanks him in a line.`",
)


@yields(T105)
def check_endings(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Paragraphs of a summary, note or essay whose last sentence does not end."""
    for passage in prose.ours.passages:
        if passage.kind in WHOLE and not END.search(passage.text):
            yield _unended(passage)


def _unended(passage: Passage) -> Diagnostic:
    start = passage.text.rfind(" ") + 1
    last = passage.text[start:]
    return passage.finding(
        T105, f"the paragraph ends with “{last}”", (start, len(passage.text)), "end it with a full stop"
    )
