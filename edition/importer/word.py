"""`edition import FILE.docx --letter 87`: a transcript from a word processor, with its notes.

The result is the files that an import by recipe writes, with the same safeguards. Opening and closing lines
are recognised by their paragraph style (Salutation, Date, Signature, Closing) or by the edition's own
recipes; everything else is the letter's body.
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
from edition.importer.run import read_recipes, recipe_files
from edition.importer.sections import LetterSection, LinePatterns
from edition.importer.word_file import UnreadableFile, WordFile, read_word_file
from edition.importer.word_text import WordBlock, WordText
from edition.importer.written_files import Outcome, recipe_of, write_files
from edition.model import Source
from edition.paths import letter_path
from edition.read import Reader
from edition.read.annotations import read_notes
from edition.read.documents import read_imported, read_own_text
from edition.words.letter_ids import LETTER, letter_order

RECIPE = "docx"  # takes the place of a recipe's name in the files
# paragraph style → role of the line
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
    why="A letter of the edition has words, underlining and notes; a word processor has more.",
    bad="a picture or a comment in the transcript",
    good="the same without it, or what it says in words",
)
I111 = Rule(
    "I111",
    ERROR,
    "a word processor’s file that cannot be imported",
    why="Only whole Word files (.docx) of reasonable size can be read.",
    bad="an older `.doc` with another ending",
    good="the file saved anew as .docx",
)


def letter_of(path: Path) -> str:
    """The id of the letter that a file is by its name (`Letter 016a.docx` → L16a); "" where the name has no
    number, or several."""
    numbers = re.findall(r"0*(\d+(?:[a-z](?![^\W\d_]))?)", path.stem)
    return id_of_number(numbers[0]) if len(numbers) == 1 else ""


def id_of_number(number: str) -> str:
    """The id of a letter by its number (12, 12a) or its id (L12a); "" for anything else."""
    ref = f"L{number.removeprefix('L')}"
    return ref if re.fullmatch(LETTER, ref) else ""


def import_word_files(
    root: Path, files: list[Path], *, by: str, own: bool | None, dry_run: bool, force: bool
) -> Outcome:
    """Import several .docx files, each as the letter that its name says (I111 where it says none)."""
    whole = Outcome()
    for path in files:
        ref = letter_of(path)
        if not ref:
            hint = "give the file the number of its letter as its name, as in 016.docx"
            whole.problems.append(
                I111.at(Location(path.name), "the name does not say which letter it is", hint)
            )
            continue
        whole.take(import_word(root, path, ref, by=by, own=own, dry_run=dry_run, force=force))
    return whole


def import_word(
    root: Path, path: Path, ref: str, *, by: str, dry_run: bool, force: bool, own: bool | None = None
) -> Outcome:
    """Import a .docx file as the text and notes of the letter `ref`; `by` is the id of who wrote its notes.
    An `own` text is put where the edition publishes it; if that is not said (None), only where one is
    already. Reported are a letter or file that cannot be imported (I111) and what is not carried over (I110).
    Raises `PandocMissing`."""
    outcome = Outcome()
    number, suffix = letter_order(ref)
    if own is None:
        own = (root / text_path(number, suffix, own=True)).is_file()
    if not (root / letter_path(ref)).is_file():
        hint = f"make it first: “edition new letter {ref[1:]}”"
        message = f"the calendar has no letter {ref[1:]}"
        outcome.problems = [I111.at(Location(path.name), message, hint)]
        return outcome
    try:
        letter, lost = read_word_letter(read_word_file(path.read_bytes()), ref, by, _line_patterns(root))
    except (UnreadableFile, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        hint = "open it in a word processor and save it again as .docx"
        outcome.problems = [I111.at(Location(path.name), f"the file cannot be read: {reason}", hint)]
        return outcome
    hint = "check the file that was written"
    outcome.problems = [I110.at(Location(path.name), f"not carried over: {loss}", hint) for loss in lost]
    recipe = f"{RECIPE} {ref}"  # each letter is an import of its own
    text_name, notes_name = text_path(number, suffix, own=own), notes_path(number, suffix, own=own)
    files = {text_name: (letter_file(letter, "" if own else RECIPE), recipe)}
    if letter.notes or not own:
        files[notes_name] = (notes_file(letter), recipe)
    readers: dict[str, Reader] = {text_name: read_own_text if own else read_imported}
    readers |= {notes_name: read_notes} if notes_name in files else {}
    for name, read in readers.items():
        outcome.problems += read(Source(name, files[name][0].encode()))[1]
    if not has_errors(outcome.problems):
        recipes = {name: recipe_of(root, name) for name in files if (root / name).is_file()}
        foreign = {name: earlier for name, earlier in recipes.items() if earlier not in {"", recipe}}
        write_files(root, files, outcome, dry_run=dry_run, force=force, foreign=foreign)
    return outcome


def _line_patterns(root: Path) -> list[LinePatterns]:
    """What the edition’s recipes know about the lines of letters."""
    recipes, _ = read_recipes(recipe_files(root))
    return [LinePatterns(recipe.letters) for recipe in recipes if isinstance(recipe.letters, Letters)]


def read_word_letter(
    file: WordFile, ref: str, by: str, line_patterns: list[LinePatterns]
) -> tuple[ImportedLetter, list[str]]:
    """The letter with its notes, and what was not carried over, in words. `by` is the id of who wrote the
    notes."""
    reader = WordText()
    blocks = [*_from_properties(file, reader), *reader.blocks(file.tree.get("blocks", []))]
    lost = [*reader.lost, *file.left_out]
    text = " ".join(block.words for block in [*blocks, *(b for note in reader.notes for b in note)])
    lost += [f"a text box (“{words[:60]}”)" for words in file.boxes if words[:40] not in text]
    lost += [f"the head or foot of a page (“{words[:60]}”)" for words in file.margins]
    number, suffix = letter_order(ref)
    letter = ImportedLetter(number, RawLetter(number, Line(0, ""), [], suffix=suffix))
    letter.sections = _sections(blocks, line_patterns, lost)
    for index, note in enumerate(reader.notes, 1):
        quoted = {place for place, block in enumerate(note) if block.quoted}
        paragraphs = [Block((Line(0, ""),), block.text) for block in note]
        letter.notes.append(RawNote(index, paragraphs, by, quoted=quoted))
    return letter, lost


def _from_properties(file: WordFile, reader: WordText) -> list[WordBlock]:
    """Paragraphs at the head in the styles Title and Date, which pandoc takes for properties of the file."""
    paragraphs: list[WordBlock] = []
    for key, value in file.tree.get("meta", {}).items():
        content = value.get("c") if value.get("t") == "MetaInlines" else None
        style = {"title": "Title", "date": "Date"}.get(key, "")
        blocks = value.get("c") if value.get("t") == "MetaBlocks" else None
        if content or blocks:
            inner = blocks or [{"t": "Para", "c": content}]
            paragraphs += [WordBlock(b.text, b.words, style) for b in reader.blocks(inner)]
    return sorted(paragraphs, key=lambda block: ["Title", "Date", ""].index(block.style))


def _sections(
    blocks: list[WordBlock], line_patterns: list[LinePatterns], lost: list[str]
) -> list[LetterSection]:
    """Opener, body, closer and postscript, as far as they are certain."""
    opening, rest = _lines_at_end(blocks, OPENING, "opener", line_patterns)
    at = next((i for i, block in enumerate(rest) if POSTSCRIPT.match(block.words)), len(rest))
    closing, body = _lines_at_end(rest[:at][::-1], CLOSING, "closer", line_patterns)
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


def _lines_at_end(
    blocks: list[WordBlock], styles: dict[str, str], where: str, line_patterns: list[LinePatterns]
) -> tuple[list[Block], list[WordBlock]]:
    """The lines at one end that are certain not to belong to the body, and the others."""
    lines: list[Block] = []
    for index, block in enumerate(blocks):
        role = styles.get(block.style) or _role_by_recipe(block, where, line_patterns)
        if not role:
            return lines, blocks[index:]
        lines.append(_block(block, role))
    return lines, []


def _role_by_recipe(block: WordBlock, where: str, line_patterns: list[LinePatterns]) -> str:
    """The role that a recipe of the edition gives to such a line, or ""."""
    line = Block((Line(0, ""),), block.words)
    role = next((role for patterns in line_patterns if (role := patterns.role(line, where))), "")
    return "salute" if role == "valediction" else role


def _block(block: WordBlock, role: str) -> Block:
    return Block((Line(0, ""),), block.text, role)
