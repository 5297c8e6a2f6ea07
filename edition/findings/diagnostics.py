"""What can be wrong, where it stands, and how it is told.

A mistake of an author is a `Diagnostic`, collected and reported with all others; an exception is a bug
of ours. `rule.Rule.at` makes them.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    NOTE = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: path from the project's root, line and column counted from 1 (0: unknown)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True)
class Diagnostic:
    """One finding: the code and severity of its rule, a message in an editor's words, a place and what to do.

    `words` are those it is about and `before` what stands before them: by these a finding whose place is that
    of a paragraph is brought to the words themselves (`check.pinpoint`)."""

    code: str
    severity: Severity
    message: str
    location: Location
    hint: str = ""
    words: str = field(default="", compare=False)
    before: str = field(default="", compare=False)

    def __str__(self) -> str:
        hint = f" (hint: {self.hint})" if self.hint else ""
        return f"{self.location}: {self.severity} {self.code} {self.message}{hint}"

    def as_dict(self) -> dict[str, object]:
        place = self.location
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "path": place.path,
            "line": place.line,
            "column": place.column,
        }


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings by place, each once."""
    return sorted(set(diagnostics), key=lambda d: (d.location, d.code, d.message))


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    return json.dumps([d.as_dict() for d in diagnostics], ensure_ascii=False, indent=2)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest of the known words, or an empty string."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else ""
