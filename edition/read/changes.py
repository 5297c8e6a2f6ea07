"""The hand-kept list of versions: what changed in each, the oldest first, so that a new one is appended."""

from __future__ import annotations

from edition.anchors.registry import N101
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.upkeep import ChangeFields
from edition.model import Change, Source
from edition.read.list_files import read_list


def read_changes(source: Source) -> tuple[list[Change], list[Diagnostic]]:
    """The entries of `sources/changes.yaml` in its order; a version may stand there once."""
    hint = "write - version: …, and below it date: and what:, indented"
    marked, found, problems = read_list(source, ChangeFields, "versions", hint)
    changes: list[Change] = []
    seen: dict[str, Location] = {}
    for index, fields in found:
        if fields.version in seen:
            first = seen[fields.version]
            message = f"version {fields.version} stands twice in this list"
            hint = f"the first is on line {first.line}; give this one another number"
            problems.append(N101.at(marked.at(index, "version"), message, hint))
            continue
        place = seen[fields.version] = marked.at(index, "version")
        changes.append(Change(fields.version, fields.date, fields.what, tuple(fields.concerns), place))
    return changes, problems
