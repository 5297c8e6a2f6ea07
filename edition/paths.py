"""Where files stand: of the program, and of an edition."""

from __future__ import annotations

from pathlib import Path

PROGRAM = Path(__file__).resolve().parent
_INSTALLED = PROGRAM / "templates"
# the engine's templates: part of the package where it is installed, beside it in the repository
TEMPLATES = _INSTALLED if _INSTALLED.is_dir() else PROGRAM.parent / "templates"
MANUAL = "docs"  # shown on the site where the configuration says so
OWN_TEMPLATES = "templates"  # an edition's own, file by file before the engine's
CONFIG_PATH = "sources/edition.yaml"
