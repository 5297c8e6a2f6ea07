"""The other half of an exchange: what each letter answers, and what answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from edition.forms.lists import Counterpart, ExchangeFields
from edition.lookup.addresses import root_of
from edition.render.pages.cited import cited
from edition.render.pages.parts import in_years
from edition.render.pages.route import Route
from edition.render.site import Site
from edition.tei.heads import LetterHead

PATH = "exchange/index.html"
Pieces = Sequence[tuple[Counterpart, Markup]]  # each with its sources


@dataclass(frozen=True)
class Exchange:
    """A letter, what it answers and what answers it; both are empty where nothing is known."""

    letter: LetterHead
    answers: Pieces
    answered_by: Pieces


def routes(site: Site) -> Iterator[Route]:
    """The page of answers, if the edition lists any."""
    if site.edition.listed(ExchangeFields):
        uses = frozenset({"exchange", "heads", "names", "units"})
        yield Route(PATH, "exchange.html.j2", uses, lambda: _values(site))


def _values(site: Site) -> Mapping[str, object]:
    entries = {entry.letter: entry for entry in site.edition.listed(ExchangeFields)}
    exchanges = [_exchange(site, letter, entries.get(letter.id)) for letter in site.letters]
    pieces = [piece for entry in entries.values() for piece in (*entry.answers, *entry.answered_by)]
    return {
        "years": _by_year(exchanges),
        "known": Counter(piece.known for piece in pieces),
        "answering": sum(bool(exchange.answers) for exchange in exchanges),
        "answered": sum(bool(exchange.answered_by) for exchange in exchanges),
    }


def _exchange(site: Site, letter: LetterHead, entry: ExchangeFields | None) -> Exchange:
    def with_sources(pieces: Sequence[Counterpart]) -> Pieces:
        return [(piece, cited(site, piece.sources, root_of(PATH))) for piece in pieces]

    answers, answered_by = (entry.answers, entry.answered_by) if entry else ((), ())
    return Exchange(letter, with_sources(answers), with_sources(answered_by))


def _by_year(exchanges: Sequence[Exchange]) -> Mapping[str, Sequence[Exchange]]:
    """The years in order, the undated letters last."""
    years: dict[str, list[Exchange]] = {}
    for exchange in sorted(exchanges, key=lambda e: in_years(e.letter)):
        years.setdefault(exchange.letter.year, []).append(exchange)
    return years
