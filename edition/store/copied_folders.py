"""The folders in which an editor writes, and copies of them that stand beside."""

from __future__ import annotations

import os
from pathlib import Path

from edition.paths import ANNOTATIONS, OWN_TEMPLATES, SOURCES, STATIC
from edition.words.copied_names import copied_from

EDITORS_FOLDERS = frozenset({SOURCES, ANNOTATIONS, OWN_TEMPLATES, STATIC})


def copied_folders(root: Path) -> list[str]:
    """The folders beside an edition's own that have the name of a copy of one: `sources 2`. Nothing in them
    is read, and that is to be told. Raises OSError when the edition's folder cannot be read."""
    if not root.is_dir():
        return []
    beside = [entry.name for entry in os.scandir(root) if entry.is_dir(follow_symlinks=False)]
    there = EDITORS_FOLDERS.intersection(beside)
    return sorted(name for name in beside if copied_from(name, there))
