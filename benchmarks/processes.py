"""What a command takes: seconds, CPU of it and its children, and the peak of their memory together.

Memory is the proportional set size of all its processes, looked at again and again (Linux alone); of what is
too short for that, and elsewhere, the largest process counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
LOOK = 0.2  # seconds between two looks at the memory
UNIT = 1 if sys.platform == "darwin" else 1024  # of `ru_maxrss`, in bytes


@dataclass(frozen=True)
class Measured:
    """Wall and CPU seconds, bytes of memory at the peak, and what the command wrote."""

    seconds: float
    cpu: float
    memory: int
    output: str = ""


class MemoryWatch:
    """Looks at the memory of a process and its children from a thread of its own. `peak` is in bytes."""

    def __init__(self, process: int) -> None:
        self.peak = 0
        self._process, self._stopped = process, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """End the thread; the peak."""
        self._stopped.set()
        self._thread.join()
        return self.peak

    def _watch(self) -> None:
        pause = LOOK / 4  # the first look is early
        while not self._stopped.wait(pause):
            pause = LOOK
            self.peak = max(self.peak, sum(map(_memory_of, processes_below(self._process))))


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command to its end. Raises RuntimeError, with what it wrote, when it fails."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        watch = MemoryWatch(process.pid)
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = max(watch.stop(), usage.ru_maxrss * UNIT)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed ({process.returncode}):\n{output[-3000:]}")
    return Measured(seconds, usage.ru_utime + usage.ru_stime, peak, output)


def processes_below(process: int) -> Iterator[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = defaultdict(list)
    for each in PROC.glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            children[int(_stat(int(each.name))[1])].append(int(each.name))
    waiting = [process]
    while waiting:
        yield waiting[-1]
        waiting += children[waiting.pop()]


def cpu_of(process: int) -> float:
    """CPU seconds of a process, its children that ended, and those that run."""
    ticks = 0
    for each in processes_below(process):
        with suppress(OSError):
            ticks += sum(map(int, _stat(each)[11 : 15 if each == process else 13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[str]:
    """What follows the name of a process in its `stat` (proc(5)): its state, its parent, …"""
    return (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()


def _memory_of(process: int) -> int:
    with suppress(OSError, StopIteration):
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("Pss:"))) * 1024
    return 0
