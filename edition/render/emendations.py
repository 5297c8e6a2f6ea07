"""The list of emendations: every `choice`, and every place where the copy lost something."""

from __future__ import annotations

from dataclasses import dataclass

from edition.model import Edition
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, Element, name_of, select


@dataclass(frozen=True)
class Emendation:
    """One row of the list."""

    unit: str
    copy: str
    reading: str
    reason: str


def emendations(edition: Edition) -> list[tuple[str, list[Emendation]]]:
    """The rows by document, in the order of the edition; documents without any are left out."""
    found = [(ref, _rows(document.tree)) for ref, document in edition.documents.items()]
    return [(ref, rows) for ref, rows in found if rows]


def _rows(tree: Element) -> list[Emendation]:
    path = "//t:choice | //t:gap[@reason='lost'] | //t:supplied[@reason='lost']"
    return [_row(element) for element in select(tree, path)]


def _row(element: Element) -> Emendation:
    unit = _unit(element)
    if name_of(element) == "gap":
        return Emendation(
            unit, f"{_before(element)} …", "[…]", element.findtext("{*}desc") or "lost in the source"
        )
    if name_of(element) == "supplied":
        return Emendation(unit, f"{_before(element)} …", text_of(element), "lost in the source, supplied")
    sic, corr = select(element, "t:sic")[0], select(element, "t:corr")[0]
    reason = (corr.get("type") or "misreading in the source").replace("-", " ")
    return Emendation(unit, text_of(sic), text_of(corr), reason)


def _unit(element: Element) -> str:
    return next(str(a.get(XML_ID)) for a in element.iterancestors() if a.get(XML_ID))


def _before(element: Element) -> str:
    """The last words before an element in its paragraph."""
    previous = element.getprevious()
    parent = element.getparent()
    text = previous.tail if previous is not None else (parent.text if parent is not None else "")
    return " ".join((text or "").split()[-3:])
