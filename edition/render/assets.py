"""Style sheets and other files that are copied as they are."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Job
from edition.render.site import Site

SUFFIXES = frozenset({".css", ".js", ".svg", ".ico"})


def plan(site: Site) -> Iterator[Job]:
    for path in sorted(site.templates.rglob("*")):
        if path.suffix in SUFFIXES:
            name = f"assets/{path.relative_to(site.templates).as_posix()}"
            yield Job(name, frozenset({f"template:{path.name}"}), path.read_bytes)
