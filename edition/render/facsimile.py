"""The images of a letter as its page shows them, drawn from its TEI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from edition.forms.facsimile import WHOLE
from edition.tei.tree import XML_ID, Element, name_of, select, select_text

SHOWN = "/full/!1000,1400/0/default.jpg"  # of a IIIF Image service, beside the text


@dataclass(frozen=True)
class ImageView:
    """An image: its id on the page, the page that it shows, where it is as shown and whole, and what can be
    seen in it. A manifest is only linked to."""

    id: str
    page: str
    shown: str
    whole: str
    alt: str

    @property
    def host(self) -> str:
        """The host that serves it, as a content security policy names it; "" for the edition's own."""
        parts = urlsplit(self.shown)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def images_in(tree: Element, root: str, site: str) -> Sequence[ImageView]:
    """The images of a document; `root` leads to the top of the site, whose address is `site`."""
    return [_view(surface, root, site) for surface in select(tree, "t:facsimile/*")]


def _view(surface: Element, root: str, site: str) -> ImageView:
    graphic = surface if name_of(surface) == "graphic" else select(surface, "t:graphic")[0]
    url = graphic.get("url", "")
    whole = root + quote(url.removeprefix(site)) if url.startswith(site) else url
    shown = whole.removesuffix(WHOLE) + SHOWN if whole.endswith(WHOLE) else whole
    alt = "".join(select_text(graphic, "t:desc/text()"))
    local = str(surface.get(XML_ID)).rpartition(".")[2]
    return ImageView(local, surface.get("n", ""), "" if graphic is surface else shown, whole, alt)
