"""The history of a document's passages: which ids were published, and which id each passage of today has.

Ids are given once and never reused. A passage keeps its id as long as it can be known again (`matching`); a
new one between `p3` and `p4` is `p3a`; of two that were joined the second id stays as an alias; one that is
gone leaves its id behind as a tombstone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.anchors.fingerprint import Bag, bag_of
from edition.anchors.matching import Commonness, match
from edition.words.typography import alphabetic

LOCAL = re.compile(r"([a-z]+)(\d+)([a-z]*)\Z")


@dataclass(frozen=True)
class PublishedPassage:
    """A passage as it was last published: its id, its words, the id of the passage before it ("" for the
    first) and, when it has ended, the id that it ended in ("" when it is gone)."""

    id: str
    bag: Bag
    after: str = ""
    ended: bool = False
    successor: str = ""


@dataclass(frozen=True)
class Settled:
    """The ids of a document's passages: `ids` by place; `homes` of all that was published and is still there,
    with the aliases; `gone`, each with the id behind which it stood; `doubts` with the places that may be
    meant."""

    before: tuple[PublishedPassage, ...]
    ended: tuple[PublishedPassage, ...]
    bags: tuple[Bag, ...]
    ids: tuple[str, ...]
    homes: Mapping[str, int]
    aliases: Mapping[int, tuple[str, ...]]
    gone: Mapping[str, str]
    doubts: Mapping[str, tuple[int, ...]]

    def successor(self, xml_id: str) -> str:
        """The id under which a published passage stands today, "" when it is gone."""
        return self.ids[self.homes[xml_id]] if xml_id in self.homes else ""

    def publish(self) -> list[PublishedPassage]:
        """The history after a publication of what is settled here. Doubts must be gone."""
        own = dict(zip(self.ids, self.bags, strict=True))
        ended = [
            replace(
                anchor,
                ended=True,
                successor=self.ids[self.homes[anchor.id]] if anchor.id in self.homes else "",
            )
            for anchor in self.before
            if anchor.id not in own
        ]
        befores = ["", *self.ids]
        return [
            *self.ended,
            *ended,
            *(
                PublishedPassage(i, bag, after)
                for i, bag, after in zip(self.ids, self.bags, befores, strict=False)
            ),
        ]


def settle(
    document: str,
    letter: str,
    history: Sequence[PublishedPassage],
    passages: Sequence[tuple[str, str | None]],
    common: Commonness,
    accounted: Collection[str] = (),
) -> Settled:
    """Give each passage (text, pinned id or None) of one kind its id. `accounted`: ids of which an editor has
    said what became of them."""
    before = tuple(anchor for anchor in history if not anchor.ended)
    ended = tuple(anchor for anchor in history if anchor.ended)
    bags = tuple(bag_of(text) for text, _ in passages)
    pinned = {pin: place for place, (_, pin) in enumerate(passages) if pin is not None}
    old = [(a.id, a.bag) for a in before if a.id not in pinned and a.id not in accounted]
    matching = match(old, [None if passages[place][1] else bag for place, bag in enumerate(bags)], common)
    homes = matching.homes | {a.id: pinned[a.id] for a in before if a.id in pinned}
    provisional = {xml_id: places[0] for xml_id, places in matching.doubts.items()}  # until it is answered
    owners, aliases = _owners(before, homes | provisional)
    given = _fill(document, letter, len(bags), {**owners, **{p: i for i, p in pinned.items()}}, history)
    gone = [*matching.gone, *(a.id for a in before if a.id in accounted)]
    return Settled(
        before,
        ended,
        bags,
        tuple(given),
        homes,
        aliases,
        {xml_id: _stood_behind(xml_id, before, homes, given) for xml_id in gone},
        {xml_id: tuple(places) for xml_id, places in matching.doubts.items()},
    )


def _owners(
    before: Sequence[PublishedPassage], homes: Mapping[str, int]
) -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
    """By place the id that its passage bears, and those that it has besides."""
    by_place: dict[int, list[str]] = {}
    for anchor in before:
        if anchor.id in homes:
            by_place.setdefault(homes[anchor.id], []).append(anchor.id)
    return (
        {place: ids[0] for place, ids in by_place.items()},
        {place: tuple(ids[1:]) for place, ids in by_place.items() if ids[1:]},
    )


def _fill(
    document: str, letter: str, count: int, given: Mapping[int, str], history: Iterable[PublishedPassage]
) -> list[str]:
    """The ids of all passages: those given, and new ones for the others; without a history just numbered."""
    history = list(history)
    taken = {anchor.id for anchor in history} | set(given.values())
    ids: list[str] = []
    number = 0
    for place in range(count):
        if place in given:
            ids.append(given[place])
            continue
        if history:
            new = _new_between(document, letter, ids[-1] if ids else "", taken)
        else:
            number += 1
            while (new := f"{document}.{letter}{number}") in taken:
                number += 1
        taken.add(new)
        ids.append(new)
    return ids


def _new_between(document: str, letter: str, previous: str, taken: set[str]) -> str:
    """`p3a` behind `p3`, `p3b` behind `p3a`, `p0a` before `p1`: the first that was never given."""
    found = LOCAL.match(previous.rpartition(".")[2])
    number = found.group(2) if found and found.group(1) == letter else "0"
    index = 0
    while (new := f"{document}.{letter}{number}{alphabetic(index)}") in taken:
        index += 1
    return new


def _stood_behind(
    xml_id: str, before: Sequence[PublishedPassage], homes: Mapping[str, int], ids: Sequence[str]
) -> str:
    """The id of the passage behind which a lost one stood, as far as that is still there."""
    after = {anchor.id: anchor.after for anchor in before}
    seen = {xml_id}
    place = after.get(xml_id, "")
    while place and place not in homes and place not in seen:
        seen.add(place)
        place = after.get(place, "")
    return ids[homes[place]] if place in homes else ""
