"""Rebuilding while one writes: survives whatever is in the sources, and keeps the news of the last build."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from edition.findings.diagnostics import Diagnostic
from edition.runs.building import Built, build_site
from edition.serve.edited import Target, Texts, find_edited
from edition.store import state
from edition.store.filing import edition_lock, finish_writing
from edition.store.memo import Memo
from edition.store.site_folder import recover
from edition.store.source_files import read_files

QUIET = 4.0  # seconds without a change after which files that are made of all texts are made
SHOWN = 100  # findings; of more only the number is given


@dataclass(frozen=True)
class News:
    """The outcome of a build: its number, its findings, whether it failed, and the place that was edited.
    `trouble` says what stopped it, if that was no mistake in the sources."""

    number: int
    findings: tuple[Diagnostic, ...] = ()
    failed: bool = False
    trouble: str = ""
    target: Target | None = None

    def payload_for(self, file: str, stale: bool) -> dict[str, object]:
        """What is sent, as JSON, to a browser that shows a file: whether its page is stale, whether the edit
        is on it or on another page, and the findings. `desk.js` reads it."""
        here = self.target is not None and self.target.file == file
        return {
            "number": self.number,
            "stale": stale,
            "unit": self.target.unit if self.target and here else "",
            "elsewhere": asdict(self.target) if self.target and not here else None,
            "findings": [finding.as_dict() for finding in self.findings[:SHOWN]],
            "more": max(0, len(self.findings) - SHOWN),
            "failed": self.failed,
            "trouble": self.trouble,
        }


class Rebuilder:
    """Builds the edition and keeps the latest news. Numbers of builds increase, even from one run of the
    server to the next, so that a page knows whether it is older than a build."""

    def __init__(self, root: Path, tell: Callable[[str], None]) -> None:
        self.root = root
        self.tell = tell
        self.first = int(time.time())
        self.closed = False
        self._news = News(self.first)
        self._changed: dict[str, int] = {}  # file → number of the build that changed it last
        self._all_changed = self.first  # all pages, by a style sheet or script
        self._texts: Texts = {}
        self._condition = threading.Condition()
        self._memo = Memo()
        self._at_work = threading.Lock()
        self._later: threading.Timer | None = None

    def begin(self) -> None:
        """Build, unless the site is up to date."""
        try:
            unchanged = state.messages_if_unchanged(self.root) is not None
            self._texts, self._memo = self._read(), state.read_memo(self.root)
        except OSError:
            unchanged = False
        if not unchanged:
            self.rebuild()

    def rebuild(self) -> None:
        """Build once. Whatever goes wrong is reported and does not end the server."""
        if self._later is not None:
            self._later.cancel()
        with self._at_work:
            self._rebuild()
        if not self._news.failed and not self.closed:
            self._later = threading.Timer(QUIET, self.complete)
            self._later.daemon = True
            self._later.start()

    def complete(self) -> None:
        """Make the files that are made of all texts, such as the search index."""
        with self._at_work, suppress(OSError), edition_lock(self.root):
            self._memo = Memo(self._memo.used)
            build_site(self.root, memo=self._memo)

    def _rebuild(self) -> None:
        start = time.perf_counter()
        number = self._news.number + 1
        try:
            with edition_lock(self.root):
                recover(self.root / "site")
                finish_writing(self.root)
                before, self._texts = self._texts, self._read()
                self._memo = Memo(self._memo.used)
                built = build_site(self.root, memo=self._memo, whole=False)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            self._publish(News(number, failed=True, trouble=f"{where}{error.strerror or error}"))
        except Exception as error:
            self.tell(traceback.format_exc().rstrip())
            what = f"The program failed ({type(error).__name__}: {error}); the terminal shows where."
            self._publish(News(number, failed=True, trouble=what))
        else:
            self._publish(self._news_of(number, built, before), built)
        self._report(time.perf_counter() - start)

    def _news_of(self, number: int, built: Built, before: Texts) -> News:
        edition, target = built.result.edition, None
        if built.written is not None and edition is not None and before:
            target = find_edited(before, self._texts, edition)
            if target is not None and target.file not in built.written.written:
                target = None
        return News(number, findings=tuple(built.diagnostics), failed=built.written is None, target=target)

    def _read(self) -> Texts:
        return {source.path: source.data for source in read_files(self.root)}

    def _report(self, seconds: float) -> None:
        """What the terminal shows."""
        news = self._news
        for finding in news.findings:
            self.tell(str(finding))
        if news.trouble:
            self.tell(news.trouble)
        end = "the site is as it was" if news.failed else "built"
        where = f", see {news.target.id}" if news.target else ""
        self.tell(f"{time.strftime('%H:%M:%S')} {end}{where} ({seconds:.1f} s)")

    # -- what browsers ask, each in a thread of its own --

    def _publish(self, news: News, built: Built | None = None) -> None:
        with self._condition:
            if built is not None and built.written is not None:
                self._note_changes(news.number, [*built.written.written, *built.written.removed])
            self._news = news
            self._condition.notify_all()

    def _note_changes(self, number: int, files: Iterable[str]) -> None:
        for file in files:
            self._changed[file] = number
            if file.startswith("assets/"):
                self._all_changed = number

    @property
    def number(self) -> int:
        """The number of the last build."""
        return self._news.number

    def wait(self, known: int, seconds: float) -> News | None:
        """News with a number greater than `known`, or None when there are none within so many seconds."""
        with self._condition:
            self._condition.wait_for(lambda: self._news.number > known or self.closed, seconds)
            return self._news if self._news.number > known and not self.closed else None

    def is_stale(self, file: str, number: int) -> bool:
        """Has a file (relative to the site) changed since the build with this number?"""
        with self._condition:
            return max(self._changed.get(file, 0), self._all_changed) > number

    def close(self) -> None:
        """Cancel what is planned, and wake whoever waits for news."""
        if self._later is not None:
            self._later.cancel()
        with self._condition:
            self.closed = True
            self._condition.notify_all()
