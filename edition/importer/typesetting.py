"""Typewriter signs of a copy set as print has them: quotation marks, apostrophes and dashes.

A recipe asks for it (`signs: printed`) where the copy is known to have straightened what the book prints. The
words stay as they are; how many signs were set is recorded in the file and told in its TEI (`normalization`,
TEI P5, 2.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from edition.importer.letters import ImportedLetter
from edition.importer.lines import Block
from edition.importer.prose import ProseDocument
from edition.importer.sections import LetterSection

# what is no text of the copy, or must stay as it reads: a corrected reading, attributes, targets, markers
MARKUP = re.compile(r"\[[^\[\]]*\]\{corr=[^{}]*\}|(?<=\])\{[^{}]*\}|\]\(#[^()]*\)|\[\^\w+\]|\[\|\]|<[^>]*>")
SIGN = re.compile(rf"(?P<markup>{MARKUP.pattern})|[\"']|(?<!-)--(?!-)|(?<=\S )-(?= \S)")
UNSEEN = re.compile(r"(?:\*|\[\|\])+\Z")  # between a sign and the character before it
OPENS_AFTER = re.compile(r"(?:\A|[\s(\[“‘/—–-])\Z")
ELISION = re.compile(r"\d|(?:em|til|tis|twas)\b", re.I)
READING = re.compile(r'(?<=\{corr=")[^"]*')
DASHES = {"-": "–", "--": "—"}


def typeset(text: str) -> tuple[str, int]:
    """The Markdown of a paragraph with its signs as print has them, and how many were set."""
    done, shown, count = 0, "", 0
    for match in SIGN.finditer(text):
        shown += text[done : match.start()]
        done = match.end()
        if match["markup"] is None:
            count += 1
            shown += DASHES.get(match.group()) or _mark(match.group(), shown, text[done:])
        else:
            shown += READING.sub(lambda read: typeset(read.group())[0], match.group())
    return shown + text[done:], count


def _mark(sign: str, before: str, after: str) -> str:
    """A quotation mark or apostrophe, by what stands about it."""
    before = UNSEEN.sub("", before)
    opens = OPENS_AFTER.search(before[-1:]) and after[:1].strip()
    if sign == '"':
        return "“" if opens else "”"
    return "‘" if opens and not ELISION.match(after) else "’"


def typeset_letter(letter: ImportedLetter) -> None:
    """Set the signs of a letter and its notes, and note their number."""
    letter.typeset = _sections(letter.sections) + sum(_blocks(note.blocks) for note in letter.notes)


def typeset_prose(document: ProseDocument) -> None:
    """Set the signs of a document of prose and its notes, and note their number."""
    document.typeset = _blocks(document.blocks) + sum(_blocks(note.blocks) for note in document.notes)


def _sections(sections: Iterable[LetterSection]) -> int:
    return sum(_blocks(section.blocks) + _sections(section.sections) for section in sections)


def _blocks(blocks: list[Block]) -> int:
    total = 0
    for index, block in enumerate(blocks):
        text, count = typeset(block.text)
        blocks[index] = block.with_role(block.role, text)
        total += count
    return total
