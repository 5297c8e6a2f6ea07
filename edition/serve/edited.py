"""Which paragraph was edited: from what differs between two states of the sources to an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.findings.diagnostics import Location
from edition.lookup.addresses import address
from edition.model import Edition

Texts = Mapping[str, bytes]  # by path


@dataclass(frozen=True)
class Target:
    """The place on the site where an edit shows: the page's file, the unit on it, and the id of that."""

    file: str
    unit: str
    id: str


def find_edited(before: Texts, now: Texts, edition: Edition) -> Target | None:
    """The first place that an edit concerns and that has an address."""
    for path, text in now.items():
        if before.get(path) != text:
            line = first_changed_line(before.get(path, b""), text)
            ref = _unit_at(path, line, edition)
            if ref is not None:
                page, _, unit = address(ref).partition("#")
                return Target(f"{page}index.html", unit, ref)
    return None


def first_changed_line(before: bytes, now: bytes) -> int:
    """The first line, counted from 1, that is new or another and is not empty; or where some are missing."""
    old, new = before.split(b"\n"), now.split(b"\n")
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    same = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    changed = range(start, len(new) - same)
    return 1 + next((i for i in changed if new[i].strip()), min(start, len(new) - 1))


def _unit_at(path: str, line: int, edition: Edition) -> str | None:
    """The id that begins last before a line of a file: a unit of a document, or a register entry."""
    begun = [(place.line, ref) for ref, place in _places(path, edition) if place.line <= line]
    return max(begun)[1] if begun else None


def _places(path: str, edition: Edition) -> Iterator[tuple[str, Location]]:
    for document in edition.documents.values():
        here = [(ref, place) for ref, place in document.origins.items() if place.path == path]
        yield from here
        if here:
            yield document.id, Location(path, 0)
    for register in edition.registers.values():
        yield from ((ref, place) for ref, place in register.locations.items() if place.path == path)
