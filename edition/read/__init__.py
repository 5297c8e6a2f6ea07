"""Readers: file → what it gives to the edition, and what is wrong with it.

`READERS` is the table of source formats: a folder (or file) of the project and the function that reads
what lies in it. A new book needs no new reader but a recipe (`read.recipe`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatch

from edition.diagnostics import Diagnostic, Location
from edition.model import Annotation, Part, Register, Source
from edition.read.annotations import read_notes
from edition.read.documents import read_calendar, read_imported
from edition.read.registers import REGISTER_MODELS, read_register


@dataclass
class Parsed:
    """Everything that was read, sorted by what it is."""

    calendar: list[Part] = field(default_factory=list)
    texts: list[Part] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    registers: list[Register] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


Reader = Callable[[Source], tuple[list[Part] | list[Annotation] | list[Register], list[Diagnostic]]]

# (pattern of paths, field of Parsed, reader); the first that fits reads the file
READERS: tuple[tuple[str, str, Reader], ...] = (
    ("sources/letters/*.md", "calendar", read_calendar),
    ("sources/imported/letters/*.md", "texts", read_imported),
    ("annotations/notes/*.yaml", "annotations", read_notes),
    ("annotations/imported/*.yaml", "annotations", read_notes),
    *((f"annotations/{name}.yaml", "registers", read_register) for name in REGISTER_MODELS),
)
KNOWN = ("sources/edition.yaml", "sources/recipes/*.yaml", "sources/imported/*.json", "*/.gitkeep")


def parse_sources(sources: Iterable[Source]) -> Parsed:
    """Read every source by the table; a file that no reader knows is told, not skipped."""
    parsed = Parsed()
    for source in sources:
        for pattern, group, read in READERS:
            if fnmatch(source.path, pattern):
                try:
                    source.data.decode("utf-8")
                except UnicodeDecodeError as error:
                    line = source.data[: error.start].count(b"\n") + 1
                    parsed.problems.append(
                        Diagnostic(
                            "D109",
                            "the file is not UTF-8",
                            Location(source.path, line),
                            "save it as UTF-8 in your editor",
                        )
                    )
                    break
                found, problems = read(source)
                getattr(parsed, group).extend(found)
                parsed.problems.extend(problems)
                break
        else:
            if not any(fnmatch(source.path, pattern) for pattern in KNOWN):
                folders = ", ".join(sorted({pattern for pattern, _, _ in READERS}))
                parsed.problems.append(
                    Diagnostic(
                        "D110",
                        "nothing in the edition reads this file",
                        Location(source.path),
                        f"files that are read: {folders}",
                    )
                )
    return parsed
