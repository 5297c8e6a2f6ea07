"""The lines of a source, grouped into letters; each keeps its number throughout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, WARNING, Rule
from edition.importer.form import Correction, LetterEmendation, Typography
from edition.importer.line import Line
from edition.importer.note_places import PlacedNote
from edition.importer.note_signs import number_signs
from edition.importer.plain_text import BREAK, shield, unshield
from edition.words.typography import fold_apostrophes

EMPHASIS_AROUND = re.compile(r"(\*{1,2})(?!\*)(.+?)(?<!\*)\1\Z", re.S)
PLACEHOLDER = "\uf8ff"
ITALIC = "\ufdd0"  # in place of an asterisk that marks italics, while others are shielded
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TAG = re.compile(r"</?[a-zA-Z]+[^>]*>|\[\|\w*\]")


@dataclass(frozen=True)
class Block:
    """A paragraph, of one line or of several that page breaks separated; `role` is its element or class in
    the edition’s Markdown."""

    lines: tuple[Line, ...]
    text: str
    role: str = "p"

    @property
    def number(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    def with_role(self, role: str, text: str | None = None) -> Block:
        """The same paragraph in another role, and with another text if one is given."""
        return replace(self, role=role, text=self.text if text is None else text)


@dataclass
class RawLetter:
    """The lines of one letter, and what was left out of it; `said` is what its heading, and that of its
    group, say of it."""

    number: int
    heading: Line
    lines: list[Line]
    date: str = ""  # when the heading is the date
    dropped: list[tuple[Line, str]] = field(default_factory=list)
    emendations: list[AppliedCorrection] = field(default_factory=list)
    suffix: str = ""  # of a letter between two numbers, 12a
    said: dict[str, str] = field(default_factory=dict)
    chapter: int = 0
    notes: list[PlacedNote] | None = None  # None: they stand among the lines

    @property
    def id(self) -> str:
        """The id of the letter in the edition, `L16`, `L16a`."""
        return f"L{self.number}{self.suffix}"

    @property
    def note_lines(self) -> list[Line]:
        """The lines of notes that stand apart, each note with its number."""
        return [
            line.with_text(line.text if place else f"{note.number} {line.text}")
            for note in self.notes or ()
            for place, line in enumerate(note.lines)
        ]


@dataclass(frozen=True)
class AppliedCorrection:
    """A correction where it was applied: the line, and the private-use character that marks the place."""

    correction: Correction
    line: int
    mark: str


def words(text: str) -> list[str]:
    """The words of a piece of source text, without its markup; apostrophes are all one."""
    return WORD.findall(fold_apostrophes(TAG.sub(" ", text.replace("*", ""))))


I107 = Rule(
    "I107",
    ERROR,
    "a part of the source that the recipe announces is not there",
    why="The book's form differs from the recipe's.",
    bad="a `heading` that matches no line",
    good="a `heading` that matches those of the letters",
)


def plain_markup(lines: list[Line], form: Typography) -> list[Line]:
    """Bring other ways of marking italics and notes to the one that the rest of the importer knows."""
    if form.notes.sign:
        lines = number_signs(lines, form.notes.sign)
    if form.italics:
        lines = [line.with_text(_starred(line.text, form)) for line in lines]
    return lines


def _starred(text: str, form: Typography) -> str:
    """A text with `*…*` for italics; in plain text no other sign is a mark."""
    if form.layout == "lines":
        return re.sub(form.italics, r"*\1*", text)
    if BREAK.fullmatch(text):
        return "* * *" if "*" in text else "---"
    return shield(re.sub(form.italics, _marked, text)).replace(ITALIC, "*")


def _marked(italics: re.Match[str]) -> str:
    """Words in italics, those of each line by themselves."""
    pieces = (re.fullmatch(r"(\s*)(.*)", line) for line in italics[1].split("\n"))
    return "\n".join(f"{piece[1]}{ITALIC}{piece[2]}{ITALIC}" for piece in pieces if piece)


def without_markers(text: str, marker: re.Pattern[str]) -> str:
    """A line without note markers, and without emphasis around all of it, as it stands in the copy."""
    text = unshield(marker.sub("", text)).strip()
    match = EMPHASIS_AROUND.match(text)
    return match.group(2).strip() if match else text


def without_leading_marks(text: str) -> str:
    """A line as a recipe quotes its beginning: without heading marks and leading emphasis."""
    return re.sub(r"\A(?:#+\s*)?\*{0,2}", "", text)


def strip_emphasis_around(text: str, marker: re.Pattern[str]) -> str:
    """Remove emphasis around a whole line, leaving the markers in place."""
    markers = "".join(m.group(0) for m in marker.finditer(text))
    without = marker.sub("", text).strip()
    match = EMPHASIS_AROUND.match(without)
    return match.group(2) + markers if match else text


def apply_corrections(
    lines: list[Line], corrections: Iterable[Correction]
) -> tuple[list[Line], list[AppliedCorrection], list[str]]:
    """The corrected lines, the corrections made, and the words that do not occur. The words that later
    patterns are to see are put in, after a private-use character by which `inline` finds the place again."""
    applied: list[AppliedCorrection] = []
    missing: list[str] = []
    lines = list(lines)
    for correction in corrections:
        is_applied = False
        for index, line in enumerate(lines):
            text = line.text
            while correction.find in text:
                mark = chr(0xE000 + len(applied))
                text = text.replace(correction.find, f"{mark}{PLACEHOLDER}", 1)
                applied.append(AppliedCorrection(correction, line.number, mark))
                is_applied = True
            lines[index] = line.with_text(text.replace(PLACEHOLDER, correction.shown))
        if not is_applied:
            missing.append(correction.find)
    return lines, applied, missing


def emend_letter(letter: RawLetter, emendations: Iterable[LetterEmendation], path: str) -> list[Diagnostic]:
    """Apply the recipe’s emendations to a letter’s lines; those that match nothing are reported (I105)."""
    wanted = [e for e in emendations if e.letter == letter.number and not e.sic]
    notes = [line for note in letter.notes or () for line in note.lines]
    mended, letter.emendations, missing = apply_corrections([*letter.lines, *notes], wanted)
    letter.lines, in_notes = mended[: len(letter.lines)], iter(mended[len(letter.lines) :])
    for note in letter.notes or ():
        note.lines = [next(in_notes) for _ in note.lines]
    return [missing_words(words, f"letter {letter.number}", path, letter.heading.number) for words in missing]


def divide_paragraphs(text: str, starts: Iterable[str]) -> list[str]:
    """A text in pieces, where the recipe says that a line holds several paragraphs: each of `starts` begins
    one."""
    starts = tuple(starts)
    for words in starts:
        before, start, after = text.partition(words)
        if start and before:
            return [before.rstrip(), *divide_paragraphs(start + after, starts)]
    return [text]


I105 = Rule(
    "I105",
    WARNING,
    "an emendation of the recipe that finds nothing to emend",
    why="The words to be emended are not there: the copy differs, or the recipe has a slip.",
    bad="an emendation of “smull”, which the copy does not have",
    good="the words as they stand in the copy",
)


def missing_words(words: str, where: str, path: str, line: int) -> Diagnostic:
    """The finding (I105) that `words` to be emended do not occur in `where`."""
    place = Location(path, line)
    hint = "correct or remove it in the recipe"
    return I105.at(place, f"“{words}” does not stand in {where}", hint)


def as_copied(text: str, applied: Iterable[AppliedCorrection]) -> str:
    """The text of a line as it is in the copy, corrections undone."""
    for made in applied:
        text = text.replace(f"{made.mark}{made.correction.shown}", made.correction.find)
    return text


def join_paragraphs(
    blocks: list[Block],
    open_end: re.Pattern[str],
    real_hyphens: Iterable[str],
    is_structural: Callable[[Block], bool],
    marker: re.Pattern[str],
    goes_on: tuple[str, ...] = (),
) -> list[Block]:
    """Join paragraphs that a page break separated: one that ends open continues in the next.

    A hyphen at the break is removed, unless the recipe calls it a real one; `[|]` marks where the page ended.
    `goes_on` are the last words of paragraphs that end closed but continue.
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
