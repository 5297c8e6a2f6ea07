"""Style sheets and other files that are copied as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition.model import Job
from edition.render.printed import PrintedVolume
from edition.schemas import ConfigFields

SUFFIXES = frozenset({".css", ".js", ".svg", ".ico"})


def plan(printed: PrintedVolume, config: ConfigFields, templates: Path) -> Iterator[Job]:
    for path in sorted(templates.rglob("*")):
        if path.suffix in SUFFIXES:
            name = f"assets/{path.relative_to(templates).as_posix()}"
            yield Job(name, frozenset({f"template:{path.name}"}), path.read_bytes)
