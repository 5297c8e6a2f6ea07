"""Files that are a list of entries of one form."""

from __future__ import annotations

from edition.findings.diagnostics import Diagnostic
from edition.forms.line_yaml import D105, Marked, Model, read_yaml, validate
from edition.model import Source


def read_list(
    source: Source, form: type[Model], what: str, hint: str
) -> tuple[Marked, list[tuple[int, Model]], list[Diagnostic]]:
    """The entries that are as the form wants them, each with its place in the list; and what is wrong with
    the others. `what` the list is of and `hint` are said when the file holds no list."""
    marked, problems = read_yaml(source.data.decode("utf-8").removeprefix("\ufeff"), source.path)
    if problems:
        return marked, [], problems
    if not isinstance(marked.data, list):
        return marked, [], [D105.at(marked.at(), f"this is a list of {what}", hint)]
    found = []
    for index, data in enumerate(marked.data):
        fields, faults = validate(form, marked, (index,), data if data is not None else {})
        problems += faults
        if fields is not None:
            found.append((index, fields))
    return marked, found, problems
