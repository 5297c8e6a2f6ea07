"""What `edition new` left to be written is named where it stands, until it is written."""

from __future__ import annotations

import re

from edition.findings.diagnostics import Diagnostic, Location
from edition.model import Source
from edition.words.typography import TO_WRITE

PLACE = re.compile(TO_WRITE + ": ?([^›]*)›?")


def place_to_write(what: str) -> str:
    """The sign that stands where something is still to be written."""
    return f"{TO_WRITE}: {what}›"


def find_unfinished(source: Source) -> list[Diagnostic]:
    """D220 for each sign in a file, in whatever kind of file and field it stands."""
    if TO_WRITE.encode() not in source.data:
        return []
    hint = "write it in place of what stands between ‹ and ›"
    found = []
    for number, line in enumerate(source.data.decode("utf-8", "replace").split("\n"), 1):
        for match in PLACE.finditer(line):
            place = Location(source.path, number, match.start() + 1)
            found.append(Diagnostic("D220", f"still to be written: {match[1]}", place, hint))
    return found
