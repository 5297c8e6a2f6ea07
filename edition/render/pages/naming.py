"""Who and what is named in which letters: counted once, used by entries, map and network.

A letter names an entry when the entry stands in its summary, its text or a note to it. What is counted is
letters, not mentions, so that a long note does not weigh more than a letter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.forms.registers import Person, RegisterEntry
from edition.model import Register
from edition.render.pages.in_time import correspondents
from edition.render.site import Site
from edition.tei.heads import LetterHead


@dataclass(frozen=True)
class Naming:
    """`letters`: for each entry the letters that name it, in order; `times`: how often they do.
    `companions`: for each letter the persons and organisations that it names. `correspondents`: who wrote
    or received more than half of the letters, and is named in nearly every one for that reason."""

    letters: Mapping[str, Sequence[str]]
    times: Mapping[str, int]
    companions: Mapping[str, Sequence[str]]
    correspondents: frozenset[str]

    def together(self, ref: str, least: int = 1) -> list[tuple[str, int]]:
        """The persons and organisations named in the same letters, in at least so many, with the number
        of these letters; the correspondents are left out."""
        counts: Counter[str] = Counter()
        for letter in self.letters.get(ref, ()):
            counts.update(self.companions[letter])
        others = [
            (other, count)
            for other, count in counts.items()
            if count >= least and other != ref and other not in self.correspondents
        ]
        return sorted(others, key=lambda item: (-item[1], item[0]))

    def shared(self, one: str, other: str) -> list[str]:
        """The letters that name both, in order."""
        both = set(self.letters.get(other, ()))
        return [letter for letter in self.letters.get(one, ()) if letter in both]


def count_naming(site: Site) -> Naming:
    """Count the letters of a site."""
    order = {letter.id: index for index, letter in enumerate(site.letters)}
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in site.edition.mentions:
        if mention.document in order:
            named[mention.entry][mention.document] += 1
    letters = {ref: sorted(naming, key=order.__getitem__) for ref, naming in named.items()}
    people = {ref for register in company(site) for ref in register.entries}
    companions: dict[str, list[str]] = {letter: [] for letter in order}
    for ref in sorted(people & letters.keys()):
        for letter in letters[ref]:
            companions[letter].append(ref)
    times = {ref: naming.total() for ref, naming in named.items()}
    return Naming(letters, times, companions, frozenset(correspondents(site)))


def company(site: Site) -> list[Register[RegisterEntry]]:
    """The registers among which those named together are looked for."""
    return [register for register in site.registers if register.kind.company]


def by_year(letters: Iterable[LetterHead]) -> dict[int, int]:
    """How many letters are of each year; the undated are left out."""
    return dict(Counter(letter.year_number for letter in letters if letter.year_number is not None))


def named_together(site: Site, naming: Naming) -> list[str]:
    """The persons named in two letters or more, those whom most letters name first; the correspondents, whom
    nearly all letters name, are left out."""
    named = [
        ref
        for ref in site.edition.register(Person).entries
        if ref not in naming.correspondents and len(naming.letters.get(ref, ())) > 1
    ]
    return sorted(named, key=lambda ref: (-len(naming.letters[ref]), ref))


@dataclass(frozen=True)
class Named:
    """A person and the letters that name him or her; the dated ones by year."""

    ref: str
    name: str
    letters: Mapping[int, Sequence[LetterHead]]
    undated: Sequence[LetterHead]

    @property
    def counts(self) -> dict[int, int]:
        """By year, in how many letters the person is named."""
        return {year: len(letters) for year, letters in self.letters.items()}

    @property
    def total(self) -> int:
        """In how many letters altogether, undated ones among them."""
        return sum(self.counts.values()) + len(self.undated)


def persons_by_year(site: Site, naming: Naming, limit: int) -> list[Named]:
    """The persons whom most letters name, counted as on their own pages; the correspondents are left out."""
    by_id = {letter.id: letter for letter in site.letters}
    persons = []
    for ref, entry in site.edition.register(Person).entries.items():
        letters = [by_id[letter] for letter in naming.letters.get(ref, ())]
        if not letters or ref in naming.correspondents:
            continue
        years: dict[int, list[LetterHead]] = defaultdict(list)
        undated = [letter for letter in letters if letter.year_number is None]
        for letter in letters:
            if letter.year_number is not None:
                years[letter.year_number].append(letter)
        persons.append(Named(ref, entry.name, years, undated))
    return sorted(persons, key=lambda person: (-person.total, person.name))[:limit]
