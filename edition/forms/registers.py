"""The entries of the registers, a form for each kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    Field,
    StringConstraints,
)

from edition.forms.base import (
    Citation,
    Edtf,
    Elsewhere,
    Form,
    Kind,
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
