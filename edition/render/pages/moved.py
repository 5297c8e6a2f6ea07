"""Pages at addresses that were published and are no more: each says what happened, and leads on if it can."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from edition.lookup.addresses import address
from edition.render.pages.route import Route, Values
from edition.render.site import Site

USES = frozenset({"anchors", "heads", "names"})


def routes(site: Site) -> Iterator[Route]:
    for end in site.edition.registry.ends.values():
        where = address(end.id)
        if end.kind in {"document", "register entry"} and "#" not in where and end.id not in site.labels:
            successor = site.edition.registry.successor(end.id)
            values: Values = partial(dict, end=end, successor=successor if successor in site.labels else "")
            yield Route(f"{where}index.html", "moved.html.j2", USES, values)
