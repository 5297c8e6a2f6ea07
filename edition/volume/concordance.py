"""The printed pages of a volume, recovered from the traces that they have left in the copy.

A page is the stretch of words between two page ends. The beginning of each page is known to lie between two
places; all evidence narrows this, until nothing changes: the contents page, broken paragraphs, how much a
page can hold, and the index. Where references of the index contradict one another the majority is followed;
the rest are reported, and nothing is forced.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property, partial
from itertools import chain

from edition.volume.book_index import WORD, PageRef, fold_name, name_terms
from edition.volume.page_bounds import Claim, Clues, Evidence, PageBounds, Places, TextUnit, Verdict

NOTE_ID = re.compile(r".*\.n(\d+)")


@dataclass(frozen=True)
class PageRange:
    """The printed pages of a unit: it begins on one of the pages `first` to `begins_by` and ends on one of
    `ends_from` to `last`; `evidence` is what these four rest on."""

    unit: str
    first: int
    last: int
    begins_by: int
    ends_from: int
    evidence: tuple[Evidence, ...] = ()

    @property
    def shown(self) -> str:
        """What is shown of it: all but the evidence."""
        return f"{self.first}–{self.begins_by}, {self.ends_from}–{self.last}"

    @property
    def certain(self) -> bool:
        """Are the first and the last page both known?"""
        return self.first == self.begins_by and self.last == self.ends_from


@dataclass(frozen=True)
class TestedReference:
    """A reference of the index, with its heading, and whether the text satisfies it."""

    heading: str
    subheading: str
    ref: PageRef
    verdict: Verdict


@dataclass(frozen=True)
class Concordance:
    """The pages of each unit by its id, and the references of the index that were tested against the text;
    `not_tried` counts those without a name to look for; `conflicts` says what contradicts the rest."""

    pages: Mapping[str, PageRange]
    references: tuple[TestedReference, ...]
    not_tried: int
    conflicts: tuple[str, ...]

    @cached_property
    def by_page(self) -> Mapping[int, Sequence[PageRange]]:
        """The units that may be on each page, in order."""
        on_page: dict[int, list[PageRange]] = defaultdict(list)
        for pages in self.pages.values():
            for page in range(pages.first, pages.last + 1):
                on_page[page].append(pages)
        return on_page

    @property
    def share(self) -> float:
        """The share (0–1) of satisfied references among those that were tested."""
        return sum(r.verdict == "satisfied" for r in self.references) / max(1, len(self.references))

    @property
    def unsatisfied(self) -> list[TestedReference]:
        """The references that are undecided or cannot be satisfied, in the order of the index."""
        return [reference for reference in self.references if reference.verdict != "satisfied"]


def read_unit(unit: str, text: str, vocabulary: Collection[str] | None = None) -> TextUnit:
    """A unit from a piece of text with its id; a form feed marks a visible page end. Words in small letters
    that are not in the vocabulary are not kept; they are counted."""
    words: list[str] = []
    capitals: list[int] = []
    breaks: list[int] = []
    for index, page in enumerate(text.split("\f")):
        if index:
            breaks.append(len(words))
        for word in WORD.findall(page):
            folded = fold_name(word)
            if word[0].isupper():
                capitals.append(len(words))
            elif vocabulary is not None and folded not in vocabulary:
                folded = ""
            words.append(folded)
    return TextUnit(unit, tuple(words), tuple(capitals), tuple(breaks))


def in_sequence(pieces: Iterable[TextUnit]) -> list[TextUnit]:
    """Units, one after the other."""
    units: list[TextUnit] = []
    for piece in pieces:
        units.append(replace(piece, offset=units[-1].end if units else 0))
    return units


def units_on_page(concordance: Concordance, page: int, note: int | None = None) -> list[str]:
    """The ids of the units that “p. 110” (or “p. 110 n. 5”) may mean, those certainly on the page first."""
    units = []
    for pages in concordance.by_page.get(page, ()):
        number = NOTE_ID.fullmatch(pages.unit)
        if note is None or (number and int(number[1]) == note):
            units.append((not pages.begins_by <= page <= pages.ends_from, pages.unit))
    return [unit for _, unit in sorted(units, key=lambda item: item[0])]


def build_concordance(units: Sequence[TextUnit], clues: Clues) -> Concordance:
    """Narrow the beginning of every page until nothing changes, and test every reference of the index.
    Raises ValueError when the pages of the contents page do not fit the text."""
    pages = PageBounds.from_layout(units, clues)
    claims = HeadingFinder(units, clues).claims()
    pages.apply([claim for claim in claims if claim.ref.notes and claim.person])
    pages.apply([claim for claim in claims if claim.ref.notes or claim.person])
    pages.apply(claims)
    tested = [claim for claim in claims if claim.named]
    objections = [f"{claim.text}, against {why}" for claim in claims if (why := pages.objection(claim))]
    return Concordance(
        pages=_ranges(units, pages),
        references=tuple(TestedReference(c.heading, c.subheading, c.ref, pages.verdict(c)) for c in tested),
        not_tried=len(claims) - len(tested),
        conflicts=(*pages.conflicts, *objections),
    )


def _ranges(units: Sequence[TextUnit], pages: PageBounds) -> dict[str, PageRange]:
    """The narrowest range of each unit, with the evidence for its four ends."""
    spans: dict[str, tuple[int, int]] = {}
    for unit in units:
        spans[unit.id] = (spans.get(unit.id, (unit.offset, 0))[0], max(unit.offset, unit.end - 1))
    ranges = {}
    for unit_id, (start, end) in spans.items():
        (first, begins_by), (ends_from, last) = pages.pages_at(start), pages.pages_at(end)
        reasons = [pages.not_after[first], pages.not_before[begins_by + 1]]
        reasons += [pages.not_after[ends_from], pages.not_before[last + 1]]
        evidence = tuple(sorted(set(reasons)))
        ranges[unit_id] = PageRange(
            unit=unit_id,
            first=pages.first + first,
            last=pages.first + last,
            begins_by=pages.first + begins_by,
            ends_from=pages.first + ends_from,
            evidence=evidence,
        )
    return ranges


def words_of_headings(clues: Clues) -> frozenset[str]:
    """The words, in the form that all spellings share, by which headings of the index are looked for."""
    names = [*(entry.heading for entry in clues.index.entries), *chain.from_iterable(clues.aliases.values())]
    return frozenset(word for name in names for term in name_terms(name)[0] for word in term)


class HeadingFinder:
    """Finds in the text the names in the headings of the index."""

    def __init__(self, units: Sequence[TextUnit], clues: Clues) -> None:
        self.clues = clues
        self.words = [word for unit in units for word in unit.words]
        self.notes: dict[int, Places] = defaultdict(list)
        self.capital: dict[str, list[int]] = defaultdict(list)
        self.small: set[str] = set()
        for unit in units:
            number = NOTE_ID.fullmatch(unit.id)
            if number:
                self.notes[int(number[1])].append((unit.offset, unit.end))
            for at in unit.capitals:
                self.capital[unit.words[at]].append(unit.offset + at)
            capitals = {*unit.capitals}
            self.small.update(word for at, word in enumerate(unit.words) if word and at not in capitals)
        self.in_notes = sorted(place for places in self.notes.values() for place in places)

    def claims(self) -> list[Claim]:
        """Every reference of the index as a claim on the text; a reference to two notes makes two claims."""
        claims = []
        for entry in self.clues.index.entries:
            occurrences = self.places(entry.heading)
            named, person = bool(occurrences), name_terms(entry.heading)[1]
            starts = [start for start, _ in occurrences]
            in_text = [place for place in occurrences if not self._is_in_note(place[0])]
            for sub, ref in entry.references():
                make_claim = partial(Claim, entry.heading, sub, named=named, person=person)
                for number in ref.notes:
                    notes = self.notes.get(number, [])
                    naming = [n for n in notes if bisect_left(starts, n[0]) < bisect_left(starts, n[1])]
                    note_ref = PageRef(page=ref.page, notes=[number])
                    claims.append(make_claim(note_ref, naming if named else notes))
                if not ref.notes:
                    claims.append(make_claim(ref, in_text or occurrences))
        return claims

    def _is_in_note(self, offset: int) -> bool:
        index = bisect_right(self.in_notes, (offset, len(self.words))) - 1
        return index >= 0 and offset < self.in_notes[index][1]

    def places(self, heading: str) -> Places:
        """The places of a heading's names, in order. A person found nowhere is looked for under the nearest
        spelling."""
        terms, person = name_terms(heading)
        aliases = [term for name in self.clues.aliases.get(heading, ()) for term in name_terms(name)[0]]
        if not person and terms and len(terms[0]) == 1 and not heading.startswith("*"):
            word = terms[0][0]
            if word in self.small:
                return []
        places = sorted({place for term in [*terms, *aliases] for place in self._matches(term)})
        if not places and person and terms and len(terms[0]) == 1:
            near = [w for w in self.capital if w[:2] == terms[0][0][:2] and self.capital[w]]
            spellings = get_close_matches(terms[0][0], near, n=1, cutoff=0.8)
            places = [place for word in spellings for place in self._matches((word,))]
        return places

    def _matches(self, term: tuple[str, ...]) -> Places:
        first, size = term[0], len(term)
        starts = self.capital.get(first, [])
        return [(at, at + size) for at in starts if tuple(self.words[at : at + size]) == term]
