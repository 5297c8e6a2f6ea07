"""A template that cannot be used is told at its line. What fails in our own functions stays a bug."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.paths import TEMPLATES

HIGHEST = 60  # lines above that of a message in which its cause is looked for
HINT = "correct it there; https://jinja.palletsprojects.com/templates/ explains the language of templates"


X202 = Rule(
    "X202",
    ERROR,
    "a template that cannot be used",
    why="It cannot make a page. `check` does not try templates; a build does.",
    bad="`{% if letter.place %}` without `{% endif %}`",
    good="both",
)


def fault_in_template(error: Exception, own: Path, root: Path) -> Diagnostic | None:
    """What is wrong with a template, if that is what an exception came from. `own` is the folder of the
    templates of the edition that lies in `root`."""
    if isinstance(error, UnicodeDecodeError):
        return _not_utf8(own, root)
    if isinstance(error, ValueError) and "integer string conversion" in str(error):
        return _endless_number(own, root)
    if isinstance(error, TemplateSyntaxError):
        path = Path(error.filename or error.name or own)  # of an open comment Jinja gives the file as name
        line = _cause(path, error.lineno) if path.is_file() else error.lineno
        return _told(error.message or "", path, line, root)
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if _is_template(Path(frame.filename), own)]
    if inside and Path(inside[-1].filename).is_relative_to(own):  # it asked ours for what cannot be
        return _told(
            f"{type(error).__name__}: {error}", Path(inside[-1].filename), inside[-1].lineno or 0, root
        )
    of_jinja = isinstance(error, TemplateError | RecursionError)  # the second: a template within itself
    if isinstance(error, RecursionError) and not inside:
        return _too_deep(own, root)
    if not inside or not (of_jinja or frames[-1] is inside[-1]):
        return None
    message = f"{type(error).__name__}: {error}"
    return _told(message, Path(inside[-1].filename), inside[-1].lineno or 0, root)


def _cause(path: Path, line: int) -> int:
    """The line (from 1) that keeps a template from being one: that at which the parser gives up, if all is
    well without it, or the nearest above it of which that can be said."""
    lines = path.read_text("utf-8").split("\n")
    for number in range(min(line, len(lines)), max(0, line - HIGHEST), -1):
        try:
            Environment().parse("\n".join([*lines[: number - 1], *lines[number:]]))
        except (TemplateSyntaxError, RecursionError):
            continue
        return number
    return line


def _too_deep(own: Path, root: Path) -> Diagnostic | None:
    """The first of the edition’s templates that the parser cannot go down into, at the line with most
    brackets."""
    for path in sorted(own.rglob("*.j2")):
        text = path.read_text("utf-8")
        try:
            Environment().parse(text)
        except RecursionError:
            depths = [sum(map(line.count, "([{")) for line in text.split("\n")]
            line = depths.index(max(depths)) + 1
            return _told("it is nested too deeply", path, line, root)
        except TemplateSyntaxError:
            continue
    return None


def _endless_number(own: Path, root: Path) -> Diagnostic | None:
    """The first of the edition’s templates with a number of more digits than Python reads."""
    for path in sorted(own.rglob("*.j2")):
        for line, text in enumerate(path.read_text("utf-8").split("\n"), 1):
            if re.search(r"\d{1000}", text):
                return _told("a number has too many digits", path, line, root)
    return None


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
