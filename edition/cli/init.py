"""Beginning a new edition."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from edition.cli.console import FOLDER, program, reporting_errors, today

NEXT = """\
{folder} holds an invented edition of one letter. What to do now:

  {program} build{root}
      makes the site: open {site}
  {program} serve{root}
      shows it in a browser and rebuilds it at every change
  {program} check{root}
      only lists mistakes

Replace the contents of these files with your own:

{files}

Then go on with “{program} new”: it makes letters, notes and entries of registers.
"""


OF_A_CORPUS = """\
{report}

{folder} publishes this corpus; its files stay where they are and are read at every build. What to do now:

  {program} build{root}
      makes the site: open {site}
  {program} check{root}
      only lists mistakes

These files describe what was found; correct what is wrong:

{files}
"""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--tei",
    "corpus",
    type=FOLDER,
    help="A folder of TEI letters to publish as they are.",
)
def init(folder: Path, corpus: Path | None) -> None:
    """Begin an edition in FOLDER, which must be new or empty: with an invented letter, or, with --tei, with
    the description of a TEI corpus."""
    if corpus is not None:
        _init_of_corpus(folder, corpus)
        return
    from edition.authoring.new_edition import new_edition
    from edition.store.filing import write_together

    with reporting_errors():
        files = new_edition(folder, today())
        folder.mkdir(parents=True, exist_ok=True)
        write_together(folder.resolve(), files, "the new edition")
    click.echo(NEXT.format(**_places(folder, list(files))), nl=False)


def _init_of_corpus(folder: Path, corpus: Path) -> None:
    from edition.authoring.corpus_maps import corpus_edition
    from edition.store.filing import write_together

    with reporting_errors():
        files, report = corpus_edition(folder, corpus, today())
        folder.mkdir(parents=True, exist_ok=True)
        write_together(folder.resolve(), files, "the new edition")
    click.echo(OF_A_CORPUS.format(report="\n".join(report), **_places(folder, list(files))), nl=False)


def _places(folder: Path, files: list[str]) -> dict[str, object]:
    here = folder.resolve() == Path.cwd()
    return {
        "folder": "This folder" if here else folder,
        "program": program(),
        "root": "" if here else f" --root {shlex.quote(str(folder))}",
        "site": folder / "site/index.html",
        "files": "\n".join(f"  {folder / name}" for name in files if not name.startswith(".")),
    }
