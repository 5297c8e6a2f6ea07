"""Names beside the marks of a map, none over another: those of greater weight choose first.

Each name tries eight places around its mark and is left out when none is free (a shortened form of Imhof's
order of preference, 1975). Widths are estimated; the tests compare the estimate with a browser's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # left, top, right, bottom

ASCENT, DESCENT = 0.78, 0.24  # of the type size
NARROW, WIDE = frozenset("ijlftrI.,-'’ ()"), frozenset("mwMWЖШЩЮ←→")
GAP = 0.22  # between a mark and its name, of the type size
MUCH_SMALLER = 0.5  # a circle of at most this part of the radius may lie under a name


@dataclass(frozen=True)
class Circle:
    """A circle on a drawing, by its centre and radius, and the name that belongs to it."""

    x: float
    y: float
    radius: float
    name: str

    @property
    def box(self) -> Box:
        """The square around the circle."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


@dataclass(frozen=True)
class Label:
    """The place of a name: a point on its baseline, the `text-anchor` that says which end of the name it is
    (`start`, `middle`, `end`), and the box that the name fills."""

    x: float
    y: float
    anchor: str
    box: Box


def estimate_width(words: str, size: float) -> float:
    """The approximate width of words in type of a given size, in the widest face that `book.css` names."""
    return size * sum(_width(letter) for letter in words)


def _width(letter: str) -> float:
    if letter in NARROW:
        return 0.36
    if letter in WIDE:
        return 1.0
    return 0.76 if letter.isupper() else 0.58


def place_labels(marks: Sequence[Circle], size: float, width: float, height: float) -> list[Label | None]:
    """A label for each mark, or None if there is no room, in type of `size` within a frame of this width and
    height. Marks are given in order of weight.

    No name covers another. Where every place has circles in it, a name may cover circles that are much
    smaller than its own.
    """
    labels: list[Label | None] = []
    names: list[Box] = []
    for mark in marks:
        circles = [circle for circle in marks if circle is not mark]
        larger = [circle for circle in circles if circle.radius > mark.radius * MUCH_SMALLER]
        label = None
        for obstacles in (circles, larger):
            taken = [*names, *(circle.box for circle in obstacles)]
            free = (c for c in _candidates(mark, size) if _is_free(c.box, taken, width, height))
            label = label or next(free, None)
        labels.append(label)
        if label:
            names.append(label.box)
    return labels


def _candidates(mark: Circle, size: float) -> Iterable[Label]:
    """Labels to the right, to the left, above, below, and in the corners."""
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


def _label(mark: Circle, dx: float, dy: float, anchor: str, size: float) -> Label:
    x, y = mark.x + dx, mark.y + dy
    length = estimate_width(mark.name, size)
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * length
    room = GAP / 2 * size
    return Label(x, y, anchor, (left - room, y - ASCENT * size, left + length + room, y + DESCENT * size))


def _is_free(box: Box, taken: Iterable[Box], width: float, height: float) -> bool:
    inside = box[0] >= 2 and box[1] >= 2 and box[2] <= width - 2 and box[3] <= height - 2
    return inside and not any(overlap(box, obstacle) for obstacle in taken)


def overlap(first: Box, second: Box) -> bool:
    """Do two boxes share more than an edge?"""
    beside = first[2] <= second[0] or second[2] <= first[0]
    above = first[3] <= second[1] or second[3] <= first[1]
    return not beside and not above
