"""Marks that would cover each other are put in different lanes (interval partitioning)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Box:
    """The horizontal extent of a mark, and its lane, counted from 0 at the base line."""

    start: float
    end: float
    lane: int = 0

    @property
    def width(self) -> float:
        """The distance from its start to its end."""
        return self.end - self.start


def pack(boxes: Iterable[Box], gap: float) -> list[Box]:
    """The same boxes, each in the lowest lane in which it is at least `gap` away from all before it."""
    lanes: list[list[Box]] = []
    placed = []
    for box in boxes:
        free = (
            number
            for number, lane in enumerate(lanes)
            if all(box.end + gap <= taken.start or taken.end + gap <= box.start for taken in lane)
        )
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(box)
        placed.append(replace(box, lane=number))
    return placed
