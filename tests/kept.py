"""The edition of this repository, built once for all workers of a test run and for later runs, and what else
takes long to make of it.

Each stands in a folder of pytest's cache under a digest of all that it is made of; what nobody has used for a
day goes.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import distributions
from pathlib import Path

from conftest import ROOT, run_command
from verdicts import digest_of

FOLDERS = ("sources", "annotations", "docs")  # what an edition is made of


def kept_edition(folder: Path, name: str, *books: Path, after: Path | None = None) -> Path:
    """The edition with these folders imported and its site built: where it stands in the folder. What was
    worked out for the edition `after` which it is built is not worked out again."""
    return kept(folder, name, partial(make_edition, books=books, after=after), *books)


def kept(folder: Path, name: str, make: Callable[[Path], None], *made_of: Path) -> Path:
    """What `make` puts into a new folder: where it stands in `folder`. It is made of the edition, of the
    program, and of these files and folders, and made again when one of them has changed."""
    from edition.store.filing import edition_lock

    root = folder / f"{name}-{digest_of_all(*made_of)}"
    with edition_lock(folder, patience=600):
        if not root.is_dir():
            for old in folder.glob("*-*"):
                if old.stat().st_mtime < time.time() - 86_400:
                    shutil.rmtree(old)
            unfinished = folder / "unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(root)
        os.utime(root)
    return root


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
    """Of the program, this module, the packages installed, what the edition has, and these files and
    folders."""
    made_of = [repr(sorted((each.name, each.version) for each in distributions())), Path(__file__)]
    for given in (*(ROOT / name for name in ("edition", "templates", *FOLDERS)), *more):
        for path in files_in(given):
            made_of += [path.relative_to(given).as_posix(), path]
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
