"""Finding mistakes without writing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edition.cli.console import OK, PROBLEMS, report, root_option, telling_of_files


@click.command()
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check(root: Path, form: str) -> None:
    """Find mistakes, write nothing."""
    from edition import pipeline
    from edition.diagnostics import as_json
    from edition.read.files import read_files

    with telling_of_files():
        result = pipeline.assemble(read_files(root.resolve()))
    if form == "json":
        click.echo(as_json(result.diagnostics))
    else:
        report(result.diagnostics)
        if not result.diagnostics:
            click.echo("No mistakes found.")
    sys.exit(PROBLEMS if result.failed else OK)
