"""`edition import DIR`: find the recipe for each source, read it, and write what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from edition.findings.diagnostics import Diagnostic, Location, did_you_mean, has_errors
from edition.findings.rule import ERROR, WARNING, Rule
from edition.forms.line_yaml import D105, Marked, read_yaml, validate
from edition.importer.calendar_form import key
from edition.importer.folder import text_files
from edition.importer.form import Recipe
from edition.importer.macros import unknown_macros, with_macros
from edition.importer.patience import TookTooLong, patience
from edition.importer.source import Book, read_source
from edition.importer.written_files import Outcome, write_files
from edition.model import Source
from edition.paths import RECIPES, register_path
from edition.read.registers import read_register
from edition.words.copied_names import copied_from


def read_recipes(sources: Iterable[Source]) -> tuple[list[Recipe], list[Diagnostic]]:
    """The valid recipes, their macros expanded, and the problems of the others."""
    recipes, problems = [], []
    for source in sources:
        marked, faults = read_yaml(source.data.decode("utf-8", "replace"), source.path)
        problems += faults
        if faults:
            continue
        recipe, faults = validate(Recipe, marked, data=with_macros(marked.data))
        problems += [*faults, *_unknown_macros(marked)]
        if recipe is not None:
            recipes.append(recipe)
    return recipes, problems


def recipe_files(root: Path) -> list[Source]:
    """The recipes in an edition's folder, but for copies that stand beside one (`check` tells them)."""
    paths = {path.name: path for path in sorted((root / RECIPES).glob("*.yaml")) if path.is_file()}
    originals = (path for name, path in paths.items() if not copied_from(name, paths))
    return [Source(path.relative_to(root).as_posix(), path.read_bytes()) for path in originals]


def _unknown_macros(marked: Marked) -> Iterator[Diagnostic]:
    """Names in patterns that stand for nothing (D105)."""
    for path, name, known in unknown_macros(marked.data):
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        yield D105.at(marked.at(*path), f"{'.'.join(map(str, path))}: there is no macro <{name}>", hint)


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
    why="The file was skipped.",
    bad="a text for which there is no recipe",
    good="a recipe for it in `sources/recipes/`",
)
I109 = Rule(
    "I109",
    ERROR,
    "a recipe asked for that does not exist or fits none of the files",
    why="Nothing was imported with it.",
    bad="`--recipe herbarum`, when it is called `herbarium`",
    good="`--recipe herbarium`",
)


Entries = dict[str, dict[str, dict[str, str]]]  # register → id → fields of its new entries
Beside = Mapping[str, bytes | None]


def run_import(
    root: Path,
    folder: Path,
    *,
    only: str = "",
    dry_run: bool = False,
    force: bool = False,
    gone: Collection[str] = (),
    beside: Callable[[list[Book]], Beside] = lambda books: {},
) -> Outcome:
    """Import every file of `folder` (or one file) that a recipe recognises, by `only` one recipe if named.
    Nothing is written when a word is lost, or in a `dry_run`; `force` overwrites edited files. Registers
    that are `gone` count as not there. What is written `beside` the texts, or taken away, is asked for when
    the books have been read."""
    outcome = Outcome()
    recipes, problems = read_recipes(recipe_files(root))
    outcome.problems += problems
    names = [recipe.recipe for recipe in recipes]
    if only and only not in names and not problems:
        hint = did_you_mean(only, names) or f"recipes: {', '.join(names)}"
        outcome.problems.append(I109.at(Location(RECIPES), f"there is no recipe “{only}”", hint))
    contents = {path: path.read_bytes() for path in text_files(folder)}
    files: dict[str, tuple[str, str]] = {}  # path → text, recipe
    books: list[Book] = []
    ids = register_ids(root, gone)
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
            outcome.problems.append(I112.at(place, message, f"keep only one of the two in {folder.name}"))
        for path in fitting[:1]:
            try:
                with patience(len(contents[path])):
                    book = read_source(contents[path], path.name, recipe, ids)
            except TookTooLong as slow:
                outcome.problems.append(_too_slow(slow, recipe, root))
                continue
            books.append(book)
            for name, text in book.files.items():
                if name in files:
                    outcome.problems.append(_given_twice(name, files[name][1], recipe.recipe))
                files[name] = (text, recipe.recipe)
            outcome.ledgers.append(book.ledger)
            outcome.said += book.said
            outcome.problems += book.problems
    if not only:
        outcome.problems += _unrecognised(contents, recipes)
    if not has_errors(outcome.problems):
        write_files(root, files, outcome, dry_run=dry_run, force=force, beside=beside(books))
    return outcome


def _too_slow(slow: TookTooLong, recipe: Recipe, root: Path) -> Diagnostic:
    """That a book was not read to its end, at the line of the pattern that was at work."""
    path = f"{RECIPES}/{recipe.recipe}.yaml"
    text = (root / path).read_text("utf-8", "replace") if (root / path).is_file() else ""
    at = text.find(slow.pattern) if slow.pattern else -1
    place = Location(path, text.count("\n", 0, at) + 1 if at >= 0 else 0)
    hint = "a pattern like (a+)+ can be matched in too many ways: write it with one repetition"
    return D105.at(place, f"{slow}: “{slow.pattern}”" if slow.pattern else str(slow), hint)


def register_ids(root: Path, gone: Collection[str] = ()) -> dict[str, dict[str, str]]:
    """The ids of persons and places by the spellings that mean them, for each register."""
    ids: dict[str, dict[str, str]] = {"persons": {}, "places": {}}
    for register, target in (("organisations", "persons"), ("persons", "persons"), ("places", "places")):
        path = register_path(register)
        if path in gone or not (root / path).is_file():
            continue
        for read in read_register(Source(path, (root / path).read_bytes()))[0]:
            for ref, entry in read.entries.items():
                ids[target] |= {key(spelling): ref for spelling in entry.spellings}
    return ids


I112 = Rule(
    "I112",
    ERROR,
    "two books that give one text",
    why="Only one of the two can be read; nothing was imported.",
    bad="a folder with two copies of a book; two recipes that both write `sources/imported/letters/003.md`",
    good="one copy in the folder; an import by one of the two recipes, with `--recipe`",
)


def _given_twice(name: str, first: str, second: str) -> Diagnostic:
    message = f"{name} comes from the recipe {first} and from this one"
    hint = f"import only one of the two, as with --recipe {second}"
    return I112.at(Location(f"{RECIPES}/{second}.yaml"), message, hint)


def _unrecognised(contents: dict[Path, bytes], recipes: list[Recipe]) -> Iterable[Diagnostic]:
    for path, data in contents.items():
        if all(decode(data, recipe) is None for recipe in recipes):
            yield I108.at(
                Location(path.name),
                "no recipe recognises this file",
                f"write one in {RECIPES}/, as docs/recipes.md shows",
            )
