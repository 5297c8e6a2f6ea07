"""The commands. What is slow to import is imported where it is needed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from edition.diagnostics import Diagnostic
    from edition.importer.run import Outcome

OK, PROBLEMS = 0, 1  # click itself exits with 2 on wrong usage

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="The edition’s folder.",
)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Build the edition. Without a command: read everything, check it, write site/."""
    if context.invoked_subcommand is None:
        context.invoke(build)


@main.command()
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
    from edition.write import write_site

    start = time.perf_counter()
    with _telling_of_files():
        result = pipeline.build(root)
    _report(result.diagnostics)
    if result.failed:
        click.echo("Nothing was written; site/ is as it was.", err=True)
        sys.exit(PROBLEMS)
    with _telling_of_files():
        written = write_site(root / "site", result.artifacts)
    if not any(d.code.startswith("X") for d in result.diagnostics):  # what ails the machine may be mended
        state.remember(root, before, [str(d) for d in result.diagnostics])
    click.echo(
        f"{len(result.artifacts)} files in site/: {len(written.written)} written, "
        f"{written.unchanged} unchanged, {len(written.removed)} removed "
        f"({time.perf_counter() - start:.1f} s). Open site/index.html."
    )


@main.command()
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check(root: Path, form: str) -> None:
    """Find mistakes, write nothing."""
    from edition import pipeline
    from edition.diagnostics import as_json
    from edition.read.files import read_files

    result = pipeline.assemble(read_files(root.resolve()))
    if form == "json":
        click.echo(as_json(result.diagnostics))
    else:
        _report(result.diagnostics)
        if not result.diagnostics:
            click.echo("No mistakes found.")
    sys.exit(PROBLEMS if result.failed else OK)


@main.command()
@click.argument("version")
@click.option("-m", "--message", required=True, help="What changed, in a sentence or two.")
@click.option("--date", default="", help="The day of the publication, if it is not today (2026-11-22).")
@root_option
def publish(version: str, message: str, date: str, root: Path) -> None:
    """Publish VERSION: register its ids, record what changed, freeze its TEI."""
    from datetime import date as calendar

    from edition.pipeline import publish_version
    from edition.write import write_file

    with _telling_of_files():
        outcome = publish_version(root.resolve(), version, date or calendar.today().isoformat(), message)
    _report(outcome.diagnostics)
    if not outcome.files:
        click.echo("Nothing was published; every file is as it was.", err=True)
        sys.exit(PROBLEMS)
    with _telling_of_files():
        for name, data in outcome.files.items():
            write_file(root.resolve() / name, data)
    counts = ", ".join(f"{count} {event}" for event, count in outcome.counts.items())
    click.echo(
        f"Version {version} of {len(outcome.files)} files: {counts or 'no id changed'}. Now build and commit."
    )


@main.command("import")
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

    with _telling_of_files():
        outcome = run_import(root.resolve(), folder, only=recipe, dry_run=dry_run, force=force)
    _report(outcome.problems)
    if ledger is not None:
        with _telling_of_files():
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


@main.command()
@click.argument("citation", nargs=-1, required=True)
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def resolve(citation: tuple[str, ...], root: Path, form: str) -> None:
    """Say what a CITATION means and where it stands: an id, an old address, “letter 16, n. 5”, “p. 110”."""
    import json
    from dataclasses import asdict

    from edition.catalogue import Catalogue
    from edition.pipeline import assemble
    from edition.read.files import read_files
    from edition.render.printed import PrintedVolume
    from edition.resolving import resolve as answer_to

    with _telling_of_files():
        result = assemble(read_files(root.resolve()))
    if result.edition is None or result.config is None:
        _report(result.diagnostics)
        sys.exit(PROBLEMS)
    pages = PrintedVolume(result.edition).concordance
    answer = answer_to(" ".join(citation), Catalogue(result.edition, result.config, pages))
    if form == "json":
        click.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=1))
    else:
        click.echo(f"{answer.state}: {answer.sentence}")
        for place in answer.places:
            click.echo(f"{'' if place.certain else 'perhaps '}{place.label}\n  {place.url}")
    sys.exit(
        PROBLEMS if answer.state == "unknown" or not (answer.places or answer.state == "withdrawn") else OK
    )


@contextmanager
def _telling_of_files() -> Iterator[None]:
    """A file that cannot be read or written is told, not traced."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error


def _write_ledger(path: Path, outcome: Outcome) -> None:
    import json

    data = [book.as_dict() for book in outcome.ledgers]
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _report(diagnostics: list[Diagnostic]) -> None:
    """All findings, errors counted at the end."""
    from edition.diagnostics import Severity

    for finding in diagnostics:
        click.echo(str(finding), err=True)
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    if diagnostics:
        others = len(diagnostics) - errors
        click.echo(f"{errors} error{'s' * (errors != 1)}, {others} warning{'s' * (others != 1)}.", err=True)
