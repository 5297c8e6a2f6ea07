"""A map of places, and a smaller one of where they crowd, drawn from their coordinates.

Each place is drawn once, as a circle whose area grows with its weight, and is a link. What crowds stands on
the second map, whose frame is shown on the first; what lies beyond the first stands at its edge. Names are
placed twice, for wide and for narrow screens; the style sheet shows one of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from edition.render.drawing import svg
from edition.render.drawing.extent import Frame, crowd, frame_around, main_group, turned
from edition.render.drawing.labels import Label, Mark, place_labels
from edition.render.drawing.land import land_path

WIDTH, INSET_WIDTH = 1000.0, 640.0
LEAST_RADIUS, GREATEST_RADIUS = 3.6, 19.0
LOCATOR_WIDTH = 260.0


@dataclass(frozen=True)
class Type:
    """Sizes of type on wide and on narrow screens, and how much larger circles are on these; the style
    sheet (`register.css`) has the same figures for the class."""

    css: str
    wide: float
    narrow: float
    grown: float


WHOLE_TYPE, LARGER_TYPE = Type("map whole", 15, 30, 1.8), Type("map larger", 15, 20, 1.3)


@dataclass(frozen=True)
class MapPlace:
    """A place to be drawn: where its link leads and what it says; its weight gives its size."""

    name: str
    target: str
    title: str
    longitude: float
    latitude: float
    weight: int

    @property
    def point(self) -> tuple[float, float]:
        return self.longitude, self.latitude


@dataclass(frozen=True)
class Drawn:
    """A place on one of the maps."""

    place: MapPlace
    x: float
    y: float
    radius: float
    beyond: str = ""  # an arrow, when the place lies outside

    @property
    def words(self) -> str:
        return {"←": f"← {self.place.name}", "": self.place.name}.get(
            self.beyond, f"{self.place.name} {self.beyond}"
        )

    def mark(self, grown: float = 1.0) -> Mark:
        return Mark(self.x, self.y, self.radius * grown, self.words)


@dataclass(frozen=True)
class Sheet:
    """One map: its frame and what is drawn on it, the weightiest first."""

    frame: Frame
    drawn: tuple[Drawn, ...]
    type: Type = WHOLE_TYPE

    @property
    def wide(self) -> list[Label | None]:
        return self._labels(self.type.wide, 1)

    @property
    def narrow(self) -> list[Label | None]:
        return self._labels(self.type.narrow, self.type.grown)

    def _labels(self, size: float, grown: float) -> list[Label | None]:
        marks = [one.mark(grown) for one in self.drawn]
        return place_labels(marks, size, self.frame.width, self.frame.height)


@dataclass(frozen=True)
class Atlas:
    """The maps of some places: the main one, the one of the crowd, and where its frame lies on the main."""

    main: Sheet
    inset: Sheet | None
    window: tuple[tuple[float, float], ...] = ()


def atlas(places: Sequence[MapPlace]) -> Atlas:
    """Lay out the maps of one or more places."""
    points = turned([place.point for place in places])
    inner = main_group(points)
    crowded = [inner[i] for i in crowd([points[i] for i in inner])]
    frame = frame_around([points[i] for i in inner], WIDTH)
    most = max(place.weight for place in places)
    outside = [place for i, place in enumerate(places) if i not in inner]
    rest = _on(frame, [(places[i], points[i]) for i in inner if i not in crowded], most)
    edge = tuple(_at_the_edge(outside, frame, most, rest))
    if not crowded:
        return Atlas(Sheet(frame, edge + rest), None)
    closer = frame_around([points[i] for i in crowded], INSET_WIDTH, 0.08)
    inset = _on(closer, [(places[i], points[i]) for i in crowded], most)
    window = tuple(frame.project(*corner) for corner in _corners([points[i] for i in crowded]))
    return Atlas(Sheet(frame, edge + rest), Sheet(closer, inset, LARGER_TYPE), window)


def _on(
    frame: Frame, located: Iterable[tuple[MapPlace, tuple[float, float]]], most: int
) -> tuple[Drawn, ...]:
    """Places where they lie, the weightiest first."""
    drawn = [Drawn(place, *frame.project(*point), radius_of(place.weight, most)) for place, point in located]
    return tuple(sorted(drawn, key=lambda one: (-one.place.weight, one.place.name)))


def _at_the_edge(
    places: Sequence[MapPlace], frame: Frame, most: int, drawn: Sequence[Drawn]
) -> Iterator[Drawn]:
    """What lies beyond the frame, under one another in a corner on that side, the northernmost first."""
    stacks: dict[str, list[MapPlace]] = {}
    for place in sorted(places, key=lambda place: (-place.latitude, place.name)):
        stacks.setdefault(_direction(place, frame), []).append(place)
    for arrow, stack in stacks.items():
        left = arrow in "←↑"
        low = arrow == "↓" or (arrow != "↑" and _emptier_below(frame, drawn, left))
        for index, place in enumerate(stack):
            radius = radius_of(place.weight, most)
            out = radius * WHOLE_TYPE.grown + 6
            line = max(out, WHOLE_TYPE.narrow * 1.2 * ((len(stack) - index if low else index + 1) - 0.4))
            x = out if left else frame.width - out
            yield Drawn(place, x, frame.height - line if low else line, radius, arrow)


def _emptier_below(frame: Frame, drawn: Iterable[Drawn], left: bool) -> bool:
    """Are there fewer places in the lower corner of a side than in the upper?"""
    side = [one for one in drawn if (one.x < frame.width / 4 if left else one.x > frame.width * 3 / 4)]
    return 2 * sum(one.y > frame.height / 2 for one in side) < len(side)


def _direction(place: MapPlace, frame: Frame) -> str:
    """To the side where it is nearest around the globe; up or down when it lies in the map's width, or
    hardly beside it."""
    turn = (place.longitude - frame.projection.meridian + 180) % 360 - 180
    x, y = frame.project(frame.projection.meridian + max(-90.0, min(90.0, turn)), place.latitude)
    beside = max(-x, x - frame.width)
    if abs(turn) > 90 or beside > max(-y, y - frame.height, 0):
        return "←" if turn < 0 else "→"
    return "↓" if place.latitude < frame.projection.origin else "↑"


def radius_of(weight: int, most: int) -> float:
    """Areas are as weights are; the least are still seen."""
    return max(LEAST_RADIUS, GREATEST_RADIUS * sqrt(weight / most)) if most else LEAST_RADIUS


def _corners(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The edge of a box of longitudes and latitudes, with points between, since its sides are curved."""
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
    """The SVG of a map. `name` begins its ids."""
    frame = sheet.frame
    marks = [svg.element("path", d=_land(frame, 0.8), class_="land")]
    if window:
        outline = " ".join(f"{x:.0f},{y:.0f}" for x, y in window)
        marks.append(svg.element("polygon", points=outline, class_="window"))
    marks += map(_link, sheet.drawn, sheet.wide, sheet.narrow)
    return svg.figure(
        frame.width, frame.height, *marks, name=name, title=title, description=description, css=sheet.type.css
    )


def _link(one: Drawn, wide: Label | None, narrow: Label | None) -> Markup:
    circle = svg.element("circle", cx=round(one.x, 1), cy=round(one.y, 1), r=round(one.radius, 1))
    names = [
        svg.text(round(label.x, 1), round(label.y, 1), one.words, css, label.anchor)
        for css, label in (("wide", wide), ("narrow", narrow))
        if label
    ]
    return svg.link(one.place.target, one.place.title, circle, *names, css="beyond" if one.beyond else None)


def _land(frame: Frame, step: float) -> str:
    return land_path(frame.project, frame.projection.meridian, frame.width, frame.height, step)


@dataclass(frozen=True)
class Locator:
    """A small map on which one place at a time is shown; its land is drawn once."""

    frame: Frame
    land: Markup

    def show(self, longitude: float, latitude: float, title: str) -> Markup:
        """The map with a place, or nothing when the place lies outside."""
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


def locator(places: Sequence[tuple[float, float]]) -> Locator:
    """The small map of what the main map shows."""
    points = turned(places)
    frame = frame_around([points[i] for i in main_group(points)], LOCATOR_WIDTH)
    return Locator(frame, svg.element("path", d=_land(frame, 2), class_="land"))
