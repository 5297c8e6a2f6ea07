"""Notes: one YAML file for each document, each note's text in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.line_yaml import D104, Marked, read_yaml, validate
from edition.forms.notes import NoteFields, NoteFile
from edition.forms.upkeep import WaiverFile
from edition.model import Annotation, NotePlace, Source, TextQuoteSelector
from edition.model.parsed import Waiver
from edition.paths import is_imported
from edition.read.markdown_syntax import parse_markdown
from edition.read.markdown_tei import converter_of
from edition.read.voices import PROSE, VOLUME_NOTE

A103 = Rule(
    "A103",
    ERROR,
    "two notes with one id",
    why="An id is an address; the second note could not be reached.",
    bad="`- id: n-garden` twice in `annotations/notes/L1.yaml`",
    good="`- id: n-garden` and `- id: n-gardener`",
)


def read_notes(source: Source) -> tuple[list[Annotation], list[Diagnostic]]:
    """The notes of one file in its order, their text converted to TEI. Two notes with one id are reported
    (A103) and the first is kept."""
    marked, problems = read_yaml(source.text, source.path)
    if problems:
        return [], problems
    if marked.data is None:
        hint = "write document: and notes:, or delete the file"
        return [], [D104.at(marked.at(), "this file is empty", hint)]
    file, problems = validate(NoteFile, marked)
    if file is None:
        return [], problems
    imported = is_imported(source.path)
    notes, first_seen = [], dict[str, Location]()
    for index, fields in enumerate(file.notes):
        place = marked.at("notes", index, "id")
        if fields.id in first_seen:
            problems.append(
                A103.at(
                    place,
                    f"this file has the note {fields.id} twice",
                    f"the first is on line {first_seen[fields.id].line}; give this one another id",
                )
            )
            continue
        first_seen[fields.id] = place
        notes.append(
            _annotation(
                document=file.document,
                fields=fields,
                marked=marked,
                index=index,
                imported=imported,
                problems=problems,
            )
        )
    return notes, problems


def _annotation(
    document: str, fields: NoteFields, marked: Marked, index: int, imported: bool, problems: list[Diagnostic]
) -> Annotation:
    text_place = marked.at("notes", index, "text")
    parsed = parse_markdown(fields.text, marked.path, first_line=text_place.line)
    converter = converter_of(parsed, document)
    body = tuple(converter.blocks(parsed.root, VOLUME_NOTE if imported else PROSE))
    problems.extend(parsed.problems)
    return Annotation(
        document=document,
        id=fields.id,
        number=fields.id.removeprefix("n") if fields.id[1:].isdigit() else "",
        type=fields.type,
        responsibility=fields.by,
        body=body,
        location=marked.at("notes", index, "id"),
        places=tuple(_places(fields)),
        sources=tuple(fields.sources),
    )


def _places(fields: NoteFields) -> Iterator[NotePlace]:
    for place in (fields, fields.also):
        if place is not None and (place.at or place.quote):
            yield NotePlace(place.at, TextQuoteSelector(place.quote) if place.quote else None)


def read_waivers(source: Source) -> tuple[list[Waiver], list[Diagnostic]]:
    """The waivers of `annotations/waivers.yaml`, each with its location."""
    marked, problems = read_yaml(source.text, source.path)
    if problems:
        return [], problems
    file, problems = validate(WaiverFile, marked, data=marked.data or {})
    if file is None:
        return [], problems
    return [
        Waiver(
            code=fields.code,
            about=fields.about,
            reason=fields.reason,
            location=marked.at("waivers", index),
            file=fields.file,
            needs=fields.needs or "",
        )
        for index, fields in enumerate(file.waivers)
    ], []
