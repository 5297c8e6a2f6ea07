"""A bar of shares: how a whole is made up, small enough to stand in the row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from markupsafe import Markup

from edition.render.drawing.svg import picture, rect

WIDTH, HEIGHT = 120, 10


def shares(counts: Mapping[str, int], label: str) -> Markup:
    """A bar divided into a piece for each count, its length the share of the total, in the given order; the
    class of a piece is its name (“granted-in-part”). The image is named by `label` and the counts."""
    total = sum(counts.values()) or 1
    lengths = [WIDTH * count / total for count in counts.values()]
    starts = [0, *accumulate(lengths)]
    pieces = [
        rect(start, 0, length, HEIGHT, name.replace(" ", "-"))
        for name, start, length in zip(counts, starts, lengths, strict=False)
        if length
    ]
    words = "; ".join(f"{name}: {count}" for name, count in counts.items() if count)
    return picture(WIDTH, HEIGHT, *pieces, title=f"{label}: {words}", css="shares")
