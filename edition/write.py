"""Writing: changed bytes only, each file in one move, and what is gone is taken away.

A file is written beside its place and then moved there, so that whoever reads the site meanwhile finds
the old file or the new one, never half of one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from edition.model import Artifact

KEPT = frozenset({".gitignore"})


@dataclass
class Written:
    """What a write did: files written, left as they were, and removed."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)


def write_site(site: Path, artifacts: Iterable[Artifact]) -> Written:
    """Bring a folder to exactly these files."""
    result = Written()
    wanted: set[Path] = set()
    for artifact in artifacts:
        path = site / artifact.path
        wanted.add(path)
        if artifact.data is None or _same(path, artifact.data):
            result.unchanged += 1
            continue
        write_file(path, artifact.data)
        result.written.append(artifact.path)
    _prune(site, wanted, result)
    return result


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one move."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    temporary.replace(path)


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _prune(site: Path, wanted: set[Path], result: Written) -> None:
    """Remove files that no job makes any more, and folders that are empty then."""
    for folder, _, names in os.walk(site, topdown=False):
        for name in names:
            path = Path(folder, name)
            if path not in wanted and not (path.parent == site and name in KEPT):
                path.unlink()
                result.removed.append(path.relative_to(site).as_posix())
        if folder != str(site) and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
