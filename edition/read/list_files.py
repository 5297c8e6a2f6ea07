"""YAML files that hold a list of entries of one form: those of the table `LISTS`, and what changed when."""

from __future__ import annotations

from edition.anchors.registry import N101
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.line_yaml import D105, Model, read_yaml, validate
from edition.forms.lists import LISTS, ListEntry
from edition.forms.upkeep import ChangeFields
from edition.model import Change, Listed, Source

KEEP_ONE = "keep one of the two"


def read_list(
    source: Source, form: type[Model], subject: str, hint: str, *, key: str, advice: str = KEEP_ONE
) -> tuple[list[tuple[Model, Location]], list[Diagnostic]]:
    """Read a list of `form` entries: those that are valid, each with the place of its `key`, and the
    problems. Of entries with the same key the first is kept and the other reported (N101) with `advice`;
    `subject` (“versions”) and `hint` make the message when the file holds no list."""
    marked, problems = read_yaml(source.text, source.path)
    if problems:
        return [], problems
    if not isinstance(marked.data, list):
        return [], [D105.at(marked.at(), f"this is a list of {subject}", hint)]
    entries: dict[str, tuple[Model, Location]] = {}
    for index, data in enumerate(marked.data):
        fields, faults = validate(form, marked, (index,), data if data is not None else {})
        problems += faults
        if fields is None:
            continue
        own, place = getattr(fields, key), marked.at(index, key)
        if own in entries:
            first = entries[own][1].line
            hint = f"the first is on line {first}; {advice}"
            problems.append(N101.at(place, f"{own} is in this list twice", hint))
        else:
            entries[own] = fields, place
    return list(entries.values()), problems


def read_entries(source: Source) -> tuple[list[Listed[ListEntry]], list[Diagnostic]]:
    """The entries of `annotations/requests.yaml` or another of `LISTS`, in its order."""
    kind = LISTS[source.path.rsplit("/", 1)[-1].removesuffix(".yaml")]
    hint = f"write {kind.begins} and below it the other fields, indented"
    entries, problems = read_list(source, kind.form, "entries", hint, key="ref")
    return [Listed(fields, place) for fields, place in entries], problems


def read_changes(source: Source) -> tuple[list[Change], list[Diagnostic]]:
    """The versions in `sources/changes.yaml`, which is kept by hand: what changed in each, the oldest first,
    so that a new one is appended."""
    hint = "write - version: …, and below it date: and what:, indented"
    advice = "give this one another number"
    entries, problems = read_list(source, ChangeFields, "versions", hint, key="version", advice=advice)
    changes = [
        Change(fields.version, fields.date, fields.what, tuple(fields.concerns), place)
        for fields, place in entries
    ]
    return changes, problems
