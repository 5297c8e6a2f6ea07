"""Where pages can begin: bounds that evidence narrows (constraint propagation).

For every page of a volume we keep the first and the last word with which it can begin. A page holds about so
many words, visible breaks are page ends, a reference of the index puts one of several places on its page.
Each of these moves a bound, and the consequences for the other pages are drawn at once.

Places are offsets of words from the beginning of the volume; pages are counted from 0 unless a number as
printed is meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from edition.volume.book_index import IndexFile, PageRef

Verdict = Literal["satisfied", "undecided", "unsatisfiable"]
Places = list[tuple[int, int]]  # stretches of words, as offsets (start, end), `end` excluded


@dataclass(frozen=True)
class TextUnit:
    """A text or a piece of one: its words in the form that all spellings of a name share ("" for one that is
    in no heading), which of them begin with a capital, before which of them a page visibly begins (both
    counted from its first word), and the offset of the first. Pieces of a text that is interrupted by
    footnotes share its id; the id of a note ends in `.n5`."""

    id: str
    words: tuple[str, ...]
    capitals: tuple[int, ...]
    breaks: tuple[int, ...] = ()
    offset: int = 0

    @property
    def end(self) -> int:
        """The offset of the first word after it."""
        return self.offset + len(self.words)


@dataclass(frozen=True)
class Clues:
    """What is known of the pages.

    `contents` gives the first page of parts by their unit, `end` the page after the last unit (both as
    printed); `aliases` are other names of headings of the index, `openings` further units before which a page
    may be short or blank; `shortest` and `longest` limit the length of a page, as multiples of the average.
    """

    contents: Mapping[str, int]
    end: int
    index: IndexFile
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    openings: frozenset[str] = frozenset()
    shortest: float = 0.5
    longest: float = 1.6


class Evidence(NamedTuple):
    """Why a page begins no earlier or no later: its kind (`contents`, `break`, `note`, `index` or `order`),
    and what it says, in words."""

    kind: str
    what: str


@dataclass(frozen=True, eq=False)
class Claim:
    """A reference of the index: one of these places must be on its pages. `named` says that they were found
    by the heading, which is more reliable for a `person`, since bodies and countries are often called
    something else in the text."""

    heading: str
    subheading: str
    ref: PageRef
    places: Places
    named: bool
    person: bool

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """Where its places begin and end, in order; none lies in another."""
        return [start for start, _ in self.places], [end for _, end in self.places]

    def places_between(self, low: int, high: int) -> Places:
        """Its places that end after `low` and begin before `high`."""
        starts, ends = self._bounds
        return self.places[bisect_right(ends, low) : bisect_left(starts, high)]

    @property
    def text(self) -> str:
        """The heading with its reference, as in the index."""
        return f"{self.heading}, {self.ref.text}"


class PageBounds:
    """For each page the first and the last place where it can begin (`low`, `high`), and the evidence that it
    begins no earlier and no later (`not_before`, `not_after`). `first` is the number of the first page."""

    def __init__(self, units: Sequence[TextUnit], clues: Clues, slack: float) -> None:
        start, end = units[0].offset, units[-1].end
        self.first = min(clues.contents.values())
        count = clues.end - self.first
        average = (end - start) / count
        self.longest = int(average * clues.longest * slack)
        self.shortest = int(average * clues.shortest / slack)
        self.low, self.high = [start] * (count + 1), [end] * (count + 1)
        whole = Evidence("order", "the beginning and the end of the volume")
        self.not_before, self.not_after = [whole] * (count + 2), [whole] * (count + 2)
        self.unsettled = [True] * count  # whether a page or the next has moved since both were compared
        self.conflicts: list[str] = []
        self._spans: dict[Claim, tuple[int, int]] = {}
        offsets: dict[str, int] = {}
        for unit in units:
            offsets.setdefault(unit.id, unit.offset)
        self.low[-1] = end
        for unit_id, page in clues.contents.items():
            why = Evidence("contents", f"{unit_id} begins on page {page}")
            self.narrow(page - self.first, offsets[unit_id], offsets[unit_id], why)
        self.openings = sorted({end, *(offsets[unit_id] for unit_id in (*clues.contents, *clues.openings))})
        self.breaks = self._breaks(units)

    @classmethod
    def from_layout(cls, units: Sequence[TextUnit], clues: Clues) -> PageBounds:
        """The bounds that the contents page, visible breaks and the length of a page allow. If they allow
        none, pages may be longer and shorter, since their length is an estimate. Raises ValueError when the
        contents page does not fit the text even so."""
        for slack in (1.0, 1.25, 1.5, 2.0, 10.0):
            pages = cls(units, clues, slack)
            if pages.propagate():
                return pages
            pages.conflicts.append("the contents page and the visible breaks contradict each other")
        raise ValueError("the pages that the contents page gives do not fit the text")

    def _breaks(self, units: Sequence[TextUnit]) -> list[int]:
        """The visible breaks; when two are closer than the shortest page, one is an error, and both go."""
        known = {low for low, high in zip(self.low, self.high, strict=True) if low == high}
        breaks = sorted({unit.offset + at for unit in units for at in unit.breaks} - known)
        kept = []
        for offset in breaks:
            near = [b for b in breaks if b != offset and abs(b - offset) < self.shortest]
            if near or any(0 < offset - opening < self.shortest for opening in self.openings):
                self.conflicts.append(f"break at word {offset}, against {near[0] if near else 'a beginning'}")
            else:
                kept.append(offset)
        return kept

    def narrow(self, page: int, low: int, high: int, why: Evidence) -> None:
        """Let a page begin no earlier than `low` and no later than `high`."""
        new = False
        if low > self.low[page]:
            self.low[page], self.not_before[page], new = low, why, True
        if high < self.high[page]:
            self.high[page], self.not_after[page], new = high, why, True
        if new:
            for pair in range(max(page - 1, 0), min(page + 1, len(self.unsettled))):
                self.unsettled[pair] = True

    def _fewest_words(self, page: int) -> int:
        """The fewest words that a page can hold; where a part ends it may be short or blank."""
        at = bisect_left(self.openings, self.low[page])
        return 0 if at < len(self.openings) and self.openings[at] <= self.high[page + 1] else self.shortest

    def _propagate_between(self, page: int) -> None:
        """Apply the bounds of a page to the next one, and those of the next one to it."""
        self.unsettled[page] = False
        after, low, high = page + 1, self.low, self.high
        short = self._fewest_words(page)
        ahead = low[page] + short, high[page] + self.longest
        back = low[after] - self.longest, high[after] - short
        if ahead[0] > low[after]:
            self.narrow(after, ahead[0], high[after], _in_order(self.not_before[page]))
        if ahead[1] < high[after]:
            self.narrow(after, low[after], ahead[1], _in_order(self.not_after[page]))
        if back[0] > low[page]:
            self.narrow(page, back[0], high[page], _in_order(self.not_before[after]))
        if back[1] < high[page]:
            self.narrow(page, low[page], back[1], _in_order(self.not_after[after]))

    def propagate(self) -> bool:
        """Draw the consequences for all pages until nothing changes. False if there is a contradiction."""
        pairs = range(len(self.unsettled))
        while any(self.unsettled):
            for page in pairs:
                if self.unsettled[page]:
                    self._propagate_between(page)
            for page in reversed(pairs):
                if self.unsettled[page]:
                    self._propagate_between(page)
            for at in self.breaks:
                earliest, latest = bisect_left(self.high, at), bisect_right(self.low, at) - 1
                if earliest > latest:
                    return False
                if at < self.high[earliest] or at > self.low[latest]:
                    why_break = Evidence("break", f"a page begins at word {at}")
                    self.narrow(earliest, 0, at, why_break)
                    self.narrow(latest, at, self.high[latest], why_break)
            if any(low > high for low, high in zip(self.low, self.high, strict=True)):
                return False
        return True

    def pages_at(self, offset: int) -> tuple[int, int]:
        """The first and the last page on which the word at an offset can be."""
        top = len(self.low) - 2
        return min(bisect_right(self.high, offset) - 1, top), min(bisect_right(self.low, offset) - 1, top)

    def possible_places(self, claim: Claim) -> Places:
        """The places of a claim that can still be on its pages."""
        page, after = self._span(claim)
        return claim.places_between(self.low[page], self.high[after])

    def _span(self, claim: Claim) -> tuple[int, int]:
        """The first page of a claim and the page after its last."""
        span = self._spans.get(claim)
        if span is None:
            last = len(self.low) - 1
            page = min(max(claim.ref.page - self.first, 0), last)
            span = self._spans[claim] = page, min((claim.ref.to or claim.ref.page) + 1 - self.first, last)
        return span

    def apply(self, claims: Sequence[Claim]) -> None:
        """Let the claims narrow the pages, round by round; on each page the majority is followed."""
        while True:
            upper: dict[int, list[tuple[int, Claim]]] = defaultdict(list)
            lower: dict[int, list[tuple[int, Claim]]] = defaultdict(list)
            possible = {claim: self.possible_places(claim) for claim in claims}
            for claim in self._agreeing(possible):
                page, after = self._span(claim)
                upper[page].append((max(end for _, end in possible[claim]) - 1, claim))
                lower[after].append((min(start for start, _ in possible[claim]) + 1, claim))
            changed = False
            for page in sorted({*upper, *lower}):
                changed |= self._decide(page, upper[page], lower[page])
            if not changed:
                return

    def _agreeing(self, possible: Mapping[Claim, Places]) -> list[Claim]:
        """The claims without those that do not fit on one page together with most others on that page."""
        by_page: dict[int, list[Claim]] = defaultdict(list)
        result = []
        for claim, places in possible.items():
            if claim.ref.to is None and places:
                by_page[claim.ref.page].append(claim)
            elif places:
                result.append(claim)
        for claims in by_page.values():
            hits = []
            for begins in sorted({max(end - 1, 0) for claim in claims for _, end in possible[claim]}):
                ends = begins + self.longest
                hits.append([c for c in claims if any(s < ends and e > begins for s, e in possible[c])])
            most = max(map(len, hits))
            result += {claim: None for hit in hits if len(hit) == most for claim in hit}
        return result

    def _decide(self, page: int, upper: list[tuple[int, Claim]], lower: list[tuple[int, Claim]]) -> bool:
        """Keep the beginnings of a page that satisfy most claims, or all if that contradicts the rest. True
        if a bound moved."""
        low, high = self.low[page], self.high[page]
        turns = {low, *(at for at, _ in lower), *(at + 1 for at, _ in upper)}
        points = sorted(at for at in turns if low <= at <= high)
        votes = [sum(x >= at for x, _ in upper) + sum(x <= at for x, _ in lower) for at in points]
        best = [index for index, count in enumerate(votes) if count == max(votes)]
        start = points[best[0]]
        end = points[best[-1] + 1] - 1 if best[-1] + 1 < len(points) else high
        if (start, end) == (low, high):
            return False
        before = (
            [list(bounds) for bounds in (self.low, self.high)],
            list(self.not_before),
            list(self.not_after),
        )
        for at, claim in lower:
            if at <= start:
                self.narrow(page, at, high, _evidence(claim))
        for at, claim in upper:
            if at >= end:
                self.narrow(page, low, at, _evidence(claim))
        if self.propagate():
            return True
        (self.low, self.high), self.not_before, self.not_after = before
        self.unsettled = [False] * len(self.unsettled)
        return False

    def verdict(self, claim: Claim) -> Verdict:
        """`satisfied` if one of its places is on its pages wherever these begin, `unsatisfiable` if none can
        be, otherwise `undecided`."""
        if not self.possible_places(claim):
            return "unsatisfiable"
        page, after = self._span(claim)
        free_from = 0
        for start, end in [*sorted(claim.places), (self.high[-1] + 1, 0)]:
            begins, ends = max(self.low[page], free_from), min(self.high[after], start)
            if (
                begins <= self.high[page]
                and ends >= self.low[after]
                and ends - begins >= self._fewest_words(page)
            ):
                return "undecided"
            free_from = max(free_from, end)
        return "satisfied"

    def objection(self, claim: Claim) -> str:
        """What keeps a claim's places off its pages, in words; "" if nothing does."""
        if not claim.places and claim.named:
            return "no note of that number that names it"
        if not claim.places or self.possible_places(claim):
            return ""
        page, after = self._span(claim)
        behind = any(start >= self.high[after] for start, _ in claim.places)
        return (self.not_after[after] if behind else self.not_before[page]).what


def _in_order(evidence: Evidence) -> Evidence:
    """What a page takes over from its neighbour."""
    return Evidence("order", evidence.what)


def _evidence(claim: Claim) -> Evidence:
    return Evidence("note" if claim.ref.notes else "index", claim.text)
