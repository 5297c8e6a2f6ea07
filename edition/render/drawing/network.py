"""Who is named with whom: names on a circle, or in a column on narrow screens, and arcs between them.

Tried with the forty persons of the letters: the circle shows at once that there are a few groups; an ordered
matrix of 1600 cells shows the same only to those who search it, and its names do not fit a phone, whereas
arcs beside a column of names do. Beside each name its own arcs are drawn once more, hidden until the name is
pointed at or focused, which the style sheet alone brings about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, degrees, pi, sin, sqrt

from markupsafe import Markup

from edition.render.drawing import svg
from edition.render.drawing.labels import estimate_width
from edition.render.drawing.seriation import Ties, seriate

SIZE = 900.0  # width and height of the circular drawing
COLUMN, ROW = 360.0, 26.0
TYPE = 15.0
NODE = 7.0
ARC = 0.55  # width of an arc for each letter that two share


@dataclass(frozen=True)
class NetworkNode:
    """Somebody in the network: the name, the target and title of the link, and the weight, to which the area
    of the dot is proportional."""

    name: str
    target: str
    title: str
    weight: int


@dataclass(frozen=True)
class NetworkLayout:
    """A layout by its name and size: for each place in the order (from 0) the centre of its dot and its
    label, for each two places the path of the arc between them."""

    name: str
    width: float
    height: float
    dot: Callable[[int], tuple[float, float]]
    label: Callable[[int, str], Markup]
    arc: Callable[[int, int], str]


def circle_layout(names: Sequence[str], span: int) -> NetworkLayout:
    """Names around a circle, the first at the top, each pointing away from the middle; `span` does not
    matter."""
    middle, count = SIZE / 2, len(names)
    radius = middle - 2.2 * TYPE - _longest(names)

    def at(place: int, distance: float) -> tuple[float, float]:
        angle = 2 * pi * place / count - pi / 2
        return middle + distance * cos(angle), middle + distance * sin(angle)

    def label(place: int, name: str) -> Markup:
        x, y = at(place, radius + 1.1 * TYPE)
        angle = degrees(2 * pi * place / count) - 90
        left = 90 < angle < 270
        turn = angle - 180 if left else angle
        where = f"translate({x:.1f} {y:.1f}) rotate({turn:.1f})"
        return svg.element("text", name, transform=where, dy=".32em", text_anchor="end" if left else "start")

    def arc(start: int, end: int) -> str:
        (x1, y1), (x2, y2) = at(start, radius), at(end, radius)
        return f"M{x1:.1f} {y1:.1f}Q{middle:g} {middle:g} {x2:.1f} {y2:.1f}"

    return NetworkLayout(
        name="circle",
        width=SIZE,
        height=SIZE,
        dot=lambda place: at(place, radius),
        label=label,
        arc=arc,
    )


def _longest(names: Sequence[str]) -> float:
    return max(estimate_width(name, TYPE) for name in names)


def column_layout(names: Sequence[str], span: int) -> NetworkLayout:
    """Names in a column, the arcs to their right, the longest of which spans `span` rows."""
    x = _longest(names) + TYPE
    longest = span * ROW / 2
    stretch = min(1.0, (COLUMN - x - TYPE) / longest) if longest else 1.0

    def dot(place: int) -> tuple[float, float]:
        return x, (place + 0.5) * ROW

    def label(place: int, name: str) -> Markup:
        return svg.element("text", name, x=x - TYPE * 0.8, y=dot(place)[1], dy=".32em", text_anchor="end")

    def arc(start: int, end: int) -> str:
        top, bottom = sorted((dot(start)[1], dot(end)[1]))
        half = (bottom - top) / 2
        return f"M{x:.1f} {top:g}A{half * stretch:.1f} {half:g} 0 0 1 {x:.1f} {bottom:g}"

    return NetworkLayout(name="column", width=COLUMN, height=len(names) * ROW, dot=dot, label=label, arc=arc)


LAYOUTS = (circle_layout, column_layout)


def draw_network(
    nodes: Sequence[NetworkNode], ties: Ties, *, title: str, description: str
) -> list[tuple[str, Markup]]:
    """The network in each layout, as (name of the layout, SVG). `ties` gives how many letters two nodes, by
    their indices, share."""
    order = seriate(len(nodes), ties)
    placed = [nodes[index] for index in order]
    place = {index: position for position, index in enumerate(order)}
    moved = {(min(place[i], place[j]), max(place[i], place[j])): weight for (i, j), weight in ties.items()}
    span = max((j - i for i, j in moved), default=0)
    return [
        (layout.name, _draw(layout, placed, moved, title, description))
        for layout in (make([node.name for node in placed], span) for make in LAYOUTS)
    ]


def _draw(layout: NetworkLayout, nodes: Sequence[NetworkNode], ties: Ties, title: str, text: str) -> Markup:
    by_weight = sorted(ties.items(), key=lambda item: (item[1], item[0]))
    arcs = [
        svg.element(
            "path",
            id=_id(layout, pair),
            d=layout.arc(*pair),
            fill="none",
            stroke_width=round(weight * ARC, 2),
        )
        for pair, weight in by_weight
    ]
    all_ties = [svg.element("use", href=f"#{_id(layout, pair)}") for pair, _ in by_weight]
    most = max((node.weight for node in nodes), default=1) or 1
    persons = [_person(layout, nodes, ties, place, most) for place in range(len(nodes))]
    return svg.figure(
        layout.width,
        layout.height,
        svg.element("defs", *arcs),
        svg.element("g", *all_ties, class_="ties"),
        *persons,
        name=f"network-{layout.name}",
        title=title,
        description=text,
        css=f"network {layout.name}",
    )


def _person(layout: NetworkLayout, nodes: Sequence[NetworkNode], ties: Ties, place: int, most: int) -> Markup:
    """A name with its dot and, hidden, its own arcs and the dots at their ends."""
    own = [pair for pair in sorted(ties) if place in pair]
    ends = [layout.dot(pair[0] + pair[1] - place) for pair in own]
    mine = [
        *(svg.element("use", href=f"#{_id(layout, pair)}") for pair in own),
        *(svg.element("circle", cx=round(x, 1), cy=round(y, 1), r=4) for x, y in ends),
    ]
    node, (x, y) = nodes[place], layout.dot(place)
    radius = max(2.0, NODE * sqrt(node.weight / most))
    dot = svg.element("circle", cx=round(x, 1), cy=round(y, 1), r=round(radius, 1))
    link = svg.link(node.target, node.title, dot, layout.label(place, node.name))
    return svg.element("g", link, svg.element("g", *mine, class_="mine"), class_="person")


def _id(layout: NetworkLayout, pair: tuple[int, int]) -> str:
    return f"{layout.name}-{pair[0]}-{pair[1]}"
