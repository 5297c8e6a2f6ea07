"""What the forms of all YAML files are made of: dates, ids, addresses, citations.

Unknown keys are refused. Scalars are text (see `line_yaml`), dates are EDTF (`words.dates`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)

from edition.words.dates import parse_date
from edition.words.letter_ids import DOCUMENT, LETTER
from edition.words.typography import with_apostrophes

LATEST = "2199-12-31"  # a later year is a slip, and would be drawn year by year


class Form(BaseModel):
    """The form of a mapping in YAML: its keys with their types. Unknown keys are refused, white space at the
    ends of texts is dropped, and what was read does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def set_as_text(value: object) -> object:
    """A set of dates that YAML takes for a list, as EDTF writes it: `[1902,1903]`."""
    return f"[{','.join(map(str, value))}]" if isinstance(value, list) else value


def edtf(text: str) -> str:
    """A date of the past in EDTF, as it is written. Raises ValueError when it is none."""
    date = parse_date(text)
    if max(date.earliest, date.latest) > LATEST:
        raise ValueError(f"“{text}” is not a date of the past; correct the year")
    return text


def _plain_date(text: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{3}(-[0-9]{2}){0,2}", edtf(text)):
        raise ValueError(f"“{text}” is not the date of a publication; write 2026-11-22, 2026-11 or 2026")
    return text


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not the date of a day, as in 2026-11-22") from None
    return text


def _web_or_name(text: str) -> str:
    if ":" in text and not re.fullmatch(r"https?://[^\s\"<>]+|[^:/]*: .*", text):
        raise ValueError(f"“{text}” is not a web address; write https://… or an identifier")
    return text


Elsewhere = Annotated[str, AfterValidator(_web_or_name)]
_POINT = r"-?\d[\dX]{3}(-[\dX]{2}){0,2}[?~%]?"  # for editors' programs; `parse_date` decides
_EDTF = rf"^({_POINT}|({_POINT}|\.\.)?/({_POINT}|\.\.)?|\[.*\])$"
InEdtf = WithJsonSchema({"type": ["string", "number", "array"], "pattern": _EDTF})
WrittenDate = Annotated[str, BeforeValidator(set_as_text), InEdtf]  # in whichever calendar
Edtf = Annotated[WrittenDate, AfterValidator(edtf)]
PlainDate = Annotated[str, AfterValidator(_plain_date), InEdtf]  # a day, a month or a year
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z]+-[a-z0-9][a-z0-9-]*$")]  # an entry of whatever kind
PersonRef = Annotated[str, StringConstraints(pattern=r"^(person|org)-[a-z0-9][a-z0-9-]*$")]
# a sender or recipient, with a question mark when it is only supposed
Correspondent = Annotated[str, StringConstraints(pattern=r"^((person|org)-[a-z0-9][a-z0-9-]*[?]?|unknown)$")]
PlaceRef = Annotated[str, StringConstraints(pattern=r"^place-[a-z0-9][a-z0-9-]*$")]
WorkRef = Annotated[str, StringConstraints(pattern=r"^work-[a-z0-9][a-z0-9-]*$")]
SummaryParagraph = Annotated[str, StringConstraints(pattern=r"^s[1-9][0-9]*$")]
TopicRef = Annotated[str, StringConstraints(pattern=r"^topic-[a-z0-9][a-z0-9-]*$")]
LetterId = Annotated[str, StringConstraints(pattern=rf"^{LETTER}$")]
LetterRef = Annotated[str, StringConstraints(pattern=rf"^{LETTER}$|^{DOCUMENT}$")]  # one of a corpus too
DocumentId = Annotated[str, StringConstraints(pattern=rf"^({LETTER}|{DOCUMENT})$")]
Doi = Annotated[str, StringConstraints(pattern=r"^(10[.][0-9]{4,9}/\S+)?$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]*$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]
Prose = Annotated[str, AfterValidator(with_apostrophes)]  # the edition's own words, shown as they are typed
Title = Annotated[Prose, StringConstraints(min_length=1)]

KindName = Annotated[str, StringConstraints(pattern=r"^[^\W_].*$")]  # a kind of letter or event
Certainty = Literal["stated", "inferred"]
Likelihood = Literal["certain", "probable", "possible"]


class Citation(Form):
    """A work, by its id, and the place in it: pages, or a locator in words."""

    work: WorkRef
    pages: str = ""
    locator: Prose = ""
