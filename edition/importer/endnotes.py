"""Endnotes: which lines begin one, what is quoted in them, and who signs them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from edition.importer.form import Letters, QuotedBlock, Typography
from edition.importer.line import Line
from edition.importer.lines import Block
from edition.importer.note_form import Notes

NUMBER = re.compile(r"(?<!\d)\d{1,6}(?!\d)")  # of a note; a longer one is a slip


@dataclass
class RawNote:
    """A note: its number, its paragraphs, whose it is, and the indices of the paragraphs that are quoted."""

    number: int
    blocks: list[Block]
    by: str = ""
    type: str = "editorial"
    quoted: set[int] = field(default_factory=set)


def highest_marker(lines: list[Line], marker: re.Pattern[str]) -> int:
    """The highest note number among the markers in some lines, 0 when there is none."""
    marks = (match[1] for line in lines for match in marker.finditer(line.text))
    numbers = [int(number) for mark in marks for number in NUMBER.findall(mark)]
    return max(numbers, default=0)


def note_starts(lines: list[Line], notes: Notes) -> list[int] | None:
    """Indices of the lines that begin notes 1 … n, or None when they cannot be determined.

    Lines that look like notes but are not (numbered points, signatories, decrees quoted in a note) are told
    apart in two steps: a "1." below a line that ends with a colon begins a quoted list, which continues while
    its numbers rise; of the remaining lines the last that fits is taken, from the highest number backwards,
    since numbered points come before the notes and seldom after them.
    """
    pattern, marker = re.compile(notes.pattern), re.compile(notes.marker)
    candidates = _without_quoted_lists(lines, pattern)
    wanted = highest_marker(lines, marker)
    starts: list[int] = []
    for index, number in reversed(candidates):
        if number == wanted and wanted:
            starts.insert(0, index)
            wanted -= 1
    return starts if not wanted else None


def _without_quoted_lists(lines: list[Line], pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    candidates: list[tuple[int, int]] = []
    last_in_list = 0
    for index, line in enumerate(lines):
        match = pattern.match(line.text)
        if not match or not match["number"].isdecimal():
            continue
        number = int(match["number"][:9])
        opens = number == 1 and index > 0 and lines[index - 1].text.rstrip().endswith(":")
        if opens or (last_in_list and number > last_in_list):
            last_in_list = number
            continue
        last_in_list = 0
        candidates.append((index, number))
    return candidates


def split_notes(lines: list[Line], starts: list[int], pattern: re.Pattern[str]) -> list[RawNote]:
    """The notes that begin at the lines with the indices `starts`, numbered from 1; `pattern` matches the
    number, which is removed."""
    notes = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=False), start=1):
        first = lines[start]
        text = first.text[pattern.match(first.text).end() :]  # type: ignore[union-attr]
        blocks = [Block((first,), text), *(Block((line,), line.text) for line in lines[start + 1 : end])]
        notes.append(RawNote(number, blocks))
    return notes


def attribute_note(note: RawNote, form: Notes, by: str = "") -> None:
    """Set who wrote the note, by the label at its end (else `by`, else the form’s), and whether it is about
    the manuscript."""
    last = note.blocks[-1].text.rstrip()
    note.by = by or form.by
    note.type = form.type
    for label, who in form.attributions.items():
        if re.search(rf"—{re.escape(label)}\.?\Z", last):
            note.by = who
    if re.match(form.textual, note.blocks[0].text):
        note.type = "textual"


def mark_quotations(note: RawNote, letter: int, form: Typography) -> None:
    """Mark the paragraphs that are a quoted document: from below a line that announces one (which ends with a
    colon) to the end of the note or to where the editors speak again, unless the recipe says otherwise."""
    opens, over = re.compile(form.notes.quotation_opens), re.compile(form.notes.quotation_over)
    quoted = form.quoted if isinstance(form, Letters) else []
    explicit = [q for q in quoted if q.letter == letter and q.note == note.number]
    if explicit:
        for quotation in explicit:
            note.quoted |= quoted_range(note.blocks, quotation)
        return
    quoting = False
    for index, block in enumerate(note.blocks):
        if quoting and over.match(block.text):
            quoting = False
        if quoting:
            note.quoted.add(index)
        elif opens.search(block.text):
            quoting = True


def quoted_range(blocks: list[Block], quoted: QuotedBlock) -> set[int]:
    """The indices of the blocks from the one that begins with `quoted.starts` to the one that ends with
    `quoted.ends`."""
    inside = False
    indices: set[int] = set()
    for index, block in enumerate(blocks):
        inside = inside or block.text.startswith(quoted.starts)
        if inside:
            indices.add(index)
        if inside and block.text.rstrip().endswith(quoted.ends):
            return indices
    return indices
