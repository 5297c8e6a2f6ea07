"""Importing source documents by their recipes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.console import PROBLEMS, report, root_option, telling_of_files, writing

if TYPE_CHECKING:
    from edition.importer.run import Outcome


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@root_option
@click.option("--recipe", default="", help="Use this recipe alone.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, write nothing.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited since the last import.")
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here what became of every word (JSON).",
)
def import_(folder: Path, root: Path, recipe: str, dry_run: bool, force: bool, ledger: Path | None) -> None:
    """Read source documents from FOLDER, each by the recipe that recognises it."""
    from edition.diagnostics import has_errors
    from edition.importer.run import run_import

    with writing(root.resolve()):
        outcome = run_import(root.resolve(), folder, only=recipe, dry_run=dry_run, force=force)
    report(outcome.problems)
    if ledger is not None:
        with telling_of_files():
            _write_ledger(ledger, outcome)
    for name, diff in outcome.kept.items():
        click.echo(f"\n{name}\n{diff}")
    for book in outcome.ledgers:
        totals = book.totals()
        click.echo(
            f"{book.file} by {book.recipe}: {totals['read']} words read, {totals['used']} used, "
            f"{totals['emended']} emended, {totals['dropped']} dropped, {totals['unaccounted']} unaccounted; "
            f"{totals['not_read']} words lie outside the parts that are read."
        )
    if has_errors(outcome.problems):
        click.echo("Nothing was written.", err=True)
        sys.exit(PROBLEMS)
    if not outcome.ledgers:
        click.echo(f"Nothing in {folder} was recognised.")
    for name in outcome.removed:
        click.echo(f"{name}: taken away, for the recipe no longer writes it")
    verb = "would be written" if dry_run else "written"
    click.echo(
        f"{len(outcome.written)} files {verb}, {outcome.unchanged} unchanged, {len(outcome.kept)} edited and "
        f"kept, {len(outcome.removed)} removed."
    )


def _write_ledger(path: Path, outcome: Outcome) -> None:
    import json

    data = [book.as_dict() for book in outcome.ledgers]
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
