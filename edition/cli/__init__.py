"""The commands, a module for each. What is slow to import is imported where it is needed."""

from __future__ import annotations

import gc

import click

from edition import __version__
from edition.cli.building import build
from edition.cli.checking import check
from edition.cli.console import PROGRAM
from edition.cli.formatting import fmt
from edition.cli.importing import import_
from edition.cli.init import init
from edition.cli.new import new
from edition.cli.publishing import publish
from edition.cli.resolving import resolve
from edition.cli.schemas import schemas
from edition.cli.serving import serve


@click.group(PROGRAM, invoke_without_command=True)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Build the edition. Without a command: read everything, check it, write site/."""
    gc.set_threshold(100_000, 50, 100)  # nearly all is kept to the end: a tenth of a build went into looking
    if context.invoked_subcommand is None:
        context.invoke(build)


for command in (init, build, check, fmt, new, serve, publish, import_, resolve, schemas):
    main.add_command(command)
