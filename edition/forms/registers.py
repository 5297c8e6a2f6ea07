"""The entries of the registers, a form for each kind."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import (
    Field,
    StringConstraints,
)

from edition.forms.base import (
    Citation,
    Edtf,
    Elsewhere,
    Form,
    KindName,
    LetterId,
    NonEmpty,
    PersonRef,
    Prose,
    Ref,
    TopicRef,
)


class Office(Form):
    office: Prose = Field(min_length=1)
    from_: Edtf | None = Field(None, alias="from")
    to: Edtf | None = None


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
        return self.sort or self.name

    @property
    def spellings(self) -> list[str]:
        """The spellings that mean this entry and no other."""
        return [s for s in dict.fromkeys((self.name, *self.variants)) if s not in self.ambiguous]

    @property
    def names(self) -> list[str]:
        """Whatever it is called, in letters or elsewhere."""
        return [self.name, *self.variants, *self.ambiguous, *self.transliterations]

    @property
    def texts(self) -> list[str]:
        """What is said of it, in our words; none of them empty."""
        return [self.summary] if self.summary else []

    @property
    def points_to(self) -> list[str]:
        """The ids that it refers to."""
        return [*self.see_also, *(citation.work for citation in self.sources)]


class Person(RegisterEntry):
    lifetime = ("born", "died")

    full: str = ""
    born: Edtf | None = None
    died: Edtf | None = None
    fate: Prose = ""
    offices: list[Office] = []
    in_letters: Prose = ""

    @property
    def names(self) -> list[str]:
        return [self.name, *filter(None, [self.full]), *super().names[1:]]

    @property
    def texts(self) -> list[str]:
        more = (self.in_letters, self.fate, *(office.office for office in self.offices))
        return [*super().texts, *filter(None, more)]


class Organisation(RegisterEntry):
    lifetime = ("founded", "dissolved")

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

    @property
    def points_to(self) -> list[str]:
        return [*super().points_to, *self.cited_in]


class Topic(RegisterEntry):
    """A topic of the taxonomy; the broad ones have none above them."""

    name: Prose = Field(min_length=1)
    broader: TopicRef | None = None

    @property
    def points_to(self) -> list[str]:
        return [*super().points_to, *filter(None, [self.broader])]


class Event(RegisterEntry):
    """A dated event on which letters turn; `absent` is who is away, when it is a stay away."""

    name: Prose = Field(min_length=1)
    date: Edtf
    kind: KindName
    absent: PersonRef | None = None
    letters: list[LetterId] = []
    persons: list[PersonRef] = []

    @property
    def points_to(self) -> list[str]:
        return [*super().points_to, *self.letters, *self.persons]
