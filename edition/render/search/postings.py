"""Where each term stands: the postings of one part, and the shards that are made of those of all.

The postings of a part are text, a line for each shard, with `term posting` between tabs. A posting names
the passages by their number in the part and the positions of the term in each, all in base 36, a position
counted from the one before: `3.5.c 7.1`. A shard is a line for each of its terms: `grain⇥L16 3.5.c 7.1;L17
2.4`. Nothing here knows more than one part or one shard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.render.search.texts import FoundText, Passage
from edition.words.terms import CITATION, MENTION, WORD, shard_of, terms_in, terms_of, width_of

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
PEOPLE = "people"  # the shard that has all mentions of persons, for the filter by person
LONGEST = 90_000  # characters of a term's postings; beyond it has no positions, then none at all
TOO_COMMON = "*"
UNSURE = "~"  # marks a citation that may mean something else
MANY = 10_000  # parts in which such a term is taken to stand
SHORT = 3  # letters; shorter words are not proposed to readers
PARTS_TO_A_SHARD, FEWEST, MOST = 2, 4, 1024


def shards_for(parts: int) -> int:
    """How many shards an index of so many parts has: a power of two, at most as many as parts."""
    return max(FEWEST, min(MOST, 1 << (parts // PARTS_TO_A_SHARD).bit_length()))


def postings_of(texts: Iterable[FoundText], shards: int, persons: str) -> dict[str, str]:
    """The lines of a part, by the name of the shard. `persons` is how the ids of persons begin."""
    postings: dict[str, list[str]] = defaultdict(list)
    number = 0
    for text in texts:
        for form in text.cited:
            unsure = UNSURE if form[0] == UNSURE else ""
            postings[CITATION + form.removeprefix(UNSURE)].append(base36(number) + unsure)
        for number, passage in enumerate(text.passages, number):  # noqa: B020
            for term, places in _places_in(passage, base36(number)).items():
                postings[term].append(places)
        number += 1
    return lines_of(postings, shards, persons)


def lines_of(postings: Mapping[str, Sequence[str]], shards: int, persons: str) -> dict[str, str]:
    """The postings of a part as lines, by the name of the shard."""
    found: dict[int, list[str]] = defaultdict(list)
    people, person = [], f"{MENTION}{persons}-"
    for term in sorted(postings):
        entry = f"{term} {' '.join(postings[term])}"
        found[shard_of(term, shards)].append(entry)
        if term.startswith(person):
            people.append(entry)
    lines = {shard_name(shard): "\t".join(entries) for shard, entries in found.items()}
    return lines | {PEOPLE: "\t".join(people)} if people else lines


def shard_name(number: int) -> str:
    """The name of a shard, which its file has too."""
    return format(number, "x")


def _places_in(passage: Passage, mark: str) -> Mapping[str, str]:
    """The posting of each term in a passage whose number is `mark`; the entries named have no positions."""
    found: dict[str, str] = {}
    last: dict[str, int] = {}
    position = 0
    for chunk in WORD.findall(passage.words):  # as `terms_in`, which would take half as long again
        terms = terms_of(chunk)
        for step, term in terms:
            at = position + step
            if term in last:
                found[term] += STEPS[at - last[term]]
            else:
                found[term] = mark + STEPS[at]
            last[term] = at
        position += width_of(terms)
    for copy, now in passage.copied:
        place = STEPS[_place_of(now, passage.words)]
        for _, term in terms_in(copy):
            found.setdefault(term, mark + place)
    return found | {f"{MENTION}{ref}": mark for ref in passage.named}


def _place_of(words: str, text: str) -> int:
    """At which position of a text some words stand; 0 if they are not found."""
    before = text[: max(text.find(words), 0)]
    return max((position for position, _ in terms_in(before)), default=-1) + 1


def base36(number: int) -> str:
    """A number that is not negative in base 36."""
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return DIGITS[number] + digits


class _Steps(dict[int, str]):
    """From one position to the next, as a posting has it: 37 → `.11`."""

    def __missing__(self, number: int) -> str:
        step = self[number] = f".{base36(number)}"
        return step


STEPS = _Steps()


def shard_of_parts(parts: Iterable[tuple[str, str]]) -> str:
    """A shard, joined from the lines (id of the part, line) of all parts that have terms in it."""
    postings: dict[str, list[str]] = defaultdict(list)
    for part, line in parts:
        for entry in line.split("\t"):
            term, _, posting = entry.partition(" ")
            postings[term].append(f"{part} {posting}")
    return "\n".join(f"{term}\t{_bounded(postings[term])}" for term in sorted(postings))


def _bounded(postings: Sequence[str]) -> str:
    """The postings of a term; those of a term that stands nearly everywhere without positions, or none."""
    whole = ";".join(postings)
    if len(whole) > LONGEST:
        whole = ";".join(" ".join(unit.partition(".")[0] for unit in each.split(" ")) for each in postings)
    return whole if len(whole) <= LONGEST else TOO_COMMON


def vocabulary_of(shard: str) -> Iterator[tuple[str, int]]:
    """(word, in how many parts it stands) of each word of a shard that is made of letters alone."""
    for line in shard.split("\n") if shard else ():
        term, _, postings = line.partition("\t")
        if len(term) > SHORT and term.isalpha():
            yield term, MANY if postings == TOO_COMMON else postings.count(";") + 1
