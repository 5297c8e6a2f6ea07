"""The progress of a long build: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from edition.workers import Progress

LONG = 200  # files; a build that makes fewer shows no lines
OFTEN = 0.1  # seconds between two drawings of the bar


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """Yields a function that shows progress: which stage, how much of it is done, and how much there is."""
    if sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # drawn from here and not by a thread of its own, beside which no processes can be begun (`workers`)
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task, drawn = bar.add_task("", total=None), 0.0

        def show(stage: str, done: int, total: int) -> None:
            nonlocal drawn
            bar.update(task, description=stage, completed=done, total=total)
            if done in {0, total} or time.monotonic() - drawn > OFTEN:
                bar.refresh()
                drawn = time.monotonic()

        yield show


def _lines() -> Progress:
    """A line for each stage of a build that makes many files."""
    shown: set[str] = set()
    long = False

    def show(stage: str, done: int, total: int) -> None:
        nonlocal long
        long = long or total > LONG
        if long and stage not in shown and done < total:
            shown.add(stage)
            click.echo(f"{stage} …" if total == 1 else f"{stage}: {total} …", err=True)

    return show
