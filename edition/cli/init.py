"""Beginning a new edition."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from edition.cli.console import program, telling_of_files, today

NEXT = """\
{folder} holds an edition of one letter, all of it invented. What to do now:

  {program} build{root}
      makes the site: open {site}
  {program} serve{root}
      shows it in a browser and builds again at every change
  {program} check{root}
      only says what is wrong

Put your own in place of what these files hold:

{files}

Then go on with “{program} new”: it makes letters, notes and entries of registers.
"""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Begin an edition in FOLDER, which is new or empty: a letter with a note, persons and a place."""
    from edition.authoring.desk import Refused
    from edition.authoring.new_edition import new_edition
    from edition.store.filing import write_together

    with telling_of_files():
        try:
            files = new_edition(folder, today())
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from None
        folder.mkdir(parents=True, exist_ok=True)
        write_together(folder.resolve(), files, "the new edition")
    click.echo(_what_next(folder, list(files)), nl=False)


def _what_next(folder: Path, files: list[str]) -> str:
    here = folder.resolve() == Path.cwd()
    return NEXT.format(
        folder="This folder" if here else folder,
        program=program(),
        root="" if here else f" --root {shlex.quote(str(folder))}",
        site=folder / "site/index.html",
        files="\n".join(f"  {folder / name}" for name in files if not name.startswith(".")),
    )
