"""The list of emendations: every `choice`, and every place where the copy lost something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edition.model import Edition
from edition.tei.facts import Emendation


def emendations(edition: Edition) -> list[tuple[str, Sequence[Emendation]]]:
    """The rows by document, in the order of the edition; documents without any are left out."""
    emended = [(ref, document.facts.emendations) for ref, document in edition.documents.items()]
    return [(ref, rows) for ref, rows in emended if rows]


def signs_set(edition: Edition) -> Mapping[str, int]:
    """In how many places of each document quotation marks, apostrophes and dashes were set as in print; those
    without any are left out."""
    set_in = {ref: document.facts.typeset for ref, document in edition.documents.items()}
    return {ref: number for ref, number in set_in.items() if number}
