"""The edition of this repository, built once for all workers of a test run and for later runs, and what else
takes long to make of it.

Each stands in the user's cache, where other checkouts have it too, under a digest of all that it is made of.
When nobody has used one for an hour it goes, but for those used last.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import distributions
from pathlib import Path

from conftest import EDITIONS, ROOT, run_command
from verdicts import digest_of

FOLDERS = ("sources", "annotations", "docs")  # what an edition is made of
MOST = 6  # that stay: of this edition there are three


def kept_edition(name: str, *books: Path, after: Path | None = None) -> Path:
    """The edition with these folders imported and its site built: where it stands. What was worked out for
    the edition `after` which it is built is not worked out again."""
    return kept(name, partial(make_edition, books=books, after=after), *books)


def kept(name: str, make: Callable[[Path], None], *made_of: Path) -> Path:
    """What `make` puts into a new folder: where that stands. It is made of the edition, of the program, and
    of these files and folders, and made again when one of them has changed."""
    from edition.store.filing import edition_lock

    EDITIONS.mkdir(parents=True, exist_ok=True)
    root = EDITIONS / f"{name}-{digest_of_all(*made_of)}"
    with edition_lock(EDITIONS, patience=600):
        if not root.is_dir():
            remove_unused()
            unfinished = nothing_at("unfinished")
            make(unfinished)
            unfinished.rename(root)
        os.utime(root)
    return root


def remove_unused() -> None:
    """Make room for another one. What another run may be using stays. One that goes loses its name first: a
    run that is killed on the way leaves nothing that looks whole."""
    used = sorted(EDITIONS.glob("*-*"), key=lambda folder: folder.stat().st_mtime)
    for folder in used[: -MOST + 1]:
        if folder.stat().st_mtime < time.time() - 3600:
            folder.rename(nothing_at("removed"))
    nothing_at("removed")


def nothing_at(name: str) -> Path:
    """A place beside what is kept, where nothing stands any more."""
    shutil.rmtree(EDITIONS / name, ignore_errors=True)
    return EDITIONS / name


def make_edition(root: Path, books: Sequence[Path], after: Path | None) -> None:
    """The edition imported, with the account of it in `ledger.json`, and built."""
    from edition.cli import main

    copy_edition(root)
    if after:
        shutil.copytree(after / ".cache", root / ".cache")
    for book in books:
        run_command(main, ["import", str(book), "--root", str(root), "--ledger", str(root / "ledger.json")])
    run_command(main, ["build", "--root", str(root)])


def digest_of_all(*more: Path) -> str:
    """Of the program that is at work (whosever checkout it is of), this module, Python and the packages
    installed, what the edition has, and these files and folders."""
    from edition.paths import PROGRAM, TEMPLATES

    packages = sorted(f"{each.name} {each.version}" for each in distributions())
    made_of = [repr((sys.version, packages)), Path(__file__)]
    for given in (PROGRAM, TEMPLATES, *(ROOT / name for name in FOLDERS), *more):
        for path in files_in(given):
            made_of += [path.relative_to(given.parent).as_posix(), path]
    return digest_of(made_of)[:16]


def files_in(given: Path) -> list[Path]:
    """A file, or those of a folder but for what is imported into it or made by itself, in order."""
    left_out = {"imported", "__pycache__", "DESIGN.md"}
    below = sorted(given.rglob("*")) if given.is_dir() else [given]
    return [path for path in below if path.is_file() and not left_out & {*path.relative_to(given).parts}]


def copy_edition(root: Path) -> None:
    """The sources of the real edition without what was imported."""
    for folder in FOLDERS:
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("imported"))
