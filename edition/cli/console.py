"""What all commands share: the option for the edition’s folder, how findings are shown, and the exit
status."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.findings import Refused
from edition.paths import CONFIG_PATH
from edition.words.counting import counted

if TYPE_CHECKING:
    from edition.findings.diagnostics import Diagnostic

NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.EACCES)
OK, PROBLEMS = 0, 1  # click itself exits with 2 on wrong usage


def find_root(context: click.Context, option: click.Parameter | None, given: Path | None) -> Path:
    """The edition’s folder: the one that was given to the command or before it, else this folder or the
    nearest above it that holds an edition, else this folder."""
    given = given or context.find_root().params.get("root")
    if given is not None:
        return given
    here = Path.cwd()
    above = (folder for folder in (here, *here.parents) if (folder / CONFIG_PATH).is_file())
    return next(above, here)


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
root_option = click.option(
    "--root",
    type=FOLDER,
    callback=find_root,
    help="The edition’s folder.  [default: this folder, or one above it]",
)


def know_kinds(root: Path) -> None:
    """Let the table of kinds have those that the edition in a folder describes."""
    from edition.kinds import know
    from edition.model import Source
    from edition.read.config import read_config

    path = root / CONFIG_PATH
    config = read_config(Source(CONFIG_PATH, path.read_bytes()))[0] if path.is_file() else None
    know(config.registers if config else {})


PROGRAM = "edition"
COMMAND = re.compile(
    r"(?<=[“`])edition(?= (?:build|check|export|fmt|import|init|merge|new|pdf|publish|remove|rename|resolve"
    r"|schemas|serve|unpublish)\b)"
)


def program() -> str:
    """How the program was called: “edition”, “python -m edition” or “python build.py”."""
    context = click.get_current_context(silent=True)
    return (context and context.find_root().info_name) or PROGRAM


def as_called(text: str) -> str:
    """A text in which commands, written “edition check” or `edition check`, are named as the program was
    called."""
    return COMMAND.sub(program(), text)


def today() -> str:
    """Today as an ISO 8601 date, or the day given by SOURCE_DATE_EPOCH
    (https://reproducible-builds.org/specs/source-date-epoch/). Raises `ClickException` when that is no
    number."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return date.today().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise click.ClickException(
            f"SOURCE_DATE_EPOCH: “{epoch}” is not a number of seconds since 1970"
        ) from None


@contextmanager
def reporting_errors() -> Iterator[None]:
    """Report a file that cannot be read or written, and what is refused, as a message instead of a
    traceback."""
    from edition.store.filing import CACHE

    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        kept = error.errno in NOT_THERE and CACHE in Path(str(error.filename)).parts
        advice = f" ({CACHE}/ is gone or in the way; delete it, and do this again)" if kept else ""
        raise click.ClickException(f"{where}{error.strerror or error}{advice}") from error
    except Refused as refusal:
        raise click.ClickException(as_called(str(refusal))) from None


@contextmanager
def writing(root: Path) -> Iterator[str]:
    """Keep other commands from writing meanwhile. A write that a killed command left unfinished is completed
    first; yields what it was, or ""."""
    from edition.store.filing import edition_lock, finish_writing
    from edition.store.site_folder import recover

    with reporting_errors(), edition_lock(root):
        recover(root / "site")
        finished = finish_writing(root)
        if finished:
            click.echo(f"Completed {finished}, which had been interrupted.")
        yield finished


COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}


def in_colour(text: str, finding: Diagnostic) -> str:
    """A finding as a terminal shows it: its place bold, its severity and code in a colour, its caret too."""
    head, _, excerpt = text.partition("\n")
    sign = f" {finding.severity} {finding.code} "
    place, separator, message = head.partition(sign)
    severity = click.style(sign, fg=COLOURS[str(finding.severity)], bold=True)
    head = f"{click.style(place, bold=True)}{severity}{message}" if separator else head
    line, caret, rest = excerpt.rpartition("^")
    return f"{head}\n{line}{click.style(caret, fg='green', bold=True)}{rest}" if excerpt else head


def colour() -> bool | None:
    """False where no colours are wanted (https://no-color.org), else None: where it is a terminal."""
    return False if os.environ.get("NO_COLOR") else None


def report(diagnostics: list[Diagnostic], root: Path, *, everything: bool = False) -> None:
    """Print findings, each with the line it is about, and the number of errors and warnings. Of many alike a
    few are shown, unless `everything` is wanted."""
    from edition.cli.telling import as_text
    from edition.findings.diagnostics import Severity, Shown, most_telling

    shown = [Shown(finding) for finding in diagnostics] if everything else most_telling(diagnostics)
    for each in shown:
        click.echo(in_colour(as_called(as_text(each.finding, root)), each.finding), err=True, color=colour())
        if each.more:
            click.echo(f"       … and {each.more} more like this", err=True)
    if len(shown) < len(diagnostics):
        click.echo(as_called("“edition check --all” shows them all."), err=True)
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    if diagnostics:
        warnings = len(diagnostics) - errors
        click.echo(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}.", err=True)
