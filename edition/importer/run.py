"""`edition import DIR`: find the recipe for each source, read it, and write what changed."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.findings.diagnostics import Diagnostic, Location, did_you_mean, has_errors
from edition.findings.rule import ERROR, WARNING, Rule
from edition.forms.line_yaml import read_yaml, validate
from edition.importer.form import Recipe
from edition.importer.ledger import Ledger
from edition.importer.source import read_source
from edition.model import Source
from edition.paths import MANIFEST_PATH, RECIPES
from edition.store.filing import write_together


@dataclass
class Outcome:
    """What an import did or would do: the files written, kept (with a diff) and removed, the ledgers, the
    problems."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def read_recipes(sources: Iterable[Source]) -> tuple[list[Recipe], list[Diagnostic]]:
    """The valid recipes, their macros expanded, and the problems of the others."""
    recipes, problems = [], []
    for source in sources:
        marked, faults = read_yaml(source.data.decode("utf-8", "replace"), source.path)
        problems += faults
        if faults:
            continue
        given = marked.data.get("macros") if isinstance(marked.data, dict) else None
        macros: dict[str, str] = {}
        for name, pattern in given.items() if isinstance(given, dict) else ():
            macros[name] = str(_expand(pattern, macros))
        recipe, faults = validate(Recipe, marked, data=_expand(marked.data, macros))
        problems += faults
        if recipe is not None:
            recipes.append(recipe)
    return recipes, problems


def _expand(data: object, macros: dict[str, str]) -> object:
    """Replace the recipe’s macros (`<month>`) in its patterns."""
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
    """The text in the recipe’s encoding if it contains everything the recipe is recognised by, else None."""
    try:
        text = data.decode(recipe.encoding)
    except UnicodeDecodeError:
        return None
    return text if all(phrase in text for phrase in recipe.recognise) else None


I101 = Rule(
    "I101",
    WARNING,
    "a recipe that fits none of the files",
    why="A recipe is tried on every file of the folder; this one recognises none.",
    bad="a recipe that looks for a line the files do not have",
    good="the file that it is for, in the folder",
)
I108 = Rule(
    "I108",
    WARNING,
    "a file that no recipe recognises",
    why="The file was left alone.",
    bad="a text for which there is no recipe",
    good="a recipe for it in `sources/recipes/`",
)
I109 = Rule(
    "I109",
    ERROR,
    "the recipe asked for does not exist or fits none of the files",
    why="Nothing was imported by it.",
    bad="`--recipe herbarum`, when it is called `herbarium`",
    good="`--recipe herbarium`",
)


def run_import(
    root: Path, folder: Path, *, only: str = "", dry_run: bool = False, force: bool = False
) -> Outcome:
    """Import every file of `folder` that a recipe recognises, by `only` one recipe if named. Nothing is
    written when a word is lost, or in a `dry_run`; `force` overwrites edited files."""
    outcome = Outcome()
    paths = sorted((root / RECIPES).glob("*.yaml"))
    recipes, problems = read_recipes(Source(p.relative_to(root).as_posix(), p.read_bytes()) for p in paths)
    outcome.problems += problems
    names = [recipe.recipe for recipe in recipes]
    if only and only not in names and not problems:
        hint = did_you_mean(only, names) or f"recipes: {', '.join(names)}"
        outcome.problems.append(I109.at(Location(RECIPES), f"there is no recipe “{only}”", hint))
    candidates = [p for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".")]
    contents = {path: path.read_bytes() for path in candidates}
    files: dict[str, tuple[str, str]] = {}  # path → text, recipe
    for recipe in recipes:
        if only and recipe.recipe != only:
            continue
        fitting = [path for path, data in contents.items() if decode(data, recipe) is not None]
        if not fitting:
            outcome.problems.append(
                (I109 if only else I101).at(
                    Location(f"{RECIPES}/{recipe.recipe}.yaml"),
                    f"the recipe {recipe.recipe} fits no file in {folder.name}",
                    f"it looks for a text with “{recipe.recognise[0]}”",
                )
            )
        elif fitting[1:]:
            message = f"the recipe {recipe.recipe} fits {fitting[0].name} and {fitting[1].name}"
            place = Location(f"{RECIPES}/{recipe.recipe}.yaml")
            outcome.problems.append(I112.at(place, message, f"leave one of the two in {folder.name}"))
        for path in fitting[:1]:
            new, ledger, faults = read_source(contents[path], path.name, recipe)
            for name, text in new.items():
                if name in files:
                    outcome.problems.append(_given_twice(name, files[name][1], recipe.recipe))
                files[name] = (text, recipe.recipe)
            outcome.ledgers.append(ledger)
            outcome.problems += faults
    if not only:
        outcome.problems += _unrecognised(contents, recipes)
    if not has_errors(outcome.problems):
        write_files(root, files, outcome, dry_run=dry_run, force=force)
    return outcome


I112 = Rule(
    "I112",
    ERROR,
    "two books that give one text",
    why="Only one of the two could be read; nothing was imported.",
    bad="a folder with two copies of a book; two recipes that both write `sources/imported/letters/003.md`",
    good="one copy in the folder; an import by one of the two recipes, with `--recipe`",
)


def _given_twice(name: str, first: str, second: str) -> Diagnostic:
    message = f"{name} comes from the recipe {first} and from this one"
    hint = f"import one of the two alone, as in --recipe {second}"
    return I112.at(Location(f"{RECIPES}/{second}.yaml"), message, hint)


def _unrecognised(contents: dict[Path, bytes], recipes: list[Recipe]) -> Iterable[Diagnostic]:
    for path, data in contents.items():
        if all(decode(data, recipe) is None for recipe in recipes):
            yield I108.at(Location(path.name), "no recipe recognises this file", f"write one in {RECIPES}/")


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
) -> None:
    """Write new and changed `files` (path → text, recipe). A file that was edited since the import is kept,
    unless `force` is given; so is a `foreign` one, imported by another recipe (path → recipe). What a recipe
    wrote before and no longer writes is removed, unless it was edited."""
    manifest = _read_manifest(root)
    changes: dict[str, bytes | None] = {}
    for name, (text, recipe) in files.items():
        path, data = root / name, text.encode()
        current = path.read_bytes() if path.is_file() else None
        if current == data:
            outcome.unchanged += 1
        elif current is not None and not force and name in foreign:
            _keep(
                outcome=outcome,
                name=name,
                current=current,
                text=text,
                reason=f"the file came by the recipe {foreign[name]} and is left as it is",
            )
            continue
        elif current is not None and not force and _digest(current) != manifest.get(name, ("", ""))[0]:
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
    why="What you have edited is not overwritten.",
    bad="a file of `sources/imported/` that was corrected by hand",
    good="the correction in the recipe, and `edition import FOLDER --force`",
)


EDITED = "the file was edited since the import and is left as it is"


def _keep(outcome: Outcome, name: str, current: bytes, text: str, reason: str = EDITED) -> None:
    """Leave an edited file alone, and show what the import would have written."""
    yours, ours = current.decode("utf-8", "replace").splitlines(True), text.splitlines(True)
    diff = difflib.unified_diff(yours, ours, f"{name} (yours)", f"{name} (import)", n=1)
    outcome.kept[name] = "".join(diff)
    hint = "import with --force to overwrite it"
    outcome.problems.append(I104.at(Location(name), reason, hint))


def _read_manifest(root: Path) -> dict[str, tuple[str, str]]:
    try:
        data = json.loads((root / MANIFEST_PATH).read_text("utf-8"))
        return {str(name): (str(digest), str(recipe)) for name, (digest, recipe) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
