"""From the paragraphs of a letter to its sections: opener, body, closer, postscripts, enclosures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from edition.importer.calendar_form import PARTICULARS
from edition.importer.endnotes import quoted_range
from edition.importer.form import Insertion, Letters
from edition.importer.lines import Block, strip_emphasis_around, without_leading_marks, without_markers

CLOSING = frozenset({"signed", "salute", "dateline"})


@dataclass
class LetterSection:
    """A run of paragraphs: `opener`, `body`, `closer`, `postscript`, `quote`; or an `enclosure` or `part`
    with sections of its own."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    sections: list[LetterSection] = field(default_factory=list)
    by: str = ""


@dataclass(frozen=True)
class LinePatterns:
    """The recipe’s patterns for lines of their own."""

    form: Letters

    @property
    def marker(self) -> re.Pattern[str]:
        """The pattern of a note marker."""
        return re.compile(self.form.notes.written_marker)

    def role(self, block: Block, where: str) -> str:
        """The role of a line in the `opener` or `closer` of a letter, or ""."""
        text = without_markers(block.text, self.marker)
        for role in self.form.roles:
            if role.where == where and role.regex.fullmatch(text):
                return role.role
        return ""

    def said(self, block: Block, where: str) -> tuple[str, dict[str, str]]:
        """A line with a role as it is printed, and what the groups of its pattern find in it."""
        text = without_markers(block.text, self.marker)
        for role in self.form.roles:
            match = role.regex.fullmatch(text) if role.where == where else None
            if match:
                groups = match.groupdict().items()
                return text, {name: words for name, words in groups if words and name in PARTICULARS}
        return text, {}

    def is_postscript(self, block: Block) -> bool:
        """Whether a paragraph begins a postscript."""
        return bool(re.match(self.form.postscript, without_leading_marks(block.text)))

    def is_structural(self, block: Block) -> bool:
        """Whether a line is one that no page break can have separated from its neighbour."""
        return bool(
            block.role == "verse"
            or self.role(block, "opener")
            or self.role(block, "closer")
            or re.fullmatch(self.form.closed_lines, without_markers(block.text, self.marker))
        )


def find_sections(blocks: list[Block], number: int, line_patterns: LinePatterns) -> list[LetterSection]:
    """The sections of letter `number`. Texts by other hands are cut off first, where the recipe says so."""
    cuts: list[tuple[int, Insertion]] = []
    for insertion in line_patterns.form.insertions:
        if insertion.letter == number:
            index = next(
                (
                    i
                    for i, b in enumerate(blocks)
                    if without_leading_marks(b.text).startswith(insertion.starts)
                ),
                None,
            )
            if index is not None:
                cuts.append((index, insertion))
    cuts.sort(key=lambda cut: cut[0])
    end = cuts[0][0] if cuts else len(blocks)
    sections = _sections(blocks[:end], number, line_patterns)
    for (start, insertion), stop in zip(cuts, [*(c[0] for c in cuts[1:]), len(blocks)], strict=False):
        inner = _sections(blocks[start:stop], number, line_patterns)
        sections.append(LetterSection(insertion.as_, sections=inner, by=insertion.by))
    return sections


def _sections(blocks: list[Block], number: int, line_patterns: LinePatterns) -> list[LetterSection]:
    opener, rest = _opener(blocks, line_patterns)
    sections = [LetterSection("opener", opener)] if opener else []
    body = LetterSection("body")
    sections.append(body)
    postscript: LetterSection | None = None
    closer: LetterSection | None = None
    signed = False
    for block in rest:
        role = line_patterns.role(block, "closer") if body.blocks or postscript else ""
        if line_patterns.is_postscript(block):
            postscript, closer = LetterSection("postscript", [block]), None
            sections.append(postscript)
        elif role and postscript is not None and signed:
            postscript.blocks.append(block.with_role(_element(role)))
        elif role:
            postscript = None
            if closer is None:
                closer = LetterSection("closer")
                sections.append(closer)
            closer.blocks.append(block.with_role(_element(role), _text_of_line(block, role, line_patterns)))
            signed = signed or role == "signed"
        elif postscript is not None:
            postscript.blocks.append(block)
        elif signed:
            postscript, closer = LetterSection("postscript", [block]), None
            sections.append(postscript)
        else:
            if closer is not None:  # what looked like a closing was a sentence of the letter
                sections.remove(closer)
                body.blocks.extend(b.with_role("verse" if "\n" in b.text else "p") for b in closer.blocks)
                closer = None
            body.blocks.append(block)
    for section in sections:
        if section.kind == "postscript":
            section.blocks = _closed_at_end(section.blocks)
    return _with_quotes(sections, number, line_patterns)


def _closed_at_end(blocks: list[Block]) -> list[Block]:
    """The paragraphs of a postscript, in which signatures and the like stand at the end alone."""
    foot = len(blocks)
    while foot > 1 and blocks[foot - 1].role in CLOSING:
        foot -= 1
    return [
        block.with_role("p") if block.role in CLOSING and 0 < place < foot else block
        for place, block in enumerate(blocks)
    ]


def _opener(blocks: list[Block], line_patterns: LinePatterns) -> tuple[list[Block], list[Block]]:
    opener: list[Block] = []
    for index, block in enumerate(blocks):
        role = line_patterns.role(block, "opener")
        if not role:
            return opener, blocks[index:]
        opener.append(block.with_role(role, _text_of_line(block, role, line_patterns)))
    return opener, []


def _element(role: str) -> str:
    return "salute" if role == "valediction" else role


def _text_of_line(block: Block, role: str, line_patterns: LinePatterns) -> str:
    """Remove emphasis around a whole heading, salutation, date or address, which is typography and not
    underlining."""
    if role == "head":
        return strip_emphasis_around(re.sub(r"\A#+\s*", "", block.text), line_patterns.marker)
    if role in {"salute", "dateline", "address"} and block.text.startswith("*"):
        return strip_emphasis_around(block.text, line_patterns.marker)
    return block.text


def _with_quotes(
    sections: list[LetterSection], number: int, line_patterns: LinePatterns
) -> list[LetterSection]:
    """Set off the quoted blocks of the letter’s own text that the recipe names."""
    wanted = [q for q in line_patterns.form.quoted if q.letter == number and q.note is None]
    result: list[LetterSection] = []
    for section in sections:
        inside = set().union(*(quoted_range(section.blocks, q) for q in wanted)) if wanted else set()
        if section.kind != "body" or not inside:
            result.append(section)
            continue
        for index, block in enumerate(section.blocks):
            kind = "quote" if index in inside else "body"
            if not result or result[-1].kind != kind:
                result.append(LetterSection(kind))
            result[-1].blocks.append(block)
    return result
