"""Letters and essays: a metadata block between two lines of `---`, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.base import Form
from edition.forms.documents import EssayFields, ImportedFields, LetterFields, TextFields
from edition.forms.line_yaml import D105, Marked, read_yaml, validate
from edition.model import DocumentPart, Metadata, Source
from edition.model.parsed import StartText
from edition.paths import ESSAYS, LETTERS, TEXTS
from edition.read.markdown_syntax import M106, parse_markdown
from edition.read.markdown_tei import converter_of
from edition.read.voices import LETTER, OWN_LETTER, PROSE, VOLUME_NOTE, Voice
from edition.words.dates import parse_date
from edition.words.letter_ids import LETTER as LETTER_ID

UNDATED = "~"  # stands behind all days
Parts = tuple[list[DocumentPart[Metadata]], list[Diagnostic]]


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Split a file into (metadata, body, number of the line on which the body begins), or None when it has no
    metadata block."""
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines or lines[0].rstrip() != "---":
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None


def read_calendar(source: Source) -> Parts[LetterFields]:
    """A letter of the calendar, `sources/letters/*.md`: its metadata and summary."""
    return _read(source, LetterFields, "id", PROSE)


def day_of_letter(source: Source) -> str:
    """Text by which a letter is placed among others in the order of time; what has no date that can be read
    comes last."""
    for part in read_calendar(source)[0]:
        if part.fields.gregorian:
            return parse_date(part.fields.gregorian).sort_key
    return UNDATED


def read_own_text(source: Source) -> Parts[TextFields]:
    """The text of a letter that the edition publishes as its own, `sources/texts/*.md`."""
    return _read(source, TextFields, "letter", OWN_LETTER)


def read_imported(source: Source) -> Parts[TextFields]:
    """The text of a letter as the importer writes it, `sources/imported/letters/*.md`."""
    return _read(source, TextFields, "letter", LETTER)


def read_imported_essay(source: Source) -> Parts[ImportedFields]:
    """The text of an essay or of a part of the volume as the importer writes it,
    `sources/imported/essays/*.md`."""
    return _read(source, ImportedFields, "document", VOLUME_NOTE)


def read_essay(source: Source) -> Parts[EssayFields]:
    """An essay of this edition, `sources/essays/*.md`: its metadata and text."""
    return _read(source, EssayFields, "id", PROSE)


def read_start(source: Source) -> tuple[list[StartText], list[Diagnostic]]:
    """The words of the start page: Markdown without metadata."""
    text = source.text
    parsed = parse_markdown(text, source.path, first_line=1)
    elements = converter_of(parsed, "start").blocks(parsed.root, PROSE)
    if re.match(r"---\s*\n[a-z_]+:.*?\n---\s*\n", text, re.DOTALL):
        hint = "remove the lines from --- to ---"
        parsed.problems.append(M106.at(Location(source.path, 1, 1), "the start page has no metadata", hint))
    return [StartText(tuple(elements), source.path)], parsed.problems


D108 = Rule(
    "D108",
    ERROR,
    "a text without its metadata block",
    why="The metadata say what a file is. They stand at the top, between two lines of `---`.",
    bad="a file that begins with its first sentence",
    good="`---`, then `id: L3` and the other fields, then `---`",
)


def _without_metadata(source: Source) -> Diagnostic:
    """D108, at the line where the block should begin or end."""
    lines = source.text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != "---":
        message, line = "the file does not begin with a metadata block", 1
    else:
        message = "the metadata block is not closed"
        line = next((number for number, text in enumerate(lines, 1) if not text.strip()), len(lines))
        half = [number for number, text in enumerate(lines[1:], 2) if text.lstrip().startswith("--")]
        line = half[0] if half else line
    return D108.at(Location(source.path, line, 1), message, "put the metadata between two lines of ---")


def _read(source: Source, model: type[Metadata], id_key: str, voice: Voice) -> Parts[Metadata]:
    parts = split_front_matter(source.text)
    if parts is None:
        return [], [_without_metadata(source)]
    front, body, first_line = parts
    marked, problems = read_yaml(front, source.path, first_line=2)
    fields = None
    if not problems:
        problems = list(_misplaced(model, marked))
    if not problems:
        fields, problems = validate(model, marked, data=marked.data or {})
    data = marked.data if isinstance(marked.data, dict) else {}
    document = str(data.get(id_key, "")).strip() or "unknown"
    parsed = parse_markdown(body, source.path, first_line=first_line)
    converter = converter_of(parsed, document)
    elements = converter.blocks(parsed.root, voice)
    problems = [*problems, *parsed.problems]
    if fields is None:
        return [], problems
    return [DocumentPart(document, fields, tuple(elements), marked)], problems


def _misplaced(model: type[Form], marked: Marked) -> Iterator[Diagnostic]:
    """An essay or the text of a letter among the letters, and a letter among the essays: all its keys would
    be wrong."""
    data = marked.data if isinstance(marked.data, dict) else {}
    ref = str(data.get("id", ""))
    if model is LetterFields and re.match("(essay|intro|appendix|about)-", ref):
        yield D105.at(marked.at("id"), f"“{ref}” is the id of an essay", f"put the file into {ESSAYS}/")
    elif model is LetterFields and not ref and "letter" in data:
        yield D105.at(marked.at("letter"), "this is the text of a letter", f"put the file into {TEXTS}/")
    elif model is EssayFields and re.fullmatch(LETTER_ID, ref):
        yield D105.at(marked.at("id"), f"“{ref}” is the id of a letter", f"put the file into {LETTERS}/")
