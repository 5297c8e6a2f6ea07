"""`sources/edition.yaml`: what the edition is called, who publishes it, who answers for what."""

from __future__ import annotations

from edition.diagnostics import Diagnostic
from edition.line_yaml import read_yaml, validate
from edition.model import Source
from edition.schemas import ConfigFields

CONFIG_PATH = "sources/edition.yaml"


def read_config(source: Source) -> tuple[ConfigFields | None, list[Diagnostic]]:
    """The validated configuration, or what is wrong with the file."""
    marked, problems = read_yaml(source.data.decode("utf-8", "replace"), source.path)
    if problems:
        return None, problems
    return validate(ConfigFields, marked, data=marked.data or {})
