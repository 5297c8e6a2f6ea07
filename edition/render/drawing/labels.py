"""Names beside the marks of a map, none over another: the weightier choose first.

Each name tries eight places around its mark and is left out when none is free (Imhof's order of
preference, 1975, shortened). Widths are estimated; the tests hold the estimate to a browser's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # left, top, right, bottom

ASCENT, DESCENT = 0.78, 0.24  # of the type size
NARROW, WIDE = frozenset("ijlftrI.,-'’ ()"), frozenset("mwMWЖШЩЮ←→")
GAP = 0.22
MUCH_SMALLER = 0.5


@dataclass(frozen=True)
class Mark:
    """A circle on a drawing and the name that belongs to it."""

    x: float
    y: float
    radius: float
    name: str

    @property
    def box(self) -> Box:
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


@dataclass(frozen=True)
class Label:
    """Where a name stands: its baseline's point, which end of it that is, and the box that it fills."""

    x: float
    y: float
    anchor: str
    box: Box


def length_of(words: str, size: float) -> float:
    """About how long words are in type of a size, in the widest of the faces that `book.css` names."""
    return size * sum(_width(letter) for letter in words)


def _width(letter: str) -> float:
    if letter in NARROW:
        return 0.36
    if letter in WIDE:
        return 1.0
    return 0.76 if letter.isupper() else 0.58


def place_labels(marks: Sequence[Mark], size: float, width: float, height: float) -> list[Label | None]:
    """A label for each mark, or None, in type of `size` within a frame. Marks come in order of weight.

    No name covers another. Where no place is free of circles either, a name may lie over those that are
    much smaller than its own.
    """
    labels: list[Label | None] = []
    names: list[Box] = []
    for mark in marks:
        circles = [other for other in marks if other is not mark]
        larger = [other for other in circles if other.radius > mark.radius * MUCH_SMALLER]
        label = None
        for shown in (circles, larger):
            taken = [*names, *(other.box for other in shown)]
            free = (c for c in _candidates(mark, size) if _free(c.box, taken, width, height))
            label = label or next(free, None)
        labels.append(label)
        if label:
            names.append(label.box)
    return labels


def _candidates(mark: Mark, size: float) -> Iterable[Label]:
    """Right, left, above, below, and the corners."""
    out, gap = mark.radius + GAP * size, GAP * size
    corner = mark.radius * 0.71 + gap / 2
    middle = size * (ASCENT - DESCENT) / 2
    up, down = size * DESCENT, size * ASCENT
    yield _label(mark, out, middle, "start", size)
    yield _label(mark, -out, middle, "end", size)
    yield _label(mark, 0, -mark.radius - gap / 2 - up, "middle", size)
    yield _label(mark, 0, mark.radius + gap / 2 + down, "middle", size)
    for side, anchor in ((corner, "start"), (-corner, "end")):
        yield _label(mark, side, -corner, anchor, size)
        yield _label(mark, side, corner + middle, anchor, size)


def _label(mark: Mark, dx: float, dy: float, anchor: str, size: float) -> Label:
    x, y = mark.x + dx, mark.y + dy
    length = length_of(mark.name, size)
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * length
    room = GAP / 2 * size
    return Label(x, y, anchor, (left - room, y - ASCENT * size, left + length + room, y + DESCENT * size))


def _free(box: Box, taken: Iterable[Box], width: float, height: float) -> bool:
    inside = box[0] >= 2 and box[1] >= 2 and box[2] <= width - 2 and box[3] <= height - 2
    return inside and not any(overlap(box, other) for other in taken)


def overlap(one: Box, other: Box) -> bool:
    """Do two boxes share more than an edge?"""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
