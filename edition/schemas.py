"""The forms of what an editor writes in YAML: front matter, notes, registers, configuration.

Each model is one kind of file or entry; unknown keys are refused. Scalars are text (see
`line_yaml`), dates are EDTF.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from edition.dates import parse_date
from edition.shelfmarks import LEAVES, in_russian_form, russian_parts
from edition.typography import with_apostrophes


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _edtf(text: str) -> str:
    parse_date(text)
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
Ref = Annotated[
    str, StringConstraints(pattern=r"^(person|org|place|work|term|topic|event)-[a-z0-9][a-z0-9-]*$")
]
PersonRef = Annotated[str, StringConstraints(pattern=r"^(person|org)-[a-z0-9][a-z0-9-]*$")]
PlaceRef = Annotated[str, StringConstraints(pattern=r"^place-[a-z0-9][a-z0-9-]*$")]
WorkRef = Annotated[str, StringConstraints(pattern=r"^work-[a-z0-9][a-z0-9-]*$")]
TopicRef = Annotated[str, StringConstraints(pattern=r"^topic-[a-z0-9][a-z0-9-]*$")]
LetterId = Annotated[str, StringConstraints(pattern=r"^L[1-9][0-9]*$")]
DocumentId = Annotated[str, StringConstraints(pattern=r"^(L[1-9][0-9]*|[a-z][a-z0-9-]*)$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]*$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]
Prose = Annotated[str, AfterValidator(with_apostrophes)]  # words of ours that are shown as they are typed

Kind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z ]*$")]  # a kind of letter or event, in words
Certainty = Literal["stated", "inferred"]


class Shelfmark(Form):
    """Where a document lies: the archive, and its shelfmark there with the leaves. A Russian archive has
    fond, opis, delo and listy instead."""

    repository: NonEmpty
    shelfmark: str = ""
    leaves: Annotated[str, StringConstraints(pattern=rf"^({LEAVES})?$")] = ""
    fond: str = ""
    opis: str = ""
    delo: str = ""
    listy: str = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> Shelfmark:
        russian = [self.fond, self.opis, self.delo]
        ours = bool(self.shelfmark) and not any([*russian, self.listy])
        theirs = all(russian) and not self.shelfmark and not self.leaves
        if not ours and not theirs:
            raise ValueError("it has no shelfmark; write shelfmark and leaves, or fond, opis, delo and listy")
        return self

    @property
    def text(self) -> str:
        if self.shelfmark:
            return ", ".join(filter(None, (self.shelfmark, self.leaves)))
        return in_russian_form(self.fond, self.opis, self.delo, self.listy)

    parts = staticmethod(russian_parts)


class Citation(Form):
    """A work and the place in it."""

    work: WorkRef
    pages: str = ""
    locator: Prose = ""


class LetterFields(Form):
    """The metadata of a letter in the calendar (`sources/letters/NNN.md`)."""

    id: LetterId
    title: str = ""
    kind: Kind = "letter"
    sender: list[PersonRef] = Field(min_length=1)
    recipients: list[PersonRef] = Field(min_length=1)
    date: Edtf | None = None
    date_printed: str = ""
    date_certainty: Certainty = "stated"
    dating: Prose = ""
    place: PlaceRef | None = None
    place_certainty: Certainty = "stated"
    archive: Shelfmark | None = None
    printed: list[Citation] = []
    topics: list[TopicRef] = []
    replies_to: list[LetterId] = []
    followed_by: list[LetterId] = []


class TextFields(Form):
    """The metadata of a letter's text, of one's own (`sources/texts/NNN.md`) or imported by a recipe
    (`sources/imported/letters/NNN.md`)."""

    letter: LetterId
    recipe: str = ""
    language: Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]+)*)?$")] = ""
    date: Edtf | None = None
    date_printed: str = ""
    dating: str = ""


class EssayFields(Form):
    """The metadata of an essay of this edition (`sources/essays/*.md`)."""

    id: Annotated[str, StringConstraints(pattern=r"^(essay|intro|appendix|about|volume)-[a-z0-9][a-z0-9-]*$")]
    title: NonEmpty
    kind: Literal["introduction", "essay", "appendix", "editorial", "source"]
    author: str = ""  # of a source: who wrote it,
    work: WorkRef | None = None  # which work it is or belongs to,
    locator: str = ""  # where in it,
    copy_: list[NonEmpty] = Field([], alias="copy")  # and what is to be said of the copy
    summary: Prose = ""
    letters: list[LetterId] = []


class ImportedFields(Form):
    """The metadata of an imported essay or part of the volume (`sources/imported/essays/*.md`)."""

    document: DocumentId
    recipe: NonEmpty


class NoteFields(Form):
    """One note in a note file."""

    id: Annotated[str, StringConstraints(pattern=r"^n(\d+|-[a-z0-9][a-z0-9-]*)$")]
    by: NonEmpty = "edition"
    type: Literal["editorial", "textual", "authorial"] = "editorial"
    at: str = ""
    quote: str = ""
    text: NonEmpty
    sources: list[Citation] = []


class NoteFile(Form):
    """The notes to one document (`annotations/imported/L16.yaml`, `annotations/notes/L16.yaml`)."""

    document: DocumentId
    notes: list[NoteFields]


class Office(Form):
    office: Prose = Field(min_length=1)
    from_: Edtf | None = Field(None, alias="from")
    to: Edtf | None = None


class RegisterEntry(Form):
    """What all registers have in common: a name, the spellings that mean it, and sources."""

    name: NonEmpty
    sort: str = ""
    variants: list[NonEmpty] = []
    ambiguous: list[NonEmpty] = []
    not_in: list[NonEmpty] = []  # phrases in which a spelling means something else
    transliterations: list[NonEmpty] = []
    cyrillic: str = ""
    summary: Prose = ""
    sources: list[Citation] = []
    same_as: dict[str, Elsewhere] = {}
    see_also: list[Ref] = []

    @property
    def sort_form(self) -> str:
        return self.sort or self.name


class Person(RegisterEntry):
    full: str = ""
    born: Edtf | None = None
    died: Edtf | None = None
    fate: Prose = ""
    offices: list[Office] = []
    in_letters: Prose = ""


class Organisation(RegisterEntry):
    founded: Edtf | None = None
    dissolved: Edtf | None = None


class Place(RegisterEntry):
    coordinates: Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?, -?\d+(\.\d+)?$")] | None = None
    country: str = ""


class Term(RegisterEntry):
    """A term of the glossary; `summary` is its definition."""


class Work(RegisterEntry):
    """A work cited; `csl` holds its CSL-JSON fields, `cited_in` the notes and letters that cite it without
    naming it by its title here."""

    cited_in: list[str] = []
    csl: dict[str, object] = {}


class Topic(RegisterEntry):
    """A topic of the taxonomy; the broad ones have none above them."""

    name: Prose = Field(min_length=1)
    broader: TopicRef | None = None


class Event(RegisterEntry):
    """A dated event on which letters turn; `absent` is who is away, when it is a stay away."""

    name: Prose = Field(min_length=1)
    date: Edtf
    kind: Kind
    absent: PersonRef | None = None
    letters: list[LetterId] = []
    persons: list[PersonRef] = []


class Responsible(Form):
    """Somebody who answers for words in the edition: the key is the `resp` id."""

    name: NonEmpty
    role: NonEmpty
    label: str = ""


VOLUME = "volume"  # stands in what is read for the volume's editor, whom the configuration names


class Volume(Form):
    """The printed volume that the edition follows."""

    work: WorkRef
    title: NonEmpty
    short: NonEmpty
    names: str = ""  # what its own glossary of names is called in locators
    editor: NonEmpty = "edition"  # whose words its brackets are: a key of `responsible`


class Repository(Form):
    """An archive: its name now and before, and where it is."""

    name: NonEmpty
    former: str = ""
    settlement: NonEmpty
    country: NonEmpty


class YearWithoutLetters(Form):
    """Why a year has no letters, as far as that is known, and where more is said."""

    why: Prose = Field(min_length=1)
    see: NonEmpty = ""


class TimeFields(Form):
    """What the drawings by time say of this edition: what a shaded absence is, and why years are empty."""

    absence: NonEmpty = "Away"
    empty: dict[Annotated[str, StringConstraints(pattern=r"^\d{4}$")], YearWithoutLetters] = {}


class ConfigFields(Form):
    """`sources/edition.yaml`."""

    title: NonEmpty
    subtitle: str = ""
    publisher: NonEmpty
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+/$")]
    version: Version
    date: Edtf
    licence: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    licence_text: NonEmpty
    editor: NonEmpty
    about: NonEmpty
    not_included: NonEmpty = "The text of this letter is not part of the published edition."
    source_not_included: NonEmpty = "The text of this source is not part of the published edition."
    volume: Volume | None = None
    repositories: dict[str, Repository] = {}
    responsible: dict[str, Responsible]
    editorial: list[NonEmpty]
    capitals: list[NonEmpty] = []  # words with a capital that are no names
    unregistered: list[NonEmpty] = []  # names that need no entry in a register
    kinds: list[Kind] = Field(["letter", "postcard", "telegram", "note"], min_length=1)
    event_kinds: dict[Kind, NonEmpty] = {}  # those whose word does not say what they are
    time: TimeFields = TimeFields()

    @model_validator(mode="after")
    def _voices_are_known(self) -> ConfigFields:
        voices = {"edition", self.volume.editor if self.volume else "edition"}
        for voice in sorted(voices - set(self.responsible)):
            raise ValueError(f"the voice “{voice}” is not among “responsible”: say there who it is")
        return self
