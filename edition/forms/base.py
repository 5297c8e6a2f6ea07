"""What the forms of all YAML files are made of: dates, ids, addresses, citations.

Unknown keys are refused. Scalars are text (see `line_yaml`), dates are EDTF (levels 0 and 1).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)

from edition.words.dates import parse_date
from edition.words.typography import with_apostrophes

LATEST = "2199-12-31"  # a later year is a slip, and would be drawn year by year


class Form(BaseModel):
    """The form of a mapping in YAML: its keys with their types. Unknown keys are refused, white space at the
    ends of texts is dropped, and what was read does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _edtf(text: str) -> str:
    date = parse_date(text)
    if "0000" in {date.earliest[:4], date.latest[:4]}:
        raise ValueError(f"“{text}” is not a date: there is no year 0")
    if max(date.earliest, date.latest) > LATEST:
        raise ValueError(f"“{text}” is not a date of the past; correct the year")
    return text


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not the date of a day, as in 2026-11-22") from None
    return text


def _web_or_name(text: str) -> str:
    if ":" in text and not re.fullmatch(r"https?://[^\s\"<>]+|[^:/]*: .*", text):
        raise ValueError(f"“{text}” is no address on the web; write https://… or an identifier")
    return text


Elsewhere = Annotated[str, AfterValidator(_web_or_name)]
_POINT = r"\d{4}(-\d\d){0,2}[?~%]?"  # for editors' programs; `parse_date` decides
_EDTF = rf"^({_POINT}|({_POINT}|\.\.)?/({_POINT}|\.\.)?)$"
Edtf = Annotated[str, AfterValidator(_edtf), WithJsonSchema({"type": ["string", "number"], "pattern": _EDTF})]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z]+-[a-z0-9][a-z0-9-]*$")]  # an entry of whatever kind
PersonRef = Annotated[str, StringConstraints(pattern=r"^(person|org)-[a-z0-9][a-z0-9-]*$")]
PlaceRef = Annotated[str, StringConstraints(pattern=r"^place-[a-z0-9][a-z0-9-]*$")]
WorkRef = Annotated[str, StringConstraints(pattern=r"^work-[a-z0-9][a-z0-9-]*$")]
TopicRef = Annotated[str, StringConstraints(pattern=r"^topic-[a-z0-9][a-z0-9-]*$")]
LetterId = Annotated[str, StringConstraints(pattern=r"^L[1-9][0-9]*$")]
DocumentId = Annotated[str, StringConstraints(pattern=r"^(L[1-9][0-9]*|[a-z][a-z0-9-]*)$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]*$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]
Prose = Annotated[str, AfterValidator(with_apostrophes)]  # the edition's own words, shown as they are typed

KindName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z ]*$")]  # a kind of letter or event
Certainty = Literal["stated", "inferred"]


class Citation(Form):
    """A work, by its id, and the place in it: pages, or a locator in words."""

    work: WorkRef
    pages: str = ""
    locator: Prose = ""
