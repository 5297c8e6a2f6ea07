"""The imported files, written as an editor would write them by hand."""

from __future__ import annotations

import textwrap

from edition.importer.endnotes import RawNote
from edition.importer.letters import ImportedLetter
from edition.importer.lines import Block
from edition.importer.prose import ProseDocument
from edition.importer.sections import LetterSection
from edition.paths import IMPORTED_ESSAYS, IMPORTED_NOTES, IMPORTED_TEXTS, NOTES, TEXTS

DEFAULT_ROLE = {"opener": "salute", "closer": "p", "postscript": "p", "body": "p", "quote": "p"}


def text_path(number: int, suffix: str = "", *, own: bool = False) -> str:
    """Where the text of a letter is written: `sources/imported/letters/016.md`, or if it is published as the
    edition's `own`, `sources/texts/016.md`."""
    return f"{TEXTS if own else IMPORTED_TEXTS}/{number:03}{suffix}.md"


def notes_path(number: int, suffix: str = "", *, own: bool = False) -> str:
    """Where the notes of a letter are written: `annotations/imported/L16.yaml`, or
    `annotations/notes/L16.yaml`."""
    return f"{NOTES if own else IMPORTED_NOTES}/L{number}{suffix}.yaml"


def letter_file(letter: ImportedLetter, recipe: str) -> str:
    """The content of `sources/imported/letters/016.md`: metadata block and text. A text of the edition’s own
    has no recipe ("")."""
    head = [f"letter: {letter.id}", *([f"recipe: {recipe}"] if recipe else [])]
    if letter.language:
        head.append(f"language: {letter.language}")
    if letter.date:
        head.append(f"date: {letter.date}")
    if letter.date_printed:
        head.append(f'date_printed: "{letter.date_printed}"')
    if letter.dating:
        head.append(f"dating: {letter.dating}")
    if letter.typeset:
        head.append(f"typeset: {letter.typeset}")
    body = "\n\n".join(_section(section, ":::") for section in letter.sections if not _empty(section))
    return "---\n" + "\n".join(head) + "\n---\n\n" + body + "\n"


def _empty(section: LetterSection) -> bool:
    return not section.blocks and not section.sections


def _section(section: LetterSection, fence: str) -> str:
    """A section as Markdown; all but the body are containers."""
    if section.sections:
        by = f" {{by={section.by}}}" if section.by else ""
        inner = "\n\n".join(_section(s, fence) for s in section.sections if not _empty(s))
        return f"{fence}: {section.kind}{by}\n{inner}\n{fence}:"
    default = DEFAULT_ROLE[section.kind]
    inner = "\n\n".join(_block(block, _expected(section, block) or default) for block in section.blocks)
    return inner if section.kind == "body" else f"{fence} {section.kind}\n{inner}\n{fence}"


def _expected(section: LetterSection, block: Block) -> str:
    """The role that a line of a closer has without a mark: the last is the signature, the others are
    greetings."""
    if section.kind != "closer":
        return ""
    signed = [b for b in section.blocks if b.role == "signed"]
    if block.role == "signed":
        plain = [b for b in section.blocks if b.role in {"signed", "salute"}]
        return "signed" if len(signed) == 1 and block is plain[-1] else "p"
    return (
        "salute"
        if len(signed) == 1 and section.blocks.index(block) < section.blocks.index(signed[0])
        else "p"
    )


def _block(block: Block, default: str) -> str:
    text = _escape(block.text)
    if block.role == "verse":
        return f"::: verse\n{block.text}\n:::"
    if block.role == "head":
        return f"## {text}"
    return text if block.role == default else f"{{.{block.role}}}\n{text}"


def _escape(text: str) -> str:
    """A paragraph whose first characters Markdown would take for markup, with a backslash before them."""
    return f"\\{text}" if text[:1] in "#>" or text.startswith(("- ", "+ ")) else text


def notes_file(letter: ImportedLetter) -> str:
    """The content of `annotations/imported/L16.yaml`."""
    entries = "\n".join(_note(note) for note in letter.notes)
    body = f"notes:\n{entries}" if letter.notes else "notes: []\n"
    return f"document: {letter.id}\n{body}"


def _note(note: RawNote) -> str:
    kind = f"    type: {note.type}\n" if note.type != "editorial" else ""
    paragraphs: list[str] = []
    for index, block in enumerate(note.blocks):
        text = _block(block, block.role)
        if index in note.quoted and index - 1 in note.quoted:
            paragraphs[-1] += f"\n>\n> {text}"
        else:
            paragraphs.append(f"> {text}" if index in note.quoted else text)
    text = textwrap.indent("\n\n".join(paragraphs), " " * 6)
    by = note.by or "edition"
    return f"  - id: n{note.number}\n    by: {by}\n{kind}    text: |\n{text}\n"


def prose_path(document: str) -> str:
    """Where the text of a document of prose is written: `sources/imported/essays/volume-1926.md`."""
    return f"{IMPORTED_ESSAYS}/{document}.md"


def prose_notes_path(document: str) -> str:
    """Where its notes are written: `annotations/imported/volume-1926.yaml`."""
    return f"{IMPORTED_NOTES}/{document}.yaml"


def prose_file(document: ProseDocument, recipe: str) -> str:
    """The content of `sources/imported/essays/volume-1926.md`; quotations are indented by their depth."""
    pieces: list[str] = []
    for index, block in enumerate(document.blocks):
        text = _prose_block(block)
        around, before = document.quoted.get(index, ()), document.quoted.get(index - 1, ())
        text = textwrap.indent(text, "> " * len(around), lambda line: True)
        if around and around[:1] == before[:1]:
            common = sum(mine == theirs for mine, theirs in zip(around, before, strict=False))
            pieces[-1] += f"\n{('> ' * common).strip()}\n{text}"
        else:
            pieces.append(text)
    body = "\n\n".join(pieces)
    typeset = f"typeset: {document.typeset}\n" if document.typeset else ""
    return f"---\ndocument: {document.id}\nrecipe: {recipe}\n{typeset}---\n\n{body}\n"


def _prose_block(block: Block) -> str:
    if block.role.startswith("heading"):
        return f"{'#' * int(block.role.split()[1])} {block.text}"
    if block.role == "verse":
        return _block(block, "p")
    text = _escape(block.text)
    return text if block.role in {"p", "table"} else f"{{.{block.role}}}\n{text}"


def prose_notes_file(document: ProseDocument) -> str:
    """The content of `annotations/imported/volume-1926.yaml`."""
    entries = "\n".join(_note(note) for note in document.notes)
    return f"document: {document.id}\n" + (f"notes:\n{entries}" if document.notes else "notes: []\n")
