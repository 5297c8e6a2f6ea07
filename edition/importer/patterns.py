"""The types from which all forms of a recipe are made."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, ConfigDict

from edition.forms.base import Form


class RecipeForm(Form):
    """A part of a recipe. Blanks at the ends of a pattern count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


def _compiles(pattern: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # “[[” may come to mean something else
            re.compile(pattern)
    except re.error as error:
        raise ValueError(f"this is not a regular expression: {error}") from error
    return pattern


def with_group(name: str) -> Callable[[str], str]:
    """A validator: the pattern must have a group (of that name, if one is given), unless it is switched off
    (empty, or `(?!)`)."""

    def check(pattern: str) -> str:
        compiled = re.compile(pattern)
        has_group = name in compiled.groupindex if name else compiled.groups
        if pattern not in {"", "(?!)"} and not has_group:
            wanted = f"(?P<{name}>…)" if name else "(…)"
            raise ValueError(f"the pattern needs a group {wanted} around what it shall find")
        return pattern

    return check


Pattern = Annotated[str, AfterValidator(_compiles)]
Grouped = Annotated[Pattern, AfterValidator(with_group(""))]
Numbered = Annotated[
    Pattern, AfterValidator(with_group("number")), AfterValidator(lambda pattern: pattern or "(?!)")
]
Dated = Annotated[Pattern, AfterValidator(with_group("date"))]
Named = Annotated[Pattern, AfterValidator(with_group("name"))]
WithNumbers = Annotated[Pattern, AfterValidator(with_group("numbers"))]
WithAlso = Annotated[Pattern, AfterValidator(with_group("also"))]
