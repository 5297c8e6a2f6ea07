"""Which passage of today is the one that was published: by the words they share.

A word counts the less the more passages have it, in the edition and in this document, so that passages about
one thing are not taken for one another. Of each published passage the share of its words that stands in each
passage of today is computed; where the largest part of it stands, there its id belongs. What is neither clear
nor clearly gone is a doubt, which only an editor can settle.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from edition.anchors.fingerprint import Bag

# Shares of a published passage's words, chosen on random histories (`benchmarks/anchor_histories.py`). Of a
# passage of which a third was reworded and that was split, the larger part holds a third or more; passages
# with nothing to do with each other seldom share a tenth. Of two parts that are nearly equal none is taken.
KNOWN, GONE, EQUAL = 0.36, 0.10, 0.10


class Commonness:
    """How many passages of the edition have each word."""

    def __init__(self, bags: Iterable[Bag]) -> None:
        self.counts: Counter[int] = Counter()
        self.passages, words = 1, 1
        for bag in bags:
            self.counts.update(bag.keys())
            self.passages += 1
            words += bag.total()
        self.length = words / self.passages

    def rarity(self, number: int) -> float:
        """Large for a word that few passages have, never nothing (inverse document frequency)."""
        return log(2 * self.passages / (1 + min(self.counts[number], self.passages)))

    def chance(self, number: int, words: int) -> float:
        """How probable it is that another passage of so many words has this word by chance."""
        in_one = max(0, min(self.counts[number], self.passages) - 1) / self.passages
        return float(1 - (1 - in_one) ** (words / self.length))


@dataclass
class Matching:
    """What became of the published passages. `homes`: id → place among those of today; `gone`: ids of which
    nothing is left; `doubts`: ids and the places that may hold them."""

    homes: dict[str, int] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    doubts: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Candidate:
    place: int
    share: float  # of what tells the published passage from others, beyond what chance would give
    part: float  # of its words


def match(old: Sequence[tuple[str, Bag]], new: Sequence[Bag | None], common: Commonness) -> Matching:
    """Match published passages (id, words) with those of today, both in order. A passage that is None is
    spoken for and takes no part."""
    result = Matching()
    free = {place: bag for place, bag in enumerate(new) if bag is not None}
    left = _unchanged(old, free, result)
    telling = _telling([bag for _, bag in left], list(free.values()), common)
    for xml_id, bag in left:
        _decide(xml_id, _candidates(bag, free, telling, common), result)
    return result


def _unchanged(
    old: Sequence[tuple[str, Bag]], free: dict[int, Bag], result: Matching
) -> list[tuple[str, Bag]]:
    """Settle passages with the very same words, in their order where there are several; return the others."""
    places: dict[frozenset[tuple[int, int]], list[int]] = defaultdict(list)
    for place, bag in free.items():
        places[frozenset(bag.items())].append(place)
    left = []
    for xml_id, bag in old:
        same = places.get(frozenset(bag.items()))
        if same:
            result.homes[xml_id] = same.pop(0)
            del free[result.homes[xml_id]]
        else:
            left.append((xml_id, bag))
    return left


def _telling(old: Sequence[Bag], new: Sequence[Bag], common: Commonness) -> Mapping[int, float]:
    """How well each word tells the passages of this document from one another."""
    then, today = (Counter(number for bag in bags for number in bag) for bags in (old, new))
    return {n: common.rarity(n) / max(then[n], today[n]) for n in then | today}


def _candidates(
    bag: Bag, free: Mapping[int, Bag], telling: Mapping[int, float], common: Commonness
) -> list[_Candidate]:
    """The passages of today that have words of a published one."""
    rarity = {number: sqrt(common.rarity(number)) for number in bag}
    whole = sum(telling[n] * count for n, count in bag.items())
    words = sum(rarity[n] * count for n, count in bag.items())
    found = []
    for place, other in free.items():
        shared = {n: min(count, other[n]) for n, count in bag.items() if n in other}
        if shared:
            share = sum(telling[n] * count for n, count in shared.items()) / whole
            words_there = other.total()
            chance = sum(telling[n] * common.chance(n, words_there) * c for n, c in bag.items()) / whole
            share = (share - chance) / max(1 - chance, 0.01)
            part = sum(rarity[n] * count for n, count in shared.items()) / words
            found.append(_Candidate(place, share, part))
    return found


def _decide(xml_id: str, candidates: list[_Candidate], result: Matching) -> None:
    """Home is where the largest part stands, if enough is known again and no other part is as large."""
    best = max((candidate.share for candidate in candidates), default=0.0)
    if best < GONE:
        result.gone.append(xml_id)
        return
    serious = [candidate for candidate in candidates if candidate.share >= GONE]
    serious.sort(key=lambda candidate: (-candidate.part, candidate.place))
    clear = len(serious) == 1 or serious[0].part - serious[1].part >= EQUAL
    if best >= KNOWN and clear:
        result.homes[xml_id] = serious[0].place
    else:
        result.doubts[xml_id] = sorted(candidate.place for candidate in serious)
