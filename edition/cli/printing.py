"""Making the book on paper."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from edition.cli.console import PROBLEMS, report, reporting_errors, root_option
from edition.cli.progress import showing_progress


@click.command()
@root_option
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("edition.pdf"),
    show_default=True,
    help="The file to write; several volumes get their numbers before the suffix.",
)
@click.option("--published", is_flag=True, help="Leave out imported texts, so that you may pass it on.")
def pdf(root: Path, output: Path, published: bool) -> None:
    """Make a PDF of the edition, for print. Many pages take some minutes."""
    from edition.runs.printing import print_book
    from edition.store.filing import write_file

    start = time.perf_counter()
    with reporting_errors(), showing_progress() as progress:
        result = print_book(root.resolve(), published=published, progress=progress)
    report(result.diagnostics, root)
    if not result.volumes:
        click.echo("Nothing was written.", err=True)
        sys.exit(PROBLEMS)
    for name, data in result.volumes.items():
        path = output.with_stem(output.stem + Path(name).stem.removeprefix("edition"))
        with reporting_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, data)
        click.echo(f"{path}: {len(data) / 1_000_000:.1f} MB ({time.perf_counter() - start:.0f} s)")
