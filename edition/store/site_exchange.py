"""A new site is made beside the old one, and then the two change places in one step.

An unchanged file becomes a hard link to the old one (and so keeps the time by which `state.py` knows it). The
former site is kept beside the new one, since the next build need change few of its links.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from edition.store.filing import CACHE, write_beside
from edition.store.site_plan import MADE, SitePlan, above, entries, read_made

NEXT, OLD = f"{CACHE}/site-next", f"{CACHE}/site-old"
# what an operating system says when it has no hard links, no exchange, or none across file systems
CANNOT = frozenset(
    getattr(errno, name)
    for name in "EXDEV EPERM EACCES EROFS EMLINK ENOTSUP EOPNOTSUPP ENOSYS EINVAL EBUSY".split()
    if hasattr(errno, name)
)


def refuse_late_strangers(beside: Path) -> None:
    """Raise OSError when the former site holds what somebody put into it while it was exchanged."""
    made = read_made(beside)
    if made is None:
        return
    for name, entry in entries(beside, lambda name: not name.startswith(".")):
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_folder and name not in made and not name.startswith("."):
            fault = "this was put into the site while a build wrote it; move it away, then build again"
            raise OSError(errno.EEXIST, fault, str(beside / name))


class Staging:
    """The folder in which the next site is made: `write` puts a file there, whatever is in its way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ready: set[str] = set()

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the next site. Raises OSError when that is not possible."""
        if not self._ready:
            self._begin()
        for folder in reversed(["", *above(name)]):
            if folder not in self._ready:
                make_folder(self.folder / folder)
                self._ready.add(folder)
        path = self.folder / name
        if path.is_dir() and not path.is_symlink():
            remove(path)
        write_beside(path, data)

    def _begin(self) -> None:
        """From now on this is no site. What cannot be changed is given up."""
        make_folder(self.folder)
        try:
            (self.folder / MADE).unlink(missing_ok=True)
        except PermissionError:
            remove(self.folder)


def make_folder(folder: Path) -> None:
    """Make a folder, in place of whatever file or link is there."""
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        folder.mkdir(parents=True)


def exchange(site: Path, beside: Path, plan: SitePlan) -> None:
    """Complete the new site and put it in the old one’s place. Raises OSError, and leaves the old one, when
    that is not possible."""
    make_folder(beside)
    if site.is_dir() and site.stat().st_dev != beside.stat().st_dev:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(site))
    _fill(beside, site, plan)
    _exchange(beside, site)


def _fill(beside: Path, site: Path, plan: SitePlan) -> None:
    """Turn whatever is there into the new site: remove what does not belong to it, then add what is
    missing."""
    linked, folders = _take_away(beside, plan)
    for folder in sorted(plan.folders - folders):
        (beside / folder).mkdir()
    old, new = str(site), str(beside)
    for name in plan.stay.keys() - linked:
        os.link(f"{old}/{name}", f"{new}/{name}")
    if site.is_dir():
        shutil.copymode(site, beside)


def _take_away(beside: Path, plan: SitePlan) -> tuple[set[str], set[str]]:
    """Remove what does not belong to the new site; returns what does: links to files that stay, folders."""
    linked: set[str] = set()
    folders: set[str] = set()
    needless: list[str] = []
    fresh = set(plan.fresh)
    for name, entry in list(entries(beside, lambda name: True)):
        if entry.is_dir(follow_symlinks=False):
            folders.add(name) if name in plan.folders else needless.append(name)
        elif plan.stay.get(name) == entry.inode():
            linked.add(name)
        elif name not in fresh:
            (beside / name).unlink()
    for folder in sorted(needless, reverse=True):
        (beside / folder).rmdir()
    return linked, folders


def _exchange(beside: Path, site: Path) -> None:
    """Let two folders change places: in one step, or in two moves that `recover_exchange` can complete."""
    if not site.exists():
        beside.rename(site)
        return
    try:
        _swap(beside, site)
    except OSError as error:
        if error.errno not in CANNOT:
            raise
        old = site.parent / OLD
        site.rename(old)
        try:
            beside.rename(site)
        except BaseException:
            old.rename(site)
            raise
        old.rename(beside)


def _swap(first: Path, second: Path) -> None:
    """renameat2(2) with RENAME_EXCHANGE, which Linux has and Python does not."""
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    rename = getattr(library, "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, "folders cannot be exchanged here")
    if rename(here, os.fsencode(first), here, os.fsencode(second), exchange) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(second))


def recover_exchange(site: Path) -> None:
    """Complete an exchange in two moves that was interrupted between them."""
    old, beside = site.parent / OLD, site.parent / NEXT
    if old.is_dir() and not site.exists():
        old.rename(site)
    elif old.is_dir() and not beside.exists():
        old.rename(beside)
    else:
        remove(old)


def remove(folder: Path) -> None:
    """Remove a folder, even one that holds read-only folders. What cannot be removed is no reason to fail;
    the next build tries again."""
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    try:
        shutil.rmtree(folder)
    except OSError:
        for path, _, _ in os.walk(folder):
            with suppress(OSError):
                Path(path).chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)
