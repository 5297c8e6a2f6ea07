"""The front matter of letters, their texts, and essays."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from edition.forms.base import (
    Certainty,
    Citation,
    Correspondent,
    DocumentId,
    Doi,
    Edtf,
    Form,
    KindName,
    LetterId,
    LetterRef,
    NonEmpty,
    PlaceRef,
    Prose,
    SummaryParagraph,
    Title,
    TopicRef,
    WorkRef,
    WrittenDate,
    edtf,
)
from edition.forms.facsimile import Facsimile
from edition.words.dates import gregorian_of
from edition.words.shelfmarks import in_russian_form, russian_parts

Calendar = Literal["gregorian", "julian"]


def _in_its_calendar(date: str | None, info: ValidationInfo) -> str | None:
    """A date that is one of the calendar named before it. Raises ValueError when it is not."""
    if date is not None:
        edtf(gregorian_of(date) if info.data.get("calendar") == "julian" else date)
    return date


class Shelfmark(Form):
    """Where a document is kept: the repository, its shelfmark there, and the leaves as the archive writes
    them; or who owns it. A Russian archive has fond, opis, delo and listy instead."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["repository"]}, {"required": ["owner"]}]}
    )

    repository: str = ""
    owner: str = ""
    shelfmark: str = ""
    leaves: str = ""
    fond: str = ""
    opis: str = ""
    delo: str = ""
    listy: str = ""

    @model_validator(mode="after")
    def _has_one_form(self) -> Shelfmark:
        if bool(self.repository) == bool(self.owner):
            raise ValueError("it has no place; write “repository”, or “owner” if it is in private hands")
        russian = [self.fond, self.opis, self.delo]
        if self.owner and not any([*russian, self.listy]):
            return self
        ours = bool(self.shelfmark) and not any([*russian, self.listy])
        theirs = all(russian) and not self.shelfmark and not self.leaves
        if not ours and not theirs:
            raise ValueError("it has no shelfmark; write shelfmark and leaves, or fond, opis, delo and listy")
        return self

    @property
    def text(self) -> str:
        """The shelfmark with its leaves as it is cited, without the repository."""
        if self.shelfmark or not self.delo:
            return ", ".join(filter(None, (self.shelfmark, self.leaves)))
        return in_russian_form(self.fond, self.opis, self.delo, self.listy)

    parts = staticmethod(russian_parts)


class Witness(Shelfmark):
    """Another copy of a letter, or a draft: what it is, and where it lies."""

    kind: NonEmpty
    note: Prose = ""


class Transfer(Form):
    """What happened to a letter on its way: where and when, and, of one that was passed on, by whom and to
    whom."""

    by: list[Correspondent] = []
    to: list[Correspondent] = []
    place: PlaceRef | None = None
    calendar: Calendar = "gregorian"
    date: WrittenDate | None = None

    _dated = field_validator("date")(_in_its_calendar)

    @property
    def gregorian(self) -> str | None:
        """The date in the Gregorian calendar (EDTF)."""
        return gregorian_of(self.date) if self.date and self.calendar == "julian" else self.date


class LetterFields(Form):
    """The metadata of a letter in the calendar (`sources/letters/NNN.md`)."""

    id: LetterId
    title: Prose = ""
    subject: Prose = ""  # what it is about, in three to eight words
    statement: Prose = ""  # the most important thing that it does, in one sentence
    kind: KindName = "letter"
    sender: list[Correspondent] = Field(min_length=1)
    recipients: list[Correspondent] = Field(min_length=1)
    calendar: Calendar = "gregorian"  # in which `date` is written
    date: WrittenDate | None = None
    date_printed: str = ""
    date_certainty: Certainty = "stated"
    dating: Prose = ""
    place: PlaceRef | None = None
    place_certainty: Certainty = "stated"
    not_sent: bool = False
    received: Transfer | None = None
    forwarded: list[Transfer] = []
    archive: Shelfmark | None = None
    witnesses: list[Witness] = []
    printed: list[Citation] = []
    facsimile: list[Facsimile] = []
    topics: list[TopicRef] = []
    paragraph_topics: dict[SummaryParagraph, list[TopicRef]] = {}  # which of them a paragraph is about
    replies_to: list[LetterRef] = []
    followed_by: list[LetterRef] = []
    doi: Doi = ""

    _dated = field_validator("date")(_in_its_calendar)

    @property
    def gregorian(self) -> str | None:
        """The date in the Gregorian calendar (EDTF), by which letters are ordered."""
        return gregorian_of(self.date) if self.date and self.calendar == "julian" else self.date


class TextFields(Form):
    """The metadata of a letter's text, the edition's own (`sources/texts/NNN.md`) or imported by a recipe
    (`sources/imported/letters/NNN.md`)."""

    letter: LetterId
    recipe: str = ""
    language: Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]+)*)?$")] = ""
    date: Edtf | None = None
    date_printed: str = ""
    dating: str = ""
    typeset: int = Field(0, ge=0)  # signs of the copy that were set as in print


class EssayFields(Form):
    """The metadata of an essay of this edition (`sources/essays/*.md`)."""

    id: Annotated[str, StringConstraints(pattern=r"^(essay|intro|appendix|about|volume)-[a-z0-9][a-z0-9-]*$")]
    title: Title
    kind: Literal["introduction", "essay", "appendix", "editorial", "source"]
    author: str = ""  # of a source: who wrote it,
    work: WorkRef | None = None  # which work it is or belongs to,
    locator: str = ""  # where in it,
    copy_: list[NonEmpty] = Field([], alias="copy")  # and what is to be said of the copy
    summary: Prose = ""
    letters: list[LetterRef] = []


class ImportedFields(Form):
    """The metadata of an imported essay or part of the volume (`sources/imported/essays/*.md`)."""

    document: DocumentId
    recipe: NonEmpty
    typeset: int = Field(0, ge=0)  # signs of the copy that were set as in print
