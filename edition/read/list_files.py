"""Files that are a list of entries of one form; among them those of the table of `lists`."""

from __future__ import annotations

from edition.anchors.registry import N101
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.line_yaml import D105, Marked, Model, read_yaml, validate
from edition.forms.lists import ListEntry
from edition.lists import LISTS
from edition.model import Listed, Source


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


def read_entries(source: Source) -> tuple[list[Listed[ListEntry]], list[Diagnostic]]:
    """The entries of `annotations/requests.yaml` or another of the `lists`, in its order; an id may stand
    there once."""
    kind = LISTS[source.path.rsplit("/", 1)[-1].removesuffix(".yaml")]
    hint = f"write {kind.begins} and below it the other fields, indented"
    marked, found, problems = read_list(source, kind.form, "entries", hint)
    entries: list[Listed[ListEntry]] = []
    seen: dict[str, Location] = {}
    for index, fields in found:
        place = marked.at(index)
        if fields.ref in seen:
            message, first = f"{fields.ref} stands twice in this list", seen[fields.ref].line
            problems.append(N101.at(place, message, f"the first is on line {first}; keep one of the two"))
            continue
        seen[fields.ref] = place
        entries.append(Listed(fields, place))
    return entries, problems
