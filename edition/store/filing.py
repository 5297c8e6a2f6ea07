"""Files are written whole or not at all, several of them all or none, and by one command at a time.

A file is written beside its place and then moved there. A command that writes several files first notes them
down in `.unfinished.json`; if it is killed on the way, the next command finishes its work. Nothing is
ever written through a link, and so nothing outside the edition.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

CACHE = ".cache"
LOCK = f"{CACHE}/lock"
UNFINISHED = ".unfinished.json"  # not in the cache, which may be deleted at any time
PATIENCE = 10.0  # seconds to wait for another command


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one move, and its folder if that is missing. Raises OSError, and leaves the old file,
    when that is not possible."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    write_beside(temporary, data)
    try:
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def write_beside(path: Path, data: bytes) -> None:
    """Write a new file in place of whatever is there, even a link. Raises OSError with the file's name, and
    leaves nothing there, when that is not possible."""
    path.unlink(missing_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def refuse_strays(name: str) -> None:
    """Raise OSError when a relative path leads out of its folder."""
    if "\0" in name or "\\" in name or any(part in {"", ".", ".."} for part in name.split("/")):
        raise OSError(errno.EINVAL, "this is not a path within the edition", name)


def refuse_links(root: Path, name: str) -> None:
    """Raise OSError when the path from the edition's folder to a file leads through a link or out of it."""
    refuse_strays(name)
    path = root
    for part in name.split("/")[:-1]:
        path = path / part
        if path.is_symlink():
            raise OSError(errno.ELOOP, "this is a link; nothing is written through links", str(path))


def write_together(
    root: Path,
    files: Mapping[str, bytes | None],
    what: str,
    read: Mapping[str, bytes | None] | None = None,
) -> None:
    """Write several files (path → bytes, None to remove it), all of them in the end even if the command is
    killed. `what` names the work: “the import”; `read` has what they held (None: they were not there) when
    the work began. Raises OSError, before anything is written, when a path leads out of the edition, or when
    a file is no longer as it was read."""
    for name in files:
        refuse_links(root, name)
    before = {name: _read(root / name) for name in files}
    if read is not None:
        refuse_changed(before, read, what)
    notes = {
        name: [_digest(before[name]), None if data is None else base64.b64encode(data).decode()]
        for name, data in files.items()
    }
    refuse_links(root, UNFINISHED)
    write_file(root / UNFINISHED, json.dumps({"what": what, "files": notes}).encode())
    finish_writing(root)


def refuse_changed(now: Mapping[str, bytes | None], read: Mapping[str, bytes | None], what: str) -> None:
    """Raise OSError when a file no longer holds what was read (path → bytes, None: it was not there): what
    somebody wrote meanwhile would be lost."""
    for name, data in now.items():
        if data != read.get(name):
            fault = f"somebody changed this while {what} was prepared, so nothing was written; do it again"
            raise OSError(errno.EBUSY, fault, name)


def finish_writing(root: Path) -> str:
    """Finish what a killed command was writing; returns what that was (“the import”), or "".

    Raises OSError when one of the files has been changed meanwhile, or the notes are damaged."""
    try:
        notes = json.loads((root / UNFINISHED).read_bytes())
        files = {name: (before, data) for name, (before, data) in notes["files"].items()}
        what = str(notes["what"])
        wanted = {
            name: None if data is None else base64.b64decode(data, validate=True)
            for name, (_, data) in files.items()
        }
    except FileNotFoundError:
        return ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise OSError(errno.EINVAL, "these notes are damaged; delete the file", UNFINISHED) from None
    for name, data in wanted.items():
        refuse_links(root, name)
        if _digest(_read(root / name)) not in {files[name][0], _digest(data)}:
            fault = f"changed while {what} was unfinished; restore it, or delete {UNFINISHED} to give that up"
            raise OSError(errno.EEXIST, fault, name)
    for name, data in wanted.items():
        if data is None:
            (root / name).unlink(missing_ok=True)
        elif _read(root / name) != data:
            write_file(root / name, data)
    (root / UNFINISHED).unlink()
    return what


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _digest(data: bytes | None) -> str:
    return hashlib.sha256(data).hexdigest() if data is not None else ""


@contextmanager
def edition_lock(root: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Within this context no other command writes into the edition. Raises OSError when another one has not
    ended after `patience` seconds.

    The lock is the operating system's and ends with the process; where there is none, nothing is locked."""
    lock = _open_lock(root)
    try:
        if lock is not None:
            _wait_for(lock, root, time.monotonic() + patience)
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _open_lock(root: Path) -> int | None:
    """What is to be locked: the edition's folder, which is there whatever becomes of the cache; where a
    folder cannot be locked (NFS), a file; None where nothing can be written, which the command finds out."""
    refuse_links(root, LOCK)
    if fcntl is not None:
        folder = os.open(root, os.O_RDONLY)
        if _can_lock(folder):
            return folder
        os.close(folder)
    try:
        (root / CACHE).mkdir(exist_ok=True)
        return os.open(root / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except PermissionError:
        return None


def _can_lock(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return isinstance(error, BlockingIOError)
    return True


def _wait_for(lock: int, root: Path, deadline: float) -> None:
    while fcntl is not None:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if time.monotonic() > deadline:
            fault = "another command is writing here; try again when it is done"
            raise OSError(errno.EAGAIN, fault, str(root))
        time.sleep(0.05)
