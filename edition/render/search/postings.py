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
from edition.words.terms import CITATION, MENTION, shard_of, terms_in

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
            mark = base36(number)
            for term, positions in _positions(passage).items():
                postings[term].append(f"{mark}{''.join(map(_step, positions))}" if positions else mark)
        number += 1
    return lines_of(postings, shards, persons)


def lines_of(postings: Mapping[str, Sequence[str]], shards: int, persons: str) -> dict[str, str]:
    """The postings of a part as lines, by the name of the shard."""
    lines: dict[str, list[str]] = defaultdict(list)
    for term in sorted(postings):
        entry = f"{term} {' '.join(postings[term])}"
        lines[shard_name(shard_of(term, shards))].append(entry)
        if term.startswith(f"{MENTION}{persons}-"):
            lines[PEOPLE].append(entry)
    return {shard: "\t".join(entries) for shard, entries in lines.items()}


def shard_name(number: int) -> str:
    """The name of a shard, which its file has too."""
    return format(number, "x")


def _positions(passage: Passage) -> Mapping[str, Sequence[int]]:
    """Each term of a passage with its positions, as steps from one to the next; the entries named have
    none."""
    found: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for position, term in terms_in(passage.words):
        found.setdefault(term, []).append(position - last.get(term, 0))
        last[term] = position
    for copy, now in passage.copied:
        for term in [term for _, term in terms_in(copy)]:
            found.setdefault(term, [_place_of(now, passage.words)])
    return found | {f"{MENTION}{ref}": [] for ref in passage.named}


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


_STEPS = [f".{base36(number)}" for number in range(2048)]


def _step(number: int) -> str:
    return _STEPS[number] if number < len(_STEPS) else f".{base36(number)}"


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
