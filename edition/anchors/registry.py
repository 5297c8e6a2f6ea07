"""The registry of anchors: every id that was ever published, and what became of it.

`annotations/anchors.tsv` is a log that is only added to. A row says that an id was published, that the words
under it were revised, or that it ended: in a successor, or with a reason. What editors say of an id that they
renamed, merged or withdrew stands in `annotations/moved.yaml`, until and after the next publication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from edition.anchors.fingerprint import read_fingerprint
from edition.anchors.history import PublishedPassage
from edition.anchors.matching import Commonness
from edition.findings.diagnostics import Location
from edition.findings.rule import ERROR, Rule

PATH, MOVED = "annotations/anchors.tsv", "annotations/moved.yaml"
HERE = Location(PATH)
COLUMNS = ("id", "kind", "document", "version", "event", "after", "fingerprint", "successor", "reason")
KINDS = ("document", "paragraph", "summary paragraph", "heading", "note", "register entry")
Event = Literal["published", "revised", "ended"]
EVENTS: tuple[Event, ...] = ("published", "revised", "ended")
LETTERS = {"s": "summary paragraph", "p": "paragraph", "h": "heading"}


N101 = Rule(
    "N101",
    ERROR,
    "one id given to two places",
    why="An id is an address and stands once.",
    bad="`{#p2}` above two paragraphs",
    good="`{#p2}` above one of them",
)


@dataclass(frozen=True)
class AnchorRow:
    """One row. `after` is the id of the passage before it; `fingerprint` that of its words."""

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
        """The row as it stands in the file."""
        return "\t".join(str(getattr(self, column)) for column in COLUMNS)


@dataclass(frozen=True)
class Move:
    """What an editor says became of an id: where it leads now ("" when it was withdrawn), and why."""

    id: str
    to: str
    reason: str
    location: Location


@dataclass(frozen=True)
class End:
    """An id that is no more: its successor ("" when there is none), the reason, the version in which it was
    published and the one in which it ended ("" before the next publication)."""

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
        """Every id that has ended, by the log or by an editor's word."""
        found = {}
        for xml_id, row in self.latest.items():
            move = self.moves.get(xml_id)
            if row.event == "ended":
                to, reason, version = row.successor, row.reason, row.version
            elif move:
                to, reason, version = move.to, move.reason, ""
            else:
                continue
            first = self.published.get(xml_id, row)
            found[xml_id] = End(xml_id, row.document, row.kind, row.after, to, reason, first.version, version)
        return found

    def successor(self, xml_id: str) -> str:
        """Where an id that has ended leads at last; "" when its line ends without a successor."""
        seen: set[str] = set()
        while xml_id in self.ends and xml_id not in seen:
            seen.add(xml_id)
            xml_id = self.ends[xml_id].successor
        return "" if xml_id in seen else xml_id

    @cached_property
    def common(self) -> Commonness:
        """How common each word is among the published passages."""
        passages = (row for row in self.current.values() if row.kind in LETTERS.values())
        return Commonness(read_fingerprint(row.fingerprint) for row in passages)

    @cached_property
    def _passages(self) -> Mapping[tuple[str, str], Sequence[PublishedPassage]]:
        """By document and kind the published passages, in the order in which they stood."""
        order: dict[tuple[str, str], list[str]] = {}
        for row in self.rows:
            if row.event == "ended" or row.kind not in LETTERS.values():
                continue
            ids = order.setdefault((row.document, row.kind), [])
            if row.id in ids:
                ids.remove(row.id)
            ids.insert(ids.index(row.after) + 1 if row.after in ids else 0, row.id)
        return {key: [self._published(xml_id) for xml_id in ids] for key, ids in order.items()}

    def _published(self, xml_id: str) -> PublishedPassage:
        words = next(row for row in reversed(self.rows_of[xml_id]) if row.event != "ended")
        bag, end = read_fingerprint(words.fingerprint), self.latest[xml_id].event == "ended"
        return PublishedPassage(xml_id, bag, words.after, end, self.latest[xml_id].successor)

    @cached_property
    def rows_of(self) -> Mapping[str, Sequence[AnchorRow]]:
        found: dict[str, list[AnchorRow]] = {}
        for row in self.rows:
            found.setdefault(row.id, []).append(row)
        return found

    @cached_property
    def revised(self) -> Mapping[str, Sequence[str]]:
        """By id the versions in which its words changed, the oldest first."""
        found: dict[str, list[str]] = {}
        last: dict[str, str] = {}
        for row in self.rows:
            if row.event == "revised" and row.fingerprint != last.get(row.id):
                found.setdefault(row.id, []).append(row.version)
            if row.event != "ended":
                last[row.id] = row.fingerprint
        return found

    @cached_property
    def versions(self) -> Sequence[str]:
        """The versions that were published, the oldest first."""
        return list(dict.fromkeys(row.version for row in self.rows))

    @cached_property
    def of_document(self) -> Mapping[str, Sequence[str]]:
        """Every id that was ever published of a document."""
        found: dict[str, list[str]] = {}
        for row in self.published.values():
            found.setdefault(row.document, []).append(row.id)
        return found

    def history(self, document: str, letter: str) -> Sequence[PublishedPassage]:
        """The published passages of one kind of a document, those that ended among them."""
        return self._passages.get((document, LETTERS[letter]), ())

    def ended_in(self, document: str, kind: str) -> list[End]:
        """The ends of one kind in a document, in the order of the log."""
        return [end for end in self.ends.values() if end.document == document and end.kind == kind]
