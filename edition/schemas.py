"""The forms of what an editor writes in YAML: front matter, notes, registers, configuration.

Each model is one kind of file or entry; unknown keys are refused. Scalars are text (see
`line_yaml`), dates are EDTF.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from edition.dates import parse_date
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
Edtf = Annotated[str, AfterValidator(_edtf)]
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

LetterKind = Literal["letter", "coded telegram", "note", "exchange of notes"]
Certainty = Literal["stated", "inferred"]


class Shelfmark(Form):
    """Where a document lies: the archive and its fond, opis, delo and listy (leaves)."""

    repository: NonEmpty
    fond: NonEmpty
    opis: NonEmpty
    delo: NonEmpty
    listy: str = ""

    @property
    def text(self) -> str:
        leaves = ""
        if self.listy:
            several = any(c in self.listy for c in ",-–")
            leaves = f", {'ll.' if several else 'l.'} {self.listy}"
        return f"f. {self.fond}, op. {self.opis}, d. {self.delo}{leaves}"

    @staticmethod
    def parts(text: str) -> tuple[str, str, str, str]:
        """Fond, opis, delo and listy of a shelfmark that was written as `text`."""
        found = re.fullmatch(r"f\. (.+?), op\. (.+?), d\. ([^,]+?)(?:, ll?\. (.+))?", text)
        return (found[1], found[2], found[3], found[4] or "") if found else (text, "", "", "")


class Citation(Form):
    """A work and the place in it."""

    work: WorkRef
    pages: str = ""
    locator: Prose = ""


class LetterFields(Form):
    """The metadata of a letter in the calendar (`sources/letters/NNN.md`)."""

    id: LetterId
    title: str = ""
    kind: LetterKind = "letter"
    sender: list[PersonRef] = Field(min_length=1)
    recipients: list[PersonRef] = Field(min_length=1)
    date: Edtf | None = None
    date_printed: str = ""
    date_certainty: Certainty = "stated"
    dating: Prose = ""
    place: PlaceRef | None = None
    place_certainty: Certainty = "stated"
    archive: Shelfmark
    printed: list[Citation] = []
    replies_to: list[LetterId] = []
    followed_by: list[LetterId] = []
    topics: list[TopicRef] = []


class TextFields(Form):
    """The metadata of a letter's imported text (`sources/imported/letters/NNN.md`)."""

    letter: LetterId
    recipe: NonEmpty
    date: Edtf | None = None
    date_printed: str = ""
    dating: str = ""


class EssayFields(Form):
    """The metadata of an essay of this edition (`sources/essays/*.md`)."""

    id: Annotated[str, StringConstraints(pattern=r"^(essay|intro|appendix|about|volume)-[a-z0-9][a-z0-9-]*$")]
    title: NonEmpty
    kind: Literal["introduction", "essay", "appendix", "editorial", "source"]
    summary: Prose = ""
    letters: list[LetterId] = []
    author: str = ""  # of a source: who wrote it,
    work: WorkRef | None = None  # which work it is or belongs to,
    locator: str = ""  # where in it,
    copy_: list[NonEmpty] = Field([], alias="copy")  # and what is to be said of the copy


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
    kind: Literal[
        "party", "state", "economy", "repression", "foreign", "comintern", "person", "stalin", "press"
    ]
    absent: PersonRef | None = None
    letters: list[LetterId] = []
    persons: list[PersonRef] = []


class Responsible(Form):
    """Somebody who answers for words in the edition: the key is the `resp` id."""

    name: NonEmpty
    role: NonEmpty
    label: str = ""


class Volume(Form):
    """The printed volume that the edition follows."""

    work: WorkRef
    title: NonEmpty
    short: NonEmpty
    names: str = ""  # what its own glossary of names is called in locators


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
    not_included: NonEmpty
    source_not_included: NonEmpty
    volume: Volume
    repositories: dict[str, Repository]
    responsible: dict[str, Responsible]
    editorial: list[NonEmpty]
    capitals: list[NonEmpty] = []
    time: TimeFields = TimeFields()


class ChangeFields(Form):
    """One version in `sources/changes.yaml`: what changed in it, in a sentence or two, and which documents or
    register entries it concerns; none means the edition as a whole."""

    version: Version
    date: Day
    what: NonEmpty
    concerns: list[DocumentId] = []


class MovedFields(Form):
    """A published id that was renamed, merged or withdrawn (`annotations/moved.yaml`): where it leads now,
    nothing when it was withdrawn, and why."""

    id: NonEmpty
    to: str = ""
    reason: NonEmpty


class WaiverFields(Form):
    """A finding that is known and stays: its code, what it is about (words of its message), and why."""

    code: NonEmpty
    about: NonEmpty
    reason: NonEmpty


class WaiverFile(Form):
    """`annotations/waivers.yaml`."""

    waivers: list[WaiverFields]
