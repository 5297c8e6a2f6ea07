"""Which paragraph was edited: from the difference between two states of the sources to an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.findings.diagnostics import Location
from edition.lookup.addresses import address
from edition.model import Edition

Texts = Mapping[str, bytes]  # by path


@dataclass(frozen=True)
class Target:
    """The place on the site that shows an edit: the page's file (relative to the site), the unit on the page
    (`p3`, "" for the whole page), and its id (`L16.p3`)."""

    file: str
    unit: str
    id: str


def find_edited(before: Texts, now: Texts, edition: Edition) -> Target | None:
    """The first place with an address that an edit concerns, or None: `before` and `now` are the sources
    before and after it, `edition` is what was made of the latter."""
    for path, text in now.items():
        if before.get(path) != text:
            line = first_changed_line(before.get(path, b""), text)
            ref = _unit_at(path, line, edition)
            if ref is not None:
                page, _, unit = address(ref).partition("#")
                return Target(f"{page}index.html", unit, ref)
    return None


def first_changed_line(before: bytes, now: bytes) -> int:
    """The first line (from 1) that is new or changed and is not empty; where lines were only removed, the
    line that follows them."""
    old, new = before.split(b"\n"), now.split(b"\n")
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    same = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    changed = range(start, len(new) - same)
    return 1 + next((i for i in changed if new[i].strip()), min(start, len(new) - 1))


def _unit_at(path: str, line: int, edition: Edition) -> str | None:
    """The id of the unit or register entry that contains a line of a file: the last to begin before it."""
    begun = [(place.line, ref) for ref, place in _places(path, edition) if place.line <= line]
    return max(begun)[1] if begun else None


def _places(path: str, edition: Edition) -> Iterator[tuple[str, Location]]:
    """Where the units, documents and register entries of a file begin."""
    for document in edition.documents.values():
        units = [(ref, place) for ref, place in document.origins.items() if place.path == path]
        yield from units
        if units:
            yield document.id, Location(path, 0)
    for register in edition.registers.values():
        yield from ((ref, place) for ref, place in register.locations.items() if place.path == path)
