"""Words that were taken out of one document and stand in another, and texts of which no word is left.

A passage is looked for in its own document first (`history`). Here, once all documents are known, those that
vanished since the last publication are looked for among what is new elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from edition.anchors.accounting import vanished_documents
from edition.anchors.fingerprint import Bag, bag_of, read_fingerprint
from edition.anchors.matching import RETURNED, match_passages, neighbours_in
from edition.anchors.registry import PASSAGE_KINDS, AnchorRow, Registry
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import ERROR, Rule
from edition.model import Document, Edition
from edition.paths import MOVED_PATH
from edition.tei.units import tombstones_in, units_in

MANY = 3  # passages that make a text of which nothing is left worth a question
PARAGRAPHS = frozenset(PASSAGE_KINDS.values()) - {"heading"}
SHORTEST = 8  # words of a passage that is looked for elsewhere; fewer stand in many a paragraph by chance
MOST = 0.75  # of the different words of a passage, which its new place has

N209 = Rule(
    "N209",
    ERROR,
    "published words that are now in another document, or a text without any published words left",
    why="An old citation leads to its words, wherever they are. Only an editor knows whether they were "
    "moved, or the text was translated anew.",
    bad="a paragraph of letter 3 cut out and put into an essay",
    good="the same, and `- {id: L3.p4, to: essay-lamps.p2, reason: moved}` in `annotations/moved.yaml`",
)


def questions(edition: Edition) -> Iterator[Diagnostic]:
    """Passages that vanished and whose words are new in another document, and documents of which all words
    are new (N209)."""
    lost = _lost(edition)
    yield from _rewritten(edition, lost)
    bags = {row.id: read_fingerprint(row.fingerprint) for rows in lost.values() for row in rows}
    bags = {xml_id: bag for xml_id, bag in bags.items() if bag.total() >= SHORTEST}
    new = _new_passages(edition) if bags else {}
    near = _near(bags, new)
    for document, rows in lost.items():
        wanted = [(row.id, bags[row.id]) for row in rows if near.get(row.id)]
        others = [xml_id for xml_id in new if any(xml_id in near.get(row.id, ()) for row in rows)]
        others = [xml_id for xml_id in others if xml_id.partition(".")[0] != document]
        matching = match_passages(
            wanted,
            [new[xml_id] for xml_id in others],
            edition.registry.word_frequencies,
            known=RETURNED,
            neighbours=neighbours_in((row.id, row.after, "") for row in rows),
        )
        places = {xml_id: [place] for xml_id, place in matching.places.items()} | matching.doubts
        for xml_id, doubtful in places.items():
            where = " or ".join(others[place] for place in doubtful)
            row = f"- {{id: {xml_id}, to: {others[doubtful[0]]}, reason: moved}}"
            message = f"{xml_id} is gone, and its words are now in {where}"
            hint = f"write in {MOVED_PATH}: {row}, without “to” if it was only removed"
            yield N209.at(edition.registry.latest[xml_id].location, message, hint)


def _lost(edition: Edition) -> dict[str, list[AnchorRow]]:
    """By document the published passages that vanished and of which no editor has said anything."""
    registry = edition.registry
    lost: dict[str, list[AnchorRow]] = {}
    for ref, document in edition.documents.items():
        if not any(registry.published_as(xml_id) in registry.current for xml_id in document.facts.leftovers):
            continue
        gone = [registry.published_as(xml_id) for xml_id in tombstones_in(document.tree)]
        rows = [registry.current[xml_id] for xml_id in gone if xml_id in registry.current]
        rows = [row for row in rows if row.kind in PARAGRAPHS and not _is_told(row, registry)]
        if rows:
            lost[ref] = rows
    return lost


def _is_told(row: AnchorRow, registry: Registry) -> bool:
    """Has an editor said what became of a passage? That its document has another id says nothing of it."""
    return row.id in registry.moves or (row.id in registry.ends and row.document not in registry.moves)


def _new_passages(edition: Edition) -> dict[str, Bag]:
    """The words of the paragraphs that were never published. Those of a new document do not count while it is
    not known what became of a published one: it may be the same, and its paragraphs get other ids then."""
    registry, published = edition.registry, edition.registry.published
    known = {row.document for row in registry.rows} | registry.heirs.keys()
    vanished = vanished_documents(edition)
    return {
        unit.id: bag_of(unit.words)
        for document in edition.documents.values()
        if not vanished or document.id in known
        for unit in units_in(document.tree)
        if unit.id not in published and unit.kind in PARAGRAPHS
    }


def _near(lost: Mapping[str, Bag], new: Mapping[str, Bag]) -> Mapping[str, set[str]]:
    """By lost passage the new ones that have most of its words, found by an index of words."""
    having: dict[int, list[str]] = defaultdict(list)
    for xml_id, bag in new.items():
        for word in bag:
            having[word].append(xml_id)
    near: dict[str, set[str]] = {}
    for xml_id, bag in lost.items():
        counts: dict[str, int] = defaultdict(int)
        for word in bag:
            for other in having.get(word, ()):
                counts[other] += 1
        near[xml_id] = {other for other, count in counts.items() if count >= MOST * len(bag)}
    return near


def _rewritten(edition: Edition, lost: Mapping[str, list[AnchorRow]]) -> Iterator[Diagnostic]:
    """Documents that had several paragraphs of which none is left, and have others now."""
    for ref, rows in lost.items():
        document = edition.documents[ref]
        for kind in ("paragraph", "summary paragraph"):
            gone = [row for row in rows if row.kind == kind]
            if len(gone) >= MANY and _has_only_new(document, kind, edition.registry):
                ids = f"{gone[0].id} to {gone[-1].id}"
                message = f"no word is left of {len(gone)} published passages of {ref} ({ids})"
                hint = (
                    "if it was translated or written anew, write {#…} with its old id above each passage; "
                    f"if they were removed, write a row for each in {MOVED_PATH}"
                )
                place = document.origins.get(_units(document, kind)[0], document.origins.get(ref))
                yield N209.at(place or gone[0].location, message, hint)


def _has_only_new(document: Document, kind: str, registry: Registry) -> bool:
    units = _units(document, kind)
    return bool(units) and not set(units) & registry.published.keys()


def _units(document: Document, kind: str) -> list[str]:
    """The ids of the units of a kind; if there are longer ones, without those of a few words, which stay in
    any version of a text."""
    units = [unit for unit in units_in(document.tree) if unit.kind == kind]
    long = [unit for unit in units if bag_of(unit.words).total() >= SHORTEST]
    return [unit.id for unit in long or units]
