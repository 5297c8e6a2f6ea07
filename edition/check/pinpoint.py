"""From the location of a paragraph to that of the words meant in it.

The rules read a text without its markup and line breaks, and so know the paragraph but not the column. The
words and what precedes them are looked for in the file, from the beginning of the paragraph on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from edition.findings.diagnostics import Diagnostic, Location
from edition.model import Source

# what may stand between two words in a file: no letters except in attributes, targets and note references
BETWEEN = r"(?:[^\w{(\[]|\[\^[^\]]*\]|\{[^}]*\}|\(#[^)]*\)|[\[({])*"
WORDS_BEFORE = 3


def pinpoint(findings: Iterable[Diagnostic], sources: Mapping[str, Source]) -> list[Diagnostic]:
    """The same findings, each located at the words it is about, if the file contains them."""
    texts: dict[str, str] = {}
    pinpointed = []
    for finding in findings:
        place = finding.location
        if finding.words and place.path in sources:
            if place.path not in texts:
                texts[place.path] = sources[place.path].data.decode("utf-8", "replace").replace("\r\n", "\n")
            place = _locate(finding, texts[place.path])
        pinpointed.append(replace(finding, location=place, words="", before=""))
    return pinpointed


def _locate(finding: Diagnostic, text: str) -> Location:
    start = _offset(text, finding.location)
    words = _as_typed(finding.words)
    before = re.findall(r"\w+", finding.before)[-WORDS_BEFORE:]
    lead = "".join(re.escape(word) + BETWEEN for word in before)
    for pattern in (f"{lead}({words})", rf"(?<!\w)({words})"):
        match = _compiled(pattern).search(text, start)
        if match:
            at = match.start(1)
            line_start = text.rfind("\n", 0, at) + 1
            return Location(finding.location.path, text.count("\n", 0, at) + 1, at - line_start + 1)
    return finding.location


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _as_typed(words: str) -> str:
    """A pattern for words, however their line breaks and apostrophes were typed."""
    pieces = []
    for piece in re.findall(r"\w+|\s+|[^\w\s]", words):
        if piece.isspace():
            pieces.append(r"\s+")
        else:
            pieces.append("['’]" if piece in "'’" else re.escape(piece))
    return "".join(pieces)


def _offset(text: str, place: Location) -> int:
    """The offset in a text (characters from 0) of a line and column (from 1)."""
    offset = 0
    for _ in range(place.line - 1):
        following = text.find("\n", offset)
        if following < 0:
            return offset
        offset = following + 1
    return offset + max(place.column - 1, 0)
