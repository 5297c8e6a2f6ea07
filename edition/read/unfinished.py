"""What `edition new` left to be written is named where it stands, until it is written."""

from __future__ import annotations

import re

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.model import Source
from edition.words.typography import TO_WRITE

PLACE = re.compile(TO_WRITE + ": ?([^›]*)›?")


def place_to_write(what: str) -> str:
    """The sign that stands where something is still to be written."""
    return f"{TO_WRITE}: {what}›"


D220 = Rule(
    "D220",
    WARNING,
    "a place left by “new” that is still to be filled in",
    why="`new` leaves a place for what only you know. Readers should not meet it.",
    bad="`‹to write: a summary of the letter›`",
    good="the summary",
)


def find_unfinished(source: Source) -> list[Diagnostic]:
    """D220 for each sign in a file, in whatever kind of file and field it stands."""
    if TO_WRITE.encode() not in source.data:
        return []
    hint = "write it in place of what stands between ‹ and ›"
    found = []
    for number, line in enumerate(source.data.decode("utf-8", "replace").split("\n"), 1):
        for match in PLACE.finditer(line):
            place = Location(source.path, number, match.start() + 1)
            found.append(D220.at(place, f"still to be written: {match[1]}", hint))
    return found
