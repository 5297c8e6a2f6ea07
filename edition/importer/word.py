"""`edition import FILE.docx --letter 87`: a transcript from a word processor, with its notes.

What comes of it are the files that an import by recipe writes, under the same guard. Opening and closing
lines are told by their paragraph style (Salutation, Date, Signature, Closing) or by the lines that the
edition's own recipes know; all else is the letter's body.
"""

from __future__ import annotations

import re
from pathlib import Path

from edition.findings.diagnostics import Location, has_errors
from edition.findings.rule import ERROR, WARNING, Rule
from edition.importer.endnotes import RawNote
from edition.importer.form import Letters
from edition.importer.imported_files import letter_file, notes_file, notes_path, text_path
from edition.importer.letters import ImportedLetter
from edition.importer.line import Line
from edition.importer.lines import Block, RawLetter
from edition.importer.run import Outcome, came_by, read_recipes, write_files
from edition.importer.sections import LetterSection, Shapes
from edition.importer.word_file import Unreadable, WordFile, read_word_file
from edition.importer.word_text import WordBlock, WordText
from edition.model import Source
from edition.paths import RECIPES, letter_path
from edition.read.annotations import read_notes
from edition.read.documents import read_imported

RECIPE = "docx"  # what stands for a recipe's name in the files
# paragraph styles that say what a line is
OPENING = {
    "Heading": "head",
    "Title": "head",
    "Date": "dateline",
    "Salutation": "salute",
    "Inside Address": "address",
}
CLOSING = {"Closing": "salute", "Signature": "signed", "Date": "dateline"}
POSTSCRIPT = re.compile(r"P\.\s?S\.")


I110 = Rule(
    "I110",
    WARNING,
    "something of a word processor’s file that is not carried over",
    why="A letter of the edition has words, underlining and notes; a word processor knows more.",
    bad="a picture, a table or a comment in the transcript",
    good="the same without it, or what it says in words",
)
I111 = Rule(
    "I111",
    ERROR,
    "a word processor’s file that cannot be imported",
    why="Only files in the form of Word (.docx) are read, if they are whole and not too large.",
    bad="an older `.doc` with another ending",
    good="the file saved anew as .docx",
)


def import_word(root: Path, path: Path, number: int, *, by: str, dry_run: bool, force: bool) -> Outcome:
    """Read a file as letter `number`; its notes are signed `by`. Raises NoPandoc."""
    outcome = Outcome()
    if not (root / letter_path(number)).is_file():
        hint = f"make it first: “edition new letter {number}”"
        what = f"the calendar has no letter {number}"
        outcome.problems = [I111.at(Location(path.name), what, hint)]
        return outcome
    try:
        letter, lost = read_word_letter(read_word_file(path.read_bytes()), number, by, _shapes(root))
    except (Unreadable, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        hint = "open it in a word processor and save it again as .docx"
        outcome.problems = [I111.at(Location(path.name), f"the file cannot be read: {reason}", hint)]
        return outcome
    hint = "see to it in the file that was written"
    outcome.problems = [I110.at(Location(path.name), f"not carried over: {what}", hint) for what in lost]
    recipe = f"{RECIPE} L{number}"  # each letter is an import of its own
    files = {
        text_path(number): (letter_file(letter, RECIPE), recipe),
        notes_path(number): (notes_file(letter), recipe),
    }
    for name, reader in ((text_path(number), read_imported), (notes_path(number), read_notes)):
        outcome.problems += reader(Source(name, files[name][0].encode()))[1]  # type: ignore[operator]
    if not has_errors(outcome.problems):
        others = {name: came_by(root, name) for name in files if (root / name).is_file()}
        foreign = {name: other for name, other in others.items() if other not in {"", recipe}}
        write_files(root, files, outcome, dry_run=dry_run, force=force, foreign=foreign)
    return outcome


def _shapes(root: Path) -> list[Shapes]:
    """What the edition's recipes know of the lines of letters."""
    paths = sorted((root / RECIPES).glob("*.yaml"))
    recipes, _ = read_recipes(Source(path.name, path.read_bytes()) for path in paths)
    return [Shapes(recipe.letters) for recipe in recipes if isinstance(recipe.letters, Letters)]


def read_word_letter(
    file: WordFile, number: int, by: str, shapes: list[Shapes]
) -> tuple[ImportedLetter, list[str]]:
    """The letter with its notes, and what was not carried over."""
    reader = WordText()
    blocks = [*_from_properties(file, reader), *reader.blocks(file.tree.get("blocks", []))]
    lost = list(reader.lost)
    text = " ".join(block.words for block in [*blocks, *(b for note in reader.notes for b in note)])
    lost += [f"a text box (“{words[:60]}”)" for words in file.boxes if words[:40] not in text]
    lost += [f"the head or foot of a page (“{words[:60]}”)" for words in file.margins]
    letter = ImportedLetter(number, RawLetter(number, Line(0, ""), []))
    letter.sections = _sections(blocks, shapes, lost)
    for index, note in enumerate(reader.notes, 1):
        quoted = {place for place, block in enumerate(note) if block.quoted}
        paragraphs = [Block((Line(0, ""),), block.text) for block in note]
        letter.notes.append(RawNote(index, paragraphs, by, quoted=quoted))
    return letter, lost


def _from_properties(file: WordFile, reader: WordText) -> list[WordBlock]:
    """Paragraphs in the styles Title and Date at the head: pandoc takes them for properties of the file."""
    found: list[WordBlock] = []
    for key, value in file.tree.get("meta", {}).items():
        content = value.get("c") if value.get("t") == "MetaInlines" else None
        style = {"title": "Title", "date": "Date"}.get(key, "")
        blocks = value.get("c") if value.get("t") == "MetaBlocks" else None
        if content or blocks:
            inner = blocks or [{"t": "Para", "c": content}]
            found += [WordBlock(b.text, b.words, style) for b in reader.blocks(inner)]
    return sorted(found, key=lambda block: ["Title", "Date", ""].index(block.style))


def _sections(blocks: list[WordBlock], shapes: list[Shapes], lost: list[str]) -> list[LetterSection]:
    """Opener, body, closer and postscript, as far as they are certain."""
    opening, rest = _run(blocks, OPENING, "opener", shapes)
    at = next((i for i, block in enumerate(rest) if POSTSCRIPT.match(block.words)), len(rest))
    closing, body = _run(rest[:at][::-1], CLOSING, "closer", shapes)
    sections = [LetterSection("opener", opening)] if opening else []
    for block in body[::-1]:
        kind = "quote" if block.quoted else "body"
        if block.style in {"Heading", "Title"}:
            lost.append(f"that “{block.words[:60]}” is a heading (it is a paragraph now)")
        if not sections or sections[-1].kind != kind:
            sections.append(LetterSection(kind))
        sections[-1].blocks.append(_block(block, "p"))
    if closing:
        sections.append(LetterSection("closer", closing[::-1]))
    if rest[at:]:
        sections.append(LetterSection("postscript", [_block(block, "p") for block in rest[at:]]))
    return sections


def _run(
    blocks: list[WordBlock], styles: dict[str, str], where: str, shapes: list[Shapes]
) -> tuple[list[Block], list[WordBlock]]:
    """The lines at one end that are certain to be no part of the body, and the others."""
    found: list[Block] = []
    for index, block in enumerate(blocks):
        role = styles.get(block.style) or _known(block, where, shapes)
        if not role:
            return found, blocks[index:]
        found.append(_block(block, role))
    return found, []


def _known(block: WordBlock, where: str, shapes: list[Shapes]) -> str:
    """The role that a recipe of the edition gives to such a line."""
    line = Block((Line(0, ""),), block.words)
    role = next((role for shape in shapes if (role := shape.role(line, where))), "")
    return "salute" if role == "valediction" else role


def _block(block: WordBlock, role: str) -> Block:
    return Block((Line(0, ""),), block.text, role)
