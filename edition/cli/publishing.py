"""Publishing a version."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edition.cli.console import PROBLEMS, report, root_option, telling_of_files


@click.command()
@click.argument("version")
@click.option("-m", "--message", required=True, help="What changed, in a sentence or two.")
@click.option("--date", default="", help="The day of the publication, if it is not today (2026-11-22).")
@root_option
def publish(version: str, message: str, date: str, root: Path) -> None:
    """Publish VERSION: register its ids, record what changed, freeze its TEI."""
    from datetime import date as calendar

    from edition.pipeline import publish_version
    from edition.write import write_file

    with telling_of_files():
        outcome = publish_version(root.resolve(), version, date or calendar.today().isoformat(), message)
    report(outcome.diagnostics, root)
    if not outcome.files:
        click.echo("Nothing was published; every file is as it was.", err=True)
        sys.exit(PROBLEMS)
    with telling_of_files():
        for name, data in outcome.files.items():
            write_file(root.resolve() / name, data)
    counts = ", ".join(f"{count} {event}" for event, count in outcome.counts.items())
    click.echo(
        f"Version {version} of {len(outcome.files)} files: {counts or 'no id changed'}. Now build and commit."
    )
