"""What stands around a letter: its neighbours in the edition, the year and the exchange, letters of the same
days, letters on the same topics."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from edition.render.letter import LetterView

NEAR = 10  # days


@dataclass(frozen=True)
class Neighbours:
    """The letters before and after in one order of letters."""

    order: str
    previous: LetterView | None
    next: LetterView | None


@dataclass(frozen=True)
class Related:
    """What a letter's page links to. `near`: letters that may have been written within ten days of it."""

    neighbours: tuple[Neighbours, ...]
    near: tuple[LetterView, ...]
    on_topics: tuple[tuple[str, tuple[LetterView, ...]], ...]


def relate(letters: Sequence[LetterView]) -> Mapping[str, Related]:
    """For each letter, by id, what stands around it. `letters` are in the order of the edition."""
    by_date = sorted(letters, key=lambda letter: letter.date_sort or "9999")
    orders: dict[str, Mapping[str, Neighbours]] = {
        "In the edition": _neighbours("In the edition", letters, lambda letter: 0),
        "In the year": _neighbours("In the year", by_date, lambda letter: letter.date_sort[:4] or letter.id),
        "In the exchange": _neighbours("In the exchange", by_date, lambda letter: letter.correspondents),
    }
    on_topic: dict[str, list[LetterView]] = {}
    for letter in letters:
        for topic in letter.topics:
            on_topic.setdefault(topic, []).append(letter)
    return {
        letter.id: Related(
            tuple(order[letter.id] for order in orders.values()),
            _others((other for other in by_date if are_near(_span(letter), _span(other))), letter),
            tuple((topic, _others(on_topic[topic], letter)) for topic in letter.topics),
        )
        for letter in letters
    }


def are_near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """May they have been written within ten days of each other? Dates wider than two months say nothing."""
    if not all(one + other):
        return False
    (first, last), (start, end) = (tuple(map(date.fromisoformat, days)) for days in (one, other))
    if max((last - first).days, (end - start).days) > 62:
        return False
    return (start - last).days <= NEAR and (first - end).days <= NEAR


def _span(letter: LetterView) -> tuple[str, str]:
    return letter.earliest, letter.latest


def _others(letters: Iterable[LetterView], letter: LetterView) -> tuple[LetterView, ...]:
    return tuple(other for other in letters if other is not letter)


def _neighbours(
    name: str, letters: Sequence[LetterView], group: Callable[[LetterView], Hashable]
) -> Mapping[str, Neighbours]:
    grouped: dict[Hashable, list[LetterView]] = {}
    for letter in letters:
        grouped.setdefault(group(letter), []).append(letter)
    found = {}
    for members in grouped.values():
        for before, letter, after in zip([None, *members], members, [*members[1:], None], strict=False):
            found[letter.id] = Neighbours(name, before, after)
    return found
