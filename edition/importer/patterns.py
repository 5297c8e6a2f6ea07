"""What all forms of a recipe are made of."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, ConfigDict

from edition.schemas import Form as SchemaForm


class Form(SchemaForm):
    """Blanks at the ends of a pattern count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"this is not a regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
