"""What stands around a letter: its neighbours in the edition, the year and the exchange, letters of the same
days, letters on the same topics."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.forms.language import wording
from edition.tei.heads import LetterHead
from edition.words.days import day_number, in_order

NEAR = 10  # days
WIDEST = 31  # days; a date that may mean more of them says nothing about nearness
LAST = "9999"  # what has no date comes after what has one


@dataclass(frozen=True)
class Neighbours:
    """The letters before and after in one order of letters."""

    order: str
    previous: LetterHead | None
    next: LetterHead | None

    @property
    def letters(self) -> tuple[LetterHead | None, LetterHead | None]:
        """The one before and the one after."""
        return self.previous, self.next

    @property
    def elsewhere(self) -> bool:
        """Is there another letter in this order?"""
        return bool(self.previous or self.next)


@dataclass(frozen=True)
class Related:
    """What a letter's page links to. `near`: letters that may have been written within ten days of it, each
    with whether that is certain. `on_topics`: the letters before and after on each of its topics."""

    neighbours: tuple[Neighbours, ...]
    near: tuple[tuple[LetterHead, bool], ...]
    on_topics: tuple[Neighbours, ...]


def relate(
    letters: Sequence[LetterHead], on_topic: Mapping[str, Sequence[LetterHead]]
) -> Mapping[str, Related]:
    """For each letter, by id, what stands around it. `letters` are in the order of the edition;
    `on_topic` has those on each topic."""
    days = days_in_order(letters)
    by_date = sorted(letters, key=lambda letter: in_order(days[letter.id]))
    orders: dict[str, Mapping[str, Neighbours]] = {
        wording("In the edition"): _neighbours("In the edition", letters, lambda letter: 0),
        wording("In the year"): _neighbours(
            "In the year", by_date, lambda letter: letter.year if letter.date_sort else letter.id
        ),
        wording("In the exchange"): _neighbours(
            "In the exchange", by_date, lambda letter: letter.correspondents
        ),
    }
    near = _near(by_date)
    on_topics: dict[str, list[Neighbours]] = defaultdict(list)
    for topic, members in on_topic.items():
        for ref, neighbours in _in_a_row(topic, members):
            on_topics[ref].append(neighbours)
    return {
        letter.id: Related(
            tuple(order[letter.id] for order in orders.values()),
            tuple((other, are_surely_near(_known(letter), _known(other))) for other in near[letter.id]),
            tuple(sorted(on_topics[letter.id], key=lambda order: letter.topics.index(order.order))),
        )
        for letter in letters
    }


def _near(by_date: Sequence[LetterHead]) -> Mapping[str, Sequence[LetterHead]]:
    """By id, the letters that may have been written within ten days of each letter, in the order given. Only
    those that begin within a window around it are compared, for whoever spans more says nothing."""
    starts = sorted(
        (day_number(_span(letter)[0]), place) for place, letter in enumerate(by_date) if all(_span(letter))
    )
    window = NEAR + WIDEST
    near: dict[str, Sequence[LetterHead]] = {}
    for letter in by_date:
        span, places = _span(letter), []
        if all(span):
            first, last = _numbers(span)
            begin = bisect_left(starts, (first - window, 0))
            end = bisect_left(starts, (last + window, 0))
            places = sorted(place for _, place in starts[begin:end])
        candidates = (by_date[place] for place in places)
        near[letter.id] = [
            other for other in candidates if other is not letter and are_near(span, _span(other))
        ]
    return near


def days_in_order(letters: Sequence[LetterHead]) -> Mapping[str, str]:
    """By id, the day at which each letter stands among the others. A letter whose day is not known stands
    where the edition has it: as soon after the letter before it as its own date allows."""
    days: dict[str, str] = {}
    before = ""
    for letter in letters:
        earliest, latest = letter.earliest, letter.latest
        if not earliest and not latest:
            days[letter.id] = LAST
            continue
        first = max(before or earliest or latest, earliest, key=in_order)
        days[letter.id] = before = min(first, latest or LAST, key=in_order)
    return days


def are_near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """May they have been written within ten days of each other? Dates wider than a month say nothing."""
    if not all(one + other):
        return False
    (first, last), (start, end) = _numbers(one), _numbers(other)
    if max(last - first, end - start) >= WIDEST:
        return False
    return start - last <= NEAR and first - end <= NEAR


def are_surely_near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Are all the days that they can mean within ten days of each other? Of open ends that is not known."""
    if not all(one + other):
        return False
    (first, last), (start, end) = _numbers(one), _numbers(other)
    return end - first <= NEAR and last - start <= NEAR


def _numbers(days: tuple[str, str]) -> tuple[int, int]:
    return day_number(days[0]), day_number(days[1])


def _known(letter: LetterHead) -> tuple[str, str]:
    return letter.earliest, letter.latest


def _span(letter: LetterHead) -> tuple[str, str]:
    """The days that a letter's date can mean. A limit (“not before …”) counts as its own day here."""
    return letter.earliest or letter.latest, letter.latest or letter.earliest


def _neighbours(
    name: str, letters: Sequence[LetterHead], group: Callable[[LetterHead], Hashable]
) -> Mapping[str, Neighbours]:
    grouped: dict[Hashable, list[LetterHead]] = {}
    for letter in letters:
        grouped.setdefault(group(letter), []).append(letter)
    return {ref: neighbours for members in grouped.values() for ref, neighbours in _in_a_row(name, members)}


def _in_a_row(name: str, members: Sequence[LetterHead]) -> Iterator[tuple[str, Neighbours]]:
    for before, letter, after in zip([None, *members], members, [*members[1:], None], strict=False):
        yield letter.id, Neighbours(name, before, after)
