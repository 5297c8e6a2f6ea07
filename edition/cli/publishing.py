"""Publishing a version."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edition.cli.console import PROBLEMS, report, root_option, today, writing
from edition.words.counting import counted


@click.command()
@click.argument("version")
@click.option("-m", "--message", required=True, help="What changed, in a sentence or two.")
@click.option("--date", default="", help="The day of publication, as in 2026-11-22; by default today.")
@click.option("--dry-run", is_flag=True, help="Show what would be published, and write nothing.")
@root_option
def publish(version: str, message: str, date: str, dry_run: bool, root: Path) -> None:
    """Publish VERSION: register its ids, record what changed, freeze its TEI."""
    from edition.runs.publishing import publish_version
    from edition.store.filing import write_together

    root, task = root.resolve(), f"the publication of version {version}"
    with writing(root) as completed:
        if completed == task:
            click.echo("Now build and commit.")
            return
        outcome = publish_version(root, version, date or today(), message)
        report(outcome.diagnostics, root)
        if not outcome.files:
            why = f" because of {outcome.stopped_by}" if outcome.stopped_by else ""
            click.echo(f"Nothing was published{why}; every file is unchanged.", err=True)
            sys.exit(PROBLEMS)
        if not dry_run:
            write_together(root, outcome.files, task, outcome.read)
    counts = ", ".join(f"{counted(count, 'id')} {event}" for event, count in outcome.counts.items())
    files = counted(len(outcome.files), "file")
    end = f"{files} would be written." if dry_run else f"{files} written. Now build, and commit."
    click.echo(f"Version {version}: {counts or 'no id changed'}. {end}")
    for name in sorted(outcome.files) if dry_run else ():
        click.echo(f"  {name}")


@click.command()
@click.argument("version")
@click.option("--dry-run", is_flag=True, help="Show what would be taken back, and write nothing.")
@root_option
def unpublish(version: str, dry_run: bool, root: Path) -> None:
    """Take back VERSION, if it is the last one and nobody can have seen it: not tagged, not pushed."""
    from edition.authoring.unpublishing import unpublish_version
    from edition.store.filing import write_together

    root = root.resolve()
    with writing(root):
        outcome = unpublish_version(root, version)
        for name, data in sorted(outcome.files.items()):
            click.echo(f"{name}: {'removed' if data is None else 'as before'}")
        if not dry_run:
            task = f"the taking back of version {version}"
            write_together(root, outcome.files, task, outcome.read)
    click.echo(
        "Nothing was written." if dry_run else f"Version {version} is taken back. Now build and commit."
    )
