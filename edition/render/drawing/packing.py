"""Marks that would cover each other are laid in lanes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Box:
    """From where to where a mark reaches, and in which lane, counted from the base line."""

    start: float
    end: float
    lane: int = 0

    @property
    def width(self) -> float:
        return self.end - self.start


def pack(boxes: Iterable[Box], gap: float) -> list[Box]:
    """Give each box the lowest lane in which it touches none of those before it."""
    lanes: list[list[Box]] = []
    placed = []
    for box in boxes:
        free = (
            number
            for number, lane in enumerate(lanes)
            if all(box.end + gap <= other.start or other.end + gap <= box.start for other in lane)
        )
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(box)
        placed.append(replace(box, lane=number))
    return placed
