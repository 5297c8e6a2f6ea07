"""The images of a letter as TEI: `facsimile` with a `surface` for each page, to which page breaks point.

(TEI P5, 12.1 and att.global.facs.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import ERROR, Rule
from edition.forms.facsimile import Facsimile
from edition.merge.ids import place_of
from edition.tei.tree import XML_ID, E, Element, select

M114 = Rule(
    "M114",
    ERROR,
    "a page break whose image is not in the metadata",
    why="The images of the pages are in the letter's metadata, under `facsimile`, by the name of the page.",
    bad="`[|12r]{facs=12v}`, and `facsimile: [{page: 12r, …}]`",
    good="`[|12r]`, which finds its image by its name",
)


def attach_facsimile(
    tree: Element, images: Sequence[Facsimile], site: str, path: str
) -> Iterator[Diagnostic]:
    """Put the images of a letter into its tree, before the text, and let page breaks point to those of the
    same name; `site` is the address of the site, which has the edition's own. Reported are breaks that name
    one that is not there (M114)."""
    document = tree.get(XML_ID)
    by_page: dict[str, str] = {}
    surfaces: list[Element] = []
    for number, image in enumerate(images, 1):
        xml_id = f"{document}.facs-{number}"
        surfaces.append(_surface(image, xml_id, site))
        by_page.setdefault(image.page, f"#{xml_id}")
    if surfaces:
        select(tree, "t:text")[0].addprevious(E("facsimile", *surfaces))
    for page_break in select(tree, "t:text//t:pb"):
        name = page_break.get("facs") or page_break.get("n") or ""
        if name and name in by_page:
            page_break.set("facs", by_page[name])
        elif page_break.get("facs"):
            known = ", ".join(filter(None, by_page)) or "none"
            place = place_of(page_break, path)
            yield M114.at(place, f"there is no image of “{name}”", f"images: {known}")


def _surface(image: Facsimile, xml_id: str, site: str) -> Element:
    if image.manifest:
        return E("graphic", url=image.manifest, mimeType="application/ld+json", xml_id=xml_id)
    own = not image.address.startswith("https://")
    graphic = E("graphic", E("desc", image.alt), url=f"{site if own else ''}{image.address}")
    return E("surface", graphic, xml_id=xml_id, n=image.page or None)
