"""Which page of the printed volume begins at each page break that can be seen in a text."""

from __future__ import annotations

from collections.abc import Mapping

from edition.tei.tree import Element, select
from edition.volume.concordance import PageRange


def pages_begun(tree: Element, pages: PageRange | None) -> Mapping[Element, str]:
    """The page breaks with the page that begins there: as the text says, or counted, where the first and the
    last page of the text are known and every break between them can be seen."""
    breaks = select(tree, "/*/t:text//t:pb")
    said = {each: str(each.get("n")) for each in breaks if each.get("n")}
    if said or pages is None or not pages.certain or len(breaks) != pages.last - pages.first:
        return said
    return {each: str(page) for page, each in enumerate(breaks, pages.first + 1)}
