"""Notes that begin with a sign of their own wherever they stand: `[Footnote 12: …]`, `* …`, `12. …`.

They are parted from the texts and tied to their marks in the same letter, chapter or book, as a recipe says.
Several marks may refer to one note; where a label comes again and again, the notes take the marks in their
order. What is left over on either side stays in the text and is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.importer.line import Line
from edition.importer.note_form import Notes
from edition.importer.plain_text import SHIELDS

I114 = Rule(
    "I114",
    WARNING,
    "a note without a mark in the text, or a mark without a note",
    why="One of the two was misread, or is missing. The note stays after the passage that it follows, and "
    "the mark in the text as printed.",
    bad="“[2]” in a letter that has one note",
    good="the mark as the book has it, in the copy",
)


@dataclass
class PlacedNote:
    """A note: its label as printed, its paragraphs without it, the text in which it was found and the index
    of the line that it follows there; then the text to which it belongs and its number in it."""

    label: str
    lines: list[Line]
    found_in: int
    follows: int
    home: int = -1
    number: int = 0

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.lines[0].number


@dataclass
class NotedText:
    """A text with notes in it, or (`only_notes`) the notes of a chapter: what it is called and its id, its
    lines and its chapter; then its notes in their order, and what was dropped: their signs."""

    name: str
    id: str
    lines: list[Line]
    chapter: int = 0
    only_notes: bool = False
    notes: list[PlacedNote] = field(default_factory=list)
    dropped: list[tuple[Line, str]] = field(default_factory=list)


@dataclass
class NoteMark:
    """A mark: where it stands (text, line, start and end in the line), its label, how it is printed, and its
    note."""

    text: int
    line: int
    start: int
    end: int
    label: str
    printed: str = ""
    note: PlacedNote | None = None


def place_notes(texts: list[NotedText], form: Notes, path: str) -> list[Diagnostic]:
    """Part the notes from the lines of all texts, and put a number in the place of each mark. Notes without
    a mark and marks without a note are reported (I114)."""
    notes: list[PlacedNote] = []
    problems: list[Diagnostic] = []
    for index, text in enumerate(texts):
        notes += _lift(index, text, form, path, problems)
    marks = [mark for index, text in enumerate(texts) for mark in _marks(index, text, form)]
    _tie(notes, marks, texts, form)
    for note in notes:
        if note.home < 0:
            marks.append(_placed(note, notes, texts))
            message = f"{texts[note.home].name}: note {note.label} has no mark in the text"
            hint = "it stays in its place; look for its mark in the copy"
            problems.append(I114.at(Location(path, note.line), message, hint))
    for note in notes:
        texts[note.home].notes.append(note)
    _number(texts, marks)
    for mark in marks:
        if mark.note is None:
            place = Location(path, texts[mark.text].lines[mark.line].number)
            message = f"{texts[mark.text].name}: the mark {mark.printed} has no note"
            problems.append(I114.at(place, message, "the mark stays as it is; look for its note in the copy"))
    _rewrite(texts, marks)
    return problems


# -- parting notes from the text ------------------------------------------------------------------------


def _lift(
    index: int, text: NotedText, form: Notes, path: str, problems: list[Diagnostic]
) -> Iterator[PlacedNote]:
    """The notes of a text, which are taken out of its lines."""
    pattern, kept, waiting = re.compile(form.pattern), list[Line](), list(reversed(text.lines))
    while waiting:
        line = waiting.pop()
        match = pattern.match(line.text)
        if not match:
            kept.append(line)
            continue
        label = match["number"]
        sign = f"{match.group().replace(label, ' ', 1)}"
        text.dropped.append((Line(line.number, sign), "sign of a note"))
        body = _body(line, match, waiting, form)
        if body is None:
            message = f"{text.name}: note {label} has no end"
            hint = f"nothing like “{form.ends}” comes before the next note; it ends with its paragraph"
            problems.append(I114.at(Location(path, line.number), message, hint))
            body = [line.with_text(line.text[match.end() :])]
        yield PlacedNote(label, body, index, len(kept) - 1)
    text.lines = kept


def _body(first: Line, match: re.Match[str], waiting: list[Line], form: Notes) -> list[Line] | None:
    """The paragraphs of a note, which are taken from those that wait; None when its end is nowhere."""
    body = [first.with_text(first.text[match.end() :])]
    pattern = re.compile(form.pattern)
    if not form.ends:
        while form.at != "paragraph" and waiting and not pattern.match(waiting[-1].text):
            body.append(waiting.pop())
        return body
    depth = match.group().count("[") - match.group().count("]")
    taken: list[Line] = []
    while True:
        end, depth = _end(body[-1].text, form.ends, depth)
        if end is not None:
            rest = body[-1].text[end[1] :].strip()
            if rest:
                waiting.append(body[-1].with_text(rest))
            body[-1] = body[-1].with_text(body[-1].text[: end[0]].rstrip())
            return body
        if not waiting or pattern.match(waiting[-1].text):
            waiting += reversed(taken)
            return None
        taken.append(waiting.pop())
        body.append(taken[-1])


def _end(text: str, ends: str, depth: int) -> tuple[tuple[int, int] | None, int]:
    """Where what ends a note stands in a paragraph, brackets that it opens itself left alone; and how many
    brackets are open behind the paragraph."""
    pattern = re.compile(ends)
    if depth <= 0:
        match = re.search(rf"(?:{ends})\s*\Z", text)
        return (match.span() if match else None), depth
    for place, sign in enumerate(text):
        depth += (sign == "[") - (sign == "]")
        if depth <= 0 and (match := pattern.match(text, place)):
            return match.span(), 0
    return None, depth


# -- tying notes to marks -------------------------------------------------------------------------------


def _marks(index: int, text: NotedText, form: Notes) -> Iterator[NoteMark]:
    for number, line in enumerate(() if text.only_notes else text.lines):
        for match in re.finditer(form.marker, line.text):
            labels = re.split(r"[\s,]+", match[1].strip())
            for place, label in enumerate(labels):
                start = match.start() if not place else match.end()
                printed = match.group() if len(labels) == 1 else f"[{label}]"
                yield NoteMark(index, number, start, match.end(), label, printed)


def _tie(notes: list[PlacedNote], marks: list[NoteMark], texts: list[NotedText], form: Notes) -> None:
    """Give each mark the note that it means."""

    def scope(text: int) -> int:
        return {"chapter": texts[text].chapter, "book": 0}.get(form.at, text)

    pairs: dict[tuple[int, str], tuple[list[PlacedNote], list[NoteMark]]] = defaultdict(lambda: ([], []))
    for note in notes:
        pairs[scope(note.found_in), note.label][0].append(note)
    for mark in marks:
        pairs[scope(mark.text), mark.label][1].append(mark)
    for same_notes, same_marks in pairs.values():
        _pair(same_notes, same_marks)
        for mark in same_marks:
            if mark.note is not None and mark.note.home < 0:
                mark.note.home = mark.text


def _pair(notes: Sequence[PlacedNote], marks: Sequence[NoteMark]) -> None:
    """Tie notes and marks with one label."""
    if len(notes) == 1 or len(notes) == len(marks):
        for place, mark in enumerate(marks):
            mark.note = notes[0 if len(notes) == 1 else place]
        return
    rest = list(marks)
    for note in notes:
        before = [mark for mark in rest if mark.text == note.found_in and mark.line <= note.follows]
        for mark in before or rest[:1]:
            mark.note = note
            rest.remove(mark)


def _placed(note: PlacedNote, notes: list[PlacedNote], texts: list[NotedText]) -> NoteMark:
    """A mark for a note that has none: behind the line that it follows, or behind the text to which the note
    before it belongs."""
    earlier = [n.home for n in notes[: notes.index(note)] if n.home >= 0]
    first = next(index for index, text in enumerate(texts) if not text.only_notes)
    found_in_section = texts[note.found_in].only_notes
    note.home = (earlier[-1] if earlier else first) if found_in_section else note.found_in
    lines = texts[note.home].lines
    if not lines:
        lines.append(Line(note.line, ""))
    line = len(lines) - 1 if found_in_section or note.follows < 0 else note.follows
    end = len(lines[line].text)
    return NoteMark(note.home, line, end, end, note.label, note=note)


def _order(mark: NoteMark) -> tuple[int, int, int]:
    return mark.text, mark.line, mark.start


def _number(texts: list[NotedText], marks: Iterable[NoteMark]) -> None:
    """Number the notes of each text in the order of their marks: as they are printed, or if that is not
    unique, from 1."""
    order: dict[int, int] = {}
    for place, mark in enumerate(sorted(marks, key=_order)):
        if mark.note is not None and mark.note.home == mark.text:
            order.setdefault(id(mark.note), place)
    for text in texts:
        text.notes.sort(key=lambda note: order[id(note)])
        labels = [note.label for note in text.notes]
        numbers = [int(label) for label in labels if label.isdecimal()]
        as_printed = len(set(numbers)) == len(labels) and all(a < b for a, b in pairwise(numbers))
        for count, note in enumerate(text.notes, start=1):
            note.number = int(note.label) if as_printed else count


def _rewrite(texts: list[NotedText], marks: list[NoteMark]) -> None:
    """Put `<sup>3</sup>` in the place of each mark; a link, where the note has a mark already."""
    in_order = sorted(marks, key=_order)
    first = {id(mark.note): mark for mark in sorted(marks, key=_order, reverse=True)}
    for mark in in_order[::-1]:  # so that what stands before keeps its place
        lines = texts[mark.text].lines
        line = lines[mark.line]
        if mark.note is None:
            new = _literal(mark.printed)
        elif first[id(mark.note)] is mark:
            new = f"<sup>{mark.note.number}</sup>"
        else:
            new = f"<sup to={texts[mark.note.home].id}.n{mark.note.number}>{_shown(mark)}</sup>"
        lines[mark.line] = line.with_text(line.text[: mark.start] + new + line.text[mark.end :])


def _shown(mark: NoteMark) -> str:
    """What a further mark of a note shows: its number, in another text the label that is printed."""
    assert mark.note is not None
    return str(mark.note.number) if mark.note.home == mark.text else mark.label


def _literal(text: str) -> str:
    return "".join(SHIELDS.get(sign, sign) for sign in text)
