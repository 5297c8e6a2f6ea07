"""Lines of a source, grouped into letters; each keeps its number to the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, WARNING, Rule
from edition.importer.form import Correction, LetterEmendation, Letters, Typography
from edition.importer.line import Line as Line
from edition.importer.note_signs import number_signs

EMPHASIS_AROUND = re.compile(r"(\*{1,2})(?!\*)(.+?)(?<!\*)\1\Z", re.S)
PLACEHOLDER = "\uf8ff"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TAG = re.compile(r"</?[a-zA-Z]+[^>]*>")


@dataclass(frozen=True)
class Block:
    """A paragraph, of one line or of several that a page break parted."""

    lines: tuple[Line, ...]
    text: str
    role: str = "p"

    @property
    def number(self) -> int:
        return self.lines[0].number

    def as_(self, role: str, text: str | None = None) -> Block:
        return replace(self, role=role, text=self.text if text is None else text)


@dataclass
class RawLetter:
    """The lines of one letter, and what was left out of it."""

    number: int
    heading: Line
    lines: list[Line]
    date: str = ""  # when the heading is the date
    dropped: list[tuple[Line, str]] = field(default_factory=list)
    emendations: list[Applied] = field(default_factory=list)


@dataclass(frozen=True)
class Applied:
    """A correction where it was applied, with the private-use character that marks the place."""

    correction: Correction
    line: int
    mark: str


def words(text: str) -> list[str]:
    """The words of a piece of source text, markup left aside."""
    return WORD.findall(TAG.sub(" ", text.replace("*", "")))


I107 = Rule(
    "I107",
    ERROR,
    "a part of the source that the recipe announces is not there",
    why="The book has another form than the recipe thinks.",
    bad="a `heading` that matches no line",
    good="a `heading` that matches those of the letters",
)


def split_letters(lines: list[str], form: Letters, path: str) -> tuple[list[RawLetter], list[Diagnostic]]:
    """Find the letters: each runs from its heading to the next, or to the heading of a chapter."""
    heading, end, last = (re.compile(p) for p in (form.heading, form.end, form.last))
    drops = [(drop.rule, re.compile(drop.pattern)) for drop in form.drop]
    letters: list[RawLetter] = []
    current: RawLetter | None = None
    for number, text in enumerate(lines, start=1):
        stripped = text.strip()
        if not stripped:
            continue
        match = heading.fullmatch(stripped)
        if match:
            groups = match.groupdict()
            number_printed = groups.get("number") or ""
            counted = int(number_printed) if number_printed.isdecimal() else len(letters) + 1
            current = RawLetter(counted, Line(number, stripped), [], groups.get("date") or "")
            letters.append(current)
        elif letters and last.fullmatch(stripped):
            break
        elif end.fullmatch(stripped):
            current = None
        elif current is not None:
            rule = next((rule for rule, pattern in drops if pattern.fullmatch(stripped)), None)
            if rule:
                current.dropped.append((Line(number, stripped), rule))
            else:
                current.lines.append(Line(number, stripped))
    for letter in letters:
        letter.lines = plain_markup(letter.lines, form)
    if not letters:
        return [], [
            I107.at(Location(path, 1), "no letter was found", "the recipe’s “heading” matches no line")
        ]
    return letters, []


def plain_markup(lines: list[Line], form: Typography) -> list[Line]:
    """Bring other ways of marking italics and notes to the one that the rest of the importer knows."""
    if form.notes.sign:
        lines = number_signs(lines, form.notes.sign)
    if form.italics:
        lines = [Line(line.number, re.sub(form.italics, r"*\1*", line.text)) for line in lines]
    return lines


def bare(text: str, marker: re.Pattern[str]) -> str:
    """A line without note markers, and without emphasis around all of it."""
    text = marker.sub("", text).strip()
    match = EMPHASIS_AROUND.match(text)
    return match.group(2).strip() if match else text


def quoted_text(text: str) -> str:
    """A line as the recipe names it: without heading marks and leading emphasis."""
    return re.sub(r"\A(?:#+\s*)?\*{0,2}", "", text)


def strip_emphasis_around(text: str, marker: re.Pattern[str]) -> str:
    """Take emphasis around a whole line away, leaving the markers where they are."""
    markers = "".join(m.group(0) for m in marker.finditer(text))
    without = marker.sub("", text).strip()
    match = EMPHASIS_AROUND.match(without)
    return match.group(2) + markers if match else text


def correct(
    lines: list[Line], corrections: Iterable[Correction]
) -> tuple[list[Line], list[Applied], list[str]]:
    """Apply corrections. The words that later patterns shall see are put in, with a private-use character
    before them by which `inline` finds the place again. Returns what was not found as well."""
    applied: list[Applied] = []
    missing: list[str] = []
    lines = list(lines)
    for correction in corrections:
        found = False
        for index, line in enumerate(lines):
            text = line.text
            while correction.find in text:
                mark = chr(0xE000 + len(applied))
                text = text.replace(correction.find, f"{mark}{PLACEHOLDER}", 1)
                applied.append(Applied(correction, line.number, mark))
                found = True
            lines[index] = Line(line.number, text.replace(PLACEHOLDER, correction.shown))
        if not found:
            missing.append(correction.find)
    return lines, applied, missing


def emend(letter: RawLetter, emendations: Iterable[LetterEmendation], path: str) -> list[Diagnostic]:
    """Apply the recipe's emendations to a letter's lines."""
    wanted = [e for e in emendations if e.letter == letter.number and not e.sic]
    letter.lines, letter.emendations, missing = correct(letter.lines, wanted)
    return [not_found(words, f"letter {letter.number}", path, letter.heading.number) for words in missing]


def divide(text: str, starts: Iterable[str]) -> list[str]:
    """A text in pieces where the recipe says that a line holds several paragraphs: `starts` begin them."""
    starts = tuple(starts)
    for words in starts:
        before, found, after = text.partition(words)
        if found and before:
            return [before.rstrip(), *divide(found + after, starts)]
    return [text]


I105 = Rule(
    "I105",
    WARNING,
    "an emendation of the recipe that finds nothing to emend",
    why="The words that were to be emended do not stand there: the copy differs, or the recipe has a slip.",
    bad="an emendation of “smull”, which the copy does not have",
    good="the words as they stand in the copy",
)


def not_found(words: str, where: str, path: str, line: int) -> Diagnostic:
    place = Location(path, line)
    hint = "correct or remove it in the recipe"
    return I105.at(place, f"“{words}” does not stand in {where}", hint)


def as_copied(text: str, applied: Iterable[Applied]) -> str:
    """The text of a line as it stands in the copy, corrections undone."""
    for one in applied:
        text = text.replace(f"{one.mark}{one.correction.shown}", one.correction.find)
    return text


def join(
    blocks: list[Block],
    open_end: re.Pattern[str],
    real_hyphens: Iterable[str],
    is_structural: Callable[[Block], bool],
    marker: re.Pattern[str],
    goes_on: tuple[str, ...] = (),
) -> list[Block]:
    """Join paragraphs that a page break parted: one that ends open goes on in the next.

    A hyphen at the break goes, unless the recipe calls it a real one; `[|]` stays where the page ended.
    `goes_on` are the last words of paragraphs that end closed and go on all the same.
    """
    kept = tuple(real_hyphens)
    result: list[Block] = []
    for block in blocks:
        before = result[-1] if result else None
        if (
            before is not None
            and not is_structural(before)
            and not is_structural(block)
            and (
                open_end.search(marker.sub("", before.text).rstrip().rstrip("*"))
                or (goes_on and before.text.endswith(goes_on))
            )
        ):
            result[-1] = _joined(before, block, kept)
        else:
            result.append(block)
    return result


def _joined(before: Block, after: Block, real_hyphens: tuple[str, ...]) -> Block:
    left = before.text
    if left.endswith("-") and re.match(r"\w", after.text):
        word = left.split()[-1] + after.text.split()[0]
        hyphenated = any(real in word for real in real_hyphens)
        text = f"{left if hyphenated else left[:-1]}[|]{after.text}"
    else:
        text = f"{left} [|]{after.text}"
    return replace(before, lines=before.lines + after.lines, text=text)
