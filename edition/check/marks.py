"""Brackets, quotation marks and details of typography in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import eq

from edition.check.lexicon import Lexicon
from edition.check.running_text import Passage, RunningText
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import WARNING, Rule, yields
from edition.forms.language import Language
from edition.forms.leftover import COMPLETE, LEFTOVER, M203

BRACKETS = {")": "(", "]": "["}
LABEL = re.compile(r"(?:^|[\s(“])(?:\d{1,3}|[a-z]|[ivx]{1,4})\Z")  # number of a point, before its bracket
WHOLE = frozenset({"summary", "text", "note"})  # passages made of whole sentences


M201 = Rule(
    "M201",
    WARNING,
    "a bracket that is not paired",
    why="Readers wait for the end of a bracket. Checked in our own words.",
    bad="`the list (of 1901 was printed.`",
    good="`the list (of 1901) was printed.`",
)
M202 = Rule(
    "M202",
    WARNING,
    "a quotation mark that is not paired",
    why="The end of a quotation shows whose words are whose. Checked in our own words.",
    bad="`He calls it “quite small, and sends it.`",
    good="`He calls it “quite small”, and sends it.`",
)


@yields(M201, M202)
def check_pairs(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """The first bracket (M201) or quotation mark (M202) of a passage that is left open or closes nothing."""
    pairs = _pairs(lexicon.config.phrases)
    signs = re.compile(f"[{re.escape(''.join((*pairs, *pairs.values())))}]")
    for passage in prose.ours.passages:
        unpaired = _unpaired(passage.text, pairs, signs)
        if unpaired is None:
            continue
        place, sign = unpaired
        rule, noun = (M201, "bracket") if sign in "()[]" else (M202, "quotation mark")
        if sign in pairs.values():
            closing = next(close for close, opening in pairs.items() if opening == sign)
            message, hint = f"the {noun} {sign} is not closed", f"write {closing} where it ends"
        else:
            message, hint = f"the {noun} {sign} closes nothing", f"write {pairs[sign]} where it begins"
        yield passage.finding(rule, message, (place, place + 1), f"{hint}, or remove it")


def _pairs(language: Language) -> Mapping[str, str]:
    """What closes, and what opens: brackets and the quotation marks of a language; in English guillemets
    too, for what is quoted from others."""
    opening, closing = language.quotation_marks
    return {**BRACKETS, closing: opening, **({"»": "«"} if language.code == "en" else {})}


def _unpaired(text: str, pairs: Mapping[str, str], signs: re.Pattern[str]) -> tuple[int, str] | None:
    """(offset, sign) of the first sign without a partner, or None. The bracket behind the number of a point
    needs none."""
    waiting: list[tuple[int, str]] = []
    for match in signs.finditer(text):
        place, sign = match.start(), match.group()
        if sign in pairs.values():
            waiting.append((place, sign))
        elif waiting and waiting[-1][1] == pairs[sign]:
            waiting.pop()
        elif not (sign == ")" and LABEL.search(text, max(0, place - 5), place)):
            return waiting[-1] if waiting else (place, sign)
    return waiting[0] if waiting else None


def _spaces(opening: str, closing: str, high: str) -> re.Pattern[str]:
    """A space before a sign that closes, among them those of a language, or after one that opens."""
    before, behind = re.escape(f",)]{closing}{high}"), re.escape(f"([{opening}")
    return re.compile(rf" [{before}](?=\s|$)| \.(?=\n|\s[^\W_a-z.]|$)|[{behind}] (?=\w)")


HYPHEN = re.compile(r"-(?:(?<=\d-)\d+(?![\w-])|(?<= -)-{0,2} (?=\w)|-+(?=\w))")


T102 = Rule(
    "T102",
    WARNING,
    "a space too many",
    why="A slip of the pen; and the sign could begin a line.",
    bad="`a garden , closed`, `( closed )`",
    good="`a garden, closed`, `(closed)`",
)
T103 = Rule(
    "T103",
    WARNING,
    "a straight quotation mark",
    why="Curly quotation marks show where a quotation begins and ends.",
    bad='`He calls it "small".`',
    good="`He calls it “small”.`",
)
T104 = Rule(
    "T104",
    WARNING,
    "a hyphen where a dash belongs",
    why="A hyphen joins; a dash means “to” or sets words apart.",
    bad="`1901-1902`, `moss - and lichen`",
    good="`1901–1902`, `moss – and lichen`",
)


@dataclass(frozen=True)
class SignPattern:
    """Something that is looked for in our words: `signs` of which one must occur for a match to be possible
    (so that most texts are skipped), the pattern, the message and the advice; `{}` stands for the match."""

    rule: Rule
    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str
    advice: str


TYPOGRAPHY = (
    SignPattern(
        M203,
        ("](", "]{", "{", "[^", "^[", "[@", "*", "~", ":::"),
        LEFTOVER,
        "“{}” appears in the text as it is",
        COMPLETE,
    ),
    SignPattern(T104, ("-",), HYPHEN, "a hyphen in place of a dash", "write –"),
)
AIRY = frozenset({"fr"})  # languages that set a space before ; : ! ? and within quotation marks


@cache
def _typography(opening: str, closing: str, *, airy: bool) -> Sequence[SignPattern]:
    """What is looked for in a language with these quotation marks."""
    spaces = _spaces("", "", "") if airy else _spaces(opening, closing, ";:!?")
    signs = [f" {sign}" for sign in f",;:!?)].{closing}"] + [f"{sign} " for sign in f"([{opening}"]
    message, advice = "a space too many beside a sign", "write “{}” without the space"
    marks = f"write {opening} or {closing}"
    return (
        *TYPOGRAPHY,
        SignPattern(T102, tuple(signs), spaces, message, advice),
        SignPattern(T103, ('"',), re.compile('"(?:[^"\n]*")?'), "a straight quotation mark", marks),
        SignPattern(
            T103, ("'",), re.compile("'"), "a straight quotation mark", "write ‘, or ’ for an apostrophe"
        ),
    )


# words that may follow each other twice: « nous nous levons », „die, die die Moose sammelt“
DOUBLED = {
    "de": frozenset("das dem den der die sie".split()),
    "fr": frozenset("nous vous".split()),
}
TWICE = re.compile(r"\b([^\W\d]++) \1\b(?![-’'])")


@yields(M203, T102, T103, T104)
def check_typography(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """What each pattern of `TYPOGRAPHY` matches in our words. Markup in Markdown was told where it was
    read."""
    ours, language = prose.ours, lexicon.config.phrases
    for sign in _typography(*language.quotation_marks, airy=language.code in AIRY):
        if not any(needed in ours.text for needed in sign.signs):
            continue
        for passage, (start, end), match in ours.find(sign.pattern):
            if sign.rule is M203 and passage.element is not None:
                continue
            glued = passage.text[passage.text.rfind(" ", 0, start) + 1 : start]
            if "://" not in glued and not (sign.rule is T104 and "-" in glued):  # addresses and dates
                words = match.group().strip()
                message, advice = sign.message.format(words), sign.advice.format(words)
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
def check_doubled(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """Words written twice in a row."""
    words = prose.ours.words
    if any(map(eq, words, islice(words, 1, None))):  # the pattern is slow
        legal = DOUBLED.get(lexicon.config.language, frozenset())
        for passage, span, match in prose.ours.find(TWICE):
            if match[1].lower() in legal:
                continue
            yield passage.finding(
                T101, f"“{match.group()}” is the same word twice", span, f"write “{match[1]}” once"
            )


END = re.compile(r"(?:[.?!:…—]|—|\d\.?)[”’»\")\]]*$")


T105 = Rule(
    "T105",
    WARNING,
    "a paragraph that does not end like a sentence",
    why="The full stop is missing, or the end of the paragraph.",
    bad="`Holm thanks him in a line`",
    good="`Holm thanks him in a line.`",
)


@yields(T105)
def check_endings(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """Paragraphs of a summary, note or essay that do not end like a sentence."""
    for passage in prose.ours.passages:
        if passage.kind in WHOLE and not END.search(passage.text):
            yield _unended(passage)


def _unended(passage: Passage) -> Diagnostic:
    start = passage.text.rfind(" ") + 1
    last = passage.text[start:]
    return passage.finding(
        T105, f"the paragraph ends with “{last}”", (start, len(passage.text)), "end it with a full stop"
    )
