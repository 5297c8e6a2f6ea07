"""Marks that would cover each other are laid in lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Box:
    """From where to where a mark reaches, and in which lane, counted from the base line."""

    start: float
    end: float
    lane: int = 0


def pack(boxes: Sequence[Box], gap: float) -> list[Box]:
    """Give each box the lowest lane that is free, going from left to right; the order stays."""
    ends: list[float] = []
    placed = list(boxes)
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i].start):
        box = boxes[index]
        lane = next((n for n, end in enumerate(ends) if end + gap <= box.start), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = box.end
        placed[index] = replace(box, lane=lane)
    return placed
