"""`sources/edition.yaml`: what the edition is called, who publishes it, who answers for what."""

from __future__ import annotations

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.configuration import ConfigFields
from edition.forms.line_yaml import read_yaml, validate
from edition.model import Source

D109 = Rule(
    "D109",
    ERROR,
    "a file that is not UTF-8",
    why="Other encodings turn é or ж into nonsense.",
    bad="a file saved as Latin-1",
    good="the same saved as UTF-8",
)


def read_config(source: Source) -> tuple[ConfigFields | None, list[Diagnostic]]:
    """The validated configuration, or what is wrong with the file."""
    try:
        text = source.data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = Location(source.path, source.data[: error.start].count(b"\n") + 1)
        hint = "save it as UTF-8 in your editor"
        return None, [D109.at(place, "the file is not UTF-8", hint)]
    marked, problems = read_yaml(text, source.path)
    if problems:
        return None, problems
    return validate(ConfigFields, marked, data=marked.data or {})
