"""Statements of an edition drawn at random, to be held against their sources.

    python benchmarks/sample_statements.py --seed 20261202 --count 50 [--root FOLDER]

The stock is each sentence of at least four words in summaries, notes and essays of the edition's own words
(but what it says of itself), each register entry and each event; all have the same chance. The same files,
seed and number give the same statements.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from edition.forms.registers import Event
from edition.model import Document, Edition
from edition.paths import is_imported
from edition.pipeline import assemble
from edition.store.source_files import read_files
from edition.tei.reading import text_of
from edition.tei.tree import select
from edition.tei.units import Unit, units_in

SENTENCE_END = re.compile(r"(?<=[.!?])[”’)]?\s+(?=[“‘(]?[A-Z0-9])")
WORDS = 4  # of the shortest sentence
EDITORIAL = "editorial"  # texts in which an edition speaks of itself


def statements(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """(sort, id, text) of each statement, in the order of the edition."""
    for document in edition.documents.values():
        if document.kind == "letter" or document.head.kind != EDITORIAL:
            yield from _of_document(document)
    for kind, ref, entry in edition.entries():
        sort = "event" if isinstance(entry, Event) else "entry"
        texts = " ".join(entry.texts)
        if texts:
            yield sort, ref, f"{kind.noun} {entry.name}: {texts}"


def _of_document(document: Document) -> Iterator[tuple[str, str, str]]:
    for unit in units_in(document.tree):
        if unit.id not in document.origins or is_imported(document.origins[unit.id].path):
            continue
        sort = "note" if unit.kind == "note" else "summary" if document.kind == "letter" else "essay"
        for sentence in SENTENCE_END.split(_own_words(unit)):
            if len(sentence.split()) >= WORDS and unit.kind != "heading":
                yield sort, unit.id, sentence


def _own_words(unit: Unit) -> str:
    """The words of a unit; of a note without the sources that it names."""
    blocks = select(unit.element, "t:p | t:quote | t:list") if unit.kind == "note" else []
    return " ".join(text_of(block) for block in blocks) if blocks else unit.words


@click.command()
@click.option("--root", type=Path, default=Path(), help="The edition.")
@click.option("--seed", type=int, required=True, help="The seed of Python's random generator.")
@click.option("--count", type=int, default=50, help="How many are drawn.")
def main(root: Path, seed: int, count: int) -> None:
    """Print statements drawn at random, and how large the stock is."""
    edition = assemble(read_files(root)).edition
    if edition is None:
        raise click.ClickException("the edition cannot be read; “edition check” says why")
    stock = list(statements(edition))
    click.echo(f"{len(stock)} statements: {dict(Counter(sort for sort, _, _ in stock))}")
    for number, (sort, ref, text) in enumerate(random.Random(seed).sample(stock, count), 1):
        click.echo(f"\n{number}. [{sort}] {ref}\n   {text}")


if __name__ == "__main__":
    main()
