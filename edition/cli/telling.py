"""How a finding is shown: for people with its line and a caret, for GitHub as a workflow command."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from edition.findings.diagnostics import Diagnostic, Severity

WIDTH = 100  # columns of a terminal
LEFT = 30  # characters of a long line that are kept before the column
CUT = "…"
LONGEST = 400  # characters of a message; what it quotes may be a whole line


def as_text(finding: Diagnostic, root: Path) -> str:
    """The finding, and below it its line with a caret under the column, where both are known. The path is
    given from the folder in which the command was typed, so that it can be opened from there."""
    place, message = finding.location, finding.message
    message = message if len(message) <= LONGEST else f"{message[:LONGEST]}{CUT}"
    location = replace(place, path=os.path.relpath(root / place.path))
    here = replace(finding, location=location, message=message)
    lines = _lines(root / place.path, _age(root / place.path)) if place.line and place.column else []
    if place.line > len(lines) or not lines:
        return str(here)
    return f"{here}\n{excerpt(lines[place.line - 1], place.line, place.column)}"


def _age(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=16)
def _lines(path: Path, age: int) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    except OSError:
        return []


def excerpt(line: str, number: int, column: int) -> str:
    """A line with its number and a caret below `column` (from 1); a line longer than the terminal is cut
    around the column, and tabs stay tabs."""
    gutter = f"{number:6} | "
    start = max(column - 1, 0)
    room = WIDTH - len(gutter) - 1
    if len(line) > room and start > room - LEFT:
        cut = start - LEFT
        line, start = CUT + line[cut:], start - cut + len(CUT)
    if len(line) > room:
        line = line[:room].rstrip() + CUT
    blank = "".join(_blank(sign) for sign in line[:start])
    return f"{gutter}{line}\n{' ' * (len(gutter) - 2)}| {blank}^"


def _blank(sign: str) -> str:
    """A blank as wide as a character in a terminal (Unicode Standard Annex #11)."""
    if sign == "\t":
        return sign
    if unicodedata.combining(sign):
        return ""
    return "  " if unicodedata.east_asian_width(sign) in "WF" else " "


LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(finding: Diagnostic) -> str:
    """A workflow command, `::error file=…,line=…,col=…,title=CODE::message`. (GitHub Docs, “Workflow commands
    for GitHub Actions”; the escapes are those of actions/toolkit, `command.ts`.)"""
    place = finding.location
    numbers = {"line": place.line, "col": place.column}
    values = {"file": place.path, **{key: str(number) for key, number in numbers.items() if number}}
    properties = ",".join(
        f"{key}={_escape(value, in_property=True)}"
        for key, value in {**values, "title": finding.code}.items()
    )
    message = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    return f"::{LEVELS[finding.severity]} {properties}::{_escape(message)}"


def _escape(text: str, *, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text
