"""The letters of a book: where each begins, which number it has, and what its heading says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, WARNING, Rule
from edition.importer.calendar_form import PARTICULARS
from edition.importer.form import Letters
from edition.importer.line import Line
from edition.importer.lines import I107, RawLetter, plain_markup
from edition.importer.note_places import NotedText, place_notes

ROMAN = re.compile(r"(M{0,3})(CM|CD|D?C{0,4})(XC|XL|L?X{0,4})(IX|IV|V?I{0,4})\Z", re.I)
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
NUMBER = re.compile(r"(\d{1,9}) ?([a-z]|bis)?\Z", re.I)


@dataclass
class BookLetters:
    """The letters of a book, the headings over groups of them with the rule for the ledger, and the lines of
    notes to a chapter or the whole."""

    letters: list[RawLetter] = field(default_factory=list)
    headings: list[tuple[Line, str]] = field(default_factory=list)
    sections: list[tuple[int, list[Line]]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def number_of(printed: str) -> tuple[int, str]:
    """The number that is printed and what distinguishes a letter put between: 12, XII, 12a, 12 bis; 0 when it
    is no number."""
    match = NUMBER.match(printed.strip())
    if match:
        suffix = (match[2] or "").lower()
        return int(match[1]), "a" if suffix == "bis" else suffix
    roman = printed.strip().upper()
    if not roman or not ROMAN.match(roman):
        return 0, ""
    values = [VALUES[sign] for sign in roman]
    signed = (-a if a < b else a for a, b in pairwise([*values, 0]))
    return sum(signed), ""


def split_letters(lines: list[Line], form: Letters, path: str) -> BookLetters:
    """Find the letters: each runs from its heading to the next, or to a line that ends the part. A book
    without any, or without what it begins with, is reported (I107); so are numbers that come twice (I115) and
    gaps between them (I113)."""
    book = BookLetters()
    start = 0
    if form.begins is not None:
        start = next((at + 1 for at, line in enumerate(lines) if re.fullmatch(form.begins, line.text)), 0)
        if not start:
            place, hint = Location(path, 1), "the recipe’s “begins” matches no line"
            book.problems.append(I107.at(place, "the place where the letters begin was not found", hint))
            return book
    _sort(_apart(lines[start:], form), form, book)
    if not book.letters:
        book.problems.append(
            I107.at(Location(path, 1), "no letter was found", "the recipe’s “heading” matches no line")
        )
        return book
    book.problems += [*_numbers(book.letters, lines, form, path), *_unmet(form, lines, path)]
    if form.notes.at != "foot":
        book.problems += _part_notes(book, form, path)
    for letter in book.letters:
        letter.lines = plain_markup(letter.lines, form)
        for note in letter.notes or ():
            note.lines = plain_markup(note.lines, form)
    return book


def _apart(lines: Iterable[Line], form: Letters) -> Iterator[Line]:
    """The lines, with those that are set off together taken apart where one of them has a part of its own."""
    alone = [*_structure(form), *(role.regex for role in form.roles)]
    for line in lines:
        pieces = line.text.split("\n")
        if len(pieces) < 2 or not any(_fits(alone, piece, form) for piece in pieces):
            yield line
            continue
        rest: list[tuple[int, str]] = []
        for number, piece in enumerate(pieces, start=line.number):
            if not _fits(alone, piece, form):
                rest.append((number, piece))
                continue
            yield from _verses(rest)
            rest = []
            yield Line(number, piece.strip())
        yield from _verses(rest)


def _verses(pieces: Sequence[tuple[int, str]]) -> Iterator[Line]:
    if pieces:
        text = "\n".join(piece for _, piece in pieces)
        single = len(pieces) == 1
        yield Line(pieces[0][0], text.strip() if single else text, pieces[-1][0], verse=not single)


def _fits(patterns: Iterable[re.Pattern[str]], text: str, form: Letters) -> bool:
    plain = _unmarked(text, form)
    return any(pattern.fullmatch(plain) for pattern in patterns)


def _structure(form: Letters) -> list[re.Pattern[str]]:
    patterns = [form.heading, form.end, form.last, form.notes.section, *(g.pattern for g in form.groups)]
    return [re.compile(pattern) for pattern in patterns]


def _unmarked(text: str, form: Letters) -> str:
    """A line without the marks of notes, where these are looked for everywhere."""
    return text.strip() if form.notes.at == "foot" else re.sub(form.notes.marker, "", text).strip()


def _sort(lines: Iterable[Line], form: Letters, book: BookLetters) -> None:
    """Put each line where it belongs."""
    heading, end, last, section, *groups = _structure(form)
    current: RawLetter | None = None
    notes: list[Line] | None = None
    said: dict[int, dict[str, str]] = {}  # what the headings of groups say, the outermost first
    chapter = 0
    for line in lines:
        text = _unmarked(line.text, form)
        matches = ((level, pattern.fullmatch(text)) for level, pattern in enumerate(groups))
        level, group = next(((level, match) for level, match in matches if match), (0, None))
        if match := heading.fullmatch(text):
            over = {name: words for level in sorted(said) for name, words in said[level].items()}
            current, notes = _begun(line, text, match, form, book, over), None
            current.chapter = chapter
            book.letters.append(current)
        elif book.letters and last.fullmatch(text):
            break
        elif group is not None:
            said = {outer: words for outer, words in said.items() if outer < level} | {level: _told(group)}
            chapter += 1
            current, notes = None, None
            book.headings.append((line, "heading of a group of letters"))
        elif section.fullmatch(text):
            current, notes = None, []
            book.sections.append((chapter, notes))
            book.headings.append((line, "heading of notes"))
        elif notes is not None:
            notes.append(line)
        elif end.fullmatch(text):
            current = None
        elif current is not None:
            _take(line, text, current, form)


def _begun(
    line: Line, text: str, match: re.Match[str], form: Letters, book: BookLetters, said: dict[str, str]
) -> RawLetter:
    """A letter of which the heading was read; marks of notes in it go to the line below."""
    number, suffix = number_of(match.groupdict().get("number") or "")
    if not number or form.numbering == "counted":
        number, suffix = len(book.letters) + 1, ""
    told = _told(match)
    date = "" if form.calendar else told.get("date", "")
    letter = RawLetter(number, line.with_text(text), [], date, suffix=suffix, said={**said, **told})
    if form.notes.at != "foot" and text != line.text:
        letter.said["marks"] = "".join(m.group() for m in re.finditer(form.notes.marker, line.text))
    return letter


def _told(match: re.Match[str]) -> dict[str, str]:
    """What the groups of a pattern say of a letter."""
    return {name: text for name, text in match.groupdict().items() if text and name in PARTICULARS}


def _take(line: Line, text: str, letter: RawLetter, form: Letters) -> None:
    """Put a line into its letter, or leave it out by a rule."""
    rule = next((drop.rule for drop in form.drop if re.fullmatch(drop.pattern, line.text)), None)
    if rule:
        letter.dropped.append((line, rule))
        return
    marks = letter.said.pop("marks", "")
    if marks:
        opens = any(role.where == "opener" and role.regex.fullmatch(text) for role in form.roles)
        own = re.search(rf"(?:{form.notes.marker})*\Z", line.text)
        at = own.start() if own and opens else len(line.text) if opens else 0
        line = line.with_text(f"{line.text[:at]}{marks}{line.text[at:]}")
    letter.lines.append(line)


def _part_notes(book: BookLetters, form: Letters, path: str) -> list[Diagnostic]:
    """Part the notes from the letters, and give each to the letter that refers to it."""
    texts = [NotedText(f"letter {x.number}{x.suffix}", x.id, x.lines, x.chapter) for x in book.letters]
    sections = [NotedText("the notes", "", lines, chapter, True) for chapter, lines in book.sections]
    in_order = sorted([*texts, *sections], key=lambda text: text.chapter)
    problems = place_notes(in_order, form.notes, path)
    for letter, text in zip(book.letters, texts, strict=True):
        letter.lines, letter.notes = text.lines, text.notes
        letter.dropped += text.dropped
    for section in sections:
        book.headings += section.dropped
    return problems


I113 = Rule(
    "I113",
    WARNING,
    "a gap in the numbers of the letters, or a missed heading",
    why="If a heading looks different, its letter stays part of the letter before it.",
    bad="letters 11 and 13, and between them a line “12 *”",
    good="a `heading` that matches the line too",
)
I115 = Rule(
    "I115",
    ERROR,
    "two letters of a book with one number",
    why="The second would overwrite the first.",
    bad="a second part in which the numbers begin again",
    good="`numbering: counted`, or a `heading` that matches one of the two only",
)


def _numbers(letters: list[RawLetter], lines: list[Line], form: Letters, path: str) -> Iterator[Diagnostic]:
    """What is wrong with the numbers of the letters."""
    seen: dict[str, RawLetter] = {}
    for letter in letters:
        first = seen.setdefault(letter.id, letter)
        if first is not letter:
            message = f"letter {letter.id[1:]} begins here, and on line {first.heading.number}"
            hint = "write numbering: counted under “letters”, or make “heading” more exact"
            yield I115.at(Location(path, letter.heading.number), message, hint)
    if form.numbering == "counted" or "number" not in re.compile(form.heading).groupindex:
        return
    for before, after in pairwise(letters):
        if after.number > before.number + 1:
            yield _gap(before, after, lines, path)


def _gap(before: RawLetter, after: RawLetter, lines: list[Line], path: str) -> Diagnostic:
    """The finding that numbers are missing, and the line that may be the heading of the first."""
    missing = range(before.number + 1, after.number)
    words = f"letter {missing[0]} is" if len(missing) == 1 else f"letters {missing[0]} to {missing[-1]} are"
    between = (x for x in lines if before.heading.number < x.number < after.heading.number)
    near = next((x for x in between if _mentions(x.text, missing[0])), None)
    place = Location(path, near.number if near else after.heading.number)
    message = f"{words} not there, between {before.number} and {after.number}"
    if near:
        return I113.at(
            place, message, f"“{near.text[:60]}” may be its heading, which “heading” does not match"
        )
    return I113.at(place, message, "look whether the book has it")


def _mentions(text: str, number: int) -> bool:
    """Does a line begin with a number, perhaps behind a word?"""
    first = re.match(r"\W*(?:[^\W\d_]+\W+)?(\w+)", text)
    alone = re.match(r"\W*(\w+)", text)
    return any(match is not None and number_of(match[1])[0] == number for match in (alone, first))


def _unmet(form: Letters, lines: list[Line], path: str) -> Iterator[Diagnostic]:
    """Headings of the recipe that no line of the book looks like."""
    patterns = [("groups", group.pattern) for group in form.groups]
    patterns += [("notes: section", form.notes.section)] if form.notes.section != r"(?!)" else []
    for name, pattern in patterns:
        if not any(re.fullmatch(pattern, _unmarked(line.text, form)) for line in lines):
            message = f"no line looks like “{pattern[:60]}{'…' * (len(pattern) > 60)}”"
            yield I113.at(Location(path, 1), message, f"correct “{name}” in the recipe, or remove it")
