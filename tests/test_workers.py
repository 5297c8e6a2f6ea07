"""Work in several processes gives what work in one gives, whatever happens to a process."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copy_sample

from edition import workers
from edition.cli import progress
from edition.runs.building import build_site

MANY = range(workers.AT_ONCE * 3)


@pytest.fixture(autouse=True)
def three_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITION_PROCESSES", "3")
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # the test runner has threads of its own


def test_results_come_in_order_and_from_other_processes() -> None:
    made = list(workers.run(lambda piece: (piece, os.getpid()), MANY))
    assert [piece for piece, _ in made] == list(MANY)
    assert os.getpid() not in {process for _, process in made}


def test_little_work_is_done_here() -> None:
    assert set(workers.run(lambda _: os.getpid(), range(3))) == {os.getpid()}


def test_where_threads_run_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert set(workers.run(lambda _: os.getpid(), MANY)) == {os.getpid()}


def test_what_fails_there_is_told_here() -> None:
    def divide(piece: int) -> float:
        return 1 / (piece - 40)

    with pytest.raises(ZeroDivisionError) as failure:
        list(workers.run(divide, MANY))
    assert failure.traceback[-1].name == "divide"


def test_a_process_that_is_killed_costs_nothing() -> None:
    here = os.getpid()

    def work(piece: int) -> int:
        if piece == 50 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return piece * piece

    assert list(workers.run(work, MANY)) == [piece * piece for piece in MANY]


@pytest.mark.parametrize("asked", ["none", "-1", "0", "two"])
def test_a_number_that_is_none_is_passed_over(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITION_PROCESSES", asked)
    assert workers.cores() >= 1


@pytest.mark.parametrize(("asked", "given"), [("3", 3), ("99999", workers.MOST), ("9" * 5000, workers.MOST)])
def test_no_slip_begins_thousands_of_processes(
    asked: str, given: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITION_PROCESSES", asked)
    assert workers.cores() == given


def test_a_site_is_the_same_whatever_made_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "AT_ONCE", 2)
    forked: list[int] = []
    in_processes = workers._in_processes

    def counting(work: Callable[[object], object], pieces: list[object]) -> object:
        forked.append(len(pieces))
        return in_processes(work, pieces)

    monkeypatch.setattr(workers, "_in_processes", counting)
    sites = []
    for processes in ("1", "3"):
        monkeypatch.setenv("EDITION_PROCESSES", processes)
        root = copy_sample(tmp_path / processes)
        assert build_site(root).written is not None
        site = root / "site"
        sites.append({p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()})
        assert bool(forked) == (processes == "3")
    assert sites[0] == sites[1] and len(sites[0]) > 50


def test_the_bar_of_a_terminal_leaves_room_for_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    before = threading.active_count()
    with progress._bar() as show:
        show("Making files", 1, 9)
        assert threading.active_count() == before
