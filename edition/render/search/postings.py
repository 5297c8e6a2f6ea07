"""Where each term stands: the postings of one part, and the shards that are made of those of all.

A posting names the part, then its passages by their numbers and the positions of the term in each, all in
base 36, a position counted from the one before: `L16 3.5.c 7.1`. A shard has a line for each of its terms:
`grain⇥L16 3.5.c 7.1;L17 2.4`, the parts in the order of their ids. Nothing here touches the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from edition.render.search.texts import FoundPassage, FoundText
from edition.words.terms import CITATION, MENTION, WORD, terms_in, terms_of

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = 60_000  # characters of a term's postings; beyond it has no positions, then none at all
TOO_COMMON = "*"
UNSURE = "~"  # marks a citation that may mean something else
SHORT = 3  # letters; shorter words are not proposed to readers
PARTS_TO_A_SHARD, FEWEST, MOST = 2, 4, 1024


def shards_for(parts: int) -> int:
    """How many shards an index of so many parts has: a power of two, at most as many as parts."""
    return max(FEWEST, min(MOST, 1 << (parts // PARTS_TO_A_SHARD).bit_length()))


def postings_of(part: str, texts: Iterable[FoundText]) -> dict[str, str]:
    """The postings of the terms of a part."""
    postings: dict[str, str] = {}
    number = 0
    for text in texts:
        for form in text.cited:
            unsure = UNSURE if form[0] == UNSURE else ""
            term = CITATION + form.removeprefix(UNSURE)
            postings[term] = f"{postings.get(term, part)} {base36(number)}{unsure}"
        for passage in text.passages:
            _add(passage, f" {base36(number)}", part, postings)
            number += 1
    return postings


def _add(passage: FoundPassage, mark: str, part: str, postings: dict[str, str]) -> None:
    """Add where the terms of a passage stand, whose number is `mark`; the entries named have no positions."""
    last: dict[str, int] = {}
    position = 0
    for chunk in WORD.findall(passage.words):  # as `terms_in`, which would take half as long again
        terms = terms_of(chunk)
        for step, term in terms:
            at = position + step
            if term in last:
                postings[term] += STEPS[at - last[term]]
            elif term in postings:
                postings[term] += mark + STEPS[at]
            else:
                postings[term] = part + mark + STEPS[at]
            last[term] = at
        position += terms[-1][0] + 1 if terms else 0
    for copy, now in passage.copied:
        place = STEPS[_place_of(now, passage.words)]
        for term in {term for _, term in terms_in(copy)} - last.keys():
            postings[term] = postings.get(term, part) + mark + place
            last[term] = 0
    for ref in passage.named:
        term = f"{MENTION}{ref}"
        postings[term] = postings.get(term, part) + mark


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


# -- shards -------------------------------------------------------------------------------------------


def joined(parts: Iterable[Iterable[tuple[str, str]]]) -> dict[str, str]:
    """By term its postings in all parts, which come in the order of their ids."""
    by_term: dict[str, list[str]] = defaultdict(list)
    for number, part in enumerate(parts, 1):
        for term, posting in part:
            by_term[term].append(posting)
        if number % 512 == 0:  # one text for each term takes less room than many
            for postings in by_term.values():
                postings[:] = [";".join(postings)]
    return {term: ";".join(postings) for term, postings in by_term.items()}


def shard_of_terms(terms: Mapping[str, str]) -> str:
    """A shard with the postings of these terms."""
    return "\n".join(f"{term}\t{terms[term]}" for term in sorted(terms))


def patched(shard: str, changes: Mapping[str, Mapping[str, str]]) -> str:
    """A shard in which parts have other postings: by term and part the new one, "" for none."""
    rows = dict(row.split("\t") for row in shard.split("\n") if row)
    for term, by_part in changes.items():
        kept = {each.partition(" ")[0]: each for each in rows.get(term, "").split(";") if each}
        kept = {part: posting for part, posting in (kept | dict(by_part)).items() if posting}
        rows[term] = ";".join(kept[part] for part in sorted(kept))
    return shard_of_terms({term: postings for term, postings in rows.items() if postings})


def bounded(shard: str) -> str:
    """A shard as it is published: of a term that stands nearly everywhere without positions, or with none of
    its postings."""
    return "\n".join(row if len(row) <= LONGEST else _shortened(row) for row in shard.split("\n"))


def _shortened(row: str) -> str:
    term, _, postings = row.partition("\t")
    units = (" ".join(unit.partition(".")[0] for unit in each.split(" ")) for each in postings.split(";"))
    whole = ";".join(units)
    return f"{term}\t{whole if len(whole) <= LONGEST else TOO_COMMON}"


def vocabulary_of(shard: str) -> Iterator[tuple[str, int]]:
    """(word, in how many parts it stands) of each word of a shard that is made of letters alone."""
    for line in shard.split("\n") if shard else ():
        term, _, postings = line.partition("\t")
        if len(term) > SHORT and term.isalpha():
            yield term, postings.count(";") + 1
