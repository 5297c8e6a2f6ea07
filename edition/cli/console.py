"""What all commands share: where the edition is, how findings are told, what exit status says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from edition.findings.diagnostics import Diagnostic

OK, PROBLEMS = 0, 1  # click itself exits with 2 on wrong usage

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="The edition’s folder.",
)


PROGRAM = "edition"
COMMAND = re.compile(
    r"(?<=[“`])edition(?= (?:build|check|fmt|import|init|new|publish|resolve|schemas|serve)\b)"
)


def program() -> str:
    """How the program was called: “edition”, “python -m edition” or “python build.py”."""
    context = click.get_current_context(silent=True)
    return (context and context.find_root().info_name) or PROGRAM


def as_called(text: str) -> str:
    """A text that names commands as “edition check” or `edition check`, in the words of the call."""
    return COMMAND.sub(program(), text)


def today() -> str:
    """Today (ISO 8601), or the day that SOURCE_DATE_EPOCH says.
    (https://reproducible-builds.org/specs/source-date-epoch/)"""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return date.today().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise click.ClickException(
            f"SOURCE_DATE_EPOCH: “{epoch}” is no number of seconds since 1970"
        ) from None


@contextmanager
def telling_of_files() -> Iterator[None]:
    """A file that cannot be read or written is told, not traced."""
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{where}{error.strerror or error}") from error


@contextmanager
def writing(root: Path) -> Iterator[str]:
    """While this lasts no other command writes. First it completes what a killed one left, and gives what."""
    from edition.store.filing import edition_lock, finish_writing
    from edition.store.site_folder import recover

    with telling_of_files(), edition_lock(root):
        recover(root / "site")
        finished = finish_writing(root)
        if finished:
            click.echo(f"Completed {finished}, which had been interrupted.")
        yield finished


def report(diagnostics: list[Diagnostic], root: Path) -> None:
    """All findings with the lines they are about, errors counted at the end."""
    from edition.cli.telling import as_text
    from edition.findings.diagnostics import Severity

    for finding in diagnostics:
        click.echo(as_called(as_text(finding, root)), err=True)
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    if diagnostics:
        others = len(diagnostics) - errors
        click.echo(f"{errors} error{'s' * (errors != 1)}, {others} warning{'s' * (others != 1)}.", err=True)
