"""Who and what is named in which letters: counted once, used by entries, map and network.

A letter names an entry when the entry stands in its summary, its text or a note to it. What is counted is
letters, not mentions, so that a long note does not weigh more than a letter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.render.letter import LetterView
from edition.render.pages.in_time import correspondents
from edition.render.site import Site

COMPANY = ("persons", "organisations")  # the registers among which those named together are looked for


@dataclass(frozen=True)
class Company:
    """An entry that is named together with another, and the letters that name both."""

    ref: str
    letters: tuple[str, ...]


@dataclass(frozen=True)
class Naming:
    """`letters`: for each entry the letters that name it, in order; `times`: how often they do.
    `companions`: for each letter the persons and organisations that it names. `correspondents`: who wrote
    or received more than half of the letters, and is named in nearly every one for that reason."""

    letters: Mapping[str, Sequence[str]]
    times: Mapping[str, int]
    companions: Mapping[str, Sequence[str]]
    correspondents: frozenset[str]

    def together(self, ref: str) -> list[Company]:
        """Persons and organisations named in the same letters, those in most letters first, the
        correspondents left out."""
        shared: dict[str, list[str]] = defaultdict(list)
        for letter in self.letters.get(ref, ()):
            for other in self.companions[letter]:
                if other != ref and other not in self.correspondents:
                    shared[other].append(letter)
        found = [Company(other, tuple(letters)) for other, letters in shared.items()]
        return sorted(found, key=lambda company: (-len(company.letters), company.ref))


def count_naming(site: Site) -> Naming:
    """Count the letters of a site."""
    order = {letter.id: index for index, letter in enumerate(site.letters)}
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in site.edition.mentions:
        if mention.document in order:
            named[mention.entry][mention.document] += 1
    letters = {ref: sorted(found, key=order.__getitem__) for ref, found in named.items()}
    people = {ref for kind in COMPANY if kind in site.edition.registers for ref in _ids(site, kind)}
    companions: dict[str, list[str]] = {letter: [] for letter in order}
    for ref in sorted(people & letters.keys()):
        for letter in letters[ref]:
            companions[letter].append(ref)
    times = {ref: found.total() for ref, found in named.items()}
    return Naming(letters, times, companions, frozenset(correspondents(site)))


def _ids(site: Site, kind: str) -> Iterable[str]:
    return site.edition.registers[kind].entries


def by_year(letters: Iterable[LetterView]) -> dict[int, int]:
    """How many letters are of each year; the undated are left out."""
    return dict(Counter(int(letter.year) for letter in letters if letter.year.isdigit()))
