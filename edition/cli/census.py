"""What a TEI corpus holds, and what becomes of it, before one begins."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.console import FILE, FOLDER, OK, PROBLEMS, as_called, report, reporting_errors
from edition.cli.progress import showing_progress
from edition.words.counting import counted

if TYPE_CHECKING:
    from edition.authoring.census import Census
    from edition.read.corpus.ledger import ElementUse

ROWS = 25  # elements that are shown of each kind
HEADER = "teiHeader//"


@click.command()
@click.argument("corpus", type=FOLDER)
@click.option(
    "--map",
    "map_file",
    type=FILE,
    help="The map of the corpus; by default the one that “edition init --tei” would write.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Show all elements and findings.")
def census(corpus: Path, map_file: Path | None, form: str, everything: bool) -> None:
    """Show what the TEI files in CORPUS have and what becomes of it, and write nothing.

    Every word of a letter is on its page, in a note or in its header, or dropped by a rule that is named. The
    exit status is 1 if a word is lost, or a file cannot be read."""
    from edition.authoring.census import census_of

    with reporting_errors(), showing_progress() as progress:
        taken, problems = census_of(corpus, map_file, progress)
    if taken is None:
        report(problems, Path())
        sys.exit(PROBLEMS)
    if form == "json":
        click.echo(json.dumps(taken.as_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_told(taken, corpus, everything)))
        report(taken.problems, corpus.resolve().parent, everything=everything)
    sys.exit(PROBLEMS if taken.unaccounted or taken.unread else OK)


def _told(taken: Census, corpus: Path, everything: bool) -> Iterator[str]:
    yield f"{corpus}: {counted(taken.files, 'file')}, {counted(taken.letters, 'letter')}" + (
        f", {len(taken.others)} neither letters nor registers" if taken.others else ""
    )
    yield from (f"  cannot be read: {path}" for path in taken.unread)
    yield ""
    yield "In the headers of so many letters:"
    yield from (f"  {number:7,} {name}" for name, number in taken.fields.items())
    yield ""
    yield "Entries of registers that letters name:"
    for name, number in taken.registers.items():
        left = taken.unnamed[name]
        yield f"  {number:7,} {name}" + (f" ({left:,} more are named nowhere and left out)" if left else "")
    yield ""
    yield from _words(taken)
    yield from _elements(taken, everything)
    yield as_called(f"“edition init FOLDER --tei {corpus}” begins an edition of it.")


def _words(taken: Census) -> Iterator[str]:
    share = taken.unaccounted / taken.words if taken.words else 0
    yield f"Words: {taken.words:,}; unaccounted for {taken.unaccounted:,} ({share:.4%})"
    if taken.moved:
        yield f"  {taken.moved:7,} stand at another place than in the corpus"
    yield from (f"  {number:7,} are dropped: {rule}" for rule, number in taken.dropped.most_common())
    yield from (f"  lost in {path}: {words}" for path, words in taken.missing)
    yield ""


def _elements(taken: Census, everything: bool) -> Iterator[str]:
    in_text = [use for use in taken.uses if not use[0].element.startswith(HEADER)]
    header = [use for use in taken.uses if use[0].element.startswith(HEADER)]
    groups = (
        (
            "Elements without a rule, which are shown as their words:",
            (u for u in in_text if not u[0].by_rule),
        ),
        ("Elements of the texts:", (u for u in in_text if u[0].by_rule)),
        ("In the headers, not taken:", (u for u in header if u[0].fate != "taken")),
        ("In the headers, taken:", (u for u in header if u[0].fate == "taken")),
    )
    for title, uses in groups:
        yield from _table(title, list(uses), everything)


def _table(title: str, uses: list[tuple[ElementUse, int]], everything: bool) -> Iterable[str]:
    if not uses:
        return
    yield title
    shown = uses if everything else uses[:ROWS]
    width = max(len(use.element.removeprefix(HEADER)) for use, _ in shown)
    for use, letters in shown:
        name = use.element.removeprefix(HEADER)
        yield f"  {use.count:7,} in {letters:6,}  {name:{width}}  {use.fate:8}  {use.example}".rstrip()
    if len(shown) < len(uses):
        yield f"          and {len(uses) - len(shown)} more; --all shows them"
    yield ""
