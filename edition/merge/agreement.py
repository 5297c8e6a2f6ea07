"""What the pieces of an edition say of one another when they are brought together."""

from __future__ import annotations

from collections.abc import Iterable

from edition.findings.diagnostics import Diagnostic, did_you_mean
from edition.findings.rule import ERROR, WARNING, Rule
from edition.forms.configuration import ConfigFields
from edition.forms.documents import LetterFields, TextFields
from edition.forms.line_yaml import D105
from edition.model import DocumentPart
from edition.paths import CONFIG_PATH
from edition.store.source_files import D110
from edition.words.dates import is_within

D107 = Rule(
    "D107",
    ERROR,
    "two documents with one id",
    why="An id is an address, and one of the two could not be reached.",
    bad="`id: L3` in `003.md` and in `004.md`",
    good="`id: L4` in `004.md`",
)


def unique(parts: Iterable[DocumentPart], problems: list[Diagnostic]) -> dict[str, DocumentPart]:
    """The parts by their documents. Of two with one id the first counts; the other is told in `problems`."""
    found: dict[str, DocumentPart] = {}
    for part in parts:
        if part.document in found:
            other = found[part.document].marks.path
            key = next(key for key in ("id", "letter", "document") if hasattr(part.fields, key))
            problems.append(
                D107.at(
                    part.marks.at(key),
                    f"{part.document} is already the id of {other}",
                    "give one of the two another id",
                )
            )
        else:
            found[part.document] = part
    return found


def strays(
    bodies: dict[str, DocumentPart], published: dict[str, DocumentPart], folder: str, unreadable: set[str]
) -> Iterable[Diagnostic]:
    """Texts without metadata in `folder`: those of `bodies` that are neither published nor unreadable."""
    for ref, part in bodies.items():
        if ref not in published and ref not in unreadable:
            yield D110.at(
                part.marks.at("letter" if isinstance(part.fields, TextFields) else "document"),
                f"there is a text for {ref} but nothing of that id in {folder}",
                "add its metadata there",
            )


D201 = Rule(
    "D201",
    WARNING,
    "the calendar and the imported text give different dates",
    why="Either we have corrected the volume, and the recipe should say so, or one of the two is a slip. A "
    "date of ours that lies within the volume's is no contradiction: it is known better.",
    bad="`date: 1901-05-03` in the calendar, `1901-05-08` in the imported text",
    good="the same date in both, or `1901-05-03` where the imported text has `1901-05`",
)


def compare_dates(part: DocumentPart, text: DocumentPart) -> Iterable[Diagnostic]:
    """Dates that a letter of the calendar and its imported text give differently."""
    for key in ("date", "date_printed"):
        ours, theirs = getattr(part.fields, key), getattr(text.fields, key)
        if theirs and ours and ours != theirs and not (key == "date" and is_within(ours, theirs)):
            yield D201.at(
                part.marks.at(key),
                f"the calendar gives {key} {ours}, the imported text {theirs}",
                "correct the calendar, or the recipe’s “dates”",
            )


def check_kind(part: DocumentPart, config: ConfigFields) -> Iterable[Diagnostic]:
    """A kind of letter that the configuration does not have."""
    assert isinstance(part.fields, LetterFields)
    if part.fields.kind not in config.kinds:
        yield D105.at(
            part.marks.at("kind"),
            f"kind: “{part.fields.kind}” is not among the kinds of this edition",
            did_you_mean(part.fields.kind, config.kinds)
            or f"write {', '.join(config.kinds)}; a new one is added to “kinds” in {CONFIG_PATH}",
        )
