"""How many signs of a copy were set as in print, as the headers of texts tell."""

from __future__ import annotations

from collections.abc import Mapping

from edition.model import Edition
from edition.tei.tree import select_text

TOLD = "//t:editorialDecl/t:normalization[@method='silent']/@n"


def signs_set(edition: Edition) -> Mapping[str, int]:
    """In how many places of each document quotation marks, apostrophes and dashes were set as in print; those
    without any are left out."""
    told = {ref: select_text(document.tree, TOLD) for ref, document in edition.documents.items()}
    return {ref: int(numbers[0]) for ref, numbers in told.items() if numbers}
