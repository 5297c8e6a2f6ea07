"""Accounting for what was published: no id disappears without an explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from edition.anchors.fingerprint import bag_of, read_fingerprint
from edition.anchors.registry import PASSAGE_KINDS, AnchorRow
from edition.findings.diagnostics import Diagnostic, did_you_mean
from edition.findings.rule import ERROR, Rule
from edition.model import Edition
from edition.model.unread import Unread
from edition.paths import MOVED_PATH, TEXTS
from edition.tei.units import units_in

N203 = Rule(
    "N203",
    ERROR,
    "something published that has vanished",
    why="Nothing that was published, and may have been cited, may vanish without a word.",
    bad="the note `n-garden` was published and is taken out of its file",
    good="the same, and `- {id: L1.n-garden, reason: it repeated note b}` in `annotations/moved.yaml`",
)
N204 = Rule(
    "N204",
    ERROR,
    "an id that has ended and is used again",
    why="An old citation would lead to something else.",
    bad="a new note `n-garden` after an older one of that id was withdrawn",
    good="a new note `n-park`",
)
N205 = Rule(
    "N205",
    ERROR,
    "a row in moved.yaml that leads nowhere",
    why="Such a row helps nobody who follows an old citation.",
    bad="`- {id: L1.n-garden, to: L1.n-prak, reason: renamed}`",
    good="`- {id: L1.n-garden, to: L1.n-park, reason: renamed}`",
)


def unaccounted(edition: Edition) -> Iterator[Diagnostic]:
    """The errors that keep a version from being published: a published id that is gone without a successor or
    reason (N203), an ended id that is used again (N204), a row of `moved.yaml` that fits nothing (N205)."""
    registry, present, frozen = edition.registry, edition.ids(), _frozen_ids(edition)
    unread = Unread(edition.unread.paths)  # a file whose name says that it is another (D204) was read
    asked = vanished_documents(edition)
    texts: dict[str, list[AnchorRow]] = {}
    for xml_id, row in registry.current.items():
        if xml_id in present or _is_told(xml_id, row, edition, present):
            continue
        if row.document in asked and row.kind != "document":
            continue  # it is enough to ask after the document
        if unread.covers(xml_id):
            continue
        if xml_id in frozen.get(row.document, ()) and row.kind != "note":
            texts.setdefault(row.document, []).append(row)
        elif not _is_elsewhere(row, edition):
            row_to_write = f"- {{id: {xml_id}, to: its present id, reason: …}}"
            hint = f"write in {MOVED_PATH}: {row_to_write}, without “to” if it is gone"
            message = f"{row.kind} {xml_id}, published in version {row.version}, is gone"
            yield N203.at(row.location, message, hint)
    for document, rows in texts.items():
        ids = f"{rows[0].id} to {rows[-1].id}" if rows[1:] else rows[0].id
        message = f"the text of {document}, published in version {rows[0].version} ({ids}), is gone"
        hint = f"put its file in {TEXTS}/ back; if it was withdrawn, write a row for each id in {MOVED_PATH}"
        yield N203.at(rows[0].location, message, hint)
    alive = present - _leftovers(edition)
    again = {end.id for end in registry.ends.values() if end.kind == "document" and end.id in alive}
    for end in registry.ends.values():
        move = registry.moves.get(end.id)
        if end.document in again - {end.id}:
            continue  # it is enough to ask after the document
        if end.id in alive:
            passage = end.kind in PASSAGE_KINDS.values()
            if passage and move is None and _is_put_back(end.id, edition):
                continue
            place = move.location if move else registry.latest[end.id].location
            message = f"{end.id} has ended with version {end.version or '…'} and is used again"
            hint = "give what is new an id of its own"
            if passage and move:
                said = f"is {move.to} now" if move.to else "was withdrawn"
                message = f"{end.id} {said}, says this row, and it is written above a passage"
                hint = f"take away the row, or {{#{end.id.partition('.')[2]}}} in the text"
            row_to_write = f"- {{id: {end.id}, to: {end.id}, reason: put back}}"
            hint += f"; if it was put back, write in {MOVED_PATH}: {row_to_write}"
            yield N204.at(place, message, hint)
    for move in registry.moves.values():
        if move.id not in registry.published:
            message, hint = f"{move.id} was never published", did_you_mean(move.id, registry.published)
            yield N205.at(move.location, message, hint or "only published ids need a row here")
        elif move.to and not _is_there(move.to, edition, present) and move.to.partition(".")[0] not in asked:
            hint = did_you_mean(move.to, present) or "write its present id"
            yield N205.at(move.location, f"there is no {move.to}", hint)


def vanished_documents(edition: Edition) -> set[str]:
    """The ids of published documents that are gone, and of which no editor has said what became of them."""
    registry = edition.registry
    return {
        xml_id
        for xml_id, row in registry.current.items()
        if row.kind == "document" and xml_id not in registry.moves and xml_id not in edition.documents
    }


def _is_there(xml_id: str, edition: Edition, present: set[str]) -> bool:
    """Does something have an id, or is it known what became of it; or can that not be known?"""
    return xml_id in present or xml_id in edition.registry.ends or edition.unread.covers(xml_id)


def _is_told(xml_id: str, row: AnchorRow, edition: Edition, present: set[str]) -> bool:
    """Has an editor said what became of an id, by a row of its own or of its document?"""
    registry = edition.registry
    if xml_id in registry.moves:
        return True
    end = registry.ends.get(xml_id)
    if end is None or not end.successor or registry.successor(xml_id) in present:
        return end is not None
    return _is_elsewhere(replace(row, document=end.successor.partition(".")[0]), edition)


def _is_put_back(xml_id: str, edition: Edition) -> bool:
    """Does a passage that had ended have its words again?"""
    document = edition.documents[xml_id.partition(".")[0]]
    words = next((unit.words for unit in units_in(document.tree) if unit.id == xml_id), "")
    rows = [row for row in edition.registry.rows_by_id[xml_id] if row.event != "ended"]
    before, now = read_fingerprint(rows[-1].fingerprint), bag_of(words)
    return (before & now).total() >= before.total() / 2


def _leftovers(edition: Edition) -> set[str]:
    """Ids that only mark where something was: aliases and tombstones."""
    return {xml_id for document in edition.documents.values() for xml_id in document.facts.leftovers}


def _frozen_ids(edition: Edition) -> Mapping[str, frozenset[str]]:
    """The ids that the last archive has of a document whose text is not here: those of a text of the
    edition’s own, for of imported texts archives have nothing."""
    last = {ref: document for release in edition.releases for ref, document in release.documents.items()}
    here = edition.documents
    without = [ref for ref in last if ref in here and not here[ref].included]
    return {ref: frozenset(last[ref].units) for ref in without}


def _is_elsewhere(row: AnchorRow, edition: Edition) -> bool:
    """Does it belong to a text that is not imported here?"""
    document = edition.documents.get(row.document)
    if document is None:
        return False
    imported = row.kind in {"paragraph", "heading"} or (row.kind == "note" and ".n-" not in row.id)
    return imported and not document.included
