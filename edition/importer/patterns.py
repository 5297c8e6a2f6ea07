"""What all forms of a recipe are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, ConfigDict

from edition.forms.base import Form


class RecipeForm(Form):
    """Blanks at the ends of a pattern count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"this is not a regular expression: {error}") from error
    return pattern


def _with_group(name: str) -> Callable[[str], str]:
    """A pattern must say what it finds, unless it is switched off (empty, or `(?!)`)."""

    def check(pattern: str) -> str:
        compiled = re.compile(pattern)
        there = name in compiled.groupindex if name else compiled.groups
        if pattern not in {"", "(?!)"} and not there:
            wanted = f"(?P<{name}>…)" if name else "(…)"
            raise ValueError(f"the pattern needs a group {wanted} around what it shall find")
        return pattern

    return check


Pattern = Annotated[str, AfterValidator(_compiles)]
Grouped = Annotated[Pattern, AfterValidator(_with_group(""))]
Numbered = Annotated[Pattern, AfterValidator(_with_group("number"))]
Dated = Annotated[Pattern, AfterValidator(_with_group("date"))]
Named = Annotated[Pattern, AfterValidator(_with_group("name"))]
WithNumbers = Annotated[Pattern, AfterValidator(_with_group("numbers"))]
WithAlso = Annotated[Pattern, AfterValidator(_with_group("also"))]
