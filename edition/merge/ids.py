"""Ids and places: every citable unit gets its `xml:id`, and the place it has in the sources is noted.

Paragraphs of a summary are `L16.s1` …, those of the text `L16.p1` … through the letter, its postscript and
its enclosures; `{#p3}` in the source pins an id. What was published keeps its id (`history`): of paragraphs
that were joined the others' ids stay as `anchor`s, and one that is gone leaves a tombstone where it stood.
(encoding.md, “Ids and addresses”; TEI P5, 17.2.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.anchors.history import IdAssignment, assign_ids
from edition.anchors.registry import N101, PASSAGE_KINDS, End, Registry
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.paths import MOVED_PATH
from edition.tei.reading import KNOWN_BY, text_of
from edition.tei.tree import LEVEL, ORIGIN, PIN, XML_ID, E, Element, name_of, take_attribute


def place_of(element: Element, path: str) -> Location:
    """Where an element came from, by its working attribute."""
    line, _, column = (element.get(ORIGIN) or "1:1").partition(":")
    return Location(path, int(line), int(column or 1))


N202 = Rule(
    "N202",
    ERROR,
    "a published paragraph of which it is not certain what became",
    why="Citations lead to paragraphs. Where the build cannot know a paragraph again it asks.",
    bad="a published paragraph cut into two halves that are equally like it",
    good="`{#s1}` above the half that it is now",
)


@dataclass
class Ids:
    """Gives the ids of one document; `taken` has the place of each that is given."""

    document: str
    registry: Registry
    taken: dict[str, Location]

    def give(self, tops: list[Element], units: Iterable[Element], path: str, letter: str) -> list[Diagnostic]:
        """Give ids to the units of one kind, which stand in `tops`; tombstones are put among them."""
        units = list(units)
        pins, problems = self._pins(units, path)
        moved = {end.id for end in self.registry.ended_in(self.document, PASSAGE_KINDS[letter])}
        settled = assign_ids(
            self.document,
            letter,
            self.registry.history(self.document, letter),
            [(_words(unit), pin) for unit, pin in zip(units, pins, strict=True)],
            self.registry.word_frequencies,
            moved,
        )
        for unit, xml_id in zip(units, settled.ids, strict=True):
            unit.set(XML_ID, xml_id)
            self.taken[xml_id] = place_of(unit, path)
        problems += self._doubts(settled, units, path)
        self._leave_aliases(settled, units, letter)
        self._leave_tombstones(settled, tops, letter)
        return problems

    def _pins(self, units: Sequence[Element], path: str) -> tuple[list[str | None], list[Diagnostic]]:
        """The pinned id of each unit, if it has one. One that is given twice counts once."""
        pins: list[str | None] = []
        problems = []
        for unit in units:
            pin = take_attribute(unit, PIN)
            xml_id = f"{self.document}.{pin}" if pin is not None else None
            if xml_id is not None and xml_id in self.taken:
                message = f"the id {pin} is given twice in {self.document}"
                hint = f"the other place is {self.taken[xml_id]}; take one of the two away"
                problems.append(N101.at(place_of(unit, path), message, hint))
                xml_id = None
            elif xml_id is not None:
                self.taken[xml_id] = place_of(unit, path)
            pins.append(xml_id)
        return pins, problems

    def _doubts(self, settled: IdAssignment, units: Sequence[Element], path: str) -> Iterator[Diagnostic]:
        for xml_id, places in settled.doubts.items():
            local = xml_id.removeprefix(f"{self.document}.")
            lines = " or ".join(f"line {place_of(units[place], path).line}" for place in places)
            message = f"what became of {local} of {self.document}, which was published? Perhaps {lines}"
            hint = f"write {{#{local}}} on a line above the paragraph that it is now, or a row in "
            row = f"{MOVED_PATH}: - {{id: {xml_id}, to: …, reason: …}}, without “to” when it is gone"
            yield N202.at(place_of(units[places[0]], path), message, hint + row)

    def _leave_aliases(self, settled: IdAssignment, units: Sequence[Element], letter: str) -> None:
        """Ids that lead to a unit besides its own."""
        by_id = dict(zip(settled.ids, units, strict=True))
        pairs = [(alias, units[place]) for place, ids in settled.aliases.items() for alias in ids]
        for end in self.registry.ended_in(self.document, PASSAGE_KINDS[letter]):
            successor = self.registry.successor(end.id)
            if successor in by_id and end.id not in self.taken:
                pairs.append((end.id, by_id[successor]))
        for alias, unit in pairs:
            put_alias(unit, alias)
            self.taken[alias] = self.taken[str(unit.get(XML_ID))]

    def _leave_tombstones(self, settled: IdAssignment, tops: list[Element], letter: str) -> None:
        """What is gone, where it stood: behind the unit before it, or at the head."""
        ends = {end.id: end for end in self.registry.ended_in(self.document, PASSAGE_KINDS[letter])}
        behind = dict(settled.gone) | {xml_id: self._before(end) for xml_id, end in ends.items()}
        for xml_id, after in reversed(list(behind.items())):
            if xml_id not in self.taken:
                published = self.registry.published[xml_id].version
                put_after(tops, after, tombstone(xml_id, published, ends.get(xml_id)))
                self.taken[xml_id] = self.taken[self.document]

    def _before(self, end: End) -> str:
        """The nearest unit before one that has ended that is still there."""
        seen: set[str] = set()
        after = end.after
        while after and after not in self.taken and after not in seen:
            seen.add(after)
            row = self.registry.latest.get(after)
            after = row.after if row else ""
        return after if after in self.taken else ""


def _words(unit: Element) -> str:
    """The words by which a unit is known again: of a division those of its heading."""
    if name_of(unit) != "div":
        return text_of(unit, KNOWN_BY)
    heads = [child for child in unit if name_of(child) == "head"]
    return text_of(heads[0], KNOWN_BY) if heads else ""


def put_alias(unit: Element, alias: str) -> None:
    """A further id at the beginning of a unit, of a division in its heading."""
    if name_of(unit) == "div":
        unit = next((child for child in unit if name_of(child) == "head"), unit)
    anchor = E("anchor", xml_id=alias)
    anchor.tail, unit.text = unit.text, None
    unit.insert(0, anchor)


def tombstone(xml_id: str, published: str, end: End | None) -> Element:
    """What stands where a published paragraph has been: when it went, why, and where to look."""
    when = f"with version {end.version}" if end and end.version else f"since version {published}"
    pieces: list[str | Element] = [f"What stood here in version {published} was taken out {when}"]
    if end and end.reason:
        pieces.append(f": {end.reason}")
    if end and end.successor:
        pieces += ["; see ", E("ref", end.successor, target=f"#{end.successor}")]
    return E("p", E("gap", E("desc", *pieces, "."), reason="withdrawn"), xml_id=xml_id)


def put_after(tops: list[Element], after: str, stone: Element) -> None:
    """Put a tombstone behind the unit with an id, behind the heading of a division, or at the head of all."""
    for place, top in enumerate(tops):
        for element in top.iter():
            if not after or element.get(XML_ID) != after:
                continue
            if name_of(element) == "div" and len(element):
                element[0].addnext(stone)
            elif element is top:
                tops.insert(place + 1, stone)
            else:
                element.addnext(stone)
            return
    if tops and name_of(tops[0]) == "div":
        tops[0].insert(0, stone)
    else:
        tops.insert(0, stone)


def strip_origins(root: Element) -> None:
    """Take the working attributes away."""
    for element in root.iter():
        if isinstance(element.tag, str):
            for working in (ORIGIN, PIN, LEVEL):
                take_attribute(element, working)


def paragraphs(elements: Iterable[Element]) -> Iterator[Element]:
    """The `p`s in some elements, in document order."""
    for element in elements:
        yield from (found for found in element.iter() if name_of(found) == "p")


def links_in(elements: Iterable[Element], path: str) -> Iterator[tuple[str, Location]]:
    """What an author points to: spans with `ref`, note references, links."""
    for top in elements:
        inside = place_of(top, path)
        for element in top.iter():
            if not isinstance(element.tag, str):
                continue
            if element.get(ORIGIN):
                inside = place_of(element, path)
            for key in ("ref", "target", "resp"):
                value = element.get(key)
                if value and value.startswith("#"):
                    yield value, inside
