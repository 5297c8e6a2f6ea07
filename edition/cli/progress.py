"""How far a long build is: a bar where there is a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from edition.pipeline import Progress

LONG = 200  # files; what takes no longer than making so many needs no telling


@contextmanager
def telling_progress() -> Iterator[Progress]:
    """A function that is told what is being done, how much of it is done and how much there is."""
    if sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield tell


def _lines() -> Progress:
    """A line for each stage of a build that makes many files."""
    said: set[str] = set()
    long = False

    def tell(what: str, done: int, total: int) -> None:
        nonlocal long
        long = long or total > LONG
        if long and what not in said and done < total:
            said.add(what)
            click.echo(f"{what} …" if total == 1 else f"{what}: {total} …", err=True)

    return tell
