"""The JSON Schema of all ids that may be referred to: letters, essays and register entries by kind.

Each build writes it again, in an edition that has schemas, so that an editor's program offers new entries.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from edition.kinds import KINDS, Kind
from edition.model import Edition
from edition.store.filing import write_file
from edition.words.letter_ids import is_letter_id, letter_order

FOLDER, IDS = "docs/schemas", "ids.schema.json"
DIALECT = "http://json-schema.org/draft-07/schema#"
TOGETHER = dict.fromkeys(("person", "org"), "person-or-organisation")  # named together wherever ids are
# a sender or recipient: known, supposed, or unknown
CORRESPONDENT = {
    "anyOf": [
        {"$ref": "#/definitions/person-or-organisation"},
        {"pattern": "^(person|org)-.*[?]$"},
        {"enum": ["unknown"]},
    ]
}


def refresh_ids(root: Path, edition: Edition) -> None:
    """Bring the list of ids up to date, in an edition that has schemas. Raises OSError when it cannot be
    written."""
    if (root / FOLDER).is_dir():
        write_changed(root, {f"{FOLDER}/{IDS}": ids_schema(edition)})


def ids_schema(edition: Edition) -> str:
    """The text of the schema of all ids that may be referred to, by kind, with the names of entries."""
    letters = {ref: "" for ref, document in edition.documents.items() if document.kind == "letter"}
    entries: dict[str, dict[str, str]] = {_id_list(kind): {} for kind in KINDS.values()}
    for kind, ref, entry in edition.entries():
        entries[_id_list(kind)][ref] = f"{entry.name} ({kind.noun})"
    lists = {"letter": letters, "document": dict.fromkeys(edition.documents, ""), **entries}
    definitions = {
        **{name: _enumeration(name, ids) for name, ids in lists.items()},
        "entry": _any_of(*entries),
        "correspondent": CORRESPONDENT,
        "anything": _any_of("document", *entries),
    }
    return as_text({"$schema": DIALECT, "title": "ids", "definitions": definitions})


def _id_list(kind: Kind) -> str:
    """What the list of the ids of a kind is called."""
    return TOGETHER.get(kind.prefix, kind.prefix)


def _any_of(*names: str) -> dict[str, Any]:
    return {"anyOf": [{"$ref": f"#/definitions/{name}"} for name in names]}


def _enumeration(kind: str, ids: dict[str, str]) -> dict[str, Any]:
    """A list of ids. `enumDescriptions` and `errorMessage` are shown by VS Code and ignored by others."""
    ordered = dict(sorted(ids.items(), key=lambda item: _natural(item[0])))
    names = list(ordered.values())
    missing = f"There is no {kind.replace('-', ' ')} with this id; a new one is known after the next build."
    return {"enum": list(ordered), "errorMessage": missing} | (
        {"enumDescriptions": names} if any(names) else {}
    )


def _natural(ref: str) -> tuple[int, str]:
    return letter_order(ref) if is_letter_id(ref) else (10**9, ref)


def write_changed(root: Path, files: dict[str, str]) -> list[str]:
    """Write the texts, given by their paths, that are not there as they are; returns their paths. Raises
    OSError when a file cannot be written."""
    changed = []
    for name, text in files.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != text.encode():
            write_file(path, text.encode())
            changed.append(name)
    return changed


def as_text(data: object) -> str:
    """A schema as it is written."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
