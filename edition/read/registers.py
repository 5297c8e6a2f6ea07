"""Registers: one YAML file for each kind, its entries listed by id."""

from __future__ import annotations

import re

from slugify import slugify

from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.line_yaml import D105, read_yaml, validate
from edition.forms.registers import RegisterEntry
from edition.kinds import KINDS
from edition.model import Register, Source
from edition.paths import register_name

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def read_register(source: Source) -> tuple[list[Register[RegisterEntry]], list[Diagnostic]]:
    """One register, its entries validated against the form of their kind. Faulty entries and ids are reported
    (D105) and left out."""
    kind = KINDS[register_name(source.path)]
    prefix = kind.prefix
    marked, problems = read_yaml(source.text, source.path)
    if problems and marked.data is None:
        return [], problems
    if not isinstance(marked.data, dict):
        return [], [
            D105.at(
                marked.at(),
                "a register is a list of entries, each under its id",
                f"write {prefix}-name: and below it the fields, indented",
            )
        ]
    entries: dict[str, RegisterEntry] = {}
    locations: dict[str, Location] = {}
    for ref, data in marked.data.items():
        if not ref.startswith(f"{prefix}-"):
            problems.append(
                D105.at(
                    marked.at_key(ref),
                    f"the id “{ref}” does not begin with “{prefix}-”",
                    f"write {_id_meant(ref, prefix)}, or put the entry into its own register",
                )
            )
            locations.setdefault(_id_meant(ref, prefix), marked.at_key(ref))
            continue
        if not NAME.fullmatch(ref.removeprefix(f"{prefix}-")):
            hint = f"use lower-case letters, digits and hyphens, as in {_id_meant(ref, prefix)}"
            problems.append(D105.at(marked.at_key(ref), f"“{ref}” cannot be an id", hint))
            locations.setdefault(_id_meant(ref, prefix), marked.at_key(ref))
            continue
        entry, faults = validate(kind.form, marked, (ref,), data if data is not None else {})
        problems.extend(faults)
        locations[ref] = marked.at_key(ref)
        if entry is not None:
            entries[ref] = entry
    return [Register(kind.register, entries, locations)], problems


def _id_meant(ref: str, prefix: str) -> str:
    """The id that one of another form was probably meant to be: `person-pell` for `person-Pell`, `pers-pell`.
    It counts as known, so that nothing is said of those who name it."""
    words = slugify(ref).removeprefix(f"{prefix}-")
    return f"{prefix}-{words if ref.lower().startswith(prefix) else words.partition('-')[2] or words}"
