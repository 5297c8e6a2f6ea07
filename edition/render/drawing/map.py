"""A map of places, and a smaller one of where they crowd, drawn from their coordinates.

Each place is drawn once, as a circle whose area grows with its weight, and is a link. Crowded places are on
the second map, whose frame is shown on the first; what lies beyond the first is at its edge. Names are placed
twice, for wide and for narrow screens; the style sheet shows one of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from markupsafe import Markup

from edition.render.drawing import svg
from edition.render.drawing.extent import Frame, find_crowd, find_main_group, frame_around, unwrap
from edition.render.drawing.labels import Circle, Label, place_labels
from edition.render.drawing.land import land_path

WIDTH, INSET_WIDTH = 1000.0, 640.0
LEAST_RADIUS, GREATEST_RADIUS = 3.6, 19.0
LOCATOR_WIDTH = 260.0


@dataclass(frozen=True)
class TypeSizes:
    """Sizes of type on wide and on narrow screens, and how many times larger circles are on the latter; the
    style sheet (`register.css`) has the same figures for the class `css`."""

    css: str
    wide: float
    narrow: float
    growth: float


WHOLE_TYPE = TypeSizes("map whole", 15, 30, 1.8)
LARGER_TYPE = TypeSizes("map larger", 15, 20, 1.3)


@dataclass(frozen=True)
class MapPlace:
    """A place to be drawn: its name, the target and title of its link, its coordinates in degrees, and its
    weight, which gives its size."""

    name: str
    target: str
    title: str
    longitude: float
    latitude: float
    weight: int

    @property
    def point(self) -> tuple[float, float]:
        """(longitude, latitude)."""
        return self.longitude, self.latitude


@dataclass(frozen=True)
class PlacedCircle:
    """A place as a circle on one of the maps, by its centre and radius."""

    place: MapPlace
    x: float
    y: float
    radius: float
    beyond: str = ""  # an arrow, if the place lies outside the map

    @property
    def words(self) -> str:
        """The name of the place, with the arrow if it lies outside."""
        return {"←": f"← {self.place.name}", "": self.place.name}.get(
            self.beyond, f"{self.place.name} {self.beyond}"
        )

    def mark(self, growth: float = 1.0) -> Circle:
        """The circle, so many times larger, with its name, as a mark to be labelled."""
        return Circle(self.x, self.y, self.radius * growth, self.words)


@dataclass(frozen=True)
class Sheet:
    """One map: its frame, the circles on it by descending weight, and its type."""

    frame: Frame
    circles: tuple[PlacedCircle, ...]
    type: TypeSizes = WHOLE_TYPE

    @property
    def wide_labels(self) -> list[Label | None]:
        """The labels on wide screens, one for each circle, None where there is no room."""
        return self._labels(self.type.wide, 1)

    @property
    def narrow_labels(self) -> list[Label | None]:
        """The labels on narrow screens, as `wide_labels`."""
        return self._labels(self.type.narrow, self.type.growth)

    def _labels(self, size: float, growth: float) -> list[Label | None]:
        marks = [circle.mark(growth) for circle in self.circles]
        return place_labels(marks, size, self.frame.width, self.frame.height)


@dataclass(frozen=True)
class Atlas:
    """The maps of some places: the main one, the larger one of the crowd (None if there is no crowd), and the
    outline of its frame on the main one, as points (x, y)."""

    main: Sheet
    inset: Sheet | None
    window: tuple[tuple[float, float], ...] = ()


def lay_out_maps(places: Sequence[MapPlace]) -> Atlas:
    """The maps of one or more places. Raises ValueError when there are none."""
    points = unwrap([place.point for place in places])
    inner = find_main_group(points)
    crowded = [inner[i] for i in find_crowd([points[i] for i in inner])]
    frame = frame_around([points[i] for i in inner], WIDTH)
    most = max(place.weight for place in places)
    outside = [place for i, place in enumerate(places) if i not in inner]
    inside = _inside(frame, [(places[i], points[i]) for i in inner if i not in crowded], most)
    edge = tuple(_at_the_edge(outside, frame, most, inside))
    if not crowded:
        return Atlas(Sheet(frame, edge + inside), None)
    closer = frame_around([points[i] for i in crowded], INSET_WIDTH, 0.08)
    inset = _inside(closer, [(places[i], points[i]) for i in crowded], most)
    window = tuple(frame.project(*corner) for corner in _corners([points[i] for i in crowded]))
    return Atlas(Sheet(frame, edge + inside), Sheet(closer, inset, LARGER_TYPE), window)


def _inside(
    frame: Frame, located: Iterable[tuple[MapPlace, tuple[float, float]]], most: int
) -> tuple[PlacedCircle, ...]:
    """Places where they lie, by descending weight."""
    circles = [
        PlacedCircle(place, *frame.project(*point), radius_of(place.weight, most)) for place, point in located
    ]
    return tuple(sorted(circles, key=lambda circle: (-circle.place.weight, circle.place.name)))


def _at_the_edge(
    places: Sequence[MapPlace], frame: Frame, most: int, inside: Sequence[PlacedCircle]
) -> Iterator[PlacedCircle]:
    """Places beyond the frame, one below the other in a corner on that side, the northernmost first."""
    stacks: dict[str, list[MapPlace]] = {}
    for place in sorted(places, key=lambda place: (-place.latitude, place.name)):
        stacks.setdefault(_direction(place, frame), []).append(place)
    for arrow, stack in stacks.items():
        left = arrow in "←↑"
        low = arrow == "↓" or (arrow != "↑" and _is_emptier_below(frame, inside, left))
        for index, place in enumerate(stack):
            radius = radius_of(place.weight, most)
            out = radius * WHOLE_TYPE.growth + 6
            line = max(out, WHOLE_TYPE.narrow * 1.2 * ((len(stack) - index if low else index + 1) - 0.4))
            x = out if left else frame.width - out
            yield PlacedCircle(place, x, frame.height - line if low else line, radius, arrow)


def _is_emptier_below(frame: Frame, circles: Iterable[PlacedCircle], left: bool) -> bool:
    """Are there fewer circles in the lower corner of a side than in the upper?"""
    quarter = frame.width / 4
    side = [
        circle for circle in circles if (circle.x < quarter if left else circle.x > frame.width - quarter)
    ]
    return 2 * sum(circle.y > frame.height / 2 for circle in side) < len(side)


def _direction(place: MapPlace, frame: Frame) -> str:
    """An arrow towards a place: to the side on which it is nearer around the globe; up or down if it lies
    within the map's width, or hardly beside it."""
    turn = (place.longitude - frame.projection.meridian + 180) % 360 - 180
    x, y = frame.project(frame.projection.meridian + max(-90.0, min(90.0, turn)), place.latitude)
    beside = max(-x, x - frame.width)
    if abs(turn) > 90 or beside > max(-y, y - frame.height, 0):
        return "←" if turn < 0 else "→"
    return "↓" if place.latitude < frame.projection.origin else "↑"


def radius_of(weight: int, most: int) -> float:
    """The radius of a circle whose area is proportional to its weight, `most` being the greatest; the
    smallest can still be seen."""
    return max(LEAST_RADIUS, GREATEST_RADIUS * sqrt(weight / most)) if most else LEAST_RADIUS


def _corners(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The outline of a box of longitudes and latitudes, with points between its corners, since its sides are
    curved."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    west, east = min(xs) - wide * 0.06, max(xs) + wide * 0.06
    south, north = min(ys) - high * 0.1, max(ys) + high * 0.1
    steps = [i / 6 for i in range(7)]
    yield from ((west + (east - west) * part, north) for part in steps)
    yield from ((east - (east - west) * part, south) for part in steps)


def draw_sheet(
    sheet: Sheet, *, name: str, title: str, description: str, window: Sequence[tuple[float, float]] = ()
) -> Markup:
    """The SVG of a map. `name` begins its ids; `window` outlines the frame of another map (points of
    `sheet`)."""
    frame = sheet.frame
    marks = [svg.element("path", d=_land(frame, 0.8), class_="land")]
    if window:
        outline = " ".join(f"{x:.0f},{y:.0f}" for x, y in window)
        marks.append(svg.element("polygon", points=outline, class_="window"))
    marks += map(_link, sheet.circles, sheet.wide_labels, sheet.narrow_labels)
    return svg.figure(
        frame.width, frame.height, *marks, name=name, title=title, description=description, css=sheet.type.css
    )


def _link(circle: PlacedCircle, wide: Label | None, narrow: Label | None) -> Markup:
    dot = svg.element("circle", cx=round(circle.x, 1), cy=round(circle.y, 1), r=round(circle.radius, 1))
    names = [
        svg.text(round(label.x, 1), round(label.y, 1), circle.words, css, label.anchor)
        for css, label in (("wide", wide), ("narrow", narrow))
        if label
    ]
    css_class = "beyond" if circle.beyond else None
    return svg.link(circle.place.target, circle.place.title, dot, *names, css=css_class)


@lru_cache(maxsize=8)
def _land(frame: Frame, step: float) -> str:
    return land_path(frame.project, frame.projection.meridian, frame.width, frame.height, step)


@dataclass(frozen=True)
class Locator:
    """A small map on which one place at a time is shown; its land is drawn once."""

    frame: Frame
    land: Markup

    def show(self, longitude: float, latitude: float, title: str) -> Markup:
        """The map with a place (degrees), named by a title; empty if the place lies outside."""
        x, y = self.frame.project(longitude, latitude)
        if not self.frame.holds((x, y)):
            return Markup("")
        return svg.picture(
            self.frame.width,
            self.frame.height,
            self.land,
            svg.element("circle", cx=round(x, 1), cy=round(y, 1), r=9, class_="ring"),
            svg.element("circle", cx=round(x, 1), cy=round(y, 1), r=3.2),
            title=title,
            css="map locator",
        )


def make_locator(places: Sequence[tuple[float, float]]) -> Locator:
    """The small map of the region that the main map of these places (longitude, latitude) shows."""
    points = unwrap(places)
    frame = frame_around([points[i] for i in find_main_group(points)], LOCATOR_WIDTH)
    return Locator(frame, svg.element("path", d=_land(frame, 2), class_="land"))
