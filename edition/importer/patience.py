"""A limit of time for what a recipe's patterns do: a slip in one can take years (`(a+)+b`), and nothing in a
pattern tells so beforehand."""

from __future__ import annotations

import linecache
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS, MORE = 60.0, 200_000  # to read a book in, and a second more for so many bytes of it


class TookTooLong(Exception):
    """Reading did not come to an end; `pattern` is the regular expression that was at work, or ""."""

    def __init__(self, seconds: float, pattern: str) -> None:
        super().__init__(f"reading did not come to an end in {seconds:.0f} seconds")
        self.pattern = pattern


@contextmanager
def patience(size: int) -> Iterator[None]:
    """Within this context reading a file of `size` bytes is ended with `TookTooLong` after a time of the
    processor; nothing is refused because a machine has much to do. (Not where there are no such signals, or
    beside other threads.)"""
    if not hasattr(signal, "SIGVTALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = SECONDS + size / MORE

    def stop(_: int, frame: FrameType | None) -> None:
        raise TookTooLong(seconds, _pattern_at(frame))

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _pattern_at(frame: FrameType | None) -> str:
    """The regular expression that a function is using in the line at which it is, or the one that called
    it."""
    while frame is not None:
        line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
        patterns = {name: value for name, value in frame.f_locals.items() if isinstance(value, re.Pattern)}
        for name, pattern in patterns.items():
            if re.search(rf"\b{name}\b", line) and isinstance(pattern.pattern, str):
                return pattern.pattern
        frame = frame.f_back
    return ""
