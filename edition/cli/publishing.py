"""Publishing a version."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edition.cli.console import PROBLEMS, report, root_option, today, writing


@click.command()
@click.argument("version")
@click.option("-m", "--message", required=True, help="What changed, in a sentence or two.")
@click.option("--date", default="", help="The day of the publication, if it is not today (2026-11-22).")
@root_option
def publish(version: str, message: str, date: str, root: Path) -> None:
    """Publish VERSION: register its ids, record what changed, freeze its TEI."""
    from edition.runs.publishing import publish_version
    from edition.store.filing import write_together

    root, what = root.resolve(), f"the publication of version {version}"
    with writing(root) as completed:
        if completed == what:
            click.echo("Now build and commit.")
            return
        outcome = publish_version(root, version, date or today(), message)
        report(outcome.diagnostics, root)
        if not outcome.files:
            click.echo("Nothing was published; every file is as it was.", err=True)
            sys.exit(PROBLEMS)
        write_together(root, outcome.files, what)
    counts = ", ".join(f"{count} {event}" for event, count in outcome.counts.items())
    click.echo(
        f"Version {version} of {len(outcome.files)} files: {counts or 'no id changed'}. Now build and commit."
    )
