"""A site is changed file by file: where folders cannot be exchanged or have no hard links, where `site/` is a
mount point, and where somebody keeps files of his own, such as a repository, among those of the site.

All new files are written first, into a folder in the site. Then what is to be done is noted down, and done.
If a command is killed before the notes, the site is as it was; after them, the next command completes it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from edition.store.filing import refuse_strays, write_beside
from edition.store.site_exchange import remove
from edition.store.site_plan import MADE, MOVES, READY, SitePlan, above, made_file, read_made


def write_in_place(site: Path, beside: Path, plan: SitePlan) -> None:
    """Move the new and changed files from `beside` into a site and remove what goes. Raises OSError, and
    leaves the site as it was, when they cannot be written."""
    site.mkdir(parents=True, exist_ok=True)
    try:
        for name in plan.fresh:
            _bring(beside / name, site / READY / name)
        _write(site, MOVES, json.dumps(_notes(site, plan)).encode())
    except OSError:
        remove(site / READY)
        raise
    recover_in_place(site)


def _bring(file: Path, target: Path) -> None:
    """Move a file, from another file system too."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        file.replace(target)
    except OSError:
        write_beside(target, file.read_bytes())


def _write(site: Path, name: str, data: bytes) -> None:
    """Write a file of the program's own, in one move."""
    (site / READY).mkdir(exist_ok=True)
    write_beside(site / READY / name, data)
    (site / READY / name).replace(site / name)


def _notes(site: Path, plan: SitePlan) -> dict[str, list[str]]:
    """What goes `first`, since it is in the way; what is `moved`, new files before changed ones; what goes
    `last`; a folder’s name ends with a stroke. All files that builds have made, `before` and `after`;
    meanwhile both count."""
    fresh = {name for name in plan.fresh if name != MADE}
    before = read_made(site) or frozenset()
    after = (read_made(site / READY) or frozenset()) if MADE in plan.fresh else before
    first = [name for name in plan.gone if name in plan.folders]
    folders = [name for name in plan.needless if fresh & {name, *above(name)}]
    first += [name for name in plan.gone if set(above(name)) & set(folders)]
    later = [name for name in plan.gone if name not in first]
    return {
        "before": sorted(before),
        "after": sorted(after),
        "first": [*first, *(f"{name}/" for name in folders)],
        "moved": [name for name in plan.fresh if name != MADE],
        "last": [*later, *(f"{name}/" for name in plan.needless if name not in folders)],
    }


def recover_in_place(site: Path) -> None:
    """Do, or complete, what is noted down; without notes remove what was prepared. Each step may have been
    done before."""
    notes = _read_notes(site)
    if notes is not None:
        _write(site, MADE, made_file({*notes["before"], *notes["after"]}).data or b"")
        for name in notes["first"]:
            _take_out(site, name)
        for name in notes["moved"]:
            if (site / READY / name).is_file():
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                (site / READY / name).replace(site / name)
        for name in notes["last"]:
            _take_out(site, name)
        _write(site, MADE, made_file(notes["after"]).data or b"")
        (site / MOVES).unlink()
    if (site / READY).exists():
        remove(site / READY)


def _read_notes(site: Path) -> dict[str, list[str]] | None:
    """The notes; None when there are none, or when somebody has changed them."""
    try:
        notes: Any = json.loads((site / MOVES).read_bytes())
        for key in ("before", "after", "first", "moved", "last"):
            for name in notes[key]:
                refuse_strays(name.removesuffix("/"))
        return dict(notes)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        (site / MOVES).unlink(missing_ok=True)
        return None


def _take_out(site: Path, name: str) -> None:
    """Remove a file, or a folder if it is empty; what is not there, or has become the other, is gone
    already."""
    with suppress(OSError):
        if name.endswith("/"):
            (site / name).rmdir()
        else:
            (site / name).unlink()
