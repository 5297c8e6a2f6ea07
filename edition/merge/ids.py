"""Ids and places: every citable unit gets its `xml:id`, and its place in the sources is recorded.

Paragraphs of a summary are `L16.s1` …, those of the text `L16.p1` … through the letter, its postscript and
its enclosures; `{#p3}` in the source pins an id. What was published keeps its id (`anchors.history`): when
paragraphs are joined, the ids of the others stay as `anchor`s; one that is gone leaves a tombstone where it
was. (encoding.md, “Ids and addresses”; TEI P5, 17.2.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.anchors.history import IdAssignment, assign_ids
from edition.anchors.registry import MATCHED_KINDS, N101, End, Registry
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.language import Language
from edition.paths import MOVED_PATH
from edition.tei.reading import KNOWN_BY, text_of
from edition.tei.tree import LEVEL, ORIGIN, PIN, XML_ID, E, Element, name_of, take_attribute


def place_of(element: Element, path: str) -> Location:
    """The location in the file `path` from which an element came, by its working attribute `ORIGIN`."""
    line, _, column = (element.get(ORIGIN) or "1:1").partition(":")
    return Location(path, int(line), int(column or 1))


N202 = Rule(
    "N202",
    ERROR,
    "a published paragraph that the build does not recognise with certainty",
    why="Citations lead to paragraphs. If the build is not certain which paragraph is meant, it asks.",
    bad="a published paragraph cut into two halves that are equally like it",
    good="`{#s1}` above the half that it is now",
)


N102 = Rule(
    "N102",
    ERROR,
    "a pin that cannot be the id of the passage below it",
    why="The ids of paragraphs, of paragraphs of the summary and of headings begin with different "
    "letters; nothing else on a page has such an id.",
    bad="`{#garden}` above a paragraph of the summary",
    good="`{#s2}`",
)


@dataclass
class IdAllocator:
    """Gives the ids of one document; `taken` maps each id given so far to its location in the sources."""

    document: str
    registry: Registry
    taken: dict[str, Location]
    phrases: Language
    any_pin: bool = False  # does whatever id the source gives stay?

    def give(self, tops: list[Element], units: Iterable[Element], path: str, prefix: str) -> list[Diagnostic]:
        """Give ids to the `units` of one kind, whose letter in ids is `prefix` (`s`, `p` or `h`). `tops` are
        the elements that contain them, among which tombstones are put; `path` is the file they come from. A
        published unit that may be one of several is reported (N202). Where none was published no words are
        compared."""
        units = list(units)
        pins, further, problems = self._pins(units, path, prefix)
        history = self.registry.history(self.document, prefix)
        settled = {passage.id for passage in history if self._is_settled(passage.id)}
        assignment = assign_ids(
            document=self.document,
            prefix=prefix,
            history=history,
            passages=[(_words(unit) if history else "", pin) for unit, pin in zip(units, pins, strict=True)],
            frequencies=self.registry.word_frequencies,
            accounted=settled,
            further=further,
        )
        for unit, xml_id in zip(units, assignment.ids, strict=True):
            unit.set(XML_ID, xml_id)
            self.taken[xml_id] = place_of(unit, path)
        problems += self._doubts(assignment, units, path)
        self._leave_aliases(assignment, units, prefix)
        self._leave_tombstones(assignment, tops, prefix)
        return problems

    def _is_settled(self, xml_id: str) -> bool:
        """Has an editor said what became of a unit, under the id that it was published as?"""
        published = self.registry.published_as(xml_id)
        return published in self.registry.moves and published in self.registry.ends

    def _pins(
        self, units: Sequence[Element], path: str, prefix: str
    ) -> tuple[list[str | None], dict[str, int], list[Diagnostic]]:
        """The pinned id of each unit, or None, and the place of each further one. An id given twice (N101) or
        of another kind (N102) is reported and does not count."""
        pins: list[str | None] = []
        further: dict[str, int] = {}
        problems = []
        for place, unit in enumerate(units):
            pins.append(None)
            for pin in (take_attribute(unit, PIN) or "").split():
                fault = self._fault_of_pin(pin, prefix, place_of(unit, path))
                if fault is not None:
                    problems.append(fault)
                    continue
                xml_id = f"{self.document}.{pin}"
                self.taken[xml_id] = place_of(unit, path)
                if pins[-1] is None:
                    pins[-1] = xml_id
                else:
                    further[xml_id] = place
        return pins, further, problems

    def _fault_of_pin(self, pin: str, prefix: str, place: Location) -> Diagnostic | None:
        other = self.taken.get(f"{self.document}.{pin}")
        if not self.any_pin and not re.fullmatch(rf"{prefix}\d+[a-z]*", pin):
            hint = f"write {prefix} and a number, as in {{#{prefix}3}}"
            return N102.at(place, f"“{pin}” cannot be the id of a {MATCHED_KINDS[prefix]}", hint)
        if other is not None:
            message = f"the id {pin} is given twice in {self.document}"
            return N101.at(place, message, f"the other place is {other}; remove one of the two")
        return None

    def _doubts(self, assignment: IdAssignment, units: Sequence[Element], path: str) -> Iterator[Diagnostic]:
        for xml_id, places in assignment.doubts.items():
            local = xml_id.removeprefix(f"{self.document}.")
            lines = " or ".join(f"line {place_of(units[place], path).line}" for place in places)
            message = f"{local} of {self.document} was published; what became of it? Perhaps {lines}"
            hint = f"write {{#{local}}} on a line above its paragraph, or a row in "
            published = self.registry.published_as(xml_id)
            row = f"{MOVED_PATH}: - {{id: {published}, to: …, reason: …}}, without “to” if it is gone"
            yield N202.at(place_of(units[places[0]], path), message, hint + row)

    def _leave_aliases(self, assignment: IdAssignment, units: Sequence[Element], prefix: str) -> None:
        """Give units the further ids that lead to them: those of paragraphs joined with them, and moved
        ones."""
        by_id = dict(zip(assignment.ids, units, strict=True))
        pairs = [(alias, units[place]) for place, ids in assignment.aliases.items() for alias in ids]
        known = {alias for alias, _ in pairs}
        settled = {passage.id for passage in assignment.ended if passage.settled}
        for end in self.registry.ended_in(self.document, MATCHED_KINDS[prefix]):
            successor = self.registry.successor(end.id)
            by_editor = end.id in self.registry.moves or end.id in settled
            if by_editor and successor in by_id and end.id not in {*self.taken, *known}:
                pairs.append((end.id, by_id[successor]))
        for alias, unit in pairs:
            put_alias(unit, alias)
            self.taken[alias] = self.taken[str(unit.get(XML_ID))]

    def _leave_tombstones(self, assignment: IdAssignment, tops: list[Element], prefix: str) -> None:
        """Mark where each unit that is gone was: behind the unit before it, or at the head."""
        ends = {end.id: end for end in self.registry.ended_in(self.document, MATCHED_KINDS[prefix])}
        behind = dict(assignment.gone) | {xml_id: self._before(end) for xml_id, end in ends.items()}
        for xml_id, after in reversed(list(behind.items())):
            if xml_id not in self.taken:
                published = self.registry.published[self.registry.published_as(xml_id)].version
                put_after(tops, after, tombstone(xml_id, published, ends.get(xml_id), self.phrases))
                self.taken[xml_id] = self.taken[self.document]

    def _before(self, end: End) -> str:
        """The id of the nearest unit before an ended one that is still there, or ""."""
        seen: set[str] = set()
        after = end.after
        while after and after not in self.taken and after not in seen:
            seen.add(after)
            row = self.registry.latest.get(after)
            after = row.after if row else ""
        return after if after in self.taken else ""


def _words(unit: Element) -> str:
    """The words by which a unit is recognised; of a division those of its heading."""
    if name_of(unit) == "note":
        return " ".join(text_of(block, KNOWN_BY) for block in unit if name_of(block))
    if name_of(unit) != "div":
        return text_of(unit, KNOWN_BY)
    heads = [child for child in unit if name_of(child) == "head"]
    return text_of(heads[0], KNOWN_BY) if heads else ""


def put_alias(unit: Element, alias: str) -> None:
    """Put an `anchor` with a further id at the beginning of a unit; of a division, in its heading (TEI
    17.4)."""
    if name_of(unit) == "div":
        unit = next((child for child in unit if name_of(child) == "head"), unit)
    anchor = E("anchor", xml_id=alias)
    anchor.tail, unit.text = unit.text, None
    unit.insert(0, anchor)


def tombstone(xml_id: str, published: str, end: End | None, phrases: Language) -> Element:
    """A paragraph in place of a published one that was withdrawn: `published` is the last version that had
    it; `end` says, where known, when and why it went and what replaces it."""
    if end and end.version:
        gone = phrases.say(
            "What stood here in version {published} was taken out with version {version}",
            published=published,
            version=end.version,
        )
    else:
        gone = phrases.say(
            "What stood here in version {published} has been taken out since", published=published
        )
    pieces: list[str | Element] = [gone]
    if end and end.reason:
        pieces.append(f": {end.reason}")
    if end and end.successor:
        pieces += [f"; {phrases.say('see')} ", E("ref", end.successor, target=f"#{end.successor}")]
    return E("p", E("gap", E("desc", *pieces, "."), reason="withdrawn"), xml_id=xml_id)


def put_after(tops: list[Element], after: str, tombstone_element: Element) -> None:
    """Put a tombstone behind the unit whose id is `after`, behind the heading of a division, or at the head
    of all."""
    for place, top in enumerate(tops):
        for element in top.iter():
            if not after or element.get(XML_ID) != after:
                continue
            if name_of(element) == "div" and len(element):
                element[0].addnext(tombstone_element)
            elif element is top:
                tops.insert(place + 1, tombstone_element)
            else:
                element.addnext(tombstone_element)
            return
    if tops and name_of(tops[0]) == "div":
        tops[0].insert(0, tombstone_element)
    else:
        tops.insert(0, tombstone_element)


def strip_origins(root: Element) -> None:
    """Remove the working attributes (`ORIGIN`, `PIN`, `LEVEL`) from a tree."""
    for element in root.iter():
        if isinstance(element.tag, str):
            for working in (ORIGIN, PIN, LEVEL):
                take_attribute(element, working)


GROUPS = frozenset({"lg", "list"})


def paragraphs(elements: Iterable[Element]) -> Iterator[Element]:
    """The paragraphs in some elements, in document order; a poem or a list counts as one."""
    for element in elements:
        yield from (child for child in element.iter() if name_of(child) == "p" or _is_group(child))


def _is_group(element: Element) -> bool:
    if name_of(element) not in GROUPS:
        return False
    return not any(name_of(outer) in GROUPS or name_of(outer) == "p" for outer in element.iterancestors())


def links_in(elements: Iterable[Element], path: str) -> Iterator[tuple[str, Location]]:
    """(pointer, location) for everything an author points to within some elements: spans with `ref`, note
    references, links. A pointer is the value of the attribute, `#L26.n2`."""
    for top in elements:
        inside = place_of(top, path)
        for element in top.iter():
            if not isinstance(element.tag, str):
                continue
            if element.get(ORIGIN):
                inside = place_of(element, path)
            for key in ("ref", "target", "resp", "hand"):
                value = element.get(key)
                if value and value.startswith("#"):
                    yield from ((each, inside) for each in value.split())
