"""What a map shows, chosen from the places: the region they lie in, what lies beyond, where they crowd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.render.drawing.projection import Albers, Point, albers_for, distance

CHAIN = 25.0  # degrees: places closer to one another than this belong to one map
LEAST_EXTENT = 6.0  # degrees: no map shows less
CROWD = 6  # so many places make a crowd that needs a map of its own,
FEW = 12  # if the whole map has more than this
ROUND_THE_BOX = 12  # a crowd takes in what lies outside its box by less than this part of its size
CROWD_PART = 18  # a crowd lies within this part of the extent of the map
SHAPE = (0.45, 0.8)  # the least and the greatest height of a map of width 1


@dataclass(frozen=True)
class Frame:
    """A map's projection and rectangle: `left` and `top` on the plane of the projection, `scale` in units per
    radius of the globe. What lies in it is drawn from (0, 0) to (width, height)."""

    projection: Albers
    left: float
    top: float
    scale: float
    width: float
    height: float

    def project(self, longitude: float, latitude: float) -> Point:
        """The point (x, y) in the frame of a place in degrees."""
        x, y = self.projection.project(longitude, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, point: Point) -> bool:
        """Does a point (x, y) lie within the frame?"""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


def frame_around(points: Sequence[Point], width: float, margin: float = 0.08) -> Frame:
    """A frame of a given width for places (longitude, latitude), with a margin on all sides, as a share of
    their extent. Its height is 0.45 to 0.8 of its width."""
    points = [*points, *_least_extent(points)]
    projection = albers_for(points)
    xs, ys = zip(*(projection.project(*point) for point in points), strict=True)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    wide, high = wide * (1 + 2 * margin), high * (1 + 2 * margin)
    wide, high = max(wide, high / SHAPE[1]), max(high, wide * SHAPE[0])
    scale = width / wide
    return Frame(
        projection=projection,
        left=middle[0] - wide / 2,
        top=middle[1] + high / 2,
        scale=scale,
        width=width,
        height=round(high * scale),
    )


def _least_extent(points: Sequence[Point]) -> list[Point]:
    """Corners that keep the extent of a map of one place, or of few, from being too small."""
    (x, y), half = points[0], LEAST_EXTENT / 2
    return [(x - half, y), (x + half, y), (x, max(y - half, -85)), (x, min(y + half, 85))]


def unwrap(points: Sequence[Point]) -> list[Point]:
    """The same places (longitude, latitude) with longitudes that increase from west to east without a jump,
    the globe being cut where the gap between them is widest."""
    order = sorted({x % 360 for x, _ in points})
    gaps = [(after - before, after) for before, after in pairwise(order)]
    gaps.append((order[0] + 360 - order[-1], order[0]))
    start = max(gaps)[1]  # the westernmost longitude
    shift = 360 if start > 180 else 0
    return [((x - start) % 360 + start - shift, y) for x, y in points]


def find_main_group(points: Sequence[Point]) -> list[int]:
    """The indices, in order, of the largest set of places that are joined by steps of less than CHAIN
    (single-linkage clustering): a map of these leaves out what lies far from all of them."""
    left = set(range(len(points)))
    best: list[int] = []
    while left:
        group, edge = set(), {min(left)}
        while edge:
            group |= edge
            left -= edge
            edge = {i for i in left if any(distance(points[i], points[j]) < CHAIN for j in edge)}
        best = max(best, sorted(group), key=len)
    return best


def find_crowd(points: Sequence[Point]) -> list[int]:
    """The indices of the places in the densest region, if there is one; they get a larger map of their
    own."""
    if len(points) <= FEW:
        return []
    reach = max(distance(points[0], point) for point in points) * 2 / CROWD_PART
    near = [[i for i, p in enumerate(points) if distance(p, centre) < reach] for centre in points]
    densest = max(near, key=len)
    if len(densest) < CROWD:
        return []
    return _in_box(points, _in_box(points, densest))


def _in_box(points: Sequence[Point], chosen: Sequence[int]) -> list[int]:
    """The indices of all places in the box around the chosen ones, or just outside it."""
    west, east = min(points[i][0] for i in chosen), max(points[i][0] for i in chosen)
    south, north = min(points[i][1] for i in chosen), max(points[i][1] for i in chosen)
    wide, high = (east - west) / ROUND_THE_BOX, (north - south) / ROUND_THE_BOX
    return [
        i
        for i, (x, y) in enumerate(points)
        if west - wide <= x <= east + wide and south - high <= y <= north + high
    ]
