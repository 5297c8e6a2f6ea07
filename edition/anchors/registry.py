"""The registry of anchors: every id that was ever published, and what became of it.

`annotations/anchors.tsv` is a log that is only ever added to. A row says that an id was published, that the
words under it were revised, or that it ended, with a successor or a reason. What editors say of an id that
they renamed, merged or withdrew is in `annotations/moved.yaml`, and stays there after the next publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Literal

from edition.anchors.fingerprint import read_fingerprint
from edition.anchors.history import PublishedPassage
from edition.anchors.matching import WordFrequencies
from edition.findings.diagnostics import Location
from edition.findings.rule import ERROR, Rule
from edition.paths import ANCHORS_PATH

HERE = Location(ANCHORS_PATH)
COLUMNS = ("id", "kind", "document", "version", "event", "after", "fingerprint", "successor", "reason")
KINDS = ("document", "paragraph", "summary paragraph", "heading", "note", "register entry")
_CELLS = attrgetter(*COLUMNS)
Event = Literal["published", "revised", "ended"]
EVENTS: tuple[Event, ...] = ("published", "revised", "ended")
PASSAGE_KINDS = {"s": "summary paragraph", "p": "paragraph", "h": "heading"}  # by their letter in ids
MATCHED_KINDS = {**PASSAGE_KINDS, "n": "note"}  # known again by their words, notes only in corpora of others


N101 = Rule(
    "N101",
    ERROR,
    "one id given to two places",
    why="An id is an address and occurs once.",
    bad="`{#p2}` above two paragraphs",
    good="`{#p2}` above one of them",
)


@dataclass(frozen=True)
class AnchorRow:
    """A row of the log: what happened to an id in a version. `after` is the id of the passage before it,
    `fingerprint` that of its words; `successor` and `reason` belong to ends."""

    id: str
    kind: str
    document: str
    version: str
    event: Event
    after: str = ""
    fingerprint: str = ""
    successor: str = ""
    reason: str = ""
    location: Location = HERE

    def line(self) -> str:
        """The row as it is written in the file: its columns, separated by tabs."""
        return "\t".join(_CELLS(self))


@dataclass(frozen=True)
class Move:
    """What became of an id according to an editor: the id it leads to now ("" if withdrawn), and why."""

    id: str
    to: str
    reason: str
    location: Location


@dataclass(frozen=True)
class End:
    """An id that has ended: its successor ("" when there is none), the reason, the version in which it was
    first published and the one in which it ended ("" before the next publication)."""

    id: str
    document: str
    kind: str
    after: str
    successor: str
    reason: str
    published: str
    version: str


@dataclass(frozen=True)
class Registry:
    """The rows of the log, and the moves that editors have written."""

    rows: Sequence[AnchorRow] = ()
    moves: Mapping[str, Move] = field(default_factory=dict)

    @cached_property
    def published(self) -> Mapping[str, AnchorRow]:
        """The first row of each id."""
        return {row.id: row for row in reversed(self.rows) if row.event == "published"}

    @cached_property
    def latest(self) -> Mapping[str, AnchorRow]:
        """The last row of each id."""
        return {row.id: row for row in self.rows}

    @cached_property
    def current(self) -> Mapping[str, AnchorRow]:
        """The last row of each id that has not ended."""
        return {xml_id: row for xml_id, row in self.latest.items() if row.event != "ended"}

    @cached_property
    def ends(self) -> Mapping[str, End]:
        """Every id that has ended, according to the log or to an editor."""
        ends = {}
        for xml_id, row in self.latest.items():
            move = self.moves.get(xml_id) or self._moved_with_document(row)
            if move and move.to == xml_id:
                continue  # put back
            if row.event == "ended":
                if self._is_back_with_document(row):
                    continue
                to, reason, version = row.successor, row.reason, row.version
                to = to or (self.moves[xml_id].to if xml_id in self.moves else self._put_back_as(row))
            elif move:
                to, reason, version = move.to, move.reason, ""
            else:
                continue
            first = self.published.get(xml_id, row)
            ends[xml_id] = End(
                id=xml_id,
                document=row.document,
                kind=row.kind,
                after=row.after,
                successor=to,
                reason=reason,
                published=first.version,
                version=version,
            )
        return ends

    @cached_property
    def heirs(self) -> Mapping[str, str]:
        """Documents that were given another id since the last publication, by their new ids: one that nothing
        had, or one of their own from before."""
        moves = self.moves.items()
        own = {row.document for row in self.rows if row.id not in self.moves}
        documents = {xml_id for xml_id, row in self.current.items() if row.kind == "document"}
        renamed = [(xml_id, move.to) for xml_id, move in moves if xml_id in documents and move.to]
        return {new: old for old, new in renamed if new not in own or old in self._later_names(new)}

    def _later_names(self, document: str) -> Iterator[str]:
        """The ids that a document was given one after the other, since it had this one."""
        while document := self._renamed.get(document, ""):
            yield document

    def _is_back_with_document(self, row: AnchorRow) -> bool:
        """Has a unit its old id again with its document: did it end when that was given another id, and is
        still in it?"""
        local = row.id.removeprefix(row.document)
        name = self.heirs.get(row.document, "")
        return bool(name) and row.successor.endswith(local) and f"{name}{local}" in self.current

    def _moved_with_document(self, row: AnchorRow) -> Move | None:
        """What a row for a document says of a unit of it: where there was nothing before, each unit has the
        same name; else it leads to the top."""
        move = self.moves.get(row.document)
        if move is None or row.document == row.id or move.to == row.document:
            return None
        local = row.id.removeprefix(row.document)
        to = f"{move.to}{local}" if self.heirs.get(move.to) == row.document else move.to
        return Move(row.id, to, move.reason, move.location)

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """Documents that were published under another id later, which was new then, by their old ids."""
        first = {row.document: row for row in reversed(self.rows)}
        ends = [row for row in self.latest.values() if row.kind == "document" and row.event == "ended"]
        heirs = {row.id: first[row.successor] for row in ends if row.successor in first}
        return {
            row.id: row.successor for row in ends if row.id in heirs and heirs[row.id].version == row.version
        }

    def _put_back_as(self, row: AnchorRow) -> str:
        """The id that a passage has which had ended before its document was given another id, and was put
        back since; "" if it was not."""
        document, local = row.document, row.id.removeprefix(row.document)
        for name in self._later_names(document):
            again = self.published.get(f"{name}{local}")
            if again and self._alike(row.id, again):
                return again.id
        return ""

    def _alike(self, xml_id: str, other: AnchorRow) -> bool:
        """Does a row have at least half of the words that an ended passage had last?"""
        bag = self._published_passage(xml_id).bag
        return 2 * (bag & read_fingerprint(other.fingerprint)).total() >= bag.total() > 0

    def published_as(self, xml_id: str) -> str:
        """The id under which something was last published: of a document that was given another id, and of
        its units, the old one."""
        document, _, unit = xml_id.partition(".")
        old = self.heirs.get(document, document)
        if unit and f"{old}.{unit}" not in self.published:
            earlier = [each for each, new in self._renamed.items() if new == old]
            old = next((each for each in earlier if f"{each}.{unit}" in self.published), old)
        return f"{old}.{unit}" if unit else old

    def successor(self, xml_id: str) -> str:
        """The id to which an ended id finally leads; "" when the chain ends without a successor or in a
        circle."""
        seen: set[str] = set()
        while xml_id in self.ends and xml_id not in seen:
            seen.add(xml_id)
            xml_id = self.ends[xml_id].successor
        return "" if xml_id in seen else xml_id

    @cached_property
    def word_frequencies(self) -> WordFrequencies:
        """How many of the published passages have each word."""
        passages = (row for row in self.current.values() if row.kind in PASSAGE_KINDS.values())
        return WordFrequencies(read_fingerprint(row.fingerprint) for row in passages)

    @cached_property
    def _passages(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The ids of the published passages by document and kind, in the order in which they stood."""
        order: dict[tuple[str, str], list[str]] = {}
        for row in self.rows:
            if row.event == "ended" or row.kind not in MATCHED_KINDS.values():
                continue
            ids = order.setdefault((row.document, row.kind), [])
            if row.id in ids:
                ids.remove(row.id)
            ids.insert(ids.index(row.after) + 1 if row.after in ids else 0, row.id)
        return order

    def _published_passage(self, xml_id: str) -> PublishedPassage:
        rows = self.rows_by_id[xml_id]
        last = max(index for index, row in enumerate(rows) if row.event != "ended")
        alive, latest = rows[last], rows[-1]
        bag = read_fingerprint(alive.fingerprint)
        ended = latest.event == "ended"
        settled = ended and bool(latest.successor and latest.reason)  # by an editor; an alias has no reason
        version = rows[last + 1].version if ended else ""
        return PublishedPassage(xml_id, bag, alive.after, ended, latest.successor, settled, version)

    @cached_property
    def rows_by_id(self) -> Mapping[str, Sequence[AnchorRow]]:
        """All rows of each id, the oldest first."""
        rows: dict[str, list[AnchorRow]] = {}
        for row in self.rows:
            rows.setdefault(row.id, []).append(row)
        return rows

    @cached_property
    def revised(self) -> Mapping[str, Sequence[str]]:
        """The versions in which the words under an id changed, the oldest first, by id."""
        versions: dict[str, list[str]] = {}
        last: dict[str, str] = {}
        for row in self.rows:
            if row.event == "revised" and row.fingerprint != last.get(row.id):
                versions.setdefault(row.id, []).append(row.version)
            if row.event != "ended":
                last[row.id] = row.fingerprint
        return versions

    @cached_property
    def versions(self) -> Sequence[str]:
        """The versions that were published, the oldest first."""
        return list(dict.fromkeys(row.version for row in self.rows))

    @cached_property
    def ids_by_document(self) -> Mapping[str, Sequence[str]]:
        """Every id that was ever published, by document."""
        ids: dict[str, list[str]] = {}
        for row in self.published.values():
            ids.setdefault(row.document, []).append(row.id)
        return ids

    def history(self, document: str, prefix: str) -> Sequence[PublishedPassage]:
        """The published passages of one kind (`s`, `p`, `h` or `n`) of a document, ended ones included; those
        of the document that it was before it was given another id, under the new one."""
        old = self.heirs.get(document, document)
        passages = self._history_of(old, prefix)
        return passages if old == document else [_under(passage, old, document) for passage in passages]

    def _history_of(self, document: str, prefix: str) -> list[PublishedPassage]:
        ids = self._passages.get((document, MATCHED_KINDS[prefix]), ())
        passages = [self._published_passage(xml_id) for xml_id in ids]
        return [*passages, *self._left_behind(document, prefix, {passage.id for passage in passages})]

    def _left_behind(self, document: str, prefix: str, known: set[str]) -> list[PublishedPassage]:
        """The passages that had ended before a document was given its id, under that id: they may return.
        Those whose ids it has given to others, which are `known`, are left out."""
        earlier = [old for old, new in self._renamed.items() if new == document]
        ended = [
            _under(passage, old, document)
            for old in earlier
            for passage in self._history_of(old, prefix)
            if passage.ended and not passage.successor
        ]
        return [passage for passage in ended if passage.id not in known]

    def ended_in(self, document: str, kind: str) -> list[End]:
        """The ended ids of one kind (`KINDS`) in a document, in the order of the log."""
        return [end for end in self.ends.values() if end.document == document and end.kind == kind]


def _under(passage: PublishedPassage, old: str, document: str) -> PublishedPassage:
    """A passage of a document, with the ids that it has when the document has another."""
    return replace(
        passage,
        id=passage.id.replace(old, document, 1),
        after=passage.after.replace(old, document, 1),
        successor=passage.successor.replace(old, document, 1),
    )
