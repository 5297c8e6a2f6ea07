"""`sources/edition.yaml`: what an edition is called, who answers for it, what is particular to it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import (
    Field,
    PrivateAttr,
    StringConstraints,
    field_validator,
    model_validator,
)

from edition.forms.base import Doi, Form, KindName, NonEmpty, PlainDate, Prose, Title, Version, WorkRef
from edition.forms.language import ENGLISH, Language, wording
from edition.forms.look import Look
from edition.forms.own_kinds import OwnKind, RegisterName
from edition.words.digest import digest_of


class Responsible(Form):
    """Somebody who answers for words in the edition, under the id that `@resp` refers to."""

    name: NonEmpty
    role: NonEmpty
    label: str = ""


class EditorName(Form):
    """An editor: a person, by given and family name with the particle between them, or a body."""

    family: str = ""
    given: str = ""
    particle: str = ""
    body: str = ""

    @model_validator(mode="after")
    def _is_one_of_both(self) -> EditorName:
        if bool(self.family) == bool(self.body) or (self.body and (self.given or self.particle)):
            raise ValueError("an editor has “family”, with “given” and “particle”, or is a “body”")
        return self

    @property
    def words(self) -> str:
        """The name as it is spoken."""
        return self.body or " ".join(filter(None, (self.given, self.particle, self.family)))


VOLUME = "volume"  # stands for the volume's editor, whom the configuration names, until texts are merged


Voice = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]  # it becomes an id


class Volume(Form):
    """The printed volume that the edition follows."""

    work: WorkRef
    title: NonEmpty
    short: NonEmpty
    names: str = ""  # what its own glossary of names is called in locators
    editor: NonEmpty = "edition"  # whose words its brackets are: a key of `responsible`


class Repository(Form):
    """An archive: its present and former name, and where it is."""

    name: NonEmpty
    former: str = ""
    settlement: NonEmpty
    country: NonEmpty


class YearWithoutLetters(Form):
    """Why a year has no letters, as far as is known, and the id of what says more."""

    why: Prose = Field(min_length=1)
    see: NonEmpty = ""


class TimeFields(Form):
    """What the drawings by time say: what a shaded absence is, and why certain years are empty."""

    absence: NonEmpty = wording("Away")
    empty: dict[Annotated[str, StringConstraints(pattern=r"^[1-9]\d{2,3}$")], YearWithoutLetters] = {}


class PageLengths(Form):
    """How many letters, mentions or register entries one page lists at most. What is longer stands on several
    pages, by year or initial."""

    letters: Annotated[int, Field(ge=1)] = 250
    mentions: Annotated[int, Field(ge=1)] = 750
    entries: Annotated[int, Field(ge=1)] = 1000


class ConfigFields(Form):
    """The configuration of an edition (`sources/edition.yaml`)."""

    title: Title
    subtitle: Prose = ""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"  # of the interface
    publisher: NonEmpty
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+/$")]
    version: Version
    date: PlainDate
    licence: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    licence_text: NonEmpty
    editor: str = ""
    editors: list[NonEmpty | EditorName] = []
    doi: Doi = ""
    order: Literal["number", "date"] = "number"  # of letters
    about: NonEmpty
    not_included: NonEmpty = wording("The text of this letter is not part of the published edition.")
    source_not_included: NonEmpty = wording("The text of this source is not part of the published edition.")
    volume: Volume | None = None
    repositories: dict[str, Repository] = {}
    responsible: dict[Voice, Responsible]
    editorial: list[NonEmpty]
    capitals: list[NonEmpty] = []  # words with a capital that are no names
    unregistered: list[NonEmpty] = []  # names that need no entry in a register
    kinds: list[KindName] = Field(["letter", "postcard", "telegram", "note"], min_length=1)
    event_kinds: dict[KindName, NonEmpty] = {}  # those whose word does not say what they are
    registers: dict[RegisterName, OwnKind] = {}  # of the edition's own kinds
    time: TimeFields = TimeFields()
    longest: PageLengths = PageLengths()
    look: Look = Look()
    link: Literal["all", "marked"] = "all"  # the names that are tied to their entries
    manual: bool = False  # is docs/ shown on the site?
    decisions: NonEmpty = wording("Requests and decisions")  # what the page of requests is called
    _phrases: Language = PrivateAttr(default=ENGLISH)

    @property
    def phrases(self) -> Language:
        """The language of the interface, with its phrases."""
        return self._phrases

    @property
    def digest(self) -> str:
        """A digest of all that it says, and of the phrases of its language."""
        return digest_of(self.model_dump_json(), repr(self._phrases))

    def speaking(self, language: Language) -> ConfigFields:
        """The same configuration with the phrases of its language."""
        self._phrases = language
        return self

    @field_validator("kinds")
    @classmethod
    def _kinds_differ(cls, kinds: list[str]) -> list[str]:
        seen: dict[str, str] = {}
        for kind in kinds:
            other = seen.setdefault(" ".join(re.findall(r"[^\W_]+", kind.casefold())), kind)
            if other is not kind:
                raise ValueError(f"“{other}” and “{kind}” differ only in punctuation; use one of the two")
        return kinds

    @property
    def edited_by(self) -> list[EditorName]:
        """The editors; a name in one string is that of a body, and is not taken apart."""
        given = self.editors or [self.editor]
        return [EditorName(body=name) if isinstance(name, str) else name for name in given]

    @model_validator(mode="after")
    def _has_editors(self) -> ConfigFields:
        if self.editor and self.editors:
            raise ValueError("“editor” and “editors” say the same; remove one of the two")
        if not self.editor and not self.editors:
            raise ValueError("the editor is missing; write “editor” with one name, or “editors” with a list")
        return self

    @model_validator(mode="after")
    def _voices_are_known(self) -> ConfigFields:
        voices = {"edition", self.volume.editor if self.volume else "edition"}
        for voice in sorted(voices - set(self.responsible)):
            raise ValueError(f"the voice “{voice}” is not among “responsible”: add it there")
        return self
