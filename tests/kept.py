"""The edition of this repository, built once for all workers of a test run and for later runs.

It stands in a folder of pytest's cache under a digest of all that it is made of; what nobody has used for a
day goes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from importlib.metadata import distributions
from pathlib import Path

from conftest import ROOT, run_command

FOLDERS = ("sources", "annotations", "docs")  # what an edition is made of


def kept_edition(folder: Path, name: str, *books: Path, after: Path | None = None) -> Path:
    """The edition with these folders imported and its site built: where it stands in the folder. What was
    worked out for the edition `after` which it is built is not worked out again."""
    from edition.store.filing import edition_lock

    root = folder / f"{name}-{digest_of_all(*books)}"
    with edition_lock(folder, patience=600):
        if not root.is_dir():
            for old in folder.glob("*-*"):
                if old.stat().st_mtime < time.time() - 86_400:
                    shutil.rmtree(old)
            make_edition(folder / "unfinished", *books, after=after).rename(root)
        os.utime(root)
    return root


def make_edition(root: Path, *books: Path, after: Path | None = None) -> Path:
    """The edition imported, with the account of it in `ledger.json`, and built."""
    from edition.cli import main

    shutil.rmtree(root, ignore_errors=True)
    copy_edition(root)
    if after:
        shutil.copytree(after / ".cache", root / ".cache")
    for book in books:
        run_command(main, ["import", str(book), "--root", str(root), "--ledger", str(root / "ledger.json")])
    run_command(main, ["build", "--root", str(root)])
    return root


def digest_of_all(*more: Path) -> str:
    """Of the program, this module, the packages installed, what the edition has, and what is imported."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(repr(sorted((each.name, each.version) for each in distributions())).encode())
    for folder in (*(ROOT / name for name in ("edition", "templates", *FOLDERS)), *more):
        for path in sorted(folder.rglob("*")):
            own = not {"imported", "__pycache__", "DESIGN.md"} & set(path.parts)
            if own and path.is_file():
                digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def copy_edition(root: Path) -> None:
    """The sources of the real edition without what was imported."""
    for folder in FOLDERS:
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("imported"))
