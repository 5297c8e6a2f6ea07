"""What stands around a letter."""

from __future__ import annotations

import random
from datetime import date, timedelta
from types import SimpleNamespace

from edition.render.related import are_near, days_in_order, relate


def head_of(number: int, earliest: str, latest: str) -> SimpleNamespace:
    """As much of a letter's head as `relate` asks for."""
    return SimpleNamespace(
        id=f"L{number}",
        earliest=earliest,
        latest=latest,
        date_sort=earliest or latest,
        year=(earliest or latest)[:4],
        correspondents=frozenset(),
        topics=(),
    )


def span(head: SimpleNamespace) -> tuple[str, str]:
    return head.earliest or head.latest, head.latest or head.earliest


def test_near_letters_are_those_that_a_comparison_of_all_finds() -> None:
    """The window leaves nothing out: dates of days, months and years, open and unknown ones."""
    chosen, heads = random.Random(7), []
    for number in range(200):
        first = date(1901, 1, 1) + timedelta(days=chosen.randrange(500))
        last = first + timedelta(days=chosen.choice([0, 0, 0, 9, 30, 31, 90]))
        earliest, latest = chosen.choice(
            [(first, last), (first, last), (first, None), (None, last), (None, None)]
        )
        heads.append(head_of(number, str(earliest or ""), str(latest or "")))
    days = days_in_order(heads)  # type: ignore[arg-type]
    by_date = sorted(heads, key=lambda head: days[head.id])
    related = relate(heads, {})  # type: ignore[arg-type]
    assert any(around.near for around in related.values())
    for head in heads:
        near = [o.id for o in by_date if o is not head and are_near(span(head), span(o))]
        assert [other.id for other, _ in related[head.id].near] == near
