"""The printed pages of a volume, recovered from what the copy still tells of them.

A page is the stretch of words between two page ends. Where each page begins is known to lie between two
places; everything that is known narrows this, until nothing changes: the contents page, broken paragraphs,
how much a page can hold, and the index. Where references of the index contradict one another the majority is
followed; those that are not are told, and nothing is forced.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from edition.volume.book_index import WORD, PageRef, fold, name_terms
from edition.volume.page_bounds import Claim, Clues, Evidence, Pages, Places, TextUnit, Verdict

NOTE_ID = re.compile(r".*\.n(\d+)")


@dataclass(frozen=True)
class PageRange:
    """The pages on which a unit stands: it begins between `first` and `begins_by`, and ends between
    `ends_from` and `last`."""

    unit: str
    first: int
    last: int
    begins_by: int
    ends_from: int
    evidence: tuple[Evidence, ...] = ()

    @property
    def certain(self) -> bool:
        return self.first == self.begins_by and self.last == self.ends_from


@dataclass(frozen=True)
class Satisfaction:
    """What became of one reference of the index."""

    heading: str
    subheading: str
    ref: PageRef
    verdict: Verdict


@dataclass(frozen=True)
class Concordance:
    """The pages of each unit, and the references that were tried; `not_tried` have no name to look for."""

    pages: Mapping[str, PageRange]
    references: tuple[Satisfaction, ...]
    not_tried: int
    conflicts: tuple[str, ...]

    @property
    def share(self) -> float:
        """Satisfied references among all that can be looked for."""
        return sum(r.verdict == "satisfied" for r in self.references) / max(1, len(self.references))

    @property
    def unsatisfied(self) -> list[Satisfaction]:
        return [reference for reference in self.references if reference.verdict != "satisfied"]


def text_units(pieces: Iterable[tuple[str, str]]) -> list[TextUnit]:
    """Units from (id, text), in order; a form feed stands where a page is seen to end."""
    units: list[TextUnit] = []
    offset = 0
    for unit, text in pieces:
        found: list[str] = []
        breaks: list[int] = []
        for index, page in enumerate(text.split("\f")):
            if index:
                breaks.append(offset + len(found))
            found += WORD.findall(page)
        units.append(TextUnit(unit, tuple(found), offset, tuple(breaks)))
        offset += len(found)
    return units


def resolve(concordance: Concordance, page: int, note: int | None = None) -> list[str]:
    """The units that may be meant by “p. 110 n. 5” (or by “p. 110”), those that surely stand there first."""
    found = []
    for unit, pages in concordance.pages.items():
        number = NOTE_ID.fullmatch(unit)
        if pages.first <= page <= pages.last and (note is None or (number and int(number[1]) == note)):
            found.append((not pages.begins_by <= page <= pages.ends_from, unit))
    return [unit for _, unit in sorted(found, key=lambda item: item[0])]


def concordance(units: Sequence[TextUnit], clues: Clues) -> Concordance:
    """Narrow the beginning of every page until nothing changes, and try every reference of the index."""
    pages = Pages.by_layout(units, clues)
    claims = Finder(units, clues).claims()
    pages.hear([claim for claim in claims if claim.ref.notes and claim.person])
    pages.hear([claim for claim in claims if claim.ref.notes or claim.person])
    pages.hear(claims)
    tried = [claim for claim in claims if claim.named]
    against = [f"{claim.text}, against {why}" for claim in claims if (why := pages.against(claim))]
    references = tuple(Satisfaction(c.heading, c.subheading, c.ref, pages.verdict(c)) for c in tried)
    conflicts = (*pages.conflicts, *against)
    return Concordance(_ranges(units, pages), references, len(claims) - len(tried), conflicts)


def _ranges(units: Sequence[TextUnit], pages: Pages) -> dict[str, PageRange]:
    """The narrowest range of each unit; the evidence is that on which its four ends rest."""
    spans: dict[str, tuple[int, int]] = {}
    for unit in units:
        spans[unit.id] = (spans.get(unit.id, (unit.offset, 0))[0], max(unit.offset, unit.end - 1))
    ranges = {}
    for unit_id, (start, end) in spans.items():
        (first, begins_by), (ends_from, last) = pages.of(start), pages.of(end)
        reasons = [pages.not_after[first], pages.not_before[begins_by + 1]]
        reasons += [pages.not_after[ends_from], pages.not_before[last + 1]]
        evidence = tuple(sorted(set(reasons)))
        first, last, begins_by, ends_from = (pages.first + at for at in (first, last, begins_by, ends_from))
        ranges[unit_id] = PageRange(unit_id, first, last, begins_by, ends_from, evidence)
    return ranges


class Finder:
    """Looks up in the text what the headings of the index name."""

    def __init__(self, units: Sequence[TextUnit], clues: Clues) -> None:
        self.clues = clues
        self.words = [fold(word) for unit in units for word in unit.words]
        self.notes: dict[int, Places] = defaultdict(list)
        self.capital: dict[str, list[int]] = defaultdict(list)
        self.small: Counter[str] = Counter()
        for unit in units:
            number = NOTE_ID.fullmatch(unit.id)
            if number:
                self.notes[int(number[1])].append((unit.offset, unit.end))
            for offset, word in enumerate(unit.words, start=unit.offset):
                if word[0].isupper():
                    self.capital[self.words[offset]].append(offset)
                else:
                    self.small[self.words[offset]] += 1
        self.in_notes = sorted(place for places in self.notes.values() for place in places)

    def claims(self) -> list[Claim]:
        """Every reference of the index; a reference to two notes is two claims."""
        claims = []
        for entry in self.clues.index.entries:
            found = self.places(entry.heading)
            kind = bool(found), name_terms(entry.heading)[1]
            text = [place for place in found if not self.is_in_note(place[0])]
            for sub, ref in entry.references():
                for number in ref.notes:
                    notes = self.notes.get(number, [])
                    holding = [n for n in notes if any(n[0] <= place[0] < n[1] for place in found)]
                    one = PageRef(page=ref.page, notes=[number])
                    claims.append(Claim(entry.heading, sub, one, holding if found else notes, *kind))
                if not ref.notes:
                    claims.append(Claim(entry.heading, sub, ref, text or found, *kind))
        return claims

    def is_in_note(self, offset: int) -> bool:
        index = bisect_right(self.in_notes, (offset, len(self.words))) - 1
        return index >= 0 and offset < self.in_notes[index][1]

    def places(self, heading: str) -> Places:
        """Where a heading's names stand. A person found nowhere is looked for under the nearest spelling."""
        terms, person = name_terms(heading)
        others = [term for name in self.clues.aliases.get(heading, ()) for term in name_terms(name)[0]]
        if not person and terms and len(terms[0]) == 1 and not heading.startswith("*"):
            word = terms[0][0]
            if self.small[word]:
                return []
        places = sorted({place for term in [*terms, *others] for place in self.matches(term)})
        if not places and person and terms and len(terms[0]) == 1:
            near = [w for w in self.capital if w[:2] == terms[0][0][:2] and self.capital[w]]
            spellings = get_close_matches(terms[0][0], near, n=1, cutoff=0.8)
            places = [place for word in spellings for place in self.matches((word,))]
        return places

    def matches(self, term: tuple[str, ...]) -> Places:
        first, size = term[0], len(term)
        starts = self.capital.get(first, [])
        return [(at, at + size) for at in starts if tuple(self.words[at : at + size]) == term]
