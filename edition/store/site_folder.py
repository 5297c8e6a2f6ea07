"""Writing the site: `site/` is at every moment one complete build, however a build ends.

The new site is made beside the old one, in `.cache/site-next`: an unchanged file becomes a hard link to the
old one (and so keeps the time by which `state.py` knows it), and only the others are written. Then the two
folders change places in one step. A build that is killed before this leaves the old site, one that is killed
after it the new one. The former site is kept beside it, since the next build need change few of its links.

Where folders cannot be exchanged in one step (not Linux) there are two moves, which the next command
completes if need be. Where hard links are not available, or `site/` is a mount point, files are moved in
place: all are written first, then the new ones are moved, then the changed ones, and removals come last.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from edition.model import Artifact
from edition.store.filing import CACHE, refuse_links, refuse_strays, write_beside

KEPT = frozenset({".gitignore"})
NEXT, OLD = f"{CACHE}/site-next", f"{CACHE}/site-old"
# what an operating system says when it has no hard links, no exchange, or none across file systems
CANNOT = frozenset(
    getattr(errno, name)
    for name in "EXDEV EPERM EACCES EROFS EMLINK ENOTSUP EOPNOTSUPP ENOSYS EINVAL EBUSY".split()
    if hasattr(errno, name)
)


@dataclass
class Written:
    """What a write did: the paths of files written, the number left as they were, the paths removed."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)

    @cached_property
    def removed_or_written(self) -> frozenset[str]:
        """All that is not as it was."""
        return frozenset((*self.written, *self.removed))


@dataclass
class _Plan:
    """What is to be done to a site: files that stay (with their inodes), files with new bytes, removals."""

    stay: dict[str, int] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, bytes] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)  # of the new site
    needless: list[str] = field(default_factory=list)  # folders of the old site that will be empty

    @property
    def fresh(self) -> dict[str, bytes]:
        return self.new | self.changed


def write_site(site: Path, artifacts: Iterable[Artifact]) -> Written:
    """Make a folder hold exactly these files, in one step; one without data stays as it is. Raises OSError,
    and leaves the folder as it was, when that is not possible."""
    recover(site)
    plan, order = _compare(site, artifacts)
    if plan.new or plan.changed or plan.gone or plan.needless:
        try:
            _write_beside(site, plan)
        except OSError as error:
            if error.errno not in CANNOT:
                raise
            _write_in_place(site, plan)
    kept = sum(name in KEPT for name in plan.stay)
    return Written([name for name in order if name in plan.fresh], len(plan.stay) - kept, plan.gone)


def recover(site: Path) -> None:
    """Complete an exchange in two moves that was interrupted between them. Raises OSError when `site` is a
    link or no folder."""
    if site.is_symlink():
        raise OSError(errno.ELOOP, "this is a link; a build writes into a folder of its own", str(site))
    if site.exists() and not site.is_dir():
        raise OSError(errno.ENOTDIR, "this is no folder", str(site))
    refuse_links(site.parent, NEXT)
    old = site.parent / OLD
    if old.is_dir() and not site.exists():
        old.rename(site)
    _remove(old)


def _compare(site: Path, artifacts: Iterable[Artifact]) -> tuple[_Plan, list[str]]:
    """What is to be done, and the paths of the artifacts in order."""
    files, folders = _walk(site)
    plan = _Plan()
    order: list[str] = []
    for artifact in artifacts:
        name = artifact.path
        refuse_strays(name)
        order.append(name)
        known = files.get(name)
        if artifact.data is None:
            if known is None:
                raise FileNotFoundError(errno.ENOENT, "it was there when the build began", str(site / name))
            plan.stay[name] = known.st_ino
        elif known is None:
            plan.new[name] = artifact.data
        elif known.st_size == len(artifact.data) and _same(site / name, artifact.data):
            plan.stay[name] = known.st_ino
        else:
            plan.changed[name] = artifact.data
    wanted = set(order)
    for name in KEPT - wanted:
        known = files.get(name)
        if known is not None:
            plan.stay[name] = known.st_ino
    plan.gone = sorted(files.keys() - wanted - KEPT)
    plan.folders = {folder for name in order for folder in _above(name)}
    plan.needless = sorted(folders - plan.folders, reverse=True)
    return plan, order


def _walk(site: Path) -> tuple[dict[str, os.stat_result | None], set[str]]:
    """The content of a folder, without following links: files (None for anything else, such as a link), and
    folders."""
    files: dict[str, os.stat_result | None] = {}
    folders: set[str] = set()
    for name, entry in _entries(site):
        if entry.is_dir(follow_symlinks=False):
            folders.add(name)
        else:
            info = entry.stat(follow_symlinks=False)
            files[name] = info if stat.S_ISREG(info.st_mode) else None
    return files, folders


def _entries(top: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder with its relative path; a folder comes before its content."""
    waiting = [""] if top.is_dir() else []
    while waiting:
        above = waiting.pop()
        with os.scandir(top / above) as entries:
            for entry in entries:
                name = f"{above}{entry.name}"
                yield name, entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _above(name: str) -> Iterator[str]:
    """The folders above a path: `a/b/c` → `a/b`, `a`."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


# -- beside, then exchanged ---------------------------------------------------------------------------


def _write_beside(site: Path, plan: _Plan) -> None:
    beside = site.parent / NEXT
    if beside.is_symlink() or not beside.is_dir():
        beside.unlink(missing_ok=True)
        beside.mkdir(parents=True)
    if site.is_dir() and site.stat().st_dev != beside.stat().st_dev:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(site))
    try:
        _fill(beside, site, plan)
        _exchange(beside, site)
    except OSError:
        _remove(beside)
        raise


def _fill(beside: Path, site: Path, plan: _Plan) -> None:
    """Turn whatever is there into the new site: remove what does not belong to it, then add what is
    missing."""
    linked, folders = _take_away(beside, plan)
    for folder in sorted(plan.folders - folders):
        (beside / folder).mkdir()
    old, new = str(site), str(beside)
    for name in plan.stay.keys() - linked:
        os.link(f"{old}/{name}", f"{new}/{name}")
    for name, data in plan.fresh.items():
        write_beside(beside / name, data)
    if site.is_dir():
        shutil.copymode(site, beside)


def _take_away(beside: Path, plan: _Plan) -> tuple[set[str], set[str]]:
    """Remove what does not belong to the new site; returns what does: links to files that stay, folders."""
    linked: set[str] = set()
    folders: set[str] = set()
    needless: list[str] = []
    for name, entry in list(_entries(beside)):
        if entry.is_dir(follow_symlinks=False):
            folders.add(name) if name in plan.folders else needless.append(name)
        elif plan.stay.get(name) == entry.inode():
            linked.add(name)
        else:
            (beside / name).unlink()
    for folder in reversed(needless):
        (beside / folder).rmdir()
    return linked, folders


def _exchange(beside: Path, site: Path) -> None:
    """Let two folders change places: in one step, or in two moves that `recover` can complete."""
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


def _remove(folder: Path) -> None:
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


# -- in place -----------------------------------------------------------------------------------------


def _write_in_place(site: Path, plan: _Plan) -> None:
    """The same without links and exchange. If a file cannot be written, none has been moved yet."""
    in_the_way = {name for name in plan.gone if name in plan.folders or plan.fresh.keys() & set(_above(name))}
    for name in in_the_way:
        (site / name).unlink()
    for folder in plan.needless:
        if plan.fresh.keys() & {folder, *_above(folder)}:
            (site / folder).rmdir()
    moves: list[tuple[Path, Path]] = []
    try:
        for name, data in plan.fresh.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            moves.append((path.with_name(f".{path.name}.new"), path))
            write_beside(moves[-1][0], data)
    except OSError:
        for temporary, _ in moves:
            temporary.unlink(missing_ok=True)
        raise
    for temporary, path in moves:
        temporary.replace(path)
    for name in plan.gone:
        if name not in in_the_way:
            (site / name).unlink()
    for folder in plan.needless:
        with suppress(OSError):
            (site / folder).rmdir()
