"""The history of a document's passages: which ids were published, and which id each passage has today.

Ids are given once and never reused. A passage keeps its id as long as it can be recognised (`matching`); a
new one between `p3` and `p4` becomes `p3a`; when two are joined the second id stays as an alias; a passage
that is gone leaves its id behind as a tombstone. The place of a passage is its index in the document, from 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.anchors.fingerprint import Bag, bag_of
from edition.anchors.matching import (
    PERHAPS,
    RETURNED,
    Matching,
    WordFrequencies,
    match_passages,
    neighbours_in,
)
from edition.words.typography import alphabetic

LOCAL = re.compile(r"([a-z]+)(\d+)([a-z]*)\Z")


@dataclass(frozen=True)
class PublishedPassage:
    """A passage as it was last published: its id, its words, the id of the passage before it ("" for the
    first) and, if it has ended, the id that replaced it ("" when there is none) and the version with which it
    ended. What an editor has said of an end is `settled` and is not looked for again."""

    id: str
    bag: Bag
    after: str = ""
    ended: bool = False
    successor: str = ""
    settled: bool = False
    version: str = ""


@dataclass(frozen=True)
class IdAssignment:
    """The ids of a document's passages of one kind.

    `ids` and `bags` are in the order of the passages; `places` gives the place of each published id that is
    still there, aliases included; `aliases` the further ids of a place; `gone` each lost id with the id of
    the passage before it; `doubts` each uncertain id with the places where it may belong. `before` and
    `ended` are the published passages that were current and those that had already ended.
    """

    before: tuple[PublishedPassage, ...]
    ended: tuple[PublishedPassage, ...]
    bags: tuple[Bag, ...]
    ids: tuple[str, ...]
    places: Mapping[str, int]
    aliases: Mapping[int, tuple[str, ...]]
    gone: Mapping[str, str]
    doubts: Mapping[str, tuple[int, ...]]

    def successor(self, xml_id: str) -> str:
        """The id under which a published passage is found today, "" when it is gone."""
        return self.ids[self.places[xml_id]] if xml_id in self.places else ""

    def publish(self, version: str = "") -> list[PublishedPassage]:
        """The history after these ids have been published as a version; all doubts must have been
        resolved."""
        current = set(self.ids)
        ended = [
            passage
            if passage.settled
            else replace(
                passage,
                ended=True,
                successor=self.successor(passage.id),
                version=passage.version if passage.ended else version,
            )
            for passage in (*self.ended, *self.before)
            if passage.id not in current
        ]
        predecessors = ["", *self.ids]
        published = [
            PublishedPassage(xml_id, bag, after)
            for xml_id, bag, after in zip(self.ids, self.bags, predecessors, strict=False)
        ]
        return [*ended, *published]


def assign_ids(
    document: str,
    prefix: str,
    history: Sequence[PublishedPassage],
    passages: Sequence[tuple[str, str | None]],
    frequencies: WordFrequencies,
    accounted: Collection[str] = (),
    further: Mapping[str, int] = {},
) -> IdAssignment:
    """Give each passage (text, pinned id or None) of one kind its id. `prefix` is the letter of the kind in
    ids (`s`, `p` or `h`); `accounted` holds the ids that an editor has accounted for, `further` the second
    and other ids that are pinned to a place."""
    before = tuple(passage for passage in history if not passage.ended)
    ended = tuple(passage for passage in history if passage.ended)
    bags = tuple(bag_of(text) for text, _ in passages)
    first = {pin: place for place, (_, pin) in enumerate(passages) if pin is not None}
    pinned = {**further, **first}
    old = [(p.id, p.bag) for p in before if p.id not in pinned and p.id not in accounted]
    beside = neighbours_in((p.id, p.after, p.version) for p in history)
    matching = match_passages(
        old, bags, frequencies, pinned=pinned.values(), neighbours=beside, placed=pinned
    )
    known = {passage.id for passage in history}
    places = matching.places | {pin: place for pin, place in pinned.items() if pin in known}
    settled = {*accounted, *pinned}
    open_ends = [p for p in ended if not p.settled and p.bag and not {p.id, p.successor} & settled]
    joined = [(p.id, p.bag) for p in open_ends if p.successor]
    aliases = match_passages(joined, bags, frequencies, neighbours=beside)
    whole = [p for p in before if p.id not in settled]
    parted = _parted(whole, ended, aliases.places | pinned, bags, frequencies)
    places |= parted
    doubts = {**matching.doubts, **_settle(aliases, open_ends, places)}
    doubts = {xml_id: doubtful for xml_id, doubtful in doubts.items() if xml_id not in parted}
    places |= aliases.places
    removed = [(p.id, p.bag) for p in open_ends if not p.successor]
    returned = match_passages(removed, bags, frequencies, known=RETURNED, neighbours=beside, placed=places)
    places |= returned.places
    doubts |= {
        xml_id: list(returned.copies[xml_id]) or places_of_words
        for xml_id, places_of_words in returned.doubts.items()
        if returned.copies[xml_id] or returned.shares[xml_id] >= PERHAPS
    }
    provisional = {xml_id: doubtful[0] for xml_id, doubtful in doubts.items()}  # until resolved
    kept, further_ids = _kept_ids([*before, *ended], places | provisional, {**first, **further})
    reserved = {xml_id for others in further_ids.values() for xml_id in others}
    ids = _complete_ids(document, prefix, len(bags), kept, history, reserved)
    gone = [*matching.gone, *(p.id for p in before if p.id in accounted)]
    return IdAssignment(
        before=before,
        ended=ended,
        bags=bags,
        ids=tuple(ids),
        places=places,
        aliases=further_ids,
        gone={xml_id: _predecessor(xml_id, before, places, ids) for xml_id in gone},
        doubts={xml_id: tuple(doubtful) for xml_id, doubtful in doubts.items()},
    )


def _parted(
    before: Sequence[PublishedPassage],
    ends: Sequence[PublishedPassage],
    known: Mapping[str, int],
    bags: Sequence[Bag],
    frequencies: WordFrequencies,
) -> dict[str, int]:
    """The places of passages that had been joined with others which stand by themselves again, at `known`
    places: where the rest of their words, or most of it, stands by itself too."""
    taken_apart = [passage for passage in before if not any(passage.bag <= bag for bag in bags)]
    rests = {passage.id: passage.bag for passage in taken_apart}
    joined = [passage for passage in ends if passage.id in known and passage.successor in rests]
    apart = set()
    for passage in joined:
        rest = rests[passage.successor] - passage.bag
        if 2 * (rest & bags[known[passage.id]]).total() < rest.total():
            rests[passage.successor] = rest
            apart.add(passage.successor)
    places: dict[str, int] = {}
    for xml_id in sorted(apart):  # one by one, for they were no neighbours
        places |= match_passages([(xml_id, rests[xml_id])], bags, frequencies, known=RETURNED).places
    return {
        xml_id: place
        for xml_id, place in places.items()
        if place not in known.values() and 2 * (rests[xml_id] & bags[place]).total() >= bags[place].total()
    }


def _settle(
    aliases: Matching, ends: Sequence[PublishedPassage], places: Mapping[str, int]
) -> dict[str, list[int]]:
    """An alias of which it is not clear where its words are stays with the passage that it was joined with,
    if they may be there; returns the others."""
    successors = {passage.id: passage.successor for passage in ends}
    open_doubts = {}
    for xml_id, doubtful in aliases.doubts.items():
        stays = places.get(successors[xml_id], -1)
        if stays in doubtful:
            aliases.places[xml_id] = stays
        else:
            open_doubts[xml_id] = doubtful
    return open_doubts


def _kept_ids(
    history: Sequence[PublishedPassage], places: Mapping[str, int], pinned: Mapping[str, int]
) -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
    """For each place the id that its passage keeps, which is the first pinned to it or the first that never
    ended, and its aliases."""
    by_place: dict[int, list[str]] = {}
    for pin, place in pinned.items():
        by_place.setdefault(place, []).append(pin)
    for passage in history:
        if passage.id in places and passage.id not in pinned:
            by_place.setdefault(places[passage.id], []).append(passage.id)
    return (
        {place: ids[0] for place, ids in by_place.items()},
        {place: tuple(ids[1:]) for place, ids in by_place.items() if ids[1:]},
    )


def _complete_ids(
    document: str,
    prefix: str,
    count: int,
    given: Mapping[int, str],
    history: Sequence[PublishedPassage],
    reserved: Collection[str],
) -> list[str]:
    """The ids of all passages: those given by place, new ones for the rest, of which none is `reserved`;
    simply numbered if there is no history."""
    taken = {passage.id for passage in history} | {*given.values(), *reserved}
    ids: list[str] = []
    number, tried = 0, Counter[str]()
    for place in range(count):
        if place in given:
            ids.append(given[place])
            continue
        if history:
            new = _new_id_after(document, prefix, ids[-1] if ids else "", taken, tried)
        else:
            number += 1
            while (new := f"{document}.{prefix}{number}") in taken:
                number += 1
        taken.add(new)
        ids.append(new)
    return ids


def _new_id_after(document: str, prefix: str, previous: str, taken: set[str], tried: Counter[str]) -> str:
    """`p3a` after `p3`, `p3b` after `p3a`, `p0a` before `p1`: the first that was never given; of each number
    it is noted down how many were `tried`."""
    local = LOCAL.match(previous.rpartition(".")[2])
    number = local.group(2) if local and local.group(1) == prefix else "0"
    while (new := f"{document}.{prefix}{number}{alphabetic(tried[number])}") in taken:
        tried[number] += 1
    return new


def _predecessor(
    xml_id: str, before: Sequence[PublishedPassage], places: Mapping[str, int], ids: Sequence[str]
) -> str:
    """The id that the nearest surviving passage before a lost one has today; "" if none survives."""
    after = {passage.id: passage.after for passage in before}
    seen = {xml_id}
    previous = after.get(xml_id, "")
    while previous and previous not in places and previous not in seen:
        seen.add(previous)
        previous = after.get(previous, "")
    return ids[places[previous]] if previous in places else ""
