"""The kinds of lists: what the edition knows of its letters besides registers and notes. A row for each.

A list is `annotations/NAME.yaml`. Who needs to know which there are asks the table; a list more is a row
more, with a form (`forms.lists`) and a page.
"""

from __future__ import annotations

from dataclasses import dataclass

from edition.forms.lists import ErratumFields, ExchangeFields, ListEntry, RequestFields, RouteFields


@dataclass(frozen=True)
class ListKind:
    """A kind of list: the name of its file, the form of its entries, and how one of them begins."""

    name: str
    form: type[ListEntry]
    begins: str


_ROWS = (
    ListKind("requests", RequestFields, "- id: L16.r1"),
    ListKind("errata", ErratumFields, "- id: erratum-name"),
    ListKind("routes", RouteFields, "- id: route-name"),
    ListKind("exchange", ExchangeFields, "- letter: L16"),
)
LISTS = {kind.name: kind for kind in _ROWS}
