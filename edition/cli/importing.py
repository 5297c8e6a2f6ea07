"""Importing source documents by their recipes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.console import (
    OK,
    PROBLEMS,
    as_called,
    report,
    reporting_errors,
    root_option,
    writing,
)
from edition.cli.tables import import_table, import_works
from edition.words.counting import counted

if TYPE_CHECKING:
    from edition.importer.written_files import Outcome


@click.command("import")
@click.argument("folder", metavar="FOLDER_OR_FILE", type=click.Path(exists=True, path_type=Path))
@root_option
@click.option(
    "--letter",
    default="",
    metavar="NUMBER",
    help="For a .docx file: the number of its letter, as 87 or 12a; by default as in the file name.",
)
@click.option(
    "--by", default="edition", help="For a .docx file: who wrote its notes, as a key of “responsible”."
)
@click.option(
    "--to",
    type=click.Choice(["imported", "texts"]),
    default=None,
    help="For .docx files: keep the text as an import, or publish it with the edition.  [default: where the "
    "letter’s text is, or as an import]",
)
@click.option("--recipe", default="", help="Use only this recipe.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited since the last import.")
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of every word to this file (JSON).",
)
def import_(
    folder: Path,
    root: Path,
    letter: str,
    by: str,
    to: str | None,
    recipe: str,
    dry_run: bool,
    force: bool,
    ledger: Path | None,
) -> None:
    """Import texts from a file or a FOLDER: books, each by the recipe that recognises it, and word processor
    files (.docx), each as the text and notes of one letter. Import metadata of letters from a table (.csv),
    and works from a bibliography (.json, .bib). For any other file in the FOLDER, say what it is and what to
    type."""
    from edition.findings.diagnostics import has_errors
    from edition.importer.folder import BIBLIOGRAPHIES, TABLES

    with writing(root.resolve()):
        suffix = folder.suffix.lower() if folder.is_file() else ""
        if suffix in TABLES | BIBLIOGRAPHIES:
            read = import_table if suffix in TABLES else import_works
            return read(root.resolve(), folder, dry_run=dry_run)
        outcome = _import_texts(
            root.resolve(),
            folder,
            letter,
            by=by,
            own=None if to is None else to == "texts",
            recipe=recipe,
            dry_run=dry_run,
            force=force,
        )
    report(outcome.problems, root, everything=True)
    if ledger is not None:
        with reporting_errors():
            _write_ledger(ledger, outcome)
    for name, diff in outcome.kept.items():
        click.echo(f"\n{name}\n{diff}")
    for book in outcome.ledgers:
        totals = book.totals()
        click.echo(
            f"{book.file} by {book.recipe}: {totals['read']} words read, {totals['used']} used, "
            f"{totals['emended']} emended, {totals['dropped']} dropped, {totals['unaccounted']} unaccounted; "
            f"{totals['not_read']} words are outside the parts that the recipe reads."
        )
    for sentence in outcome.said:
        click.echo(as_called(sentence))
    failed = has_errors(outcome.problems)
    if failed and not outcome.written:
        click.echo("Nothing was written.", err=True)
        sys.exit(PROBLEMS)
    if not outcome.ledgers and not outcome.written and not outcome.said and folder.is_dir():
        click.echo(f"Nothing in {folder} was recognised.")
    for name in outcome.removed:
        click.echo(f"{name}: removed, as the recipe no longer writes it")
    verb = "would be written" if dry_run else "written"
    click.echo(
        f"{counted(len(outcome.written), 'file')} {verb}, {outcome.unchanged} unchanged, "
        f"{len(outcome.kept)} edited and kept, {len(outcome.removed)} removed."
    )
    if outcome.completed:
        click.echo(f"Left as edited in the calendar: {counted(outcome.completed, 'letter')}.")
    sys.exit(PROBLEMS if failed else OK)


def _import_texts(
    root: Path,
    folder: Path,
    letter: str,
    *,
    by: str,
    own: bool | None,
    recipe: str,
    dry_run: bool,
    force: bool,
) -> Outcome:
    """Import transcripts of a word processor, and texts that recipes fit; or only what one recipe fits. What
    else lies in the folder is told."""
    from edition.importer.folder import survey
    from edition.importer.written_files import Outcome

    folder_survey = survey(folder)
    if not recipe and (folder_survey.transcripts or (letter and folder.is_file())):
        outcome = _import_word(root, folder, letter, by=by, own=own, dry_run=dry_run, force=force)
    elif own:
        raise click.UsageError(
            "--to texts is for files of a word processor (.docx); a recipe says “published: true”"
        )
    else:
        outcome = Outcome()
    if recipe or folder_survey.texts or not (folder_survey.transcripts or folder_survey.others):
        outcome.take(_import_books(root, folder, recipe, dry_run=dry_run, force=force))
    outcome.said += [f"{other.name}: {other.what}; {other.advice}." for other in folder_survey.others]
    return outcome


def _import_books(root: Path, folder: Path, recipe: str, *, dry_run: bool, force: bool) -> Outcome:
    """Import texts by recipes, with the entries of registers that they need. The example letter of a new
    edition goes when the first calendar comes."""
    from edition.authoring.imported_entries import configured, example_files, registers_with
    from edition.importer.run import run_import
    from edition.importer.source import Book

    gone = example_files(root)

    def beside(books: list[Book]) -> dict[str, bytes | None]:
        if not any(book.entries for book in books):
            return {}
        files: dict[str, bytes | None] = dict.fromkeys(gone)
        files |= registers_with(root, [book.entries for book in books], gone)
        for book in books:
            files |= configured(root, book.recipe.edition)
        return files

    return run_import(root, folder, only=recipe, dry_run=dry_run, force=force, gone=gone, beside=beside)


def _import_word(
    root: Path, path: Path, letter: str, *, by: str, own: bool | None, dry_run: bool, force: bool
) -> Outcome:
    """Import a word processor’s file, if the options or its name say which letter it is; or all such files of
    a folder."""
    from edition.findings.diagnostics import did_you_mean
    from edition.importer.word import id_of_number, import_word, import_word_files, letter_of
    from edition.model import Source
    from edition.paths import CONFIG_PATH
    from edition.read.config import read_config

    ref = id_of_number(letter) if letter else letter_of(path)
    if letter and not ref:
        raise click.UsageError(f"“{letter}” is not the number of a letter; write --letter 87, or 12a")
    if not ref and path.is_file():
        raise click.UsageError(f"name the letter that {path.name} is: --letter 87")
    config, _ = read_config(Source(CONFIG_PATH, (root / CONFIG_PATH).read_bytes()))
    known = list(config.responsible) if config else [by]
    if by not in known:
        hint = did_you_mean(by, known) or f"known: {', '.join(known)}"
        raise click.UsageError(f"there is no “{by}” under “responsible” in {CONFIG_PATH}; {hint}")
    if path.is_dir():
        files = sorted(path.glob("*.docx"))
        return import_word_files(root, files, by=by, own=own, dry_run=dry_run, force=force)
    return import_word(root, path, ref, by=by, own=own, dry_run=dry_run, force=force)


def _write_ledger(path: Path, outcome: Outcome) -> None:
    import json

    data = [book.as_dict() for book in outcome.ledgers]
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
