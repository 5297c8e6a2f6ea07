"""The form of a recipe: how the letters of one book look, as data.

Patterns are regular expressions that must match a whole line, stripped of its note markers and of
emphasis around all of it. Places are named by words, never by line numbers: a recipe outlives its copy.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from edition.schemas import Form as SchemaForm
from edition.schemas import NonEmpty


class Form(SchemaForm):
    """Blanks at the ends of a pattern count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"this is not a regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class Drop(Form):
    """Lines that are left out, and why."""

    rule: NonEmpty
    pattern: Pattern


class Role(Form):
    """What a line of its own is, where it can stand, and how it looks."""

    role: Literal["head", "dateline", "address", "instruction", "subject", "salute", "valediction", "signed"]
    where: Literal["opener", "closer"]
    pattern: Pattern

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


class Insertion(Form):
    """A text within a letter that only a reader can tell: by its letter and its first words."""

    letter: int
    starts: NonEmpty
    by: str = ""
    as_: Literal["enclosure", "part"] = Field("enclosure", alias="as")


class QuotedBlock(Form):
    """Paragraphs that are a quotation: from the one that starts so to the one that ends so.

    In a note, `letter` and `note` say which; without `note` the letter's own text is meant.
    """

    letter: int
    note: int | None = None
    starts: NonEmpty
    ends: NonEmpty


class Notes(Form):
    """How notes and their markers look, and who wrote them."""

    pattern: Pattern
    marker: Pattern
    by: NonEmpty
    attributions: dict[str, NonEmpty] = {}
    textual: Pattern = r"(?!)"
    quotation_opens: Pattern = r"(?!)"
    quotation_over: Pattern = r"(?!)"


class DateForm(Form):
    """A way in which a date is printed, and its EDTF; `{1}` stands for the first date inside."""

    pattern: Pattern
    edtf: NonEmpty


class Emendation(Form):
    """A misreading of the copy: where (letter, and note), what stands there, what it should be, and why."""

    letter: int
    note: int | None = None
    find: NonEmpty
    read: str | None = None
    sic: bool = False
    reason: str = ""


class NamedPerson(Form):
    """Who is meant by a shared spelling: in which letter, in which of its notes (or in its own text)."""

    letter: int
    note: int | None = None
    find: NonEmpty
    ref: NonEmpty


class Emphasis(Form):
    """What emphasised words are when they are neither underlined nor stressed."""

    titles: dict[Literal["j", "m", "a", "s"], list[NonEmpty]] = {}
    foreign: list[NonEmpty] = []


class Letters(Form):
    """How the letters of the book look."""

    heading: Pattern
    end: Pattern
    last: Pattern
    printed_date: Pattern
    drop: list[Drop] = []
    roles: list[Role]
    postscript: Pattern
    insertions: list[Insertion] = []
    quoted: list[QuotedBlock] = []
    notes: Notes
    open_end: Pattern
    closed_lines: Pattern = r"(?!)"
    real_hyphens: list[NonEmpty] = []
    list_marker: Pattern = r"(?!)"
    dates: list[DateForm]
    dating: dict[Literal["own", "editors", "corrected", "none"], str]
    undated: list[int] = []
    references: list[Pattern] = []
    archives: list[NonEmpty] = []
    emphasis: Emphasis = Emphasis()


class Recipe(Form):
    """`sources/recipes/*.yaml`."""

    recipe: NonEmpty
    about: NonEmpty
    encoding: NonEmpty = "utf-8"
    sha256: Annotated[str, AfterValidator(str.lower)] = ""
    recognise: list[NonEmpty] = Field(min_length=1)
    macros: dict[str, str] = {}
    emend: list[Emendation] = []
    names: list[NamedPerson] = []
    letters: Letters
