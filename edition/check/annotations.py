"""Notes and their references belong together, one to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from edition.check.read_document import ReadDocument
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule, yields
from edition.model import Document
from edition.tei.tree import select, select_text

A101 = Rule(
    "A101",
    ERROR,
    "a note that no reference leads to",
    why="Nothing in the text leads to the note, so readers would not find it.",
    bad="a note `n2` of the volume, and no `[^2]` in the text",
    good="the same note, and `… she said.[^2]` in the text",
)
A102 = Rule(
    "A102",
    ERROR,
    "a reference without a note",
    why="The sign in the text would lead nowhere.",
    bad="`… in the margin.[^7]`, and no note `n7` in the notes of the document",
    good="`… in the margin.[^7]`, and `- id: n7` among the notes",
)
A105 = Rule(
    "A105",
    ERROR,
    "two references to one note",
    why="A note leads back to one place. Two places need two notes, or a reference from one to the other.",
    bad="`[^3]` in two paragraphs",
    good="`[^3]` in one, and “see note 3” in the other",
)


@yields(A101, A102, A105)
def check_notes(read: ReadDocument) -> Iterator[Diagnostic]:
    """Each note has exactly one reference, or as many as editors put, and each reference has a note."""
    document = read.document
    placed = {note.xml_id: len(note.places) for note in read.parts.annotations}
    tree = document.tree
    notes = dict(_notes(document))
    targets = select_text(tree, "//t:ptr[@type='noteAnchor']/@target")
    references = Counter(target[1:] for target in targets)
    text_missing = not document.included
    for xml_id, place in notes.items():
        name = xml_id.split(".", 1)[1]
        if xml_id not in references and not text_missing and not _is_general(document, xml_id):
            mark = name.removeprefix("n-") if name.startswith("n-") else name.removeprefix("n")
            yield A101.at(
                place,
                f"no reference leads to the note {name} of {document.id}",
                f"write [^{mark}] in its place, or remove the note",
            )
    for xml_id, count in references.items():
        where = [place for target, place in document.links if target == f"#{xml_id}"]
        place = where[0] if where else Location(document.id)
        mark = xml_id.split(".", 1)[1].removeprefix("n").removeprefix("-")
        if xml_id not in notes:
            yield A102.at(
                place,
                f"the reference [^{mark}] has no note",
                f"add the note to the notes of {document.id}, or remove the reference",
            )
        elif count > max(1, placed.get(xml_id, 0)):
            yield A105.at(
                where[-1],
                f"the reference [^{mark}] stands {count} times",
                "one note has one reference; write a second note or “see note …”",
            )


def _notes(document: Document) -> Iterator[tuple[str, Location]]:
    for xml_id in select_text(document.tree, "//t:standOff//t:note/@xml:id"):
        yield xml_id, document.origins.get(xml_id, Location(document.id))


def _is_general(document: Document, xml_id: str) -> bool:
    """Whether a note needs no reference: a note of ours to the letter as a whole, or to a paragraph that is
    not included."""
    note = select(document.tree, "//t:note[@xml:id=$id]", id=xml_id)[0]
    return note.get("resp") == "#edition" and not xml_id.split(".n", 1)[1].isdigit()
