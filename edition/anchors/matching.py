"""Which passage of today is the one that was published: by the words that they share.

The more passages have a word, in the edition and in this document, the less it counts, so that passages on
one subject are not mistaken for one another. For each published passage we compute the share of its words
that each passage of today has; its id goes to the one that has the largest part. What is neither clear nor
clearly gone is a doubt, which only an editor can resolve.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isclose, log, sqrt

from edition.anchors.fingerprint import Bag

# Shares (0–1) of a published passage's words, chosen on random histories (`benchmarks/anchor_histories.py`).
# When a third of a passage was reworded and it was then split, the larger part still holds a third or more;
# unrelated passages seldom share a tenth. Of two parts that are nearly equal neither is taken.
KNOWN, GONE, EQUAL = 0.36, 0.10, 0.10
RETURNED = 0.60  # of what was taken out and is perhaps put back
PERHAPS = 0.25  # so much of it is a reason to ask
WHOLE = 0.80  # so much of a passage is all of it: of two that have it one is a copy
REST = 12  # words that have all come from a passage are what is left of it, however much longer it was
FEW = 3  # words by which a passage is known; of a shorter one all


# by id the passages before and behind one in the version in which it stood last; "" where there was none
Neighbours = Mapping[str, tuple[str, str]]


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
    nothing is left; `doubts`: id → indexes of the passages that may be meant; `copies`: of each doubt the
    passages that have all or nearly all of its words, each with that part of them (0–1); `shares`: of each
    doubt the largest share of its words that one passage has."""

    places: dict[str, int] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    doubts: dict[str, list[int]] = field(default_factory=dict)
    copies: dict[str, dict[int, float]] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class _Candidate:
    """A passage of today that has words of a published one. Shares are 0–1. One that has
    some of the few words of a very short passage, or all among many others, is `weak`: no more than a reason
    to ask. So is a `rest`, which has few of the words and nothing else."""

    place: int
    share: float  # of the words by their weights, less what chance would give
    part: float  # of the words by their rarity
    weak: bool = False
    rest: bool = False


def match_passages(
    old: Sequence[tuple[str, Bag]],
    new: Sequence[Bag | None],
    frequencies: WordFrequencies,
    known: float = KNOWN,
    pinned: Collection[int] = (),
    neighbours: Mapping[str, tuple[str, str]] = {},
    placed: Mapping[str, int] = {},
) -> Matching:
    """Match published passages (id, words) with those of today, both in order. None stands for a passage
    that takes no part; `known` is the share of words by which one is known again; `pinned` are the places
    that have an id already. Between copies `neighbours` decide, by their places or those in which they are
    `placed` already."""
    result = Matching()
    if not old:
        return result
    free = {place: bag for place, bag in enumerate(new) if bag is not None}
    changed = _match_unchanged(old, free, pinned, result)
    weights = _weights([bag for _, bag in changed], list(free.values()), frequencies)
    for xml_id, bag in changed:
        candidates = _candidates(bag, free, weights, frequencies)
        _decide(xml_id, candidates, result, known)
        if xml_id in result.doubts:
            copies = {c.place: c.part for c in candidates if c.part >= WHOLE and c.share >= known}
            result.copies[xml_id] = copies
            result.doubts[xml_id] = _with_most_words(result.doubts[xml_id], bag, free)
    _ask_neighbours(neighbours, placed, result)
    return result


def neighbours_in(passages: Iterable[tuple[str, str, str]]) -> Neighbours:
    """Which stood before and behind each passage in its last version, of passages as (id, id of the one
    before it, version with which it ended, "" for none). Of one that ended while the next lived on only the
    one before it is known."""
    passages = list(passages)
    behind = {(before, version): xml_id for xml_id, before, version in passages}
    return {xml_id: (before, behind.get((xml_id, version), "")) for xml_id, before, version in passages}


def _with_most_words(doubtful: list[int], bag: Bag, free: Mapping[int, Bag]) -> list[int]:
    """The passages that a doubt offers; of a short passage also those that have more of its words than any of
    these, though among many others: a question has every right answer."""
    words = {place: (bag & passage).total() for place, passage in free.items()}
    most = max(words.values())
    offered = most if bag.total() > REST else max(words[place] for place in doubtful)
    return sorted({*doubtful, *(place for place in words if words[place] == most > offered)})


def _ask_neighbours(neighbours: Neighbours, placed: Mapping[str, int], result: Matching) -> None:
    """Of several passages that have all words of a published one, it is the one beside a neighbour of it; one
    that has fewer than another must stand between both."""
    settled = True
    while settled:  # each turn may settle the neighbours of another
        places, settled = {**placed, **result.places}, False
        for xml_id in list(result.doubts):
            copies = result.copies[xml_id]
            if len(copies) < 2:
                continue
            before, behind = (places.get(each, -2) for each in neighbours.get(xml_id, ("", "")))
            scores = {place: (before == place - 1) + (behind == place + 1) for place in copies}
            best = [place for place, score in scores.items() if score == max(scores.values())]
            whole = isclose(copies[best[0]], max(copies.values()))
            if len(best) == 1 and (whole or scores[best[0]] == 2):
                result.places[xml_id] = best[0]
                del result.doubts[xml_id]
                settled = True


def _match_unchanged(
    old: Sequence[tuple[str, Bag]], free: dict[int, Bag], pinned: Collection[int], result: Matching
) -> list[tuple[str, Bag]]:
    """Match passages with exactly the same words, in order where there are as many as before that are not
    pinned; return the rest."""
    then: dict[frozenset[tuple[int, int]], list[str]] = defaultdict(list)
    places: dict[frozenset[tuple[int, int]], list[int]] = defaultdict(list)
    for xml_id, bag in old:
        then[frozenset(bag.items())].append(xml_id)
    for place, bag in free.items():
        if place not in pinned:
            places[frozenset(bag.items())].append(place)
    for words, ids in then.items():
        if len(ids) == len(places.get(words, ())):
            result.places.update(zip(ids, places[words], strict=True))
    for place in result.places.values():
        del free[place]
    return [(xml_id, bag) for xml_id, bag in old if xml_id not in result.places]


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
        common, length = sum(shared.values()), passage.total()
        alike = common and bag.total() <= FEW and length <= FEW + 1
        if common >= min(FEW, bag.total()) > 0 or alike:
            share = sum(weights[word] * count for word, count in shared.items()) / whole_weight
            expected = sum(weights[w] * frequencies.chance(w, length) * count for w, count in bag.items())
            chance = expected / whole_weight
            share = (share - chance) / max(1 - chance, 0.01)
            part = sum(rarity[word] * count for word, count in shared.items()) / whole_rarity
            weak = common < bag.total() <= FEW or (bag.total() < FEW and length > 2 * bag.total() + 2)
            rest = common >= max(REST, WHOLE * length)
            candidates.append(_Candidate(place, share, part, weak, rest))
    return candidates


def _decide(xml_id: str, candidates: list[_Candidate], result: Matching, known: float) -> None:
    """The id goes to the largest part, if enough of it is recognised and no other part is nearly as large."""
    best = max((candidate.share for candidate in candidates), default=0.0)
    serious = [candidate for candidate in candidates if candidate.share >= GONE]
    serious = serious or [replace(candidate, weak=True) for candidate in candidates if candidate.rest]
    if not serious:
        result.gone.append(xml_id)
        return
    serious.sort(key=lambda candidate: (-candidate.part, candidate.place))
    clear = len(serious) == 1 or serious[0].part - serious[1].part >= EQUAL
    if best >= known and clear and not serious[0].weak:
        result.places[xml_id] = serious[0].place
    else:
        result.doubts[xml_id] = sorted(candidate.place for candidate in serious)
        result.shares[xml_id] = max((c.share for c in serious if not c.weak), default=0.0)
