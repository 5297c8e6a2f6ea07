"""YAML files that hold a list of entries of one form, among them those in the table of `lists`."""

from __future__ import annotations

from edition.anchors.registry import N101
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.line_yaml import D105, Marked, Model, read_yaml, validate
from edition.forms.lists import ListEntry
from edition.lists import LISTS
from edition.model import Listed, Source


def read_list(
    source: Source, form: type[Model], subject: str, hint: str
) -> tuple[Marked, list[tuple[int, Model]], list[Diagnostic]]:
    """Read a list of `form` entries: the YAML with its lines, the valid entries with their indices (from 0),
    and the problems. `subject` (“versions”) and `hint` make the message when the file holds no list."""
    marked, problems = read_yaml(source.text, source.path)
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


def read_entries(source: Source) -> tuple[list[Listed[ListEntry]], list[Diagnostic]]:
    """The entries of `annotations/requests.yaml` or another of the `lists`, in its order. An id listed twice
    is reported (N101) and the first is kept."""
    kind = LISTS[source.path.rsplit("/", 1)[-1].removesuffix(".yaml")]
    hint = f"write {kind.begins} and below it the other fields, indented"
    marked, rows, problems = read_list(source, kind.form, "entries", hint)
    entries: list[Listed[ListEntry]] = []
    seen: dict[str, Location] = {}
    for index, fields in rows:
        place = marked.at(index)
        if fields.ref in seen:
            message, first = f"{fields.ref} is in this list twice", seen[fields.ref].line
            problems.append(N101.at(place, message, f"the first is on line {first}; keep one of the two"))
            continue
        seen[fields.ref] = place
        entries.append(Listed(fields, place))
    return entries, problems
