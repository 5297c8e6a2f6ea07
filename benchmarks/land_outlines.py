"""How `edition/render/drawing/land.json` was made: outlines of the land for the maps, small enough to keep.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python benchmarks/land_outlines.py package/land-50m.json

The package holds Natural Earth's 1:50m land polygons (version 4.1.0, public domain) as TopoJSON. Points are
dropped after Visvalingam (1993): again and again the point that makes the smallest triangle with its
neighbours, until every triangle left is larger than what may be lost at that place, less in the boxes of
`FINE`, more elsewhere. Islands smaller than that go. Nothing of this runs in a build.
"""

from __future__ import annotations

import heapq
import json
import sys
from pathlib import Path

# (west, south, east, north), smallest triangle kept there in square degrees; the first that fits counts
FINE = [((26, 36, 56, 50), 0.001), ((-12, 34, 62, 72), 0.01), ((62, 0, 180, 78), 0.04)]
COARSE = 0.4
GRID = 50  # steps in a degree
TARGET = Path(__file__).resolve().parent.parent / "edition" / "render" / "drawing" / "land.json"

Ring = list[tuple[float, float]]


def rings(topology: dict) -> list[Ring]:
    """The outlines of a TopoJSON file, in degrees."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    found = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            points = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1:] if points else arc
            found.append(points[:-1])
    return found


def least(point: tuple[float, float]) -> float:
    """The smallest triangle that is kept at a point."""
    for (west, south, east, north), area in FINE:
        if west <= point[0] <= east and south <= point[1] <= north:
            return area
    return COARSE


def thin(ring: Ring) -> Ring:
    """A ring without the points that hardly shape it; empty when nothing is left of it."""
    size = len(ring)
    before, after = [(i - 1) % size for i in range(size)], [(i + 1) % size for i in range(size)]
    alive = [True] * size

    def weight(i: int) -> float:
        (x1, y1), (x2, y2), (x3, y3) = ring[before[i]], ring[i], ring[after[i]]
        return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2 / least(ring[i])

    weights = [weight(i) for i in range(size)]
    heap = [(value, i) for i, value in enumerate(weights)]
    heapq.heapify(heap)
    while heap and heap[0][0] < 1:
        value, i = heapq.heappop(heap)
        if not alive[i] or value != weights[i]:
            continue
        alive[i] = False
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            weights[j] = weight(j)
            heapq.heappush(heap, (weights[j], j))
    kept = [ring[i] for i in range(size) if alive[i]]
    return kept if len(kept) > 2 else []


def deltas(ring: Ring) -> list[int]:
    """Longitude and latitude of the first point on the grid, then the steps from point to point."""
    steps, last = [], (0, 0)
    for x, y in ring:
        here = (round(x * GRID), round(y * GRID))
        if here != last:
            steps += [here[0] - last[0], here[1] - last[1]]
        last = here
    return steps


def main(source: str) -> None:
    outlines = [thin(ring) for ring in rings(json.loads(Path(source).read_text("utf-8")))]
    kept = [deltas(ring) for ring in outlines if ring and min(y for _, y in ring) > -60]
    told = {
        "source": "Natural Earth 4.1.0, 1:50m land, public domain (world-atlas 2.0.2)",
        "grid": GRID,
        "rings": kept,
    }
    TARGET.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(kept)} outlines, {sum(map(len, kept)) // 2} points, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
