"""Seriation: an order in which things with strong ties are close together.

The order is that of the second eigenvector of the graph's normalised Laplacian (Fiedler 1973; Ding and He
2004), computed by power iteration from a fixed start, then improved by exchanging neighbours as long as this
brings tied things closer together. The same ties always give the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import sqrt

Ties = Mapping[tuple[int, int], int]  # (smaller index, greater index) → weight

ROUNDS, PASSES = 150, 40  # of the power iteration, of the exchanges


def seriate(size: int, ties: Ties) -> list[int]:
    """The indices 0 to `size` − 1 in an order that puts those with heavy ties close together."""
    if size < 3:
        return list(range(size))
    rows = _rows(size, ties)
    vector = _second_vector(rows)
    order = sorted(range(size), key=lambda i: (round(vector[i], 9), i))
    return _improved(order, rows)


def _rows(size: int, ties: Ties) -> list[dict[int, int]]:
    rows: list[dict[int, int]] = [{} for _ in range(size)]
    for (i, j), weight in ties.items():
        rows[i][j] = rows[j][i] = weight
    return rows


def _second_vector(rows: list[dict[int, int]]) -> list[float]:
    degrees = [sqrt(sum(row.values()) or 1e-6) for row in rows]
    length = sqrt(sum(d * d for d in degrees))
    first = [d / length for d in degrees]
    vector = [(i * 0.618034) % 1 - 0.5 for i in range(len(rows))]
    for _ in range(ROUNDS):
        along = sum(a * b for a, b in zip(vector, first, strict=True))
        vector = [a - along * b for a, b in zip(vector, first, strict=True)]
        vector = [
            vector[i] + sum(weight * vector[j] / degrees[j] for j, weight in row.items()) / degrees[i]
            for i, row in enumerate(rows)
        ]
        norm = sqrt(sum(a * a for a in vector)) or 1.0
        vector = [a / norm for a in vector]
    return [a / d for a, d in zip(vector, degrees, strict=True)]


def _improved(order: list[int], rows: list[dict[int, int]]) -> list[int]:
    order = list(order)
    place = {i: index for index, i in enumerate(order)}
    for _ in range(PASSES):
        changed = False
        for index, (i, j) in enumerate(list(pairwise(range(len(order))))):
            first, second = order[i], order[j]
            gain = _pull(rows[first], place, index, second) - _pull(rows[second], place, index, first)
            if gain > 0:
                order[i], order[j] = second, first
                place[second], place[first] = i, j
                changed = True
        if not changed:
            break
    return order


def _pull(row: Mapping[int, int], place: Mapping[int, int], index: int, neighbour: int) -> int:
    """The weight of the ties in a row to what comes later in the order, less that of the ties to what comes
    earlier."""
    return sum(
        weight if place[tied] > index else -weight
        for tied, weight in row.items()
        if tied != neighbour and not index <= place[tied] <= index + 1
    )
