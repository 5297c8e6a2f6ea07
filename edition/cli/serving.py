"""Serving the edition while it is being written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.console import as_called, colour, in_colour, reporting_errors, root_option

if TYPE_CHECKING:
    from edition.findings.diagnostics import Diagnostic


@click.command()
@root_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
def serve(root: Path, host: str, port: int) -> None:
    """Show the edition in a browser and rebuild it at every change."""
    from edition.cli.telling import as_text
    from edition.serve import is_loopback
    from edition.serve import serve as serve_edition

    if not is_loopback(host):
        click.echo(f"warning: anybody who can reach {host} can read the edition, drafts included.", err=True)

    def tell(line: str) -> None:
        click.echo(as_called(line), err=True, color=colour())

    def show(finding: Diagnostic) -> str:
        return in_colour(as_text(finding, root), finding)

    try:
        with reporting_errors():
            serve_edition(root.resolve(), host, port, tell, show)
    except KeyboardInterrupt:
        click.echo("The server has ended.", err=True)
