"""Work on many things of one kind, in as many processes as there are cores."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 24  # pieces of work for which it is worth while to begin processes
_work: tuple[Callable[[Any], Any], Sequence[Any]]  # what the processes inherit


def cores() -> int:
    """How many processes may run at once; `EDITION_PROCESSES` in the environment says otherwise."""
    asked = os.environ.get("EDITION_PROCESSES", "")
    return int(asked) if asked.isdecimal() and int(asked) > 0 else len(os.sched_getaffinity(0))


def run(work: Callable[[T], R], pieces: Sequence[T]) -> Iterator[R]:
    """What `work` makes of each piece, in their order. Processes are forked, so that they know all that this
    one knows and only their results are sent; where that cannot be done, or is not worth while, the work is
    done here. Raises what `work` raises, and `BrokenProcessPool` when a process was ended from without."""
    if len(pieces) < AT_ONCE or cores() < 2 or not _can_fork():
        yield from map(work, pieces)
        return
    global _work
    _work = (work, pieces)
    chunk = max(1, min(64, len(pieces) // (cores() * 8)))
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(cores(), context, initializer=_end_with_parent) as pool:
        yield from pool.map(_do, range(len(pieces)), chunksize=chunk)


def _do(index: int) -> Any:
    work, pieces = _work
    return work(pieces[index])


def _can_fork() -> bool:
    """A process with several threads, such as a server, must not fork."""
    return sys.platform == "linux" and threading.active_count() == 1


def _end_with_parent() -> None:
    """A process ends with the one that began it, however that ends. (prctl(2), PR_SET_PDEATHSIG.)"""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent reports an interruption
