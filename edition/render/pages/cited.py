"""Works and the places in them, as the lists of an edition cite them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from markupsafe import Markup

from edition.forms.base import Citation
from edition.lookup.addresses import href
from edition.render.pages.letter_links import link_letters
from edition.render.site import Site


def cited(site: Site, citations: Iterable[Citation], root: str, here: str = "") -> Markup:
    """Works with the places in them, parted by semicolons, letters and notes as links where they exist. Of
    places in the volume that the edition follows the work is not named again. `here` is the document on whose
    page they are cited."""
    return Markup("; ").join(_cited(site, citation, root, here) for citation in citations)


def _cited(site: Site, citation: Citation, root: str, here: str) -> Markup:
    link = partial(href, root=root, here=here)
    place = link_letters(citation.locator, site.units, link)
    if citation.pages:
        place += f"{', ' if place else ''}pp. {citation.pages}"
    if place and site.config.volume and citation.work == site.config.volume.work:
        return place
    work = Markup('<a href="{}"><cite>{}</cite></a>').format(link(citation.work), site.label(citation.work))
    return work + ", " + place if place else work
