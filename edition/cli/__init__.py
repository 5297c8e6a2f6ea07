"""The commands, one module each. Modules that are slow to import are imported where they are needed."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper
from pathlib import Path

import click

from edition import __version__
from edition.cli.building import build
from edition.cli.census import census
from edition.cli.checking import check
from edition.cli.console import FOLDER, PROGRAM, find_root
from edition.cli.formatting import fmt
from edition.cli.importing import import_
from edition.cli.init import init
from edition.cli.new import new
from edition.cli.printing import pdf
from edition.cli.publishing import publish, unpublish
from edition.cli.renaming import merge, remove, rename
from edition.cli.resolving import resolve
from edition.cli.schemas import schemas
from edition.cli.serving import serve
from edition.cli.tables import export


class Commands(click.Group):
    """The group of commands. What it says reaches terminals and pipes of any encoding, and what it is told
    must be UTF-8."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Raises `UsageError` for an argument that is not UTF-8."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        for number, argument in enumerate(args, 1):
            if not argument.isascii() and argument != argument.encode("utf-8", "replace").decode():
                raise click.UsageError(f"argument {number} is not UTF-8: {argument!a}", ctx)
        return super().parse_args(ctx, args)


@click.group(PROGRAM, cls=Commands, invoke_without_command=True)
@click.option("--root", type=FOLDER, help="The edition’s folder, for whatever command follows.")
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Build the edition. Without a command: read everything, check it, write site/."""
    gc.set_threshold(100_000, 50, 100)  # nearly all is kept to the end: a tenth of a build went into looking
    if context.invoked_subcommand is None:
        context.invoke(build, root=find_root(context, build.params[0], root))


EDITING = (new, rename, merge, remove, fmt)
READING = (census, import_, export, resolve, schemas)
for command in (init, build, check, *EDITING, serve, pdf, publish, unpublish, *READING):
    main.add_command(command)
