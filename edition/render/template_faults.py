"""A template that cannot be used is told at its line. What fails in our own functions stays a bug."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.paths import TEMPLATES

HINT = "correct it there; https://jinja.palletsprojects.com/templates/ explains the language of templates"


X202 = Rule(
    "X202",
    ERROR,
    "a template that cannot be used",
    why="It cannot make a page. `check` does not look at templates; a build does.",
    bad="`{% if letter.place %}` without `{% endif %}`",
    good="both",
)


def fault_in_template(error: Exception, own: Path, root: Path) -> Diagnostic | None:
    """What is wrong with a template, if that is what an exception came from. `own` is the folder of the
    templates of the edition that lies in `root`."""
    if isinstance(error, UnicodeDecodeError):
        return _not_utf8(own, root)
    if isinstance(error, TemplateSyntaxError):
        return _told(error.message or "", Path(error.filename or own), error.lineno, root)
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if _is_template(Path(frame.filename), own)]
    of_jinja = isinstance(error, TemplateError | RecursionError)  # the second: a template within itself
    if not inside or not (of_jinja or frames[-1] is inside[-1]):
        return None
    message = f"{type(error).__name__}: {error}"
    return _told(message, Path(inside[-1].filename), inside[-1].lineno or 0, root)


def _not_utf8(own: Path, root: Path) -> Diagnostic | None:
    """The first of the edition’s templates that is not UTF-8."""
    for path in sorted(own.rglob("*.j2")):
        data = path.read_bytes()
        try:
            data.decode()
        except UnicodeDecodeError as error:
            return _told("it is not UTF-8", path, data[: error.start].count(b"\n") + 1, root)
    return None


def _is_template(path: Path, own: Path) -> bool:
    return path.is_relative_to(own) or path.is_relative_to(TEMPLATES)


def _told(message: str, path: Path, line: int, root: Path) -> Diagnostic:
    place = path.relative_to(root) if path.is_relative_to(root) else path
    return X202.at(Location(place.as_posix(), line), f"this template cannot be used: {message}", HINT)
