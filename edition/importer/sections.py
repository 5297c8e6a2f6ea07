"""From the paragraphs of a letter to its parts: opener, body, closer, postscripts, enclosures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from edition.importer.endnotes import quoted_range
from edition.importer.form import Insertion, Letters
from edition.importer.lines import Block, bare, quoted_text, strip_emphasis_around


@dataclass
class LetterSection:
    """A run of paragraphs: `opener`, `body`, `closer`, `postscript`, `quote`; or an `enclosure` or `part`
    with sections of its own."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    sections: list[LetterSection] = field(default_factory=list)
    by: str = ""


@dataclass(frozen=True)
class Shapes:
    """The recipe's patterns for lines of their own, compiled."""

    form: Letters

    @property
    def marker(self) -> re.Pattern[str]:
        return re.compile(self.form.notes.marker)

    def role(self, block: Block, where: str) -> str:
        """The role of a line at the head or foot of a letter, or an empty string."""
        text = bare(block.text, self.marker)
        for role in self.form.roles:
            if role.where == where and role.regex.fullmatch(text):
                return role.role
        return ""

    def is_postscript(self, block: Block) -> bool:
        return bool(re.match(self.form.postscript, quoted_text(block.text)))

    def is_structural(self, block: Block) -> bool:
        """A line that no page break can have parted from its neighbour."""
        return bool(
            self.role(block, "opener")
            or self.role(block, "closer")
            or re.fullmatch(self.form.closed_lines, bare(block.text, self.marker))
        )


def find_sections(blocks: list[Block], number: int, shapes: Shapes) -> list[LetterSection]:
    """The parts of letter `number`. Texts by other hands are cut off first, where the recipe says."""
    cuts: list[tuple[int, Insertion]] = []
    for insertion in shapes.form.insertions:
        if insertion.letter == number:
            index = next(
                (i for i, b in enumerate(blocks) if quoted_text(b.text).startswith(insertion.starts)), None
            )
            if index is not None:
                cuts.append((index, insertion))
    cuts.sort(key=lambda cut: cut[0])
    end = cuts[0][0] if cuts else len(blocks)
    sections = _sections(blocks[:end], number, shapes)
    for (start, insertion), stop in zip(cuts, [*(c[0] for c in cuts[1:]), len(blocks)], strict=False):
        inner = _sections(blocks[start:stop], number, shapes)
        sections.append(LetterSection(insertion.as_, sections=inner, by=insertion.by))
    return sections


def _sections(blocks: list[Block], number: int, shapes: Shapes) -> list[LetterSection]:
    opener, rest = _opener(blocks, shapes)
    sections = [LetterSection("opener", opener)] if opener else []
    body = LetterSection("body")
    sections.append(body)
    postscript: LetterSection | None = None
    closer: LetterSection | None = None
    signed = False
    for block in rest:
        role = shapes.role(block, "closer")
        if shapes.is_postscript(block):
            postscript, closer = LetterSection("postscript", [block]), None
            sections.append(postscript)
        elif role and postscript is not None and signed:
            postscript.blocks.append(block.as_(_element(role)))
        elif role:
            postscript = None
            if closer is None:
                closer = LetterSection("closer")
                sections.append(closer)
            closer.blocks.append(block.as_(_element(role), _text(block, role, shapes)))
            signed = signed or role == "signed"
        elif postscript is not None:
            postscript.blocks.append(block)
        elif signed:
            postscript, closer = LetterSection("postscript", [block]), None
            sections.append(postscript)
        else:
            if closer is not None:  # what looked like a closing was a sentence of the letter
                sections.remove(closer)
                body.blocks.extend(b.as_("p") for b in closer.blocks)
                closer = None
            body.blocks.append(block)
    return _with_quotes(sections, number, shapes)


def _opener(blocks: list[Block], shapes: Shapes) -> tuple[list[Block], list[Block]]:
    opener: list[Block] = []
    for index, block in enumerate(blocks):
        role = shapes.role(block, "opener")
        if not role:
            return opener, blocks[index:]
        opener.append(block.as_(role, _text(block, role, shapes)))
    return opener, []


def _element(role: str) -> str:
    return "salute" if role == "valediction" else role


def _text(block: Block, role: str, shapes: Shapes) -> str:
    """Emphasis around a whole salutation or heading is type, not underlining."""
    if role == "head":
        return strip_emphasis_around(re.sub(r"\A#+\s*", "", block.text), shapes.marker)
    if role in {"salute", "dateline", "address"} and block.text.startswith("*"):
        return strip_emphasis_around(block.text, shapes.marker)
    return block.text


def _with_quotes(sections: list[LetterSection], number: int, shapes: Shapes) -> list[LetterSection]:
    """Set off the quoted blocks of the letter's own text that the recipe names."""
    wanted = [q for q in shapes.form.quoted if q.letter == number and q.note is None]
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
