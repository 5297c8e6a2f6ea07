"""Templates, style sheets, scripts and pictures: the edition's own file by file before the engine's.

A template of the edition may build on the engine's of the same name: `{% extends "engine/letter.html.j2" %}`.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader

from edition.paths import TEMPLATES
from edition.store.source_files import files_below


def template_files(own: Path) -> dict[str, Path]:
    """Every file by its path below the folder of templates, in order; `own` is the folder of the edition's,
    which need not exist."""
    files = {path.relative_to(folder): path for folder in (TEMPLATES, own) for path in files_below(folder)}
    return {name.as_posix(): files[name] for name in sorted(files)}


def template_loader(own: Path) -> BaseLoader:
    """Finds a template by the same rule, and the engine's under `engine/` whatever the edition has."""
    engine = FileSystemLoader(TEMPLATES)
    return ChoiceLoader([FileSystemLoader([own, TEMPLATES]), PrefixLoader({"engine": engine})])
