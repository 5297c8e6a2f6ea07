"""Findings: what is wrong, where, and how it is reported.

An author's mistake is a `Diagnostic`, collected and reported with all others; an exception is a bug of ours.
`rule.Rule.at` makes them.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How serious a finding is: an error stops the build, a warning does not."""

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


def located(
    pattern: re.Pattern[str], text: str, path: str, first_line: int = 1
) -> Iterator[tuple[re.Match[str], Location]]:
    """Every match of a pattern in the text of a file, with its place; `first_line` is the line of the file on
    which the text begins."""
    line, begins, counted = first_line, 0, 0
    for match in pattern.finditer(text):
        line += text.count("\n", counted, match.start())
        begins = max(begins, text.rfind("\n", counted, match.start()) + 1)
        counted = match.start()
        yield match, Location(path, line, match.start() - begins + 1)


@dataclass(frozen=True)
class Diagnostic:
    """One finding: the code and severity of its rule, a message in an editor's words, a place and what to do.

    `words` are the words it is about and `before` what precedes them, by which `check.pinpoint` narrows the
    location of a paragraph down to the words themselves."""

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
        """The finding for JSON; the keys are documented in `docs/codes.md`."""
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
    """Whether any of the findings is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


READING = ("A103", "A104", "D1", "M1", "N201", "N207", "S1")  # how the codes of what cannot be read begin


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings, each once: what cannot be read, from which others may follow, then other errors, then
    warnings; each by location."""
    return sorted(set(diagnostics), key=lambda d: (_rank(d), d.location, d.code, d.message))


def _rank(finding: Diagnostic) -> tuple[int, bool]:
    return -finding.severity, not finding.code.startswith(READING)


# findings of one code in one file
SHOWN = {Severity.ERROR: 5, Severity.WARNING: 3, Severity.NOTE: 3}
ABSENT = frozenset({"L101", "L102"})  # something that is named and does not exist


@dataclass(frozen=True)
class Shown:
    """A finding that is shown, and how many like it are not."""

    finding: Diagnostic
    more: int = 0


def most_telling(findings: Iterable[Diagnostic]) -> list[Shown]:
    """Of findings in their order those that are to be shown: of one code in one file as many as `SHOWN` says,
    and of all that miss the same thing the first. The last that is shown says how many there are like it."""
    shown: list[Diagnostic] = []
    more: Counter[Diagnostic] = Counter()
    last: dict[tuple[str, str], list[Diagnostic]] = {}
    for finding in findings:
        about = finding.message if finding.code in ABSENT else str(finding.location)
        same = last.setdefault((finding.code, about), [])
        file = last.setdefault((finding.code, finding.location.path), [])
        if same or len(file) >= SHOWN[finding.severity]:
            more[(same or file)[-1]] += 1
            continue
        for group in (same, file):
            group.append(finding)
        shown.append(finding)
    return [Shown(finding, more[finding]) for finding in shown]


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """The findings as a JSON list, for programs."""
    return json.dumps([d.as_dict() for d in diagnostics], ensure_ascii=False, indent=2)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the most similar of the known words, or "" when none is similar enough (a ratio of 0.6).
    Of ids with the same beginning (`person-`) what follows it must be nearer still."""
    known = list(known)
    if same := next((each for each in known if each.lower() == word.lower()), ""):
        return f"did you mean “{same}”?"
    kind, hyphen, rest = word.partition("-")
    alike = {each.partition("-")[2]: each for each in known if hyphen and each.startswith(f"{kind}-")}
    if alike:
        near = [alike[each] for each in difflib.get_close_matches(rest, alike, n=1, cutoff=0.75)]
    else:
        near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else ""
