"""Saying where a citation leads."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edition.cli.console import OK, PROBLEMS, report, reporting_errors, root_option


@click.command()
@click.argument("citation", nargs=-1, required=True)
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def resolve(citation: tuple[str, ...], root: Path, form: str) -> None:
    """Say what a CITATION means and where it stands: an id, an old address, “letter 16, n. 5”, “p. 110”."""
    import json
    from dataclasses import asdict

    from edition.lookup.catalogue import Catalogue
    from edition.lookup.resolving import resolve as answer_to
    from edition.pipeline import assemble
    from edition.render.printed import PrintedVolume
    from edition.store.source_files import read_files
    from edition.store.state import read_memo

    root = root.resolve()
    with reporting_errors():
        memo = read_memo(root)
        result = assemble(read_files(root), memo)
    if result.edition is None or result.config is None:
        report(result.diagnostics, root)
        sys.exit(PROBLEMS)
    pages = PrintedVolume(result.edition, memo).concordance
    answer = answer_to(" ".join(citation), Catalogue(result.edition, result.config, pages))
    if form == "json":
        told = {"state": answer.state, "places": [asdict(target) for target in answer.targets]}
        click.echo(json.dumps({**told, "sentence": answer.sentence}, ensure_ascii=False, indent=1))
    else:
        click.echo(f"{answer.state}: {answer.sentence}")
        for place in answer.targets:
            click.echo(f"{'' if place.certain else 'perhaps '}{place.label}\n  {place.url}")
    sys.exit(
        PROBLEMS if answer.state == "unknown" or not (answer.targets or answer.state == "withdrawn") else OK
    )
