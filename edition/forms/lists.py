"""The lists of what editors know of the letters: requests, errata, routes, the exchange. `LISTS` has a row
for each; one more is a row more, with a form and a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from edition.forms.base import (
    Certainty,
    Citation,
    DocumentId,
    Edtf,
    Form,
    KindName,
    LetterId,
    LetterRef,
    Likelihood,
    PersonRef,
    Prose,
    Ref,
    SummaryParagraph,
)
from edition.words.letter_ids import LETTER

RequestId = Annotated[str, StringConstraints(pattern=rf"^{LETTER}\.r[1-9][0-9]*$")]
ErratumId = Annotated[str, StringConstraints(pattern=r"^erratum-[a-z0-9][a-z0-9-]*$")]
RouteId = Annotated[str, StringConstraints(pattern=r"^route-[a-z0-9][a-z0-9-]*$")]
EventRef = Annotated[str, StringConstraints(pattern=r"^event-[a-z0-9][a-z0-9-]*$")]
TextParagraph = Annotated[str, StringConstraints(pattern=r"^p[1-9][0-9]*$")]
Words = Annotated[Prose, Field(min_length=1)]

# what became of a request, from the fullest yes to the plainest no
Outcome = Literal[
    "granted", "granted in part", "otherwise decided", "refused", "carried out before", "unknown"
]


class ListEntry(Form):
    """An entry of a list: what it is known by, and the ids that it refers to. `linkable`: can texts link to
    it by what it is known by?"""

    linkable: ClassVar[bool] = True

    @property
    def ref(self) -> str:
        """The id that it alone has in its list."""
        raise NotImplementedError

    @property
    def points_to(self) -> list[str]:
        """The ids that it refers to, which must exist."""
        raise NotImplementedError


class Decision(Form):
    """What was decided on a request: when, by which body (its id, or words), what, and how that differs from
    what was asked for."""

    date: Edtf | None = None
    body: Prose = ""
    what: Words
    difference: Prose = ""


class RequestFields(ListEntry):
    """A request of a letter and what became of it (`annotations/requests.yaml`). `summary` and `text` are the
    paragraphs in which it stands; without a decision its outcome is unknown."""

    id: RequestId
    summary: SummaryParagraph
    text: TextParagraph | None = None
    by: list[PersonRef] = Field(min_length=1)
    to: list[PersonRef] = []
    what: Words
    kind: KindName
    about: list[Ref] = []
    outcome: Outcome
    decision: Decision | None = None
    certainty: Certainty | None = None
    sources: list[Citation] = []

    @model_validator(mode="after")
    def _decided_or_unknown(self) -> RequestFields:
        if self.outcome != "unknown" and self.decision is None:
            raise ValueError(f"“{self.outcome}” needs a decision; write decision, or outcome: unknown")
        if (self.decision is None) != (self.certainty is None):
            raise ValueError("certainty is that of the decision; write both, or neither")
        return self

    @property
    def ref(self) -> str:
        return self.id

    @property
    def letter(self) -> str:
        """The id of the letter that makes the request."""
        return self.id.partition(".")[0]

    @property
    def units(self) -> list[str]:
        """The paragraphs in which it stands: of the text, if it is known there, and of the summary."""
        return [f"{self.letter}.{unit}" for unit in (self.text, self.summary) if unit]

    @property
    def body(self) -> str:
        """The id of the body that decided, "" where it has none."""
        named = self.decision.body if self.decision else ""
        return named if named.startswith(("org-", "person-")) else ""

    @property
    def points_to(self) -> list[str]:
        works = [citation.work for citation in self.sources]
        return [*self.units, *self.by, *self.to, *self.about, *filter(None, [self.body]), *works]


class ErratumFields(ListEntry):
    """Where the printed volume is wrong (`annotations/errata.yaml`): in which of its parts and where, what it
    says, what is right, how that is known, and what it concerns."""

    id: ErratumId
    part: Words
    where: Citation
    says: Words
    correct: Words
    evidence: Words
    certainty: Likelihood
    concerns: list[DocumentId] = []

    @property
    def ref(self) -> str:
        return self.id

    @property
    def points_to(self) -> list[str]:
        return [self.where.work, *self.concerns]


class RouteFields(ListEntry):
    """A way through the letters (`annotations/routes.yaml`): its essay, the letters in the order in which
    they are to be read, and the events and persons that belong to it."""

    id: RouteId
    title: Words
    essay: DocumentId | None = None
    letters: list[LetterRef] = Field(min_length=1)
    events: list[EventRef] = []
    persons: list[PersonRef] = []

    @model_validator(mode="after")
    def _each_letter_once(self) -> RouteFields:
        twice = next((ref for ref in self.letters if self.letters.count(ref) > 1), None)
        if twice:
            raise ValueError(f"the letter {twice} is there twice; keep one of the two")
        return self

    @property
    def ref(self) -> str:
        return self.id

    @property
    def points_to(self) -> list[str]:
        return [*filter(None, [self.essay]), *self.letters, *self.events, *self.persons]


class Counterpart(Form):
    """A piece of the other half of an exchange, and how it is known."""

    what: Words
    date: Edtf | None = None
    known: Literal["printed", "summarised in a note", "mentioned only"]
    sources: list[Citation] = []


class ExchangeFields(ListEntry):
    """What a letter answers and what answers it (`annotations/exchange.yaml`), as far as that is known."""

    linkable = False

    letter: LetterId
    answers: list[Counterpart] = []
    answered_by: list[Counterpart] = []

    @property
    def ref(self) -> str:
        return self.letter

    @property
    def points_to(self) -> list[str]:
        return [self.letter, *(citation.work for citation in self._sources())]

    def _sources(self) -> Iterator[Citation]:
        for piece in (*self.answers, *self.answered_by):
            yield from piece.sources


@dataclass(frozen=True)
class ListKind:
    """A kind of list: the name of its file (`annotations/NAME.yaml`), the form of its entries, how one of
    them begins, and what is in all their ids, "" for those known by a letter."""

    name: str
    form: type[ListEntry]
    begins: str
    id_has: str


_ROWS = (
    ListKind("requests", RequestFields, "- id: L16.r1", ".r"),
    ListKind("errata", ErratumFields, "- id: erratum-name", "erratum-"),
    ListKind("routes", RouteFields, "- id: route-name", "route-"),
    ListKind("exchange", ExchangeFields, "- letter: L16", ""),
)
LISTS = {kind.name: kind for kind in _ROWS}
