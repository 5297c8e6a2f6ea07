"""A document as it was published in a version, and what has changed since.

Only what the repository publishes is frozen; imported texts are neither shown nor compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from edition.anchors.registry import Registry
from edition.forms.language import Language, wording
from edition.lookup.addresses import frozen_address
from edition.model import Change, Document, Edition, Release
from edition.paths import ANCHORS_PATH, MOVED_PATH, is_imported
from edition.store.memo import Memo
from edition.tei.reading import text_of
from edition.tei.tree import NS, Element, select
from edition.tei.units import Unit, aliases_in, units_in
from edition.words.difference import Stretch, compare_texts
from edition.words.digest import digest_of
from edition.words.letter_ids import letter_order, number_of


@dataclass(frozen=True)
class Difference:
    """A unit whose words have changed, as stretches that are kept, gone or new. `id` is its id in the version
    (of a new unit, today’s); `now` is its id today ("" when it is gone)."""

    id: str
    kind: str
    now: str
    stretches: Sequence[Stretch]


@dataclass(frozen=True)
class Comparison:
    """What differs today in a document of a version: its units, and (label, then, now) of what is said about
    it."""

    units: Sequence[Difference]
    facts: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Frozen:
    """A document as it was in a version; `current` is the same document today, if it still exists."""

    version: str
    document: Document
    current: Document | None
    registry: Registry
    history: str  # a digest of what became of ids
    memo: Memo
    phrases: Language

    @property
    def id(self) -> str:
        """Its id in the version."""
        return self.document.id

    @property
    def today(self) -> str:
        """The id under which it is found today, "" when it was withdrawn."""
        return self.id if self.current else self.registry.successor(self.id)

    @cached_property
    def label(self) -> str:
        """“Letter 16, 5 August 1926”, or the title of an essay."""
        title = self.document.head.title
        if self.document.kind != "letter":
            return title
        return self.phrases.say("Letter {number}, {title}", number=number_of(self.id), title=title)

    @property
    def page(self) -> str:
        """The path of its page."""
        return frozen_address(self.version, self.id) + "index.html"

    @cached_property
    def date(self) -> str:
        """The day on which the version was published (ISO 8601)."""
        return str(self.document.tree.xpath("string(//t:publicationStmt/t:date/@when)", namespaces=NS))

    @cached_property
    def units(self) -> frozenset[str]:
        """The ids in the document."""
        return frozenset(self.document.units)

    @property
    def facts(self) -> Sequence[tuple[str, str, str]]:
        """(label, then, now) for what is said about the document outside its text and differs today."""
        return [(self.phrases.say(label), then, now) for label, then, now in self._compared.facts]

    @property
    def differences(self) -> Sequence[Difference]:
        """The units that differ today; none when the document no longer exists."""
        return self._compared.units

    @cached_property
    def _compared(self) -> Comparison:
        return self.memo.get(self.key, partial(compare_with_today, self))

    @cached_property
    def key(self) -> str:
        """What its comparison with today depends on, which is remembered by it."""
        today = self.current.data if self.current else b""
        return f"differences {digest_of(self.history, self.document.data, today)}"

    def leads_to(self, unit: str) -> str:
        """The address at which this page shows today’s unit as it was: among the differences, or in its
        place."""
        for difference in self.differences:
            if difference.now == unit and difference.id == unit:
                return f"{self.page}#since-{unit.partition('.')[2]}"
        return f"{self.page}#{unit.partition('.')[2]}" if unit in self.units else self.page


FACTS = (
    (wording("Title"), "//t:titleStmt/t:title"),
    (wording("Author"), "//t:titleStmt/t:author"),
    (wording("Date"), "//t:correspAction[@type='sent']/t:date"),
    (wording("Place"), "//t:correspAction[@type='sent']/t:placeName"),
    (wording("From"), "//t:correspAction[@type='sent']/*[self::t:persName or self::t:orgName]"),
    (wording("To"), "//t:correspAction[@type='received']/*[self::t:persName or self::t:orgName]"),
    (wording("Archive"), "//t:msIdentifier/t:idno"),
    (wording("Source"), "//t:sourceDesc/t:bibl"),
)


def _texts_at(tree: Element, path: str) -> str:
    return "; ".join(text_of(element) for element in select(tree, path))


def compare_with_today(frozen: Frozen) -> Comparison:
    """What differs today in a document of a version: the units in its order, then the new ones; and what is
    said about it. Nothing does of one that no longer exists."""
    if frozen.current is None:
        return Comparison((), ())
    then, now = frozen.document.tree, frozen.current.tree
    facts = ((label, _texts_at(then, path), _texts_at(now, path)) for label, path in FACTS)
    differing = tuple(fact for fact in facts if fact[1] != fact[2])
    return Comparison(tuple(_differences(frozen, frozen.current)), differing)


def _differences(frozen: Frozen, current: Document) -> Iterator[Difference]:
    now = _own_units(current)
    aliases = aliases_in(current.tree)
    matched: set[str] = set()
    for unit in units_in(frozen.document.tree):
        today = now.get(aliases.get(unit.id) or frozen.registry.successor(unit.id) or "")
        if today is None:
            yield Difference(unit.id, unit.kind, "", (Stretch("gone", unit.words),))
            continue
        matched.add(today.id)
        if today.words != unit.words:
            yield Difference(unit.id, unit.kind, today.id, compare_texts(unit.words, today.words))
    for unit in now.values():
        if unit.id not in matched:
            yield Difference(unit.id, unit.kind, unit.id, (Stretch("new", unit.words),))


def _own_units(document: Document) -> Mapping[str, Unit]:
    """The units that the repository publishes, by id."""
    return {
        unit.id: unit
        for unit in units_in(document.tree)
        if unit.id not in document.origins or not is_imported(document.origins[unit.id].path)
    }


@dataclass(frozen=True)
class FrozenVersion:
    """A version: its archive, its entry in the list of versions, and its documents by id."""

    release: Release
    change: Change | None
    documents: Mapping[str, Frozen]

    @property
    def name(self) -> str:
        """The version, `1.0`."""
        return self.release.version

    @property
    def date(self) -> str:
        """The day on which it was published (ISO 8601), or ""."""
        return self.change.date if self.change else next((d.date for d in self.documents.values()), "")


def frozen_documents(
    edition: Edition, release: Release, memo: Memo, phrases: Language
) -> Mapping[str, Frozen]:
    """The documents of a version by id: letters by number, then the others in the order of the edition."""
    order = {ref: place for place, ref in enumerate(edition.documents)}

    def place(document: Document) -> tuple[bool, int, str]:
        if document.kind == "letter":
            return False, *letter_order(document.id)
        return True, order.get(document.id, len(order)), document.id

    history = " ".join(str(edition.digests.get(path)) for path in (ANCHORS_PATH, MOVED_PATH))
    return {
        document.id: Frozen(
            version=release.version,
            document=document,
            current=edition.documents.get(document.id),
            registry=edition.registry,
            history=history,
            memo=memo,
            phrases=phrases,
        )
        for document in sorted(release.documents.values(), key=place)
    }
