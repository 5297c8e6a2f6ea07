"""The pages about the printed volume: the concordance of its pages, its index, its glossary of names."""

from __future__ import annotations

from collections.abc import Iterator

from edition.render.pages.route import Route
from edition.render.printed import PrintedVolume
from edition.render.site import Site


def routes(site: Site) -> Iterator[Route]:
    if site.config.volume is None:
        return
    printed, uses = site.printed, frozenset({"index", "printed", "heads", "registers"})
    yield Route("about/concordance/index.html", "concordance.html.j2", uses, lambda: _concordance(printed))
    yield Route(
        "about/printed-index/index.html", "printed_index.html.j2", uses, lambda: {"rows": printed.index}
    )
    head = site.edition.names.head if site.edition.names else ""
    yield Route(
        "about/printed-names/index.html",
        "printed_names.html.j2",
        uses,
        lambda: {"names": printed.names, "head": head},
    )


def _concordance(printed: PrintedVolume) -> dict[str, object]:
    found = printed.concordance
    certain = sum(pages.certain for pages in found.pages.values()) if found else 0
    return {"found": found, "printed": printed, "index": printed.index, "certain": certain}
