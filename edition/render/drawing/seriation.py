"""An order in which things that belong together stand together.

The order is that of the second eigenvector of the graph's normalised Laplacian (Fiedler 1973; Ding and He
2004), found by repeated multiplication from a fixed start, then mended by exchanging neighbours as long as
this shortens the ways between what is tied. The same ties give the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import sqrt

Ties = Mapping[tuple[int, int], int]  # (smaller index, greater index) → weight

ROUNDS, PASSES = 150, 40


def order_of(size: int, ties: Ties) -> list[int]:
    """The indices 0 to size − 1, those with heavy ties near one another."""
    if size < 3:
        return list(range(size))
    rows = _rows(size, ties)
    vector = _second_vector(rows)
    order = sorted(range(size), key=lambda i: (round(vector[i], 9), i))
    return _mended(order, rows)


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


def _mended(order: list[int], rows: list[dict[int, int]]) -> list[int]:
    order = list(order)
    place = {i: index for index, i in enumerate(order)}
    for _ in range(PASSES):
        changed = False
        for index, (i, j) in enumerate(list(pairwise(range(len(order))))):
            one, other = order[i], order[j]
            gain = _pull(rows[one], place, index, other) - _pull(rows[other], place, index, one)
            if gain > 0:
                order[i], order[j] = other, one
                place[other], place[one] = i, j
                changed = True
        if not changed:
            break
    return order


def _pull(row: Mapping[int, int], place: Mapping[int, int], index: int, neighbour: int) -> int:
    """How much more one is tied to what stands behind than to what stands before."""
    return sum(
        weight if place[other] > index else -weight
        for other, weight in row.items()
        if other != neighbour and not index <= place[other] <= index + 1
    )
