"""Outlines of the land as SVG paths.

`land.json` holds today's coastlines from Natural Earth (public domain), thinned;
`benchmarks/land_outlines.py` says how. There are no borders in it: today's would mislead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from edition.render.drawing.projection import Point

Ring = Sequence[Point]
REACH = 150  # degrees of longitude to either side of the middle that are drawn


@lru_cache(maxsize=1)
def outlines() -> tuple[Ring, ...]:
    """The rings of the land, islands and inland seas included, as (longitude, latitude) in degrees."""
    data = json.loads(files(__package__).joinpath("land.json").read_text("utf-8"))
    grid, rings = data["grid"], []
    for steps in data["rings"]:
        x = y = 0
        ring = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / grid, y / grid))
        rings.append(tuple(ring))
    return tuple(rings)


def land_path(
    project: Callable[[float, float], Point], meridian: float, width: float, height: float, step: float
) -> str:
    """The attribute `d` of a path: all land in a frame of this width and height, with points at least `step`
    apart. `project` turns longitude and latitude (degrees) into (x, y) in the frame; `meridian` is the
    longitude of its middle."""
    edge = max(width, height) * 0.01 + 1  # land is cut outside the frame, so that the cut is not seen
    box = (-edge, -edge, width + edge, height + edge)
    west, east = meridian - REACH, meridian + REACH
    pieces = []
    for ring in outlines():
        first, last = min(ring)[0], max(ring)[0]
        for turn in (-360, 0, 360):
            if last + turn < west or first + turn > east:
                continue
            near = _clip([(x + turn, y) for x, y in ring], (west, -60, east, 89))
            seen = _clip([project(x, y) for x, y in near], box)
            pieces.append(_path(seen, step))
    return "".join(pieces)


def _clip(points: Ring, box: tuple[float, float, float, float]) -> Ring:
    """The part of a polygon that lies in a box (Sutherland and Hodgman, 1974)."""
    for axis, sign, limit in ((0, 1, box[0]), (1, 1, box[1]), (0, -1, -box[2]), (1, -1, -box[3])):
        if not points:
            break
        values = [sign * point[axis] - limit for point in points]
        if min(values) >= 0:
            continue
        points = list(_inside(points, values))
    return points


def _inside(points: Ring, values: Sequence[float]) -> Iterable[Point]:
    """The points at which a value is not negative, and those where it passes through zero."""
    last, before = points[-1], values[-1]
    for point, value in zip(points, values, strict=True):
        if (before < 0) != (value < 0):
            part = before / (before - value)
            yield last[0] + part * (point[0] - last[0]), last[1] + part * (point[1] - last[1])
        if value >= 0:
            yield point
        last, before = point, value


def _path(points: Ring, step: float) -> str:
    """`M12 7l3 1…z` in tenths, without points closer than `step` to the last; "" for a smaller ring."""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        here = (round(x * 10), round(y * 10))
        if not kept or max(abs(here[0] - kept[-1][0]), abs(here[1] - kept[-1][1])) >= step * 10:
            kept.append(here)
    if len(kept) < 3:
        return ""
    moves = [f"M{_number(kept[0][0])} {_number(kept[0][1])}l"]
    for (x, y), (to_x, to_y) in pairwise(kept):
        moves.append(f"{_number(to_x - x)} {_number(to_y - y)} ")
    return "".join(moves).rstrip() + "z"


def _number(tenths: int) -> str:
    return f"{tenths / 10:g}"
