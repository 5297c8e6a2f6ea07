"""From the globe to the plane: Albers' equal-area conic, which suits land that is wider than it is high.

Formulas: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), 14-1 to 14-6,
for the sphere. Areas keep their proportions, so that a large country does not look larger than it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, degrees, radians, sin, sqrt

Point = tuple[float, float]

LEAST_N = 0.01  # keeps the cone open where the parallels lie around the equator


@dataclass(frozen=True)
class Albers:
    """The projection: its central meridian, latitude of origin and two standard parallels, in degrees.

    Results are in radii of the globe, with y growing to the north.
    """

    meridian: float
    origin: float
    south: float
    north: float

    @cached_property
    def n(self) -> float:
        """The constant of the cone (Snyder, 14-6)."""
        n = (sin(radians(self.south)) + sin(radians(self.north))) / 2
        return n if abs(n) > LEAST_N else LEAST_N

    @cached_property
    def _c(self) -> float:
        return cos(radians(self.south)) ** 2 + 2 * self.n * sin(radians(self.south))

    @cached_property
    def _origin_radius(self) -> float:
        return self._radius(self.origin)

    def _radius(self, latitude: float) -> float:
        return sqrt(max(0.0, self._c - 2 * self.n * sin(radians(latitude)))) / self.n

    def project(self, longitude: float, latitude: float) -> Point:
        """The point (x, y) of a place in degrees. Longitudes are not wrapped: 190 lies to the east of 170."""
        radius = self._radius(latitude)
        angle = self.n * radians(longitude - self.meridian)
        return radius * sin(angle), self._origin_radius - radius * cos(angle)


def albers_for(places: Iterable[Point]) -> Albers:
    """The projection that suits one or more places (longitude, latitude): its meridian in their middle, its
    parallels a sixth of their height away from the southernmost and the northernmost."""
    longitudes, latitudes = zip(*places, strict=True)
    south, north = min(latitudes), max(latitudes)
    sixth = (north - south) / 6
    middle = (min(longitudes) + max(longitudes)) / 2
    return Albers(middle, (south + north) / 2, south + sixth, north - sixth)


def distance(start: Point, end: Point) -> float:
    """The great-circle distance in degrees between two places (longitude, latitude), by haversines."""
    (x1, y1), (x2, y2) = (map(radians, start), map(radians, end))
    half = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return degrees(2 * asin(min(1.0, sqrt(half))))
