"""Putting keys in order, without touching words or comments."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edition.cli.console import FILE, OK, PROBLEMS, know_kinds, reporting_errors, root_option
from edition.words.counting import counted


@click.command("fmt")
@click.argument("files", nargs=-1, type=FILE)
@root_option
@click.option("--check", is_flag=True, help="Only list files that are not in order, and exit with 1.")
def fmt(files: tuple[Path, ...], root: Path, check: bool) -> None:
    """Put the keys of front matter and YAML in order: in FILES, or in all files that are not imported.

    Words and comments never change; if this cannot be proved for a file, the command names the file and
    leaves it. The exit status is 1 if a file cannot be read.
    """
    from edition.authoring.formatting import format_file
    from edition.authoring.forms import form_of, own_files
    from edition.authoring.yaml_pieces import NotYaml, UncertainLayout
    from edition.store.filing import write_file

    root = root.resolve()
    know_kinds(root)
    names = [_name_in(root, path) for path in files] or list(own_files(root))
    changed = unreadable = 0
    for name in names:
        form = form_of(name)
        if form is None:
            raise click.ClickException(f"{name} is not a file of the edition with metadata or data")
        with reporting_errors():
            data = (root / name).read_bytes()
        try:
            after = format_file(name, data.decode("utf-8"), form).encode()
        except (UncertainLayout, UnicodeDecodeError) as doubt:
            unreadable += isinstance(doubt, UnicodeDecodeError | NotYaml)
            why = "it is not UTF-8" if isinstance(doubt, UnicodeDecodeError) else str(doubt)
            click.echo(f"{name}: left as it is: {why}", err=True)
            continue
        if after != data:
            changed += 1
            click.echo(f"{name}: {'is not in order' if check else 'put in order'}")
            if not check:
                with reporting_errors():
                    write_file(root / name, after)
    click.echo(f"{counted(len(names), 'file')}, {changed} {'not in order' if check else 'changed'}.")
    sys.exit(PROBLEMS if unreadable or (check and changed) else OK)


def _name_in(root: Path, path: Path) -> str:
    """The path of a file relative to the edition’s folder."""
    try:
        return path.resolve().relative_to(root).as_posix()
    except ValueError:
        raise click.ClickException(f"{path} is not in {root}") from None
