"""The registry of anchors, and what the editors say about ids that have moved."""

from __future__ import annotations

import re
from collections.abc import Mapping

from edition.anchors.fingerprint import FORM
from edition.anchors.registry import COLUMNS, EVENTS, KINDS, AnchorRow, Move
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.upkeep import MovedFields
from edition.model import Source
from edition.read.list_files import read_list

ID = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
HINT = "“edition publish” writes the file; restore it from the repository"
TWICE = "for different words"  # in the message about an id that two branches have given
ONE_OF_TWO = (
    "take away this row, or that of the other version: the words of one keep the id, the others get a new "
    "one with the next version"
)


N201 = Rule(
    "N201",
    ERROR,
    "a damaged row in the registry of anchors",
    why="“edition publish” writes the registry; nobody edits it by hand.",
    bad="a row of `annotations/anchors.tsv` with three columns",
    good="the row as the repository has it",
)


def read_anchors(source: Source) -> tuple[list[AnchorRow], list[Diagnostic]]:
    """The rows of `annotations/anchors.tsv` in order; the first line names the columns. A damaged row is
    reported (N201) and left out."""
    rows: list[AnchorRow] = []
    problems: list[Diagnostic] = []
    published: dict[str, list[str]] = {}
    for number, line in enumerate(source.data.decode("utf-8", "replace").splitlines(), 1):
        cells = line.split("\t")
        if number == 1 and tuple(cells) == COLUMNS:
            continue
        place = Location(source.path, number, 1)
        fault = _fault(cells, number, published)
        if fault:
            problems.append(N201.at(place, fault, ONE_OF_TWO if TWICE in fault else HINT))
            continue
        row = AnchorRow(*cells, location=place)  # type: ignore[arg-type,misc]
        if row.event == "published" and row.id not in published:
            published[row.id] = cells
        rows.append(row)
    return rows, problems


def _fault(cells: list[str], number: int, published: Mapping[str, list[str]]) -> str:
    """What is wrong with row `number` (from 1), or "". Two branches may have published one id for the same
    words, each in a version of its own."""
    if number == 1:
        return f"the first line must name the columns: {' '.join(COLUMNS)}"
    if len(cells) != len(COLUMNS):
        return f"a row has {len(COLUMNS)} columns, this one {len(cells)}"
    row = dict(zip(COLUMNS, cells, strict=True))
    ids = all(map(ID.fullmatch, filter(None, (row["id"] or "?", row["document"], row["after"]))))
    known = row["event"] in EVENTS and row["kind"] in KINDS
    if not ids or not known or not FORM.match(row["fingerprint"]):
        return f"the row of {row['id']} is damaged"
    before = published.get(row["id"])
    if row["event"] == "published" and before is not None:
        first = dict(zip(COLUMNS, before, strict=True))
        if first["version"] == row["version"]:
            return f"{row['id']} is published twice"
        if first["fingerprint"] != row["fingerprint"]:
            versions = f"versions {first['version']} and {row['version']}"
            return f"{row['id']} is {TWICE} in {versions} (docs/anchors.md, “Branches”)"
    if row["event"] != "published" and row["id"] not in published:
        return f"{row['id']} was never published"
    return ""


def read_moves(source: Source) -> tuple[list[Move], list[Diagnostic]]:
    """The rows of `annotations/moved.yaml`: an id, the id that replaces it, and the reason."""
    hint = "write - id: …, and below it, indented, reason: and, if it has a present id, to:"
    entries, problems = read_list(source, MovedFields, "ids", hint, key="id")
    return [Move(fields.id, fields.to, fields.reason, place) for fields, place in entries], problems
