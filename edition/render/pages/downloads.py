"""The page of what can be taken away: every format of the edition, how much it holds, what it is good for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from edition.render.offers import Offer, offers, printed_books
from edition.render.pages.route import Route
from edition.render.pages.ways import DOWNLOADS
from edition.render.site import Site
from edition.words.digest import digest_of


def routes(site: Site) -> Iterator[Route]:
    books = {f"file {digest_of(data)}" for data in printed_books(site).values()}
    uses = frozenset({"heads", "registers", "texts", "voices", "pages", *books})
    yield Route(DOWNLOADS, "downloads.html.j2", uses, lambda: {"groups": _groups(site)})


def _groups(site: Site) -> Mapping[str, Sequence[Offer]]:
    word = site.config.phrases.word
    return {word(name): list(files) for name, files in groupby(offers(site), key=lambda offer: offer.group)}
