"""Brackets, quotation marks and the small things of typography, in our own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from operator import eq

from edition.check.prose import Passage, Prose
from edition.diagnostics import Diagnostic
from edition.model import Edition
from edition.schemas import ConfigFields

PAIRS = {")": "(", "]": "[", "”": "“", "»": "«"}
OPENING = frozenset(PAIRS.values())
SIGN = re.compile(r"[()\[\]“”«»]")
LABEL = re.compile(r"(?:^|[\s(“])(?:\d{1,3}|[a-z]|[ivx]{1,4})\Z")  # of a numbered point, before its bracket
WHOLE = frozenset({"summary", "text", "note"})  # passages made of whole sentences


def check_pairs(prose: Prose, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """M201 a bracket, M202 a quotation mark that is left open or closes nothing, each once in a passage."""
    for passage in prose.ours.passages:
        found = _unpaired(passage.text)
        if found is None:
            continue
        place, sign = found
        code, what = ("M201", "bracket") if sign in "()[]" else ("M202", "quotation mark")
        if sign in OPENING:
            other = next(close for close, opening in PAIRS.items() if opening == sign)
            message, hint = f"the {what} {sign} is never closed", f"write {other} where it ends"
        else:
            message, hint = f"the {what} {sign} closes nothing", f"write {PAIRS[sign]} where it begins"
        yield passage.finding(code, message, (place, place + 1), f"{hint}, or take it away")


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


LEFTOVER = re.compile(r"\]\(|\]\{|\{(?:[.#]|\w+=)|\[\^|(?<!\w)__?(?=\w)|\*+")
Advice = Callable[[str], str]  # what to write instead of what was found
TYPOGRAPHY: tuple[tuple[str, re.Pattern[str], str, Advice], ...] = (
    (
        "M203",
        LEFTOVER,
        "“{}” stands in the text as it is",
        lambda found: "complete the markup, or write a backslash before the sign",
    ),
    (
        "T101",
        re.compile(r"\b([^\W\d]++) \1\b(?![-’'])"),
        "“{}” is one word twice",
        lambda found: f"write “{found.split()[0]}” once",
    ),
    (
        "T102",
        re.compile(r" [,;:!?)\]”](?=\s|$)| \.(?=\n|\s[^\W_a-z.]|$)|[(\[“] (?=\w)"),
        "a space stands beside a sign that wants none",
        lambda found: f"write “{found.strip()}” without the space",
    ),
    ("T103", re.compile(r'"'), "a straight quotation mark", lambda found: "write “ or ”"),
    (
        "T104",
        re.compile(r"(?<![\w-])\d+-\d+(?![\w-])| -{1,3} (?=\w)|--+(?=\w)"),
        "a hyphen stands where a dash belongs: “{}”",
        lambda found: f"write “{re.sub('-+', '–', found)}”",
    ),
)


def check_typography(prose: Prose, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """M203 markup that was not understood, T101 a word written twice, T102 a space too many, T103 a straight
    quotation mark, T104 a hyphen for a dash."""
    words = prose.ours.words
    doubled = any(map(eq, words, islice(words, 1, None)))
    for code, pattern, message, advice in TYPOGRAPHY:
        if code == "T101" and not doubled:
            continue  # its pattern is slow
        for passage, (start, end), match in prose.ours.find(pattern):
            if "://" not in _around(passage.text, start):
                found = match.group()
                yield passage.finding(code, message.format(found.strip()), (start, end), advice(found))


def _around(text: str, place: int) -> str:
    """What stands without a space around a place: an address may have any signs."""
    return text[text.rfind(" ", 0, place) + 1 : place]


END = re.compile(r"(?:[.?!:…—]|—|\d\.?)[”’»\")\]]*$")


def check_endings(prose: Prose, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """T105 a paragraph of a summary, note or essay whose last sentence does not end."""
    for passage in prose.ours.passages:
        if passage.kind in WHOLE and not END.search(passage.text):
            yield _unended(passage)


def _unended(passage: Passage) -> Diagnostic:
    start = passage.text.rfind(" ") + 1
    last = passage.text[start:]
    return passage.finding(
        "T105", f"the paragraph ends with “{last}”", (start, len(passage.text)), "end it with a full stop"
    )
