"""Another id, two entries made one, something taken away: in all files, after the difference was shown."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edition.cli.console import PROBLEMS, colour, report, root_option, writing
from edition.words.counting import counted

if TYPE_CHECKING:
    from edition.authoring.desk import Desk
    from edition.authoring.renaming import Plan


def changing(plan: Callable[..., Plan]) -> Callable[..., None]:
    """A command that shows what a plan would change, asks, and writes it."""

    @root_option
    @click.option("--reason", default="", help="The reason, shown to readers who follow an old address.")
    @click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
    @click.option("--yes", is_flag=True, help="Write without asking.")
    @click.option("--force", is_flag=True, help="Write even if there are uncommitted changes.")
    @wraps(plan)
    def command(root: Path, dry_run: bool, yes: bool, force: bool, **given: Any) -> None:
        from edition.authoring.desk import Desk
        from edition.authoring.renaming import new_errors

        root = root.resolve()
        with writing(root):
            if not force and not dry_run:
                _refuse_uncommitted(root)
            desk = Desk(root)
            made = plan(desk, **given)
            faults = new_errors(desk, made)
            _show(desk, made)
            if faults:
                report(faults, root)
                click.echo("Nothing was written.", err=True)
                sys.exit(PROBLEMS)
            if not dry_run and (yes or click.confirm("Write this?")):
                _write(desk, made)

    return command


def _refuse_uncommitted(root: Path) -> None:
    """Raise ClickException when git could not undo what follows."""
    from edition.store.version_control import NoGit, uncommitted

    try:
        changed = uncommitted(root)
    except NoGit as none:
        raise click.ClickException(f"{none}, so this could not be undone; see --force") from None
    if changed:
        files = ", ".join(changed[:3])
        raise click.ClickException(f"not committed: {files}; commit them first, or see --force")


def _show(desk: Desk, plan: Plan) -> None:
    """The difference, file by file, and how many files change."""
    for path, after in sorted(plan.files.items()):
        before = desk.text(path) or ""
        lines = difflib.unified_diff(
            before.splitlines(), (after or "").splitlines(), path, path, n=1, lineterm=""
        )
        for line in lines:
            shade = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.echo(click.style(line, fg=shade) if shade else line, color=colour())
    for remark in plan.remarks:
        click.echo(remark)
    click.echo(f"{counted(len(plan.files), 'file')}.")


def _write(desk: Desk, plan: Plan) -> None:
    from edition.store.filing import write_together

    files = {path: None if text is None else text.encode() for path, text in plan.files.items()}
    write_together(desk.root, files, "the change of ids", desk.contents)
    click.echo(f"{counted(len(files), 'file')} written. Now build, look and commit; git can undo it.")


@click.command()
@click.argument("old")
@click.argument("new")
@changing
def rename(desk: Desk, old: str, new: str, reason: str) -> Plan:
    """Change the id OLD to NEW in all files: of a letter, essay, register entry or note (L16.n-garden)."""
    from edition.authoring.renaming import plan_rename

    return plan_rename(desk, old, new, reason)


@click.command()
@click.argument("old")
@click.argument("into")
@changing
def merge(desk: Desk, old: str, into: str, reason: str) -> Plan:
    """Join the register entry OLD to INTO. INTO gets its names and the references to it."""
    from edition.authoring.renaming import plan_merge

    return plan_merge(desk, old, into, reason)


@click.command()
@click.argument("ref", metavar="ID")
@changing
def remove(desk: Desk, ref: str, reason: str) -> Plan:
    """Remove a letter, essay, register entry or note that nothing names."""
    from edition.authoring.renaming import plan_removal

    return plan_removal(desk, ref, reason)
