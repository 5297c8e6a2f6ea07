"""YAML files that hold a list of entries of one form."""

from __future__ import annotations

from edition.findings.diagnostics import Diagnostic
from edition.forms.line_yaml import D105, Marked, Model, read_yaml, validate
from edition.model import Source


def read_list(
    source: Source, form: type[Model], subject: str, hint: str
) -> tuple[Marked, list[tuple[int, Model]], list[Diagnostic]]:
    """Read a list of `form` entries: the YAML with its lines, the valid entries with their indices (from 0),
    and the problems. `subject` (“versions”) and `hint` make the message when the file holds no list."""
    marked, problems = read_yaml(source.data.decode("utf-8").removeprefix("\ufeff"), source.path)
    if problems:
        return marked, [], problems
    if not isinstance(marked.data, list):
        return marked, [], [D105.at(marked.at(), f"this is a list of {subject}", hint)]
    entries = []
    for index, data in enumerate(marked.data):
        fields, faults = validate(form, marked, (index,), data if data is not None else {})
        problems += faults
        if fields is not None:
            entries.append((index, fields))
    return marked, entries, problems
