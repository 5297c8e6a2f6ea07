"""Names of copies: what file managers, browsers and cloud folders call a second file or folder of one name.

016 2.md · 016 (1).md · 016 copy.md · 016 - Copy (2).md · Copy of 016.md · 016 (conflicted copy 2026-11-30).md
016.sync-conflict-20261130-101010-ABCDEFG.md · sources 2 · annotations (1)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

_COPY, _CONFLICT = "(?:copy|kopie|copie|copia)", "(?:sync-)?(?:conflict|konflikt|conflit)"
_NAMES = (
    re.compile(  # behind a hyphen “conflict” may be a word of an id: essay-china-conflict-1929
        rf"(.+?)(?: [0-9]{{1,2}}| ?\([0-9]{{1,3}}\)|(?: -)? {_COPY}(?: [0-9]+| \([0-9]+\))?"
        rf"| \([^()]*{_COPY}[^()]*\)|[ ._]\(?{_CONFLICT}.*)",
        re.IGNORECASE,
    ),
    re.compile(rf"{_COPY} (?:of|von|de|di) (.+)", re.IGNORECASE),
)


@lru_cache(maxsize=65536)
def _originals(name: str) -> tuple[str, ...]:
    """The names of which a name may be that of a copy, a folder's and a file's; none for most names."""
    stem, dot, suffix = name.rpartition(".")
    parts = {(name, ""), (stem, dot + suffix)}
    matches = [(pattern.fullmatch(stem), suffix) for stem, suffix in parts for pattern in _NAMES]
    return tuple(sorted(match[1] + suffix for match, suffix in matches if match))


def copied_from(path: str, there: Collection[str]) -> tuple[str, str] | None:
    """What of a path (with /) has the name of a copy of something that is there, and of what, as
    (`sources/letters 2`, `sources/letters`); None where nothing has. `there` are paths, folders included."""
    parts = path.split("/")
    for depth, name in enumerate(parts):
        for original in _originals(name):
            if "/".join([*parts[:depth], original]) in there:
                return "/".join(parts[: depth + 1]), "/".join([*parts[:depth], original])
    return None


def with_folders(paths: Iterable[str]) -> set[str]:
    """Paths of files (with /), and those of the folders in which they stand."""
    every = set(paths)
    folders = {path.rpartition("/")[0] for path in every} - {""}
    while folders:
        every |= folders
        folders = {folder.rpartition("/")[0] for folder in folders} - every - {""}
    return every
