"""Rebuilding while one writes: survives whatever is in the sources, and keeps the news of the last build."""

from __future__ import annotations

import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from edition.findings.diagnostics import Diagnostic, most_telling
from edition.runs.building import Draft, Pending, build_site, find_pending, read_draft
from edition.serve.edited import Target, Texts, find_edited
from edition.serve.previews import make_planned, make_previews
from edition.store import state
from edition.store.filing import edition_lock, finish_writing
from edition.store.memo import Memo
from edition.store.site_folder import recover

QUIET = 0.5  # seconds without a change after which the site is built
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


class Interrupted(Exception):
    """A build in the background was given up, since something newer is to be built."""


class Rebuilder:
    """Builds the edition and keeps the latest news. Numbers of builds increase, even from one run of the
    server to the next, so that a page knows whether it is older than a build.

    After a change the edition is read, and the page that shows it and those that are open in a browser are
    made at once. Then everything is checked and planned, and told; a page that has become stale is made when
    it is asked for. The site itself is built in the background.
    """

    def __init__(
        self, root: Path, tell: Callable[[str], None], show: Callable[[Diagnostic], str] = str
    ) -> None:
        self.root = root
        self.tell = tell
        self.show = show
        self.first = int(time.time())
        self.closed = False
        self._news = News(self.first)
        self._changed: dict[str, int] = {}  # file → number of the build that changed it last
        self._all_changed = self.first  # all pages, by a style sheet or script
        self._draft: Draft | None = None  # as the sources were last
        self._condition = threading.Condition()
        self._memo = Memo()
        self._last = state.BuildRecord()
        self._pending: Pending | None = None  # what is planned, until the site is built
        self._previews: dict[str, bytes] = {}  # pages that were made before all was checked, by their file
        self._open: Counter[str] = Counter()  # files that browsers show
        self._making = threading.Lock()
        self._at_work = threading.Lock()
        self._newer = threading.Event()  # tells the background that its work is in vain
        self._later: threading.Timer | None = None

    def begin(self) -> None:
        """Build, unless the site is up to date: then all is only read, so that its findings are told and the
        first edit does not wait for that."""
        try:
            unchanged = state.messages_if_unchanged(self.root) is not None
            self._memo = state.read_memo(self.root)
            self._remember()
        except OSError:
            unchanged = False
        with self._at_work:
            self._plan()
        if not unchanged:
            self.complete()

    def rebuild(self) -> None:
        """Read, check and plan what has changed, and build the site in the background. Whatever goes wrong is
        reported and does not end the server."""
        self._newer.set()
        if self._later is not None:
            self._later.cancel()
        with self._at_work:
            self._newer.clear()
            self._plan()
        if not self._news.failed and not self.closed:
            self._later = threading.Timer(QUIET, self.complete)
            self._later.daemon = True
            self._later.start()

    def complete(self) -> None:
        """Build the site as the sources are, unless it was told that this is not possible."""
        if self._later is not None:
            self._later.cancel()
        with self._at_work:
            if self._news.failed or self._newer.is_set():
                return
            start, number = time.perf_counter(), self._news.number
            with suppress(Interrupted), self._telling(), edition_lock(self.root):
                recover(self.root / "site")
                finish_writing(self.root)
                if self._pending is None:
                    self._memo = self._memo.following()
                built = build_site(self.root, memo=self._memo, pending=self._pending, progress=self._give_way)
                self._remember()
                if built.written is None:
                    self._publish(News(number + 1, findings=tuple(built.diagnostics), failed=True))
                    self._report(time.perf_counter() - start)
                else:
                    self._note_changes(number, built.written.removed_or_written - self._previews.keys())
                self._pending, self._previews = None, {}

    def _give_way(self, stage: str, done: int, total: int) -> None:
        if self._newer.is_set():
            raise Interrupted

    def _remember(self) -> None:
        self._last = state.read_record(self.root)

    def _plan(self) -> None:
        start = time.perf_counter()
        with self._telling():
            self._memo = self._memo.following()
            last, draft = self._draft, read_draft(self.root, self._memo, self._draft)
            self._draft, edition = draft, draft.joined.result.edition
            target = find_edited(_texts_of(last), _texts_of(draft), edition) if edition and last else None
            previews = self._show(draft, target, last) if last else {}
            pending, number = find_pending(draft, self._last), self._news.number + 1
            if not pending.planned.result.failed:
                final = {file for file, data in previews.items() if data == make_planned(pending, file)}
                self._note_changes(number, (pending.jobs.keys() | previews.keys()) - final)
                self._pending, self._previews = pending, {file: previews[file] for file in final}
            self._publish(_news_of(number, pending, target))
        self._report(time.perf_counter() - start)

    def _show(self, draft: Draft, target: Target | None, last: Draft) -> dict[str, bytes]:
        """Make the page that shows an edit and those that are open; those that changed are news."""
        with self._condition:
            wanted = {*self._open, *([target.file] if target else [])}
        previews = make_previews(draft, last, wanted)
        changed = [file for file, data in previews.items() if data != self._as_shown(file)]
        self._previews = {**self._previews, **previews}
        if changed:
            number = self._news.number + 1
            self._note_changes(number, changed)
            self._publish(News(number, findings=self._news.findings, target=target))
        return previews

    def _as_shown(self, file: str) -> bytes | None:
        """A page as it was shown before an edit."""
        path = self.root / "site" / file
        return self._previews.get(file) or (path.read_bytes() if path.is_file() else None)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Whatever goes wrong within this context is news."""
        try:
            yield
        except Interrupted:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            self._fail(f"{where}{error.strerror or error}")
        except Exception as error:
            self.tell(traceback.format_exc().rstrip())
            self._fail(f"The program failed ({type(error).__name__}: {error}); the terminal shows where.")

    def _fail(self, trouble: str) -> None:
        self._publish(News(self._news.number + 1, failed=True, trouble=trouble))

    def page(self, file: str) -> bytes | None:
        """A file of the site that has become stale, made now; None for one that is as it should be. One that
        cannot be made stays as it is until the build tells why."""
        preview, pending = self._previews.get(file), self._pending
        if preview is None and pending is not None and file in pending.jobs and not self._news.failed:
            with self._making, suppress(Exception):
                return pending.jobs[file].make()
        return preview

    @contextmanager
    def showing(self, file: str) -> Iterator[None]:
        """Within this context a browser shows a file."""
        with self._condition:
            self._open[file] += 1
        try:
            yield
        finally:
            with self._condition:
                self._open -= Counter({file: 1})

    def _report(self, seconds: float) -> None:
        """What the terminal shows."""
        news = self._news
        for each in most_telling(news.findings):
            self.tell(self.show(each.finding))
            if each.more:
                self.tell(f"       … and {each.more} more like this")
        if news.trouble:
            self.tell(news.trouble)
        end = "built" if self._pending and not news.failed else "the site is as it was"
        where = f", see {news.target.id}" if news.target else ""
        self.tell(f"{time.strftime('%H:%M:%S')} {end}{where} ({seconds:.1f} s)")

    # -- what browsers ask, each in a thread of its own --

    def _publish(self, news: News) -> None:
        with self._condition:
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
        """Has a file (relative to the site) changed since the build with this number? A number to come is of
        a server whose clock was ahead."""
        with self._condition:
            ahead = number > self._news.number
            return ahead or max(self._changed.get(file, 0), self._all_changed) > number

    def close(self) -> None:
        """Cancel what is planned, and wake whoever waits for news."""
        self._newer.set()
        if self._later is not None:
            self._later.cancel()
        with self._condition:
            self.closed = True
            self._condition.notify_all()


def _news_of(number: int, pending: Pending, target: Target | None) -> News:
    result = pending.planned.result
    if result.failed or (target is not None and target.file not in pending.jobs):
        target = None
    return News(number, findings=tuple(result.diagnostics), failed=result.failed, target=target)


def _texts_of(draft: Draft) -> Texts:
    return {source.path: source.data for source in draft.joined.sources}
