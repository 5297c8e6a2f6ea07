"""Where files stand: of the program, and of an edition."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath

from edition.words.letter_ids import id_of_file, letter_order

PROGRAM = Path(__file__).resolve().parent
_INSTALLED = PROGRAM / "templates"
# the engine's templates: part of the package where it is installed, beside it in the repository
TEMPLATES = _INSTALLED if _INSTALLED.is_dir() else PROGRAM.parent / "templates"
COMPILED_TEMPLATES = PROGRAM / "__pycache__" / "templates"  # of the engine's, as Python keeps its modules

# what follows are paths from an edition's folder
SOURCES, ANNOTATIONS = "sources", "annotations"
MANUAL = "docs"  # shown on the site where the configuration says so
OWN_TEMPLATES = "templates"  # an edition's own, file by file before the engine's
STATIC = "static"  # copied to the site as they are: a CNAME, a file that proves who one is

CONFIG_PATH, CHANGES_PATH = f"{SOURCES}/edition.yaml", f"{SOURCES}/changes.yaml"
START_PATH = f"{SOURCES}/start.md"  # the words of the start page
LETTERS, TEXTS, ESSAYS = f"{SOURCES}/letters", f"{SOURCES}/texts", f"{SOURCES}/essays"
RECIPES = f"{SOURCES}/recipes"
MAPS = f"{SOURCES}/maps"  # how TEI corpora are read
NOTES, RELEASES = f"{ANNOTATIONS}/notes", f"{ANNOTATIONS}/releases"
ANCHORS_PATH, MOVED_PATH = f"{ANNOTATIONS}/anchors.tsv", f"{ANNOTATIONS}/moved.yaml"
WAIVERS_PATH = f"{ANNOTATIONS}/waivers.yaml"

# what was imported, which is not published
IMPORTED, IMPORTED_NOTES = f"{SOURCES}/imported", f"{ANNOTATIONS}/imported"
IMPORTED_TEXTS, IMPORTED_ESSAYS = f"{IMPORTED}/letters", f"{IMPORTED}/essays"
INDEX_PATH, NAMES_PATH = f"{IMPORTED}/index.yaml", f"{IMPORTED}/names.yaml"
MANIFEST_PATH = f"{IMPORTED}/manifest.json"


def is_imported(path: str) -> bool:
    """Does a file of an edition, by its path from the edition's folder, hold what was imported?"""
    return path.startswith((f"{IMPORTED}/", f"{IMPORTED_NOTES}/"))


def letter_path(ref: str) -> str:
    """The file of a letter's metadata and summary: L16 → `sources/letters/016.md`, L16a → `016a.md`."""
    number, letter = letter_order(ref)
    return f"{LETTERS}/{number:03}{letter}.md" if number else f"{LETTERS}/{ref}.md"


@lru_cache(maxsize=65536)
def id_by_name(path: str) -> str:
    """The id of the document to which a file belongs by its name: `016.md` is L16’s."""
    return id_of_file(PurePosixPath(path).stem)


def register_name(path: str) -> str:
    """The register that a file is: `annotations/persons.yaml` → persons."""
    return PurePosixPath(path).stem


def register_path(register: str) -> str:
    """The file of a register: `annotations/persons.yaml`."""
    return f"{ANNOTATIONS}/{register}.yaml"
