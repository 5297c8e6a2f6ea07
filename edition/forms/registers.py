"""The entries of the registers, one form for each kind."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
)

from edition.forms.base import (
    Citation,
    Edtf,
    Elsewhere,
    Form,
    KindName,
    LetterRef,
    Likelihood,
    NonEmpty,
    PersonRef,
    Prose,
    Ref,
    TopicRef,
)


class Office(Form):
    """An office that a person held, from and to when."""

    office: Prose = Field(min_length=1)
    from_: Edtf | None = Field(None, alias="from")
    to: Edtf | None = None


class Fate(Form):
    """What was done to a person, or how the life ended: `manner` in words (“shot”) and its date; when the
    person had been arrested, `by` whom or in which case it was decided, when it was undone; what else is
    known; and how all this is known."""

    arrested: Edtf | None = None
    manner: Prose = Field(min_length=1)
    date: Edtf | None = None
    by: Prose = ""
    more: Prose = ""
    rehabilitated: Edtf | None = None
    source: Prose = ""
    certainty: Likelihood = "certain"

    @property
    def texts(self) -> list[str]:
        """What it says in words; none of them empty."""
        return [text for text in (self.manner, self.by, self.more, self.source) if text]


class RegisterEntry(Form):
    """What all registers have in common: a name, the spellings that mean it, and sources. `lifetime` names
    the two fields that say from when to when it was there, if a form has them."""

    lifetime: ClassVar[tuple[str, str] | None] = None

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
        """What the entry is sorted by: `sort`, else its name."""
        return self.sort or self.name

    @property
    def spellings(self) -> list[str]:
        """The spellings that mean this entry and no other."""
        return [s for s in dict.fromkeys((self.name, *self.variants)) if s not in self.ambiguous]

    @property
    def addresses_elsewhere(self) -> list[str]:
        """Of its identifiers elsewhere those that are addresses."""
        return [target for target in self.same_as.values() if "://" in target]

    @property
    def names(self) -> list[str]:
        """Everything the entry is called, in letters or elsewhere."""
        return [self.name, *self.variants, *self.ambiguous, *self.transliterations]

    @property
    def texts(self) -> list[str]:
        """What is said about the entry in our words; none of them empty."""
        return [self.summary] if self.summary else []

    @property
    def points_to(self) -> list[str]:
        """The ids that the entry refers to."""
        return [*self.see_also, *(citation.work for citation in self.sources)]


class Person(RegisterEntry):
    """A person; `full` is the full name, `in_letters` what the letters say about the person."""

    lifetime = ("born", "died")

    full: str = ""
    born: Edtf | None = None
    died: Edtf | None = None
    fate: Fate | None = None
    offices: list[Office] = []
    in_letters: Prose = ""

    @property
    def names(self) -> list[str]:
        """The name, the full name, and all other names."""
        return [self.name, *filter(None, [self.full]), *super().names[1:]]

    @property
    def texts(self) -> list[str]:
        """The summary, what the letters say of the person, the person’s fate, and the offices."""
        fate = self.fate.texts if self.fate else []
        more = (self.in_letters, *fate, *(office.office for office in self.offices))
        return [*super().texts, *filter(None, more)]


class Organisation(RegisterEntry):
    """A body or institution."""

    lifetime = ("founded", "dissolved")

    founded: Edtf | None = None
    dissolved: Edtf | None = None


class Place(RegisterEntry):
    """A place; `coordinates` are latitude and longitude in decimal degrees."""

    coordinates: Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?, -?\d+(\.\d+)?$")] | None = None
    country: str = ""


class Term(RegisterEntry):
    """A term of the glossary; `summary` is its definition."""


NAMES = frozenset(  # the variables of CSL that hold names
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator "
    "translator".split()
)


DATES = frozenset("accessed available-date event-date issued original-date submitted".split())


def _csl(fields: dict[str, object]) -> dict[str, object]:
    """Names are lists of mappings, dates text or as Zotero exports them, every other field is text. (Citation
    Style Language 1.0.2, CSL-JSON.)"""
    for key, value in fields.items():
        if key in DATES and isinstance(value, dict):
            if not _is_csl_date(value):
                raise ValueError(f"{key} is not a date; write {key}: 1990-05, or {{date-parts: [[1990, 5]]}}")
            continue
        if key not in NAMES:
            if not isinstance(value, str):
                raise ValueError(f"{key} is text in CSL-JSON; write {key}: and its words")
            continue
        for name in value if isinstance(value, list) else [None]:
            if not isinstance(name, dict) or not all(isinstance(part, str) for part in name.values()):
                raise ValueError(f"{key} is a list of names; write {key}: [{{family: Holm, given: Ada}}]")
    return fields


def _is_csl_date(date: dict[object, object]) -> bool:
    """Is it a date with numbers for year, month and day, one or two times, or with words?"""
    if "date-parts" not in date:
        return bool(set(date) & {"raw", "literal"}) and all(isinstance(part, str) for part in date.values())
    points = date["date-parts"]
    return isinstance(points, list) and 1 <= len(points) <= 2 and all(map(_is_csl_point, points))


def _is_csl_point(point: object) -> bool:
    if not (isinstance(point, list) and 1 <= len(point) <= 3):
        return False
    numbers = [str(part) for part in point]
    limits = (9999, 12, 31)
    return all(
        n.isascii() and n.isdecimal() and 0 < int(n[:9]) <= most
        for n, most in zip(numbers, limits, strict=False)
    )


CslFields = Annotated[dict[str, object], AfterValidator(_csl)]


class Work(RegisterEntry):
    """A work cited; `csl` holds its CSL-JSON fields, `cited_in` the notes and letters that cite it without
    naming it by its title here."""

    cited_in: list[str] = []
    csl: CslFields = {}

    @property
    def points_to(self) -> list[str]:
        """The ids that the entry refers to, and the notes and letters that cite the work."""
        return [*super().points_to, *self.cited_in]


class Topic(RegisterEntry):
    """A topic of the taxonomy; the broad ones have none above them."""

    name: Prose = Field(min_length=1)
    broader: TopicRef | None = None

    @property
    def points_to(self) -> list[str]:
        """The ids that the entry refers to, and the broader topic."""
        return [*super().points_to, *filter(None, [self.broader])]


class Event(RegisterEntry):
    """A dated event on which letters turn; `absent` is who is away, when it is a stay away."""

    name: Prose = Field(min_length=1)
    date: Edtf
    kind: KindName
    absent: PersonRef | None = None
    letters: list[LetterRef] = []
    persons: list[PersonRef] = []

    @property
    def points_to(self) -> list[str]:
        """The ids that the entry refers to, and the event’s letters and persons."""
        return [*super().points_to, *self.letters, *self.persons]
