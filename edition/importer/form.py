"""The form of a recipe: how the letters of one book look, as data.

Patterns are regular expressions that must match a whole line, stripped of its note markers and of emphasis
around all of it. Places are identified by words, never by line numbers, so that a recipe serves other copies
too.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from edition.forms.base import DocumentId, NonEmpty
from edition.importer.back_forms import IndexForm, NamesForm
from edition.importer.calendar_form import Calendar, Group
from edition.importer.note_form import Notes
from edition.importer.patterns import Dated, Grouped, Pattern, RecipeForm, with_group
from edition.words.dates import parse_date


class Drop(RecipeForm):
    """Lines that are left out, and why."""

    rule: NonEmpty
    pattern: Pattern


class Role(RecipeForm):
    """What a line of its own is, where it can stand, and how it looks. A `heading` is read for what it says
    of the letter and is no part of its text."""

    role: Literal[
        "head", "heading", "dateline", "address", "instruction", "subject", "salute", "valediction", "signed"
    ]
    where: Literal["opener", "closer"]
    pattern: Pattern

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern)


class Insertion(RecipeForm):
    """A text within a letter that only a reader can tell: by its letter and its first words."""

    letter: int
    starts: NonEmpty
    by: str = ""
    as_: Literal["enclosure", "part"] = Field("enclosure", alias="as")


class QuotedBlock(RecipeForm):
    """Paragraphs that are a quotation: from the one that starts so to the one that ends so.

    In a note, `letter` and `note` say which; without `note` the letter's own text is meant.
    """

    letter: int
    note: int | None = None
    starts: NonEmpty
    ends: NonEmpty


class Divided(RecipeForm):
    """A line of a letter that holds two paragraphs: the first words of the second."""

    letter: int
    starts: NonEmpty


class DateForm(RecipeForm):
    """A way in which a date is printed, and its EDTF; `{1}` stands for the first date inside."""

    pattern: Pattern
    edtf: NonEmpty

    @model_validator(mode="after")
    def _fills(self) -> DateForm:
        try:
            date = self.edtf.format("", *["1930-01-01"] * re.compile(self.pattern).groups)
        except (IndexError, KeyError, ValueError, AttributeError) as error:
            raise ValueError("“edtf” may name the groups of “pattern” only, as {1}") from error
        try:
            parse_date(date)
        except ValueError as error:
            raise ValueError(f"“edtf” would give {date}, which is no date") from error
        return self


class Correction(RecipeForm):
    """What stands in the copy (`find`) and what becomes of it: `read` is set beside it as a correction;
    `as` is Markdown in its place, the same words with what is lost marked (`[]{.lost}`, `[1929]{.lost}`)."""

    find: NonEmpty
    read: str | None = None
    as_: str | None = Field(None, alias="as")
    reason: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Correction:
        if self.read is not None and self.as_ is not None:
            raise ValueError("say either “read” or “as”")
        if '"' in f"{self.read or ''}{self.reason}":
            raise ValueError("write “ and ” for quotation marks in “read” and “reason”")
        return self

    @property
    def shown(self) -> str:
        """The words that later patterns see."""
        return self.find if self.read is None else self.read

    @property
    def markdown(self) -> str:
        """The correction as Markdown: `[find]{corr="read"}`, or what `as` says."""
        because = f' because="{self.reason}"' if self.reason else ""
        if self.as_ is not None:
            return self.as_.replace("{.lost}", f"{{.lost{because}}}")
        return f'[{self.find}]{{corr="{self.read}"{because}}}'


class LetterEmendation(Correction):
    """A misreading in a letter or one of its notes; `sic`: the volume's own [sic] covers all of `find`."""

    letter: int
    note: int | None = None
    sic: bool = False


class NamedWords(RecipeForm):
    """Who is meant by a shared spelling, in a text or in one of its notes."""

    find: NonEmpty
    ref: NonEmpty
    note: int | None = None


class NamedPerson(NamedWords):
    """The same in a letter."""

    letter: int


class Emphasis(RecipeForm):
    """What emphasised words are when they are neither underlined nor stressed."""

    titles: dict[Literal["j", "m", "a", "s"], list[NonEmpty]] = {}
    foreign: dict[str, list[NonEmpty]] = {}  # language → words
    plain: list[NonEmpty] = []  # phrases whose emphasis is emphasis, though it looks like a title

    def __add__(self, other: Emphasis) -> Emphasis:
        titles, foreign = dict(self.titles), dict(self.foreign)
        for level, words in other.titles.items():
            titles[level] = [*titles.get(level, []), *words]
        for language, words in other.foreign.items():
            foreign[language] = [*foreign.get(language, []), *words]
        return Emphasis(titles=titles, foreign=foreign, plain=[*self.plain, *other.plain])


Layout = Literal["lines", "wrapped", "indented"]  # what makes a paragraph
PLAIN = {
    "italics": r"(?<!\w)_(?!\s)([^_]+?)(?<!\s)_(?!\w)",
    "open_end": r"(?!)",
}  # what plain text looks like


class Typography(RecipeForm):
    """What letters and prose of a book have in common."""

    layout: Layout = "lines"  # that of the recipe
    drop: list[Drop] = []
    notes: Notes = Notes()
    open_end: Pattern = r"[\w,—–-]\Z"
    italics: Grouped = ""  # how italics look where they are not `*…*`; the words are the first group
    italics_mean: Literal["underlining", "italics"] = "underlining"  # in letters
    closed_lines: Pattern = r"(?!)"
    real_hyphens: list[NonEmpty] = []
    references: list[Pattern] = []
    archives: list[NonEmpty] = []
    emphasis: Emphasis = Emphasis()


class Dating(RecipeForm):
    """What is said of a date in the letter, of one that the editors give or correct, and of none."""

    own: NonEmpty = "The date stands in the letter itself."
    editors: NonEmpty = "The volume’s editors supply the date."
    corrected: NonEmpty = "The letter bears another year; the volume’s editors correct it."
    none: NonEmpty = "The date is not known."


class Letters(Typography):
    """How the letters of the book look. The heading has a group `number` (in figures, or Roman), or `date`,
    or both; without numbers, or where they begin again (`numbering`), the letters are counted. What groups of
    letters have over them may be said of each; a `calendar` makes metadata of it."""

    begins: Pattern | None = None
    heading: Pattern
    groups: list[Group] = []
    numbering: Literal["printed", "counted"] = "printed"
    calendar: Calendar | None = None
    end: Pattern = r"(?!)"
    last: Pattern = r"(?!)"
    printed_date: Dated = r"(?!)"
    roles: list[Role]
    postscript: Pattern = r"P\.(?:P\.)?S\. "
    insertions: list[Insertion] = []
    quoted: list[QuotedBlock] = []
    divides: list[Divided] = []
    list_marker: Pattern = r"(?!)"
    dates: list[DateForm] = []
    dating: Dating = Dating()


class Quotation(RecipeForm):
    """A quotation set off: the first words of its first line, the last words of its last. One of level 2
    lies within one of level 1, and stands after it in the recipe."""

    starts: NonEmpty
    ends: NonEmpty
    level: int = Field(1, ge=1, le=2)


class RoleOfLine(RecipeForm):
    """A line of its own: its first words and what it is."""

    starts: NonEmpty
    role: Literal["signed", "dateline", "salute", "epigraph", "heading"]
    level: int = Field(2, ge=1, le=6)  # of a heading


class RunInHeading(RecipeForm):
    """A heading: its words, its level, and whether it is the beginning of a paragraph."""

    text: NonEmpty
    level: int = Field(2, ge=1, le=6)
    run_in: bool = False


class NoteException(RecipeForm):
    """What the rule for notes gets wrong: a note that goes on in a further line, or whose text is lost."""

    note: int
    continues: str = ""
    lost: bool = False


class Dropped(RecipeForm):
    """A line that is no text: its first words and why it is left out."""

    starts: NonEmpty
    rule: NonEmpty


class ProsePart(RecipeForm):
    """A document of prose within a source: a chapter, an introduction, an essay."""

    id: DocumentId
    by: str = ""  # who wrote its notes, if not the one named in the recipe
    begins: Pattern | None = None
    ends: Pattern | None = None
    quoted: list[Quotation] = []
    lines: list[RoleOfLine] = []
    headings: list[RunInHeading] = []
    note_exceptions: list[NoteException] = []
    not_notes: list[NonEmpty] = []
    stays_open: list[NonEmpty] = []
    goes_on: list[NonEmpty] = []
    drop: list[Dropped] = []
    emend: list[Correction] = []
    names: list[NamedWords] = []
    emphasis: Emphasis = Emphasis()
    divides: list[NonEmpty] = []  # first words of paragraphs that begin within a line


class LeftOut(RecipeForm):
    """A stretch of the source that is not read, and why: from the line that begins it to before the one that
    ends it."""

    begins: Pattern
    ends: Pattern | None = None
    rule: NonEmpty


class ProseRecipe(Typography):
    """How the prose of the book looks. Notes stand at the foot of pages, and cut sentences in two, or at
    the end."""

    notes_at: Literal["page", "end"] = "page"
    heading: Pattern = r"(?P<level>#{2,4}) (?P<text>.*)"
    parts: list[ProsePart]


def _is_encoding(name: str) -> str:
    try:
        b"".decode(name)
    except (LookupError, ValueError) as error:
        raise ValueError(f"there is no encoding of text “{name}”; write utf-8, latin-1 or cp1252") from error
    return name


class Recipe(RecipeForm):
    """`sources/recipes/*.yaml`."""

    recipe: NonEmpty
    about: NonEmpty
    encoding: Annotated[NonEmpty, AfterValidator(_is_encoding)] = "utf-8"
    language: str = ""  # of the letters, where it is not English
    layout: Layout = "lines"
    published: bool = False  # the texts are the edition's own, in `sources/texts/`
    page: Annotated[Pattern, AfterValidator(with_group("page"))] = ""  # how the mark of a page looks
    edition: dict[str, Any] = {}  # words for `edition.yaml`, as long as that is the starter's
    sha256: Annotated[str, AfterValidator(str.lower)] = ""
    recognise: list[NonEmpty] = Field(min_length=1)
    signs: Literal["copied", "printed"] = "copied"
    macros: dict[str, str] = {}
    emend: list[LetterEmendation] = []
    names: list[NamedPerson] = []
    letters: Letters | None = None
    prose: ProseRecipe | None = None
    index: IndexForm | None = None
    glossary_of_names: NamesForm | None = None
    left_out: list[LeftOut] = []

    @model_validator(mode="before")
    @classmethod
    def _prose_looks_like_letters(cls, data: Any) -> Any:
        """What the prose of a book does not say for itself holds as in its letters; what neither says, in
        plain text as it is usual there."""
        if isinstance(data, dict) and isinstance(data.get("prose"), dict):
            letters = data.get("letters")
            shared = (
                {k: v for k, v in letters.items() if k in Typography.model_fields}
                if isinstance(letters, dict)
                else {}
            )
            data = {**data, "prose": {**shared, **data["prose"]}}
        if isinstance(data, dict) and data.get("layout") in ("wrapped", "indented"):
            usual = {"layout": data["layout"], **PLAIN}
            parts = {key: data[key] for key in ("letters", "prose") if isinstance(data.get(key), dict)}
            data = {**data, **{key: {**usual, **part} for key, part in parts.items()}}
        return data
