"""Writing what was imported: never over what somebody edited."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.importer.ledger import BookLedger
from edition.paths import LETTERS, MANIFEST_PATH
from edition.store.filing import write_together


@dataclass
class Outcome:
    """What an import did or would do: the files written, kept (with a diff) and removed, how many letters of
    the calendar its editors have `completed` and were left, the ledgers, what else is to be said, and the
    problems."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    completed: int = 0
    said: list[str] = field(default_factory=list)
    ledgers: list[BookLedger] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def take(self, other: Outcome) -> None:
        """Add what another import did."""
        for name in ("written", "unchanged", "removed", "completed", "said", "ledgers", "problems"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kept |= other.kept


def recipe_of(root: Path, name: str) -> str:
    """The recipe by which a file was imported, or ""."""
    return _read_manifest(root).get(name, ("", ""))[1]


def write_files(
    root: Path,
    files: dict[str, tuple[str, str]],
    outcome: Outcome,
    *,
    dry_run: bool,
    force: bool,
    foreign: Mapping[str, str] = {},
    beside: Mapping[str, bytes | None] = {},
) -> None:
    """Write new and changed `files` (path → text, recipe), and others `beside` them (None: take away). A file
    that was edited since the import is kept, unless `force` is given; so is a `foreign` one, imported by
    another recipe (path → recipe), and without a word one of the calendar, which editors complete. What a
    recipe wrote before and no longer writes is removed, unless it was edited."""
    manifest = _read_manifest(root)
    changes: dict[str, bytes | None] = dict(beside)
    for name, (text, recipe) in files.items():
        path, data = root / name, text.encode()
        current = path.read_bytes() if path.is_file() and name not in changes else None
        if current == data:
            outcome.unchanged += 1
        elif current is not None and name.startswith(f"{LETTERS}/") and _edited(current, manifest, name):
            outcome.completed += 1
            continue
        elif current is not None and not force and name in foreign:
            _keep(
                outcome=outcome,
                name=name,
                current=current,
                text=text,
                reason=f"the file came by the recipe {foreign[name]} and stays as it is",
            )
            continue
        elif current is not None and not force and _edited(current, manifest, name):
            _keep(outcome=outcome, name=name, current=current, text=text)
            continue
        else:
            outcome.written.append(name)
            changes[name] = data
        manifest[name] = (_digest(data), recipe)
    read = {recipe for _, recipe in files.values()}
    for name in sorted(n for n, (_, recipe) in manifest.items() if recipe in read and n not in files):
        path = root / name
        if path.is_file() and _digest(path.read_bytes()) == manifest[name][0]:
            outcome.removed.append(name)
            changes[name] = None
        del manifest[name]
    if not dry_run and files:
        changes[MANIFEST_PATH] = (json.dumps(manifest, indent=1, sort_keys=True) + "\n").encode()
        write_together(root, changes, "the import")


I104 = Rule(
    "I104",
    WARNING,
    "a file edited since the import is left as it is",
    why="The import does not overwrite your edits.",
    bad="a file of `sources/imported/` that was corrected by hand",
    good="the correction in the recipe, and `edition import FOLDER --force`",
)


EDITED = "the file was edited since the import and stays as it is"


def _keep(outcome: Outcome, name: str, current: bytes, text: str, reason: str = EDITED) -> None:
    """Leave an edited file alone, and show what the import would have written."""
    yours, ours = current.decode("utf-8", "replace").splitlines(True), text.splitlines(True)
    diff = difflib.unified_diff(yours, ours, f"{name} (yours)", f"{name} (import)", n=1)
    outcome.kept[name] = "".join(diff)
    hint = "import with --force to overwrite it"
    outcome.problems.append(I104.at(Location(name), reason, hint))


def _edited(current: bytes, manifest: Mapping[str, tuple[str, str]], name: str) -> bool:
    return _digest(current) != manifest.get(name, ("", ""))[0]


def _read_manifest(root: Path) -> dict[str, tuple[str, str]]:
    try:
        data = json.loads((root / MANIFEST_PATH).read_text("utf-8"))
        return {str(name): (str(digest), str(recipe)) for name, (digest, recipe) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
