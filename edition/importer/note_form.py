"""The form of a recipe's `notes`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from edition.forms.base import NonEmpty
from edition.importer.patterns import Grouped, Numbered, Pattern, RecipeForm

NUMBERED = r"<sup>([\d, ]+)</sup>"  # a marker as the importer writes it


class Notes(RecipeForm):
    """How notes and their markers look, who wrote them, and where they stand: at the foot of each letter,
    where they are found backwards from the highest number (`foot`); or wherever their sign begins a
    paragraph, up to what `ends` them, behind the paragraphs, letters or chapters or at the end of the book
    (`section` is the heading over them)."""

    pattern: Numbered = r"(?P<number>\d+)\. "
    ends: Pattern = ""
    at: Literal["foot", "paragraph", "letter", "chapter", "book"] = "foot"
    section: Pattern = r"(?!)"
    marker: Annotated[Grouped, AfterValidator(lambda pattern: pattern or "(?!)")] = NUMBERED
    sign: Pattern = ""  # pattern of the sign of notes marked by asterisk or dagger
    by: NonEmpty = "edition"
    type: Literal["editorial", "authorial"] = "editorial"
    attributions: dict[str, NonEmpty] = {}
    textual: Pattern = r"(?!)"
    quotation_opens: Pattern = r"(?!)"
    quotation_over: Pattern = r"(?!)"

    @property
    def written_marker(self) -> str:
        """The pattern of a marker when the notes have been parted from the text."""
        return self.marker if self.at == "foot" else NUMBERED
