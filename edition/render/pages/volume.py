"""The pages about the printed volume: the concordance of its pages, its index, its glossary of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from edition.forms.language import Language
from edition.render.pages.route import Route
from edition.render.printed import IndexRow, PrintedVolume
from edition.render.site import Site


def routes(site: Site) -> Iterator[Route]:
    """The pages about the printed volume; none for an edition without one."""
    if site.config.volume is None:
        return
    printed, uses = site.printed, frozenset({"index", "printed", "heads", "registers"})
    yield Route("about/concordance/index.html", "concordance.html.j2", uses, lambda: _concordance(printed))
    yield Route(
        "about/printed-index/index.html",
        "printed_index.html.j2",
        uses,
        lambda: _index(printed, site.config.phrases),
    )
    head = site.edition.names.head if site.edition.names else ""
    yield Route(
        "about/printed-names/index.html",
        "printed_names.html.j2",
        uses,
        lambda: {"names": printed.names, "head": head},
    )


def _concordance(printed: PrintedVolume) -> dict[str, object]:
    concordance = printed.concordance
    certain = sum(pages.certain for pages in concordance.pages.values()) if concordance else 0
    pages = [page for page, _, _ in printed.by_page]
    return {
        "concordance": concordance,
        "printed": printed,
        "index": printed.index,
        "certain": certain,
        "tens": [(str(page), f"p{page}", "") for page in by_tens(pages)],
    }


def by_tens(pages: Sequence[int]) -> list[int]:
    """The first page, and of each further ten the first that there is: where a long list can be entered."""
    return [next(group) for _, group in groupby(pages, key=lambda page: page // 10)]


def _index(printed: PrintedVolume, phrases: Language) -> dict[str, object]:
    """The headings of the index under their initials."""
    groups: dict[str, list[IndexRow]] = {}
    for row in printed.index:
        groups.setdefault(phrases.initial(row.heading), []).append(row)
    return {"groups": list(groups.items()), "total": len(printed.index)}
