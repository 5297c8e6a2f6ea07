"""`python build.py import DIR`: find the recipe for each source, read it, and write what changed."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edition.diagnostics import Diagnostic, Location, did_you_mean, has_errors
from edition.importer.archive import ArchiveReferences
from edition.importer.form import Recipe
from edition.importer.ledger import Entry, Ledger, account_letter, account_prose, note_unread
from edition.importer.letters import read_letter
from edition.importer.lines import RawLetter, split_letters, words
from edition.importer.prose import find_lines, read_part
from edition.importer.write import (
    letter_file,
    letter_path,
    notes_file,
    notes_path,
    prose_file,
    prose_notes_file,
    prose_notes_path,
    prose_path,
)
from edition.line_yaml import read_yaml, validate
from edition.model import Annotation, Part, Source
from edition.read.annotations import read_notes
from edition.read.documents import read_imported, read_imported_essay

MANIFEST = "sources/imported/manifest.json"
RECIPES = "sources/recipes"


@dataclass
class Outcome:
    """What an import did or would do."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def read_recipes(sources: Iterable[Source]) -> tuple[list[Recipe], list[Diagnostic]]:
    recipes, problems = [], []
    for source in sources:
        marked, faults = read_yaml(source.data.decode("utf-8", "replace"), source.path)
        problems += faults
        if faults or not isinstance(marked.data, dict):
            continue
        macros: dict[str, str] = {}
        for name, pattern in (marked.data.get("macros") or {}).items():
            macros[name] = str(_expand(pattern, macros))
        recipe, faults = validate(Recipe, marked, data=_expand(marked.data, macros))
        problems += faults
        if recipe is not None:
            recipes.append(recipe)
    return recipes, problems


def _expand(data: object, macros: dict[str, str]) -> object:
    """Put the recipe's macros (`<month>`) into its patterns."""
    if isinstance(data, str):
        for name, pattern in macros.items():
            data = data.replace(f"<{name}>", pattern)
        return data
    if isinstance(data, list):
        return [_expand(item, macros) for item in data]
    if isinstance(data, dict):
        return {key: value if key == "macros" else _expand(value, macros) for key, value in data.items()}
    return data


def decode(data: bytes, recipe: Recipe) -> str | None:
    """The text in the recipe's encoding, when all that it is recognised by stands in it."""
    try:
        text = data.decode(recipe.encoding)
    except UnicodeDecodeError:
        return None
    return text if all(phrase in text for phrase in recipe.recognise) else None


def read_source(data: bytes, name: str, recipe: Recipe) -> tuple[dict[str, str], Ledger, list[Diagnostic]]:
    """Read one source by its recipe: the files that come of it, the ledger, and what is wrong."""
    digest = hashlib.sha256(data).hexdigest()
    ledger = Ledger(recipe.recipe, name, digest)
    problems: list[Diagnostic] = []
    if recipe.sha256 and recipe.sha256 != digest:
        problems.append(
            Diagnostic(
                "I102",
                f"this copy is not the one that the recipe {recipe.recipe} was written for",
                Location(name),
                "the import goes on; look closely at what it reports",
            )
        )
    lines = data.decode(recipe.encoding).replace("\r\n", "\n").split("\n")
    archives = ArchiveReferences(_archives(recipe))
    files: dict[str, str] = {}
    read: set[int] = set()
    for reader in (_read_letters, _read_prose):
        problems += reader(lines, recipe, archives, name, files, read, ledger)
    problems += _leave_out(lines, recipe, read, ledger, name)
    note_unread(ledger, lines, read, "no part of the recipe")
    return files, ledger, problems


def _leave_out(
    lines: list[str], recipe: Recipe, read: set[int], ledger: Ledger, name: str
) -> Iterable[Diagnostic]:
    """Enter what the recipe leaves out, with its reason."""
    for stretch in recipe.left_out:
        found = find_lines(lines, stretch.begins, stretch.ends)
        if not found:
            place, hint = Location(name, 1), "its “begins” matches no line"
            yield Diagnostic("I107", f"“{stretch.rule}” is not there", place, hint)
        for line in found:
            if line.number not in read and words(line.text):
                ledger.entries.append(Entry(line.number, len(words(line.text)), "dropped", stretch.rule))
            read.add(line.number)


def _archives(recipe: Recipe) -> list[str]:
    form = recipe.letters or recipe.prose
    return form.archives if form else []


def _read_letters(
    lines: list[str],
    recipe: Recipe,
    archives: ArchiveReferences,
    name: str,
    files: dict[str, str],
    read: set[int],
    ledger: Ledger,
) -> list[Diagnostic]:
    if recipe.letters is None:
        return []
    raw_letters, problems = split_letters(lines, recipe.letters, name)
    for raw in raw_letters:
        letter = read_letter(raw, recipe, archives, name)
        problems += letter.problems
        text, notes = letter_path(letter.number), notes_path(letter.number)
        files[text], files[notes] = letter_file(letter, recipe.recipe), notes_file(letter)
        part, annotations, faults = _read_back(text, notes, files, read_imported)
        problems += [*faults, *account_letter(letter, part, annotations, ledger, name)]
        read |= _lines_of(raw)
    return problems


def _read_prose(
    lines: list[str],
    recipe: Recipe,
    archives: ArchiveReferences,
    name: str,
    files: dict[str, str],
    read: set[int],
    ledger: Ledger,
) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    for part in recipe.prose.parts if recipe.prose else ():
        assert recipe.prose is not None
        document = read_part(lines, part, recipe.prose, archives, name)
        problems += document.problems
        if not document.lines:
            continue
        text, notes = prose_path(part.id), prose_notes_path(part.id)
        files[text], files[notes] = prose_file(document, recipe.recipe), prose_notes_file(document)
        found, annotations, faults = _read_back(text, notes, files, read_imported_essay)
        problems += [*faults, *account_prose(document, found, annotations, ledger, name)]
        read |= {line.number for line in (*document.lines, *document.note_lines)}
        read |= {line.number for line, _ in document.dropped}
    return problems


def _read_back(
    text: str, notes: str, files: dict[str, str], reader: Callable[[Source], Any]
) -> tuple[Part | None, list[Annotation], list[Diagnostic]]:
    """Read two files back by the edition's own readers, as they will be written."""
    parts, faults = reader(Source(text, files[text].encode()))
    annotations, more = read_notes(Source(notes, files[notes].encode()))
    return parts[0] if parts else None, annotations, [*faults, *more]


def _lines_of(raw: RawLetter) -> set[int]:
    return {
        raw.heading.number,
        *(line.number for line in raw.lines),
        *(line.number for line, _ in raw.dropped),
    }


def run_import(
    root: Path, folder: Path, *, only: str = "", dry_run: bool = False, force: bool = False
) -> Outcome:
    """Import every file of `folder` that a recipe recognises. Nothing is written when a word is lost."""
    outcome = Outcome()
    paths = sorted((root / RECIPES).glob("*.yaml"))
    recipes, problems = read_recipes(Source(p.relative_to(root).as_posix(), p.read_bytes()) for p in paths)
    outcome.problems += problems
    names = [recipe.recipe for recipe in recipes]
    if only and only not in names:
        hint = did_you_mean(only, names) or f"recipes: {', '.join(names)}"
        outcome.problems.append(Diagnostic("I109", f"there is no recipe “{only}”", Location(RECIPES), hint))
    candidates = [p for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".")]
    contents = {path: path.read_bytes() for path in candidates}
    files: dict[str, tuple[str, str]] = {}  # path → text, recipe
    for recipe in recipes:
        if only and recipe.recipe != only:
            continue
        fitting = [path for path, data in contents.items() if decode(data, recipe) is not None]
        if not fitting:
            outcome.problems.append(
                Diagnostic(
                    "I109" if only else "I101",
                    f"the recipe {recipe.recipe} fits no file in {folder.name}",
                    Location(f"{RECIPES}/{recipe.recipe}.yaml"),
                    f"it looks for a text with “{recipe.recognise[0]}”",
                )
            )
        for path in fitting[:1]:
            new, ledger, faults = read_source(contents[path], path.name, recipe)
            files.update({name: (text, recipe.recipe) for name, text in new.items()})
            outcome.ledgers.append(ledger)
            outcome.problems += faults
    if not only:
        outcome.problems += _unrecognised(contents, recipes)
    if not has_errors(outcome.problems):
        _write(root, files, outcome, dry_run=dry_run, force=force)
    return outcome


def _unrecognised(contents: dict[Path, bytes], recipes: list[Recipe]) -> Iterable[Diagnostic]:
    for path, data in contents.items():
        if all(decode(data, recipe) is None for recipe in recipes):
            yield Diagnostic(
                "I108", "no recipe recognises this file", Location(path.name), f"write one in {RECIPES}/"
            )


def _write(
    root: Path, files: dict[str, tuple[str, str]], outcome: Outcome, *, dry_run: bool, force: bool
) -> None:
    """Write new and changed files; a file that somebody edited since the import stays as it is. What a
    recipe wrote before and does not write now is taken away, unless it was edited."""
    manifest = _read_manifest(root)
    for name, (text, recipe) in files.items():
        path, data = root / name, text.encode()
        there = path.read_bytes() if path.is_file() else None
        if there == data:
            outcome.unchanged += 1
        elif there is not None and not force and _digest(there) != manifest.get(name, ("", ""))[0]:
            _keep(outcome, name, there, text)
            continue
        else:
            outcome.written.append(name)
            if not dry_run:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        manifest[name] = (_digest(data), recipe)
    read = {recipe for _, recipe in files.values()}
    for name in sorted(n for n, (_, recipe) in manifest.items() if recipe in read and n not in files):
        path = root / name
        if path.is_file() and _digest(path.read_bytes()) == manifest[name][0]:
            outcome.removed.append(name)
            if not dry_run:
                path.unlink()
        del manifest[name]
    if not dry_run and files:
        path = root / MANIFEST
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _keep(outcome: Outcome, name: str, there: bytes, text: str) -> None:
    """Leave an edited file alone and show what the import would have written."""
    yours, ours = there.decode("utf-8", "replace").splitlines(True), text.splitlines(True)
    diff = difflib.unified_diff(yours, ours, f"{name} (yours)", f"{name} (import)", n=1)
    outcome.kept[name] = "".join(diff)
    what = "the file was edited since the import and is left as it is"
    hint = "import with --force to overwrite it"
    outcome.problems.append(Diagnostic("I104", what, Location(name), hint))


def _read_manifest(root: Path) -> dict[str, tuple[str, str]]:
    try:
        data = json.loads((root / MANIFEST).read_text("utf-8"))
        return {str(name): (str(digest), str(recipe)) for name, (digest, recipe) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
