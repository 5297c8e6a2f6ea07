"""The start page, the list of letters, what is said about the edition, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from edition.forms.language import Language
from edition.render.drawing.moments import years_of
from edition.render.drawing.plots import count_by_month
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.emendations import emendations, signs_set
from edition.render.pages.in_time import letters_in_time
from edition.render.pages.parts import Listing, by_year, letters_by_year, year_addresses
from edition.render.pages.route import Route, Values
from edition.render.pages.ways import LIST
from edition.render.site import Site
from edition.tei.heads import EssayHead, LetterHead
from edition.words.days import split_day, year_name

LISTS = frozenset({"heads", "names"})


def routes(site: Site) -> Iterator[Route]:
    """The start page, the list of letters, what is said about the edition, the page for what is missing."""
    start = site.linked_units(site.edition.start) if site.edition.start else frozenset()
    uses = LISTS | start | {"start", "routes", "requests"}
    yield Route("index.html", "index.html.j2", uses, lambda: _start(site))
    yield from letters_by_year(site, LIST, "letters.html.j2", LISTS | {"extracts"}, partial(_list, site))
    yield Route("about/index.html", "about.html.j2", LISTS | {"changes", "guide", "errata"})
    yield Route(
        "about/emendations/index.html",
        "emendations.html.j2",
        LISTS | {"emendations", "index"},
        lambda: _emendations(site),
    )
    if site.edition.changes:
        changes = list(reversed(site.edition.changes))
        kept = [version.name for version in site.versions]
        values: Values = partial(dict, changes=changes, kept=kept)
        uses = LISTS | {"changes"} | {f"release:{version}" for version in kept}
        yield Route("about/changes/index.html", "changes.html.j2", uses, values)
    yield Route("404.html", "404.html.j2", LISTS)


def _list(site: Site, listing: Listing[LetterHead]) -> Mapping[str, object]:
    return {"years": _years(site, listing.items)}


def _emendations(site: Site) -> Mapping[str, object]:
    """The rows by document, and where to jump to: the numbers of letters, the titles of other texts."""
    groups, letters = emendations(site.edition), {letter.id: letter.number for letter in site.letters}
    printed = site.edition.index.emended if site.edition.index else []
    in_letters = [(letters[ref], ref, len(rows)) for ref, rows in groups if ref in letters]
    elsewhere = [(site.label(ref), ref, len(rows)) for ref, rows in groups if ref not in letters]
    if printed:
        elsewhere.append(
            (site.config.phrases.say("Index of the printed volume"), "printed-index", len(printed))
        )
    return {
        "groups": groups,
        "total": sum(len(rows) for _, rows in groups),
        "printed": printed,
        "signs": signs_set(site.edition),
        "jumps": [
            (site.config.phrases.say("Letters"), in_letters),
            (site.config.phrases.say("Other texts"), elsewhere),
        ],
    }


def _start(site: Site) -> Mapping[str, object]:
    """What the start page shows: the letters by year, and how many are of each year and month."""
    phrases = site.config.phrases
    letters = letters_in_time(site.letters, "", phrases)
    years, months = years_of(letters), count_by_month(letters)
    counts = {year: months.in_year(year) for year in years}
    title = phrases.say("Letters by year")
    drawing = draw_sparkline(counts, years[0], years[-1], title) if years else Markup("")
    fullest = [(phrases.month(month), months.in_month(month)) for month in months.fullest] if years else []
    return {
        "parts": _parts(site),
        "year_address": year_addresses(site, LIST),
        "drawing": drawing,
        "fullest": fullest,
        "decisions": bool(site.requests),
    }


@dataclass(frozen=True)
class Year:
    """The letters of a year, in the order of the edition, and the introduction that begins with them."""

    name: str
    letters: Sequence[LetterHead]
    introduction: EssayHead | None
    phrases: Language

    @property
    def months(self) -> list[tuple[str, list[LetterHead]]]:
        """The letters by the month in which they were written; their order stays that of the edition."""
        return [
            (month, list(letters))
            for month, letters in groupby(self.letters, key=partial(month_of, phrases=self.phrases))
        ]


def month_of(letter: LetterHead, phrases: Language) -> str:
    """“July”, “August–September” where that is not certain, nothing for a letter without a date."""
    first, last = letter.earliest or letter.latest, letter.latest or letter.earliest
    if not first:
        return ""
    (year, month, _), (last_year, last_month, _) = split_day(first), split_day(last)
    begins, ends = phrases.month(month), phrases.month(last_month)
    if year != last_year:
        return f"{begins} {year_name(year, phrases.say)} – {ends} {year_name(last_year, phrases.say)}"
    if (month, last_month) == (1, 12):
        return phrases.say("Month not known")
    return begins if begins == ends else f"{begins}–{ends}"


def _parts(site: Site) -> list[Year]:
    """The years as the start page lists them: with each introduction all the years that it introduces."""
    parts: list[Year] = []
    for year in _years(site, site.letters):
        before = parts[-1] if parts else None
        spoken_of = before.introduction.letters if before and before.introduction else ()
        if before and not year.introduction and year.letters[0].id in spoken_of:
            first, last = before.name.split("–")[0], year.name
            last = last if year.letters[0].year_number is not None else before.name.split("–")[-1]
            letters = [*before.letters, *year.letters]
            parts[-1] = Year(f"{first}–{last}", letters, before.introduction, before.phrases)
        else:
            parts.append(year)
    return parts


def _years(site: Site, letters: Sequence[LetterHead]) -> list[Year]:
    """The years of letters; undated letters stand last. An introduction stands at the first year that it
    speaks of."""
    introductions = {e.letters[0]: e for e in site.essays if e.kind == "introduction" and e.letters}
    years = []
    for name, own in by_year(letters).items():
        introduced = [introductions[letter.id] for letter in own if letter.id in introductions]
        years.append(Year(name, own, introduced[0] if introduced else None, site.config.phrases))
    return years
