"""Pages at addresses that were published and are no more: each says what happened, and leads on if it can."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from edition.lookup.addresses import address
from edition.render.pages.route import Route, Values
from edition.render.site import Site

USES = frozenset({"anchors", "heads", "names"})


def routes(site: Site) -> Iterator[Route]:
    """A page for each document and entry that was published and has ended, at its old address."""
    for end in site.edition.registry.ends.values():
        where = address(end.id)
        if end.kind in {"document", "register entry"} and "#" not in where and end.id not in site.labels:
            successor = site.edition.registry.successor(end.id)
            successor = successor if successor in site.labels else ""
            values: Values = partial(dict, end=end, successor=successor, passages=_passages(site, end.id))
            uses = USES | {f"units:{successor}"} if successor else USES
            yield Route(f"{where}index.html", "moved.html.j2", uses, values)


def _passages(site: Site, document: str) -> list[tuple[str, str]]:
    """Every id that a document had on its page, and what it is now ("" when it is gone)."""
    registry = site.edition.registry
    passages = []
    for xml_id in registry.ids_by_document.get(document, ()):
        successor = registry.successor(xml_id) if xml_id in registry.ends else ""
        if "." in xml_id:
            passages.append((xml_id.partition(".")[2], successor if successor in site.units else ""))
    return passages
