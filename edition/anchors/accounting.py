"""Accounting for what was published: no id disappears without an explanation."""

from __future__ import annotations

from collections.abc import Iterator

from edition.anchors.registry import PASSAGE_KINDS, AnchorRow
from edition.findings.diagnostics import Diagnostic, did_you_mean
from edition.findings.rule import ERROR, Rule
from edition.model import Edition
from edition.paths import MOVED_PATH

N203 = Rule(
    "N203",
    ERROR,
    "something published that has vanished",
    why="Nothing that was published and may have been cited vanishes without a word.",
    bad="the note `n-garden` was published and is taken out of its file",
    good="the same, and `- {id: L1.n-garden, reason: it repeated note b}` in `annotations/moved.yaml`",
)
N204 = Rule(
    "N204",
    ERROR,
    "an id that has ended and is used again",
    why="Whoever follows an old citation would be led to something else.",
    bad="a new note `n-garden` after an older one of that id was withdrawn",
    good="a new note `n-park`",
)
N205 = Rule(
    "N205",
    ERROR,
    "a row in moved.yaml that leads nowhere",
    why="A row that leads nowhere helps nobody who follows an old citation.",
    bad="`- {id: L1.n-garden, to: L1.n-prak, reason: renamed}`",
    good="`- {id: L1.n-garden, to: L1.n-park, reason: renamed}`",
)


def unaccounted(edition: Edition) -> Iterator[Diagnostic]:
    """The errors that keep a version from being published: a published id that is gone without a successor or
    reason (N203), an ended id that is used again (N204), a row of `moved.yaml` that fits nothing (N205)."""
    registry, present = edition.registry, edition.ids()
    for xml_id, row in registry.current.items():
        if xml_id not in present and xml_id not in registry.moves and not _is_elsewhere(row, edition):
            row_to_write = f"- {{id: {xml_id}, to: what it is now, reason: …}}"
            hint = f"write in {MOVED_PATH}: {row_to_write}, without “to” when it is gone"
            message = f"{row.kind} {xml_id}, published in version {row.version}, is gone"
            yield N203.at(row.location, message, hint)
    alive = present - _leftovers(edition)
    for end in registry.ends.values():
        move = registry.moves.get(end.id)
        if end.id in alive and (move is None or end.kind not in PASSAGE_KINDS.values()):
            place = move.location if move else registry.latest[end.id].location
            message = f"{end.id} has ended with version {end.version or '…'} and is used again"
            yield N204.at(place, message, "give what is new an id of its own: ids are never reused")
    for move in registry.moves.values():
        if move.id not in registry.published:
            message, hint = f"{move.id} was never published", did_you_mean(move.id, registry.published)
            yield N205.at(move.location, message, hint or "only published ids need a row here")
        elif move.to and move.to not in present:
            hint = did_you_mean(move.to, present) or "write the id of what it is now"
            yield N205.at(move.location, f"there is no {move.to}", hint)


def _leftovers(edition: Edition) -> set[str]:
    """Ids that only mark where something was: aliases and tombstones."""
    return {xml_id for document in edition.documents.values() for xml_id in document.facts.leftovers}


def _is_elsewhere(row: AnchorRow, edition: Edition) -> bool:
    """Does it belong to a text that is not imported here, or to a document that cannot be read?"""
    document = edition.documents.get(row.document)
    if document is None:
        return row.document in edition.unreadable
    imported = row.kind in {"paragraph", "heading"} or (row.kind == "note" and ".n-" not in row.id)
    return imported and not document.included
