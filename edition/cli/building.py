"""Building: read, check, render, write."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from edition.cli.console import PROBLEMS, report, root_option, writing


@click.command()
@root_option
@click.option("--force", is_flag=True, help="Build even when nothing has changed.")
def build(root: Path = Path(), force: bool = False) -> None:
    """Read, check and write site/. Nothing is written when there are errors."""
    root = root.resolve()
    with writing(root):
        _build(root, force)


def _build(root: Path, force: bool) -> None:
    from edition import state

    messages = None if force else state.unchanged(root)
    if messages is not None:
        for message in messages:
            click.echo(message, err=True)
        click.echo("Nothing has changed since the last build.")
        return
    from edition.building import build_site

    start = time.perf_counter()
    built = build_site(root)
    report(built.diagnostics)
    if built.written is None:
        click.echo("Nothing was written; site/ is as it was.", err=True)
        sys.exit(PROBLEMS)
    written = built.written
    click.echo(
        f"{len(built.result.artifacts)} files in site/: {len(written.written)} written, "
        f"{written.unchanged} unchanged, {len(written.removed)} removed "
        f"({time.perf_counter() - start:.1f} s). Open site/index.html."
    )
