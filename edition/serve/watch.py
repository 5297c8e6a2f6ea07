"""Noticing changes: by names, sizes and times of the files, compared when the system reports a change.

The report comes from `watchfiles`, where it is installed. Without it, or when it fails (a folder was removed,
too many are watched), frequent comparing does as well: for a thousand files it takes some ten milliseconds.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

from edition.store import state
from edition.store.corpus_files import corpus_folders

OFTEN, SELDOM = 0.3, 2.0  # seconds between comparisons, without and with watchfiles
STILL = 0.06  # seconds without a change after which somebody has finished saving
LONGEST = 1.0  # seconds to wait for this
FEW, MANY = 10, 50  # a comparison is waited for so many times as long as the last one took, in the same way


class Watch:
    """Watches the sources and templates of an edition, from a thread of its own, until it is stopped."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._cost = 0.0  # seconds that the last comparison took
        self._seen = self._look()
        self._reported = threading.Event()
        self._stop = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def wait(self) -> None:
        """Return when something has changed since the last return, and no more is being saved."""
        while True:
            least, share = (SELDOM, MANY) if self._listener.is_alive() else (OFTEN, FEW)
            self._reported.wait(max(least, share * self._cost))
            self._reported.clear()
            now = self._look()
            if now != self._seen:
                self._seen = self._when_still(now)
                return

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()

    def _look(self) -> dict[str, state.Stamp]:
        begun = time.monotonic()
        stamps = state.watched_inputs(self.root)
        self._cost = time.monotonic() - begun
        return stamps

    def _when_still(self, last: dict[str, state.Stamp]) -> dict[str, state.Stamp]:
        """The stamps once nothing changes any more: editors and version control write several files, some of
        them twice."""
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            time.sleep(STILL)
            now = self._look()
            if now == last:
                break
            last = now
        return last

    def _listen(self) -> None:
        try:
            import watchfiles
        except ImportError:
            return
        while not self._stop.is_set():
            own = [self.root / name for name in state.INPUTS if (self.root / name).is_dir()]
            folders = [*own, *(folder for folder in corpus_folders(self.root) if folder.exists())]
            with suppress(OSError, RuntimeError):
                for _ in watchfiles.watch(
                    *folders, watch_filter=None, debounce=50, step=10, stop_event=self._stop
                ):
                    self._reported.set()
                    if any(not folder.exists() for folder in folders):
                        break
            self._stop.wait(SELDOM)
