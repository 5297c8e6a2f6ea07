"""Where the printed volume is wrong: what it says, what is right, and how that is known, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from edition.forms.lists import ErratumFields
from edition.lookup.addresses import href, root_of
from edition.render.pages.cited import cited
from edition.render.pages.letter_links import link_letters
from edition.render.pages.route import Route
from edition.render.site import Site

PATH = "about/errata/index.html"
Erratum = tuple[ErratumFields, Markup, Markup]  # with its place and its evidence, letters in them as links


def routes(site: Site) -> Iterator[Route]:
    """The page of errata, if the edition lists any."""
    if site.has_errata:
        uses = frozenset({"errata", "heads", "names", "units"})
        yield Route(PATH, "errata.html.j2", uses, lambda: _values(site))


def _values(site: Site) -> Mapping[str, object]:
    link = partial(href, root=root_of(PATH))
    parts: dict[str, list[Erratum]] = {}
    errata = site.edition.listed(ErratumFields)
    for erratum in errata:
        place = cited(site, [erratum.where], root_of(PATH))
        evidence = link_letters(erratum.evidence, site.units, link)
        parts.setdefault(erratum.part, []).append((erratum, place, evidence))
    return {"parts": parts, "total": len(errata), "sure": Counter(erratum.certainty for erratum in errata)}
