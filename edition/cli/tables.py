"""Metadata from tables and bibliographies, and back."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from edition.cli.console import PROBLEMS, report, reporting_errors, root_option
from edition.words.counting import counted


def import_table(root: Path, path: Path, *, dry_run: bool) -> None:
    """Make or complete letters from a table, and say what became of each row."""
    from edition.authoring.tables import read_table
    from edition.store.filing import write_together
    from edition.store.source_files import read_files

    sources = read_files(root)
    result = read_table(str(path.resolve()), path.read_bytes(), sources)
    report(result.problems, root, everything=True)
    if result.problems:
        click.echo("Nothing was written.", err=True)
        sys.exit(PROBLEMS)
    for name in sorted(result.files):
        click.echo(f"{name}: {'made' if not (root / name).exists() else 'completed'}")
    if not dry_run:
        files = {name: text.encode() for name, text in result.files.items()}
        write_together(root, files, "the table", {source.path: source.data for source in sources})
    verb = "would be written" if dry_run else "written"
    click.echo(f"{counted(len(result.files), 'letter')} {verb}, {result.unchanged} unchanged.")


def import_works(root: Path, path: Path, *, dry_run: bool) -> None:
    """Add the works of a bibliography to the register."""
    from edition.authoring.bibliographies import WORKS, with_works, works_in
    from edition.authoring.desk import Desk
    from edition.store.filing import write_together

    desk = Desk(root)
    text, added, known = with_works(desk, works_in(path.name, path.read_bytes()))
    for ref in added:
        click.echo(f"{WORKS}: {ref}")
    for title in known:
        click.echo(f"“{title}” is there already")
    if added and not dry_run:
        write_together(root, {WORKS: text.encode()}, "the bibliography", desk.contents)
    verb = "would be added" if dry_run else "added"
    click.echo(f"{counted(len(added), 'work')} {verb}, {len(known)} known already.")


@click.command()
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path))
@root_option
def export(table: Path, root: Path) -> None:
    """Write the metadata of all letters into TABLE, a .csv file for a spreadsheet; “edition import” reads it
    back."""
    from edition.authoring.tables import write_table
    from edition.importer.folder import TABLES
    from edition.store.source_files import read_files

    if table.suffix.lower() not in TABLES:
        raise click.UsageError(f"{table.name}: a table ends in .csv")
    with reporting_errors():
        text = write_table(read_files(root.resolve()))
        table.write_bytes(b"\xef\xbb\xbf" + text.encode())  # so that Excel takes it for UTF-8
    letters = sum(1 for _ in csv.reader(text.splitlines(keepends=True))) - 1
    click.echo(f"{table}: {counted(letters, 'letter')}.")
