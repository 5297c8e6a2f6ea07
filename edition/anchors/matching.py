"""Which passage of today is the one that was published: by the words that they share.

The more passages have a word, in the edition and in this document, the less it counts, so that passages on
one subject are not mistaken for one another. For each published passage we compute the share of its words
that each passage of today has; its id goes to the one that has the largest part. What is neither clear nor
clearly gone is a doubt, which only an editor can resolve.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from edition.anchors.fingerprint import Bag

# Shares (0–1) of a published passage's words, chosen on random histories (`benchmarks/anchor_histories.py`).
# When a third of a passage was reworded and it was then split, the larger part still holds a third or more;
# unrelated passages seldom share a tenth. Of two parts that are nearly equal neither is taken.
KNOWN, GONE, EQUAL = 0.36, 0.10, 0.10


class WordFrequencies:
    """How many passages of the edition have each word (document frequency), and how long a passage is on
    average. Words are hashed as in `fingerprint`."""

    def __init__(self, bags: Iterable[Bag]) -> None:
        self.counts: Counter[int] = Counter()
        self.passages, words = 1, 1
        for bag in bags:
            self.counts.update(bag.keys())
            self.passages += 1
            words += bag.total()
        self.length = words / self.passages

    def rarity(self, word: int) -> float:
        """Inverse document frequency: large for a word that few passages have, always above 0."""
        return log(2 * self.passages / (1 + min(self.counts[word], self.passages)))

    def chance(self, word: int, length: int) -> float:
        """The probability (0–1) that an unrelated passage of `length` words has this word."""
        average = max(0, min(self.counts[word], self.passages) - 1) / self.passages
        return float(1 - (1 - average) ** (length / self.length))


@dataclass
class Matching:
    """What became of the published passages. `places`: id → index of its passage today; `gone`: ids of which
    nothing is left; `doubts`: id → indexes of the passages that may be meant."""

    places: dict[str, int] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    doubts: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Candidate:
    """A passage of today that has words of a published one. Shares are 0–1."""

    place: int
    share: float  # of the words by their weights, less what chance would give
    part: float  # of the words by their rarity


def match_passages(
    old: Sequence[tuple[str, Bag]], new: Sequence[Bag | None], frequencies: WordFrequencies
) -> Matching:
    """Match published passages (id, words) with those of today, both in order. None stands for a passage
    whose id is pinned, which takes no part."""
    result = Matching()
    free = {place: bag for place, bag in enumerate(new) if bag is not None}
    changed = _match_unchanged(old, free, result)
    weights = _weights([bag for _, bag in changed], list(free.values()), frequencies)
    for xml_id, bag in changed:
        _decide(xml_id, _candidates(bag, free, weights, frequencies), result)
    return result


def _match_unchanged(
    old: Sequence[tuple[str, Bag]], free: dict[int, Bag], result: Matching
) -> list[tuple[str, Bag]]:
    """Match passages with exactly the same words, in order where there are several; return the rest."""
    places: dict[frozenset[tuple[int, int]], list[int]] = defaultdict(list)
    for place, bag in free.items():
        places[frozenset(bag.items())].append(place)
    changed = []
    for xml_id, bag in old:
        same = places.get(frozenset(bag.items()))
        if same:
            result.places[xml_id] = same.pop(0)
            del free[result.places[xml_id]]
        else:
            changed.append((xml_id, bag))
    return changed


def _weights(old: Sequence[Bag], new: Sequence[Bag], frequencies: WordFrequencies) -> Mapping[int, float]:
    """How well each word distinguishes the passages of this document from one another."""
    then, today = (Counter(word for bag in bags for word in bag) for bags in (old, new))
    return {word: frequencies.rarity(word) / max(then[word], today[word]) for word in then | today}


def _candidates(
    bag: Bag, free: Mapping[int, Bag], weights: Mapping[int, float], frequencies: WordFrequencies
) -> list[_Candidate]:
    """The passages of today that have words of a published one."""
    rarity = {word: sqrt(frequencies.rarity(word)) for word in bag}
    whole_weight = sum(weights[word] * count for word, count in bag.items())
    whole_rarity = sum(rarity[word] * count for word, count in bag.items())
    candidates = []
    for place, passage in free.items():
        shared = {word: min(count, passage[word]) for word, count in bag.items() if word in passage}
        if shared:
            share = sum(weights[word] * count for word, count in shared.items()) / whole_weight
            length = passage.total()
            expected = sum(weights[w] * frequencies.chance(w, length) * count for w, count in bag.items())
            chance = expected / whole_weight
            share = (share - chance) / max(1 - chance, 0.01)
            part = sum(rarity[word] * count for word, count in shared.items()) / whole_rarity
            candidates.append(_Candidate(place, share, part))
    return candidates


def _decide(xml_id: str, candidates: list[_Candidate], result: Matching) -> None:
    """The id goes to the largest part, if enough of it is recognised and no other part is nearly as large."""
    best = max((candidate.share for candidate in candidates), default=0.0)
    if best < GONE:
        result.gone.append(xml_id)
        return
    serious = [candidate for candidate in candidates if candidate.share >= GONE]
    serious.sort(key=lambda candidate: (-candidate.part, candidate.place))
    clear = len(serious) == 1 or serious[0].part - serious[1].part >= EQUAL
    if best >= KNOWN and clear:
        result.places[xml_id] = serious[0].place
    else:
        result.doubts[xml_id] = sorted(candidate.place for candidate in serious)
