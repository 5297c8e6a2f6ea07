"""Prose of a source: chapters, introductions, essays. Notes are lifted out, sentences joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from edition.findings.diagnostics import Diagnostic, Location
from edition.importer.archive import ArchiveReferences
from edition.importer.endnotes import RawNote, attribute_note, mark_quotations, note_starts, split_notes
from edition.importer.form import ProsePart, ProseRecipe
from edition.importer.inline import InlineWriter
from edition.importer.line import Line
from edition.importer.lines import (
    I107,
    AppliedCorrection,
    Block,
    apply_corrections,
    divide_paragraphs,
    join_paragraphs,
    missing_words,
    plain_markup,
    strip_emphasis_around,
    without_leading_marks,
)
from edition.importer.note_places import NotedText, place_notes


@dataclass
class ProseDocument:
    """A document of prose as read: its blocks and notes in Markdown, and the lines they came from."""

    part: ProsePart
    lines: list[Line] = field(default_factory=list)
    note_lines: list[Line] = field(default_factory=list)
    dropped: list[tuple[Line, str]] = field(default_factory=list)
    applied: list[AppliedCorrection] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    page_starts: set[int] = field(default_factory=set)  # lines before which a page ends
    quoted: dict[int, tuple[int, ...]] = field(default_factory=dict)  # block → quotations it stands in
    notes: list[RawNote] = field(default_factory=list)
    typeset: int = 0  # typewriter signs that were set as in print
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the document in the edition."""
        return self.part.id


def find_lines(lines: list[Line], begins: str | None, ends: str | None) -> list[Line]:
    """The lines of a stretch, from the one that `begins` matches (None: the first) to before the one that
    `ends` matches."""
    inside = begins is None
    stretch: list[Line] = []
    for line in lines:
        if not inside and not stretch and begins is not None and re.fullmatch(begins, line.text):
            inside = True
        elif inside and stretch and ends is not None and re.fullmatch(ends, line.text):
            break
        if inside:
            stretch.append(line)
    return stretch


def read_part(
    lines: list[Line], part: ProsePart, form: ProseRecipe, archives: ArchiveReferences, path: str
) -> ProseDocument:
    """Read one document of the book’s prose. `archives` carries the last archival reference on. A part that
    is not there (I107) and corrections that match nothing (I105) are reported."""
    document = ProseDocument(part)
    part_lines = find_lines(lines, part.begins, part.ends)
    if not part_lines:
        place, hint = Location(path, 1), "its “begins” matches no line"
        document.problems.append(I107.at(place, f"{part.id} is not there", hint))
        return document
    kept = _drop(part_lines, part, form, document)
    placed = _placed_notes(kept, document, form, path)
    kept = plain_markup([*placed.lines, *(line for note in placed.notes for line in note.lines)], form)
    kept, document.applied, missing = apply_corrections(kept, part.emend)
    document.problems += [missing_words(words, part.id, path, part_lines[0].number) for words in missing]
    text = _lift_notes(kept, placed, document, form)
    document.lines = text
    blocks = _blocks(text, part, form)
    document.quoted = _quotations(blocks, document, form, path)
    blocks = _epigraphs(blocks, document.quoted)
    emphasis = form.emphasis + part.emphasis
    writer = InlineWriter(
        form=form,
        letter=0,
        archives=archives,
        applied=document.applied,
        names=part.names,
        emphasis=emphasis,
    )
    document.blocks = [b.with_role(b.role, writer.markdown(b.text, prose=True)) for b in blocks]
    for before, after in pairwise(range(len(blocks))):
        if blocks[after].number in document.page_starts and blocks[before].role == "p":
            document.blocks[before] = blocks[before].with_role("p", f"{document.blocks[before].text} [|]")
    for note in document.notes:
        attribute_note(note, form.notes, part.by)
        mark_quotations(note, 0, form)
        in_note = replace(writer, note=note.number)
        note.blocks = [b.with_role(b.role, in_note.markdown(b.text, prose=True)) for b in note.blocks]
    return document


def _drop(lines: Iterable[Line], part: ProsePart, form: ProseRecipe, document: ProseDocument) -> list[Line]:
    kept = []
    for line in lines:
        rule = next((d.rule for d in form.drop if re.fullmatch(d.pattern, line.text)), None)
        rule = rule or next(
            (d.rule for d in part.drop if without_leading_marks(line.text).startswith(d.starts)), None
        )
        if rule:
            document.dropped.append((line, rule))
        else:
            kept.append(line)
    return kept


def _placed_notes(lines: list[Line], document: ProseDocument, form: ProseRecipe, path: str) -> NotedText:
    """The text with its notes apart, where these begin with a sign of their own."""
    placed = NotedText(document.id, document.id, lines)
    if form.notes.at != "foot":
        document.problems += place_notes([placed], form.notes, path)
        document.dropped += placed.dropped
    return placed


def _lift_notes(
    lines: list[Line], placed: NotedText, document: ProseDocument, form: ProseRecipe
) -> list[Line]:
    """Separate the notes from the text, whose lines are returned; those that were `placed` come last."""
    pattern = re.compile(form.notes.pattern)
    if form.notes.at != "foot":
        _take_placed(placed, lines[len(placed.lines) :], document)
        return lines[: len(placed.lines)]
    if form.notes_at == "end":
        starts = note_starts(lines, form.notes) or []
        document.notes = split_notes(lines, starts, pattern)
        for note in document.notes:
            note.blocks = _join_notes(note.blocks, form, document.part)
        first = starts[0] if starts else len(lines)
        document.note_lines = lines[first:]
        return lines[:first]
    return _lift_footnotes(lines, document, form, pattern)


def _take_placed(placed: NotedText, lines: list[Line], document: ProseDocument) -> None:
    """Take over notes that stand apart already; `lines` are theirs as they have become."""
    rest = iter(lines)
    for note in placed.notes:
        paragraphs = [next(rest) for _ in note.lines]
        document.notes.append(RawNote(note.number, [Block((line,), line.text) for line in paragraphs]))
        first = paragraphs[0].with_text(f"{note.number} {paragraphs[0].text}")
        document.note_lines += [first, *paragraphs[1:]]


def _join_notes(blocks: list[Block], form: ProseRecipe, part: ProsePart) -> list[Block]:
    open_end, marker = re.compile(form.open_end), re.compile(form.notes.written_marker)
    return join_paragraphs(
        blocks=blocks,
        open_end=open_end,
        real_hyphens=form.real_hyphens,
        is_structural=lambda block: False,
        marker=marker,
        goes_on=tuple(part.goes_on),
    )


def _lift_footnotes(
    lines: list[Line], document: ProseDocument, form: ProseRecipe, pattern: re.Pattern[str]
) -> list[Line]:
    """Lift out the notes at the foot of pages: each line that begins with the next number, once its marker
    was seen. Numbered points in the text begin again at 1 and so never look like the next note."""
    lost = {e.note for e in document.part.note_exceptions if e.lost}
    more = {e.continues: e.note for e in document.part.note_exceptions if e.continues}
    seen: set[int] = set()
    last = 0
    text: list[Line] = []
    for line in lines:
        continued = next((n for start, n in more.items() if line.text.startswith(start)), None)
        if continued is not None and document.notes and document.notes[-1].number == continued:
            note = document.notes[-1]
            joined = f"{note.blocks[-1].text} {line.text}"
            note.blocks[-1] = replace(note.blocks[-1], text=joined, lines=(*note.blocks[-1].lines, line))
            document.note_lines.append(line)
            continue
        while last + 1 in lost and last + 1 in seen:
            last += 1
            document.notes.append(RawNote(last, [Block((line,), "[]{.lost}")]))
        match = pattern.match(line.text)
        number = int(match["number"]) if match and match["number"].isdecimal() else 0
        is_note = number == last + 1 and number in seen
        if match and is_note and not any(line.text.startswith(s) for s in document.part.not_notes):
            document.notes.append(RawNote(number, [Block((line,), line.text[match.end() :])]))
            document.note_lines.append(line)
            last = number
            continue
        for marker in re.finditer(form.notes.marker, line.text):
            seen.update(int(n) for n in re.findall(r"\d+", marker[1]))
        if document.note_lines and text and text[-1].number < document.note_lines[-1].number:
            document.page_starts.add(line.number)
        text.append(line)
    return text


def _blocks(lines: list[Line], part: ProsePart, form: ProseRecipe) -> list[Block]:
    """Paragraphs, headings and lines of their own; what page breaks separated is joined."""
    marker = re.compile(form.notes.written_marker)
    blocks = [
        _classified(Block((line,), line.text, "verse" if line.verse else "p"), part, form) for line in lines
    ]
    open_end = re.compile(form.open_end)
    stays, goes_on = tuple(part.stays_open), tuple(part.goes_on)

    def stands_alone(block: Block) -> bool:
        return block.role != "p" or "\t" in block.text or bool(stays and block.text.endswith(stays))

    blocks = join_paragraphs(
        blocks=blocks,
        open_end=open_end,
        real_hyphens=form.real_hyphens,
        is_structural=stands_alone,
        marker=marker,
        goes_on=goes_on,
    )
    blocks = [
        block.with_role(block.role, text)
        for block in blocks
        for text in divide_paragraphs(block.text, part.divides)
    ]
    return _tables([piece for block in blocks for piece in _run_in(block, part)])


def _classified(block: Block, part: ProsePart, form: ProseRecipe) -> Block:
    for line in part.lines:
        if without_leading_marks(block.text).startswith(line.starts):
            role = f"heading {line.level}" if line.role == "heading" else line.role
            return block.with_role(role, _unmarked(block))
    for heading in part.headings:
        if not heading.run_in and without_leading_marks(block.text).startswith(heading.text):
            return block.with_role(f"heading {heading.level}", _unmarked(block))
    match = re.fullmatch(form.heading, block.text)
    if match:
        return block.with_role(f"heading {len(match['level'])}", match["text"])
    title = part.begins is not None and re.fullmatch(part.begins, block.text)
    if title:
        return block.with_role("heading 1", _unmarked(block))
    return block


def _unmarked(block: Block) -> str:
    return re.sub(r"\A#+\s*", "", block.text)


def _tables(blocks: list[Block]) -> list[Block]:
    """Gather rows whose cells are separated by tabs into a table. Short rows at the top head its columns."""
    result: list[Block] = []
    for is_row, group in groupby(blocks, lambda block: block.role == "p" and "\t" in block.text):
        members = list(group)
        result += [_table(members)] if is_row and len(members) > 1 else members
    return result


def _table(rows: list[Block]) -> Block:
    cells = [[cell.strip() for cell in row.text.split("\t")] for row in rows]
    width = max(len(row) for row in cells)
    heads = next((i for i, row in enumerate(cells) if len(row) == width), 0)
    cells = [[""] * (width - len(row)) + row for row in cells]
    head = [" ".join(filter(None, column)) for column in zip(*cells[:heads], strict=True)] or [""] * width
    table = "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *cells[heads:]))
    return replace(rows[0], lines=tuple(line for row in rows for line in row.lines), text=table, role="table")


def _run_in(block: Block, part: ProsePart) -> list[Block]:
    """Split a heading that begins a paragraph from the rest of it."""
    for heading in part.headings:
        if heading.run_in and block.role == "p" and block.text.startswith(heading.text):
            rest = block.text[len(heading.text) :].lstrip()
            return [block.with_role(f"heading {heading.level}", heading.text), block.with_role("p", rest)]
    return [block]


def _quotations(
    blocks: list[Block], document: ProseDocument, form: ProseRecipe, path: str
) -> dict[int, tuple[int, ...]]:
    """The blocks that are quoted: index of the block → numbers of the quotations around it, the outermost
    first."""
    around: dict[int, tuple[int, ...]] = {}
    part = document.part
    marker = re.compile(rf"\s*(?:{form.notes.written_marker})")
    for number, quotation in enumerate(part.quoted):
        free = (i for i in range(len(blocks)) if len(around.get(i, ())) == quotation.level - 1)
        start = next((i for i in free if _begins(blocks[i].text, quotation.starts)), None)
        end = None
        if start is not None:
            ends = (
                i for i in range(start, len(blocks)) if _ends(marker.sub("", blocks[i].text), quotation.ends)
            )
            end = next(ends, None)
        if start is None or end is None:
            words = quotation.starts if start is None else quotation.ends
            document.problems.append(missing_words(words, part.id, path, blocks[0].number if blocks else 1))
        else:
            around |= {i: (*around.get(i, ()), number) for i in range(start, end + 1)}
            for i in range(start, end + 1):
                if blocks[i].text.startswith("**"):  # set in bold as a whole
                    blocks[i] = blocks[i].with_role(
                        blocks[i].role, strip_emphasis_around(blocks[i].text, marker)
                    )
    return around


def _epigraphs(blocks: list[Block], quoted: dict[int, tuple[int, ...]]) -> list[Block]:
    """Treat an epigraph, together with the name below it, as a quotation."""
    result: list[Block] = []
    inside = False
    for index, block in enumerate(blocks):
        inside = block.role == "epigraph" or (inside and block.role == "signed")
        if inside:
            quoted[index] = (-1,)
        result.append(block.with_role("p") if block.role == "epigraph" else block)
    return result


def _begins(text: str, words: str) -> bool:
    return without_leading_marks(text).startswith(words) or text.startswith(words)


def _ends(text: str, words: str) -> bool:
    return text.rstrip().rstrip("*").endswith(words.rstrip("*")) or text.rstrip().endswith(words)
