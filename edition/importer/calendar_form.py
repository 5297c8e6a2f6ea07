"""The form of a recipe's `calendar`: from what a book prints over its letters to who wrote them, to whom,
where and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from edition.forms.base import NonEmpty
from edition.importer.patterns import Pattern, RecipeForm

# what a heading, that of a group, or a line of the opener may say of a letter, as groups of its pattern
PARTICULARS = ("sender", "recipient", "place", "destination", "date", "year")


class Group(RecipeForm):
    """A heading over several letters, and what it says of all of them."""

    pattern: Pattern


class Calendar(RecipeForm):
    """Who wrote what no heading says; names and places with the spellings that mean them; what stands for the
    one before, and for nobody known; whether a date without a year takes that of the letter before it; and
    the sentences on how a date is known."""

    sender: str = ""
    recipient: str = ""
    people: dict[NonEmpty, list[NonEmpty]] = {}
    places: dict[NonEmpty, list[NonEmpty]] = {}
    same: Pattern = r"(?i:(?:the )?same|ditto|idem|\"|”)\.?"
    unknown: Pattern = r"(?i:[^\w]*|(?:address |addressee |a person )?unknown|\?)"
    years: Literal["printed", "carried"] = "printed"
    kind: NonEmpty = "letter"
    supplied: NonEmpty = "The volume’s editors supply the date."
    carried: NonEmpty = "The letter has no year; it is that of the letters around it."

    @cached_property
    def known(self) -> Mapping[str, str]:
        """The name or place that each spelling means, in small letters."""
        tables = (self.people, self.places)
        spelt = {key(form): name for table in tables for name, forms in table.items() for form in forms}
        return {key(name): name for table in tables for name in table} | spelt


def key(printed: str) -> str:
    """A spelling as it is looked up: small letters and digits."""
    return " ".join(re.findall(r"[^\W_]+", printed.casefold()))
