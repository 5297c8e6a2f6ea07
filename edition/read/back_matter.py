"""The index and the glossary of names of an imported volume."""

from __future__ import annotations

from edition.findings.diagnostics import Diagnostic
from edition.model import Source
from edition.volume.book_index import IndexFile, NamesFile, read_index_text, read_names_text


def read_index(source: Source) -> tuple[list[IndexFile], list[Diagnostic]]:
    """The index of the printed volume from `sources/imported/index.yaml`: a list of one, or empty when the
    file is faulty."""
    index, problems = read_index_text(source.text, source.path)
    return [index] if index is not None else [], problems


def read_names(source: Source) -> tuple[list[NamesFile], list[Diagnostic]]:
    """The glossary of names from `sources/imported/names.yaml`: a list of one, or empty when the file is
    faulty."""
    names, problems = read_names_text(source.text, source.path)
    return [names] if names is not None else [], problems
