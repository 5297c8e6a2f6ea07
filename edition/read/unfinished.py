"""Places that `edition new` left to be filled in are reported until they are."""

from __future__ import annotations

import re

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.model import Source
from edition.words.typography import TO_WRITE

PLACE = re.compile(TO_WRITE + ": ?([^›]*)›?")


def place_to_write(subject: str) -> str:
    """The mark that stands where `subject` is still to be written: `‹to write: subject›`."""
    return f"{TO_WRITE}: {subject}›"


D220 = Rule(
    "D220",
    WARNING,
    "a place left by “new” that is still to be filled in",
    why="`new` leaves a place for what only you know. Readers should not see it.",
    bad="`‹to write: a summary of the letter›`",
    good="the summary",
)


def find_unfinished(source: Source) -> list[Diagnostic]:
    """A warning (D220) for each such mark in a file, whatever its kind and wherever it stands."""
    if TO_WRITE.encode() not in source.data:
        return []
    hint = "replace ‹ … › with it"
    findings = []
    for number, line in enumerate(source.data.decode("utf-8", "replace").split("\n"), 1):
        for match in PLACE.finditer(line):
            place = Location(source.path, number, match.start() + 1)
            findings.append(D220.at(place, f"still to be written: {match[1]}", hint))
    return findings
