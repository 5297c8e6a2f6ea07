"""Building: read, check, render, write."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from edition.cli.console import PROBLEMS, as_called, report, root_option, writing
from edition.cli.progress import showing_progress
from edition.paths import OWN_TEMPLATES, TEMPLATES

PROGRAMS = "This edition has templates of its own. They are programs, and are run now for the first time."


@click.command()
@root_option
@click.option("--force", is_flag=True, help="Make every file, even if nothing has changed.")
@click.option("--explain", is_flag=True, help="Say why each file is made again.")
def build(root: Path, force: bool = False, explain: bool = False) -> None:
    """Read, check and write site/. Writes nothing if there are errors."""
    root = root.resolve()
    with writing(root):
        _build(root, force, explain)


def _build(root: Path, force: bool, explain: bool) -> None:
    from edition.store import state

    messages = None if force else state.messages_if_unchanged(root)
    if messages is not None:
        for message in messages:
            click.echo(as_called(message), err=True)
        click.echo("Nothing has changed since the last build.")
        return
    from edition.authoring.id_schema import refresh_ids
    from edition.runs.building import build_site

    if not (root / state.RECORD).is_file() and _has_own_programs(root / OWN_TEMPLATES):
        click.echo(PROGRAMS, err=True)
    start = time.perf_counter()
    with showing_progress() as progress:
        built = build_site(root, everything=force, progress=progress)
    report(built.diagnostics, root)
    if built.written is None:
        click.echo("Nothing was written; site/ is as it was.", err=True)
        sys.exit(PROBLEMS)
    if explain:
        for path, reason in sorted(built.stale.items()):
            click.echo(f"{path}: {reason}")
    if built.edition is not None:
        refresh_ids(root, built.edition)
    written = built.written
    files = len(written.written) + written.unchanged
    click.echo(
        f"{files} files in site/: {len(built.stale)} made, {len(written.written)} written, "
        f"{written.unchanged} unchanged, {len(written.removed)} removed "
        f"({time.perf_counter() - start:.1f} s). Open site/index.html."
    )


def _has_own_programs(templates: Path) -> bool:
    """Whether a folder has templates, and they are not those of the program itself."""
    return any(templates.rglob("*.j2")) and not templates.samefile(TEMPLATES)
