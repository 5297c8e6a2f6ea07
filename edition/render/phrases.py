"""The words of the interface. A template asks for a phrase by its English, `phrase("Notes")`; the file of
phrases of the edition's language puts others in its place.

The English is the key, so that a template reads like the page that it makes, and a phrase without a
translation is still understood. Values stand in braces; where `n` is one of them, a second English form
serves for all numbers but one: `phrase("{n} letter", "{n} letters", n=count)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, Undefined
from jinja2.nodes import Call, Const, Name
from markupsafe import Markup

from edition.forms.line_yaml import read_yaml
from edition.paths import TEMPLATES

Forms = tuple[str, str]  # for one, and for any other number


@dataclass(frozen=True)
class Phrases:
    """What stands in the place of English phrases, by their first form."""

    said: Mapping[str, Forms]

    def __call__(self, one: str, many: str = "", **values: object) -> Markup:
        """The phrase with its values, which are escaped; it may have markup of its own."""
        single, other = self.said.get(one, (one, many or one))
        shown = {name: "" if type(value) is Undefined else value for name, value in values.items()}
        return Markup(single if values.get("n", 1) == 1 else other).format(**shown)


def read_phrases(own: Path, language: str) -> Phrases:
    """The phrases of a language: the engine's, and over them those of the edition, whose templates lie in
    `own`. An entry without a value is said in English. Raises TemplateSyntaxError where a file is wrong."""
    said: dict[str, Forms] = {}
    for folder in (TEMPLATES, own):
        path = folder / "phrases" / f"{language}.yaml"
        if path.is_file():
            said |= _read(path)
    return Phrases(said)


def _read(path: Path) -> Mapping[str, Forms]:
    marked, problems = read_yaml(path.read_text("utf-8"), str(path))
    for problem in problems:
        raise TemplateSyntaxError(problem.message, problem.location.line or 1, path.name, str(path))
    said: dict[str, Forms] = {}
    for phrase, value in (marked.data or {}).items():
        forms = (value["one"], value["other"]) if _is_plural(value) else (value, value)
        if any(not isinstance(form, str) for form in forms if form is not None):
            line = marked.at(phrase).line or 1
            message = f"“{phrase}” is neither a phrase nor one with the forms “one” and “other”"
            raise TemplateSyntaxError(message, line, path.name, str(path))
        if all(forms):
            said[phrase] = forms
    return said


def _is_plural(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"one", "other"}


def phrases_in(environment: Environment, source: str) -> Iterator[tuple[str, str]]:
    """The phrases that a template asks for: (one, other or "")."""
    for call in environment.parse(source).find_all(Call):
        if isinstance(call.node, Name) and call.node.name == "phrase":
            forms = [each.value for each in call.args if isinstance(each, Const)]
            yield forms[0], forms[1] if len(forms) > 1 else ""
