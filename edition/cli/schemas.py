"""Writing the JSON Schemas that editors' programs read."""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.console import reporting_errors, root_option
from edition.words.counting import counted


@click.command()
@root_option
def schemas(root: Path) -> None:
    """Write docs/schemas/, and name it in .vscode/settings.json, for help while typing."""
    from edition.authoring.json_schemas import write_schemas
    from edition.pipeline import assemble
    from edition.store.source_files import read_files
    from edition.store.state import read_memo

    root = root.resolve()
    with reporting_errors():
        edition = assemble(read_files(root), read_memo(root)).edition
        changed = write_schemas(root, edition)
    for name in changed:
        click.echo(f"{name}: written")
    click.echo(f"{counted(len(changed), 'file')} changed." if changed else "Everything is up to date.")
