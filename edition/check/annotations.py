"""Notes and their references belong together, one to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.configuration import ConfigFields
from edition.model import Document, Edition
from edition.tei.tree import is_not_included, select, select_text


def check_notes(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """A101 a note without a reference, A102 a reference without a note, A105 two references to one
    note, A104 notes for a document that does not exist."""
    for annotation in edition.annotations:
        if annotation.document not in edition.documents and annotation.document not in edition.unreadable:
            yield Diagnostic(
                "A104",
                f"there is no document “{annotation.document}” for this note",
                annotation.location,
                "correct “document” at the top of the file",
            )
    placed = {note.xml_id: len(note.places) for note in edition.annotations}
    for document in edition.documents.values():
        yield from _check_document(document, placed)


def _check_document(document: Document, placed: Mapping[str, int]) -> Iterator[Diagnostic]:
    """`placed`: at how many places editors put each note."""
    tree = document.tree
    notes = dict(_notes(document))
    targets = select_text(tree, "//t:ptr[@type='noteAnchor']/@target")
    references = Counter(target[1:] for target in targets)
    text_missing = is_not_included(tree)
    for xml_id, place in notes.items():
        name = xml_id.split(".", 1)[1]
        if xml_id not in references and not text_missing and not _is_general(document, xml_id):
            mark = name.removeprefix("n-") if name.startswith("n-") else name.removeprefix("n")
            yield Diagnostic(
                "A101",
                f"no reference leads to the note {name} of {document.id}",
                place,
                f"write [^{mark}] where it belongs, or take the note away",
            )
    for xml_id, count in references.items():
        where = [place for target, place in document.links if target == f"#{xml_id}"]
        place = where[0] if where else Location(document.id)
        mark = xml_id.split(".", 1)[1].removeprefix("n").removeprefix("-")
        if xml_id not in notes:
            yield Diagnostic(
                "A102",
                f"the reference [^{mark}] has no note",
                place,
                f"add the note to the notes of {document.id}, or take the reference away",
            )
        elif count > max(1, placed.get(xml_id, 0)):
            yield Diagnostic(
                "A105",
                f"the reference [^{mark}] stands {count} times",
                where[-1],
                "one note has one reference; write a second note or “see note …”",
            )


def _notes(document: Document) -> Iterator[tuple[str, Location]]:
    for xml_id in select_text(document.tree, "//t:standOff//t:note/@xml:id"):
        yield xml_id, document.origins.get(xml_id, Location(document.id))


def _is_general(document: Document, xml_id: str) -> bool:
    """A note of ours to the letter as a whole, or to a paragraph that is not here, needs no reference."""
    note = select(document.tree, "//t:note[@xml:id=$id]", id=xml_id)[0]
    return note.get("resp") == "#edition" and not xml_id.split(".n", 1)[1].isdigit()
