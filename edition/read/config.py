"""`sources/edition.yaml`: what the edition is called, who publishes it, who answers for what."""

from __future__ import annotations

from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.configuration import ConfigFields
from edition.forms.line_yaml import read_yaml, validate
from edition.model import Source


def read_config(source: Source) -> tuple[ConfigFields | None, list[Diagnostic]]:
    """The validated configuration, or what is wrong with the file."""
    try:
        text = source.data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = Location(source.path, source.data[: error.start].count(b"\n") + 1)
        hint = "save it as UTF-8 in your editor"
        return None, [Diagnostic("D109", "the file is not UTF-8", place, hint)]
    marked, problems = read_yaml(text, source.path)
    if problems:
        return None, problems
    return validate(ConfigFields, marked, data=marked.data or {})
