"""Work on many things of one kind, in as many processes as there are cores."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[str, int, int], None]  # the stage, how much of it is done, how much there is
MOST = 64  # processes, whatever is asked for
AT_ONCE = 24  # pieces of work for which it is worth while to begin processes
_work: tuple[Callable[[Any], Any], Sequence[Any]]  # what the processes inherit


def no_progress(stage: str, done: int, total: int) -> None:
    """A `Progress` that shows nothing."""


def cores() -> int:
    """How many processes may run at once; `EDITION_PROCESSES` in the environment says otherwise, up to
    `MOST`."""
    asked = os.environ.get("EDITION_PROCESSES", "")
    if asked.isdecimal() and int(asked[:9]) > 0:
        return min(int(asked[:9]), MOST)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Failed:
    """The result of a piece of work that raised an exception in its process."""


def run(work: Callable[[T], R], pieces: Sequence[T]) -> Iterator[R]:
    """What `work` makes of each piece, in their order. Processes are forked, so that they know all that this
    one knows and only their results are sent; where that cannot be done, or is not worth while, the work is
    done here. So is what fails there, since what it raises is then raised where it can be understood; and
    the rest when a process was ended from without."""
    done = 0
    if len(pieces) >= AT_ONCE and cores() > 1 and _can_fork():
        with suppress(BrokenProcessPool):
            for result in _in_processes(work, pieces):
                yield work(pieces[done]) if isinstance(result, _Failed) else result
                done += 1
    yield from map(work, pieces[done:])


def _in_processes(work: Callable[[T], R], pieces: Sequence[T]) -> Iterator[R | _Failed]:
    global _work
    _work = (work, pieces)
    chunk = max(1, min(64, len(pieces) // (cores() * 8)))
    context = multiprocessing.get_context("fork")
    gc.freeze()  # what is there already is shared as long as nobody touches it
    try:
        with ProcessPoolExecutor(cores(), context, initializer=_end_with_parent) as pool:
            yield from pool.map(_do, range(len(pieces)), chunksize=chunk)
    finally:
        gc.unfreeze()


def _do(index: int) -> Any:
    work, pieces = _work
    try:
        return work(pieces[index])
    except Exception:
        return _Failed()


def _can_fork() -> bool:
    """A process with several threads, such as a server, must not fork."""
    return sys.platform == "linux" and threading.active_count() == 1


def _end_with_parent() -> None:
    """A process ends with the one that began it, however that ends. (prctl(2), PR_SET_PDEATHSIG.)"""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent reports an interruption
