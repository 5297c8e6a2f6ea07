"""Building: read, check, render, write."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from edition.cli.console import PROBLEMS, report, root_option, telling_of_files


@click.command()
@root_option
@click.option("--force", is_flag=True, help="Build even when nothing has changed.")
def build(root: Path = Path(), force: bool = False) -> None:
    """Read, check and write site/. Nothing is written when there are errors."""
    from edition import state

    root = root.resolve()
    before = state.inputs(root)
    messages = None if force else state.unchanged(root)
    if messages is not None:
        for message in messages:
            click.echo(message, err=True)
        click.echo("Nothing has changed since the last build.")
        return
    from edition import pipeline
    from edition.authoring.json_schemas import refresh_ids
    from edition.write import write_site

    start = time.perf_counter()
    with telling_of_files():
        result = pipeline.build(root)
    report(result.diagnostics)
    if result.failed:
        click.echo("Nothing was written; site/ is as it was.", err=True)
        sys.exit(PROBLEMS)
    with telling_of_files():
        written = write_site(root / "site", result.artifacts)
    if not any(d.code.startswith("X") for d in result.diagnostics):  # what ails the machine may be mended
        state.remember(root, before, [str(d) for d in result.diagnostics])
    if result.edition is not None:
        with telling_of_files():
            refresh_ids(root, result.edition)
    click.echo(
        f"{len(result.artifacts)} files in site/: {len(written.written)} written, "
        f"{written.unchanged} unchanged, {len(written.removed)} removed "
        f"({time.perf_counter() - start:.1f} s). Open site/index.html."
    )
