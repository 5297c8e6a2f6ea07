"""Whether the pieces of an edition agree with one another when they are brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edition.findings.diagnostics import Diagnostic, did_you_mean
from edition.findings.rule import ERROR, WARNING, Rule
from edition.forms.configuration import ConfigFields
from edition.forms.documents import LetterFields, TextFields
from edition.forms.line_yaml import D105
from edition.model import DocumentPart, Metadata
from edition.model.parsed import DocumentParts
from edition.paths import CONFIG_PATH, ESSAYS, LETTERS, id_by_name
from edition.store.source_files import D110
from edition.words.dates import is_within

D107 = Rule(
    "D107",
    ERROR,
    "two documents with one id",
    why="An id is an address; one of the two documents could not be reached.",
    bad="`id: L3` in `003.md` and in `004.md`",
    good="`id: L4` in `004.md`",
)


def first_of(
    parts: Sequence[DocumentPart[Metadata]], problems: list[Diagnostic]
) -> DocumentPart[Metadata] | None:
    """Of the parts with one id the first whose file is named by it, or the first of all; None when there are
    none. The others are reported in `problems` (D107)."""
    parts = sorted(parts, key=lambda part: id_by_name(part.marks.path) != part.document)
    for part in parts[1:]:
        problems.append(
            D107.at(
                part.id_location,
                f"{part.document} is already the id of {parts[0].marks.path}",
                "give one of the two another id, or delete the one that is a copy",
            )
        )
    return parts[0] if parts else None


A104 = Rule(
    "A104",
    ERROR,
    "notes for a document that does not exist",
    why="Notes for a missing document would not be shown anywhere.",
    bad="`document: L99` at the top of a file of notes, when there are two letters",
    good="`document: L2`",
)


def find_orphans(parts: DocumentParts) -> Iterable[Diagnostic]:
    """Texts (D110) and notes (A104) for a document of which there is no metadata."""
    texts = [(part.id_location, LETTERS) for part in parts.texts]
    texts += [(part.id_location, ESSAYS) for part in parts.prose]
    for place, folder in texts:
        message = f"there is a text for {parts.id}, but no metadata in {folder}/"
        yield D110.at(place, message, "add a file with its metadata there")
    files = {note.location.path: note for note in reversed(parts.annotations)}
    for note in files.values():
        yield A104.at(
            note.location,
            f"there is no document “{note.document}”",
            "correct “document” at the top of the file",
        )


D201 = Rule(
    "D201",
    WARNING,
    "the calendar and the imported text give different dates",
    why="Either we have corrected the volume, and the recipe should say so, or one date is a slip. A date "
    "of ours within the volume's is no contradiction: it is more exact.",
    bad="`date: 1901-05-03` in the calendar, `1901-05-08` in the imported text",
    good="the same date in both, or `1901-05-03` where the imported text has `1901-05`",
)


def compare_dates(part: DocumentPart[LetterFields], text: DocumentPart[TextFields]) -> Iterable[Diagnostic]:
    """Dates that a letter of the calendar and its imported text give differently (D201). A date within that
    of the text is no contradiction."""
    for key in ("date", "date_printed"):
        ours, theirs = getattr(part.fields, "gregorian" if key == "date" else key), getattr(text.fields, key)
        if theirs and ours and ours != theirs and not (key == "date" and is_within(ours, theirs)):
            yield D201.at(
                part.marks.at(key),
                f"the calendar gives {key} {ours}, the imported text {theirs}",
                "correct the calendar, or the recipe’s “dates”",
            )


def check_kind(part: DocumentPart[LetterFields], config: ConfigFields) -> Iterable[Diagnostic]:
    """A kind of letter that the configuration does not list (D105)."""
    if part.fields.kind not in config.kinds:
        yield D105.at(
            part.marks.at("kind"),
            f"kind: “{part.fields.kind}” is not among the kinds of this edition",
            did_you_mean(part.fields.kind, config.kinds)
            or f"write {', '.join(config.kinds)}; a new one is added to “kinds” in {CONFIG_PATH}",
        )
