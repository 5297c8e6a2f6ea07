"""`sources/edition.yaml`: what the edition is called, who publishes it, and who is responsible for what."""

from __future__ import annotations

from edition.findings.diagnostics import Diagnostic
from edition.forms.configuration import ConfigFields
from edition.forms.line_yaml import D104, read_yaml, validate
from edition.model import Source
from edition.read.doubts import doubts
from edition.read.own_kinds import clashes
from edition.read.text_files import unreadable


def read_config(source: Source) -> tuple[ConfigFields | None, list[Diagnostic]]:
    """The validated configuration, or None and the problems when the file cannot be read or does not fit the
    form."""
    fault = unreadable(source)
    if fault is not None:
        return None, [fault]
    marked, problems = read_yaml(source.text, source.path)
    if problems:
        return None, problems
    if marked.data is None:
        message = "this file is empty"
        return None, [D104.at(marked.at(), message, "write title, publisher and the other keys")]
    config, problems = validate(ConfigFields, marked)
    problems += [*clashes(config, marked)] if config else []
    return (None, problems) if problems else (config, doubts(source))
