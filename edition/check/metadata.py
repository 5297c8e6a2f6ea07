"""What the metadata says agrees with itself."""

from __future__ import annotations

from collections.abc import Iterator

from edition.diagnostics import Diagnostic, Location
from edition.model import Document, Edition
from edition.schemas import ConfigFields
from edition.tei import select


def check_years(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """D202 the letters are numbered in order of time: a year before that of the letter before, or after
    that of the letter after, is a slip."""
    dated = [(d, year) for d in edition.documents.values() if d.kind == "letter" and (year := _year(d))]
    for (_, before), (document, year), (_, after) in zip(dated, dated[1:], dated[2:], strict=False):
        if before <= after and not before <= year <= after:
            place = document.origins.get(document.id, Location(document.id))
            yield Diagnostic(
                "D202",
                f"{document.id} is of {year}, but stands between {before} and {after}",
                place,
                "correct its date",
            )


def _year(document: Document) -> str:
    for date in select(document.tree, "//t:correspAction[@type='sent']/t:date"):
        for key in ("when", "from", "notBefore", "notAfter"):
            if date.get(key):
                return str(date.get(key))[:4]
    return ""
