"""One letter of the source, read into what the two imported files hold: its text and its notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.importer.archive import ArchiveReferences
from edition.importer.endnotes import RawNote, attribute_note, mark_quotations, note_starts, split_notes
from edition.importer.form import Letters, Recipe
from edition.importer.inline import InlineWriter
from edition.importer.line import Line
from edition.importer.lines import Block, RawLetter, divide_paragraphs, emend_letter, join_paragraphs
from edition.importer.sections import LetterSection, LinePatterns, find_sections
from edition.words.dates import MONTHS, parse_date

NUMERIC = re.compile(r"\d{1,2}/\d{1,2}/(\d{2,4})|\b(19\d\d)\b")


@dataclass
class ImportedLetter:
    """A letter as read: its date as printed and in EDTF, how the date is known, its sections and notes in
    Markdown."""

    number: int
    raw: RawLetter
    date_line: Line | None = None
    date_printed: str = ""
    date: str = ""
    dating: str = ""
    sections: list[LetterSection] = field(default_factory=list)
    notes: list[RawNote] = field(default_factory=list)
    typeset: int = 0  # typewriter signs that were set as in print
    language: str = ""
    said: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  # role, line, what it says
    headings: list[Line] = field(default_factory=list)  # lines that belong to the heading and not to the text
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the letter in the edition, `L16`."""
        return self.raw.id


I106 = Rule(
    "I106",
    ERROR,
    "references and notes of a letter do not match",
    why="A reference or a note was not recognised.",
    bad="a letter with the signs 1 and 2, and one note",
    good="a recipe whose `notes` fit",
)


def read_letter(raw: RawLetter, recipe: Recipe, archives: ArchiveReferences, path: str) -> ImportedLetter:
    """Read a letter from its lines. `archives` carries the last archival reference on to the next letter.
    Notes that do not match their references are reported (I106)."""
    form = recipe.letters
    assert form is not None
    letter = ImportedLetter(raw.number, raw, language=recipe.language)
    letter.problems += emend_letter(raw, recipe.emend, path)
    starts_within = [divided.starts for divided in form.divides if divided.letter == raw.number]
    lines = [
        line.with_text(text) for line in raw.lines for text in divide_paragraphs(line.text, starts_within)
    ]
    if form.calendar is None:
        _read_date(letter, lines, form)
    starts = note_starts(lines, form.notes) if raw.notes is None else []
    if starts is None:
        letter.problems.append(
            I106.at(
                Location(path, raw.heading.number),
                f"letter {raw.number}: its references and its notes do not match",
                "look at the markers and at the recipe’s “notes”",
            )
        )
        starts = []
    line_patterns = LinePatterns(form)
    text_lines = lines[: starts[0]] if starts else lines
    blocks = [_block(line, form) for line in text_lines]
    blocks = join_paragraphs(
        blocks=blocks,
        open_end=re.compile(form.open_end),
        real_hyphens=form.real_hyphens,
        is_structural=line_patterns.is_structural,
        marker=line_patterns.marker,
    )
    letter.sections = find_sections(blocks, raw.number, line_patterns)
    _take_said(letter, line_patterns)
    letter.notes = split_notes(lines, starts, re.compile(form.notes.pattern))
    for lifted in raw.notes or ():
        letter.notes.append(RawNote(lifted.number, [_block(line, form) for line in lifted.lines]))
    writer = InlineWriter(
        form=form,
        letter=raw.number,
        archives=archives,
        applied=raw.emendations,
        sic=[e for e in recipe.emend if e.sic and e.letter == raw.number],
        names=[n for n in recipe.names if n.letter == raw.number],
    )
    _write_inline(letter.sections, writer)
    for note in letter.notes:
        _read_note(note, letter, form, line_patterns, writer)
    if form.calendar is None:
        _read_dating(letter, form)
    return letter


def _block(line: Line, form: Letters) -> Block:
    return Block((line,), re.sub(form.list_marker, "", line.text), "verse" if line.verse else "p")


def _take_said(letter: ImportedLetter, line_patterns: LinePatterns) -> None:
    """Note down what the lines at head and foot say of the letter, and take out those that belong to its
    heading; marks of notes on them go to the next line."""
    marks = ""
    for section in letter.sections:
        if section.kind not in {"opener", "closer"} and not marks:
            continue
        kept: list[Block] = []
        for block in section.blocks:
            if block.role in {"head", "heading", "dateline", "address"}:
                letter.said.append((block.role, *line_patterns.said(block, section.kind)))
            if block.role == "heading":
                marks += "".join(match.group() for match in line_patterns.marker.finditer(block.text))
                _take_heading(letter, block, line_patterns.marker)
                continue
            kept.append(_with_marks(letter, block, marks))
            marks = ""
        section.blocks = kept
    letter.sections = [section for section in letter.sections if section.blocks or section.sections]


def _take_heading(letter: ImportedLetter, block: Block, marker: re.Pattern[str]) -> None:
    """Put the lines of a block among those of the heading, without marks of notes."""
    letter.headings += [line.with_text(marker.sub("", line.text)) for line in block.lines]
    letter.raw.lines = [line for line in letter.raw.lines if line not in block.lines]


def _with_marks(letter: ImportedLetter, block: Block, marks: str) -> Block:
    """A block with marks of notes that stood on the line before, which so move in the account too."""
    if not marks:
        return block
    last = block.lines[-1]
    place = letter.raw.lines.index(last)
    letter.raw.lines[place] = last.with_text(f"{last.text}{marks}")
    return block.with_role(block.role, f"{block.text}{marks}")


def _read_date(letter: ImportedLetter, lines: list[Line], form: Letters) -> None:
    if letter.raw.date:
        letter.date_printed = letter.raw.date
        letter.date = edtf_of(letter.raw.date.strip("[]"), form)
        return
    if not lines:
        return
    match = re.fullmatch(form.printed_date, lines[0].text)
    if not match:
        return
    letter.date_line = lines[0]
    letter.date_printed = match["date"]
    letter.date = edtf_of(match["date"].strip("[]"), form)
    if re.search(form.notes.marker, lines[0].text):  # its marker must stand in the text
        lines[0] = Line(lines[0].number, lines[0].text)
    else:
        del lines[0]


def edtf_of(printed: str, form: Letters) -> str:
    """The EDTF (level 1) of a printed date, by the first of the recipe’s date forms that matches, or ""."""
    for date_form in form.dates:
        match = re.fullmatch(date_form.pattern, printed)
        if match:
            points = [_point(group) for group in match.groups()]
            edtf = date_form.edtf.format("", *points) if None not in points else ""
            return edtf if edtf and _is_date(edtf) else ""
    return ""


def _is_date(edtf: str) -> bool:
    try:
        parse_date(edtf)
    except ValueError:
        return False
    return True


def _point(words: str | None) -> str | None:
    """“12 July 1925” → 1925-07-12; “August 1925” → 1925-08; None when it is no date."""
    match = re.fullmatch(r"(?:(\d{1,2}) )?([A-Z][a-z]+) (\d{4})", words or "")
    if not match or match[2] not in MONTHS:
        return None
    month = f"{match[3]}-{MONTHS.index(match[2]) + 1:02}"
    return f"{month}-{int(match[1]):02}" if match[1] else month


def _read_dating(letter: ImportedLetter, form: Letters) -> None:
    """How the date is known: from the letter’s own date line, or from the volume’s editors, who may correct
    it."""
    own = [
        block.text
        for section in letter.sections
        if section.kind in {"opener", "closer", "postscript"}
        for block in section.blocks
        if block.role == "dateline" and re.search(r"\d", block.text) and letter.date_printed not in block.text
    ]
    if not letter.date_printed:
        letter.dating = form.dating.none
        return
    years = {int(a or b) % 100 for text in own for a, b in NUMERIC.findall(text)}
    date = parse_date(letter.date) if letter.date else None
    if date and years and all(year != int(date.sort_key[2:4]) for year in years):
        letter.dating = form.dating.corrected
    else:
        letter.dating = form.dating.own if own else form.dating.editors


def _write_inline(sections: list[LetterSection], writer: InlineWriter) -> None:
    for section in sections:
        section.blocks = [
            b.with_role(b.role, writer.markdown(_postscript_label(b.text))) for b in section.blocks
        ]
        _write_inline(section.sections, writer)


def _postscript_label(text: str) -> str:
    """`*P.S. words*` → `P.S. *words*`: the label is a label, whatever its typeface."""
    return re.sub(r"\A(\*{1,2})(P\.(?:P\.)?S\.) ", r"\2 \1", text)


def _read_note(
    note: RawNote, letter: ImportedLetter, form: Letters, line_patterns: LinePatterns, writer: InlineWriter
) -> None:
    note.blocks = join_paragraphs(
        blocks=note.blocks,
        open_end=re.compile(form.open_end),
        real_hyphens=form.real_hyphens,
        is_structural=line_patterns.is_structural,
        marker=line_patterns.marker,
    )
    attribute_note(note, form.notes)
    mark_quotations(note, letter.number, form)
    writer = replace(writer, note=note.number)
    note.blocks = [b.with_role(b.role, writer.markdown(b.text, prose=True)) for b in note.blocks]
