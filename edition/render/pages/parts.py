"""Long lists on several pages: letters by year, entries by initial, mentions by year.

A list that is short enough stands on one page. Of a longer one that page says which groups there are, and
each group has a page of its own, or several (`letters/year/1926/`, `letters/year/1926/2/`). Addresses follow
from the groups, so that they stay when letters are added elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Generic, TypeVar

from edition.forms.language import Language, wording
from edition.render.pages.route import Route
from edition.render.pages.ways import CALENDAR, TIMELINE
from edition.render.site import Site
from edition.tei.heads import LetterHead
from edition.words.days import year_name

MOST_YEARS = 30  # in one drawing

Item = TypeVar("Item")


@dataclass(frozen=True)
class ListPage(Generic[Item]):
    """One page of a long list: its group and what that is called, its path, what it shows of the group, and
    which page of the group it is, of how many."""

    group: str
    name: str
    path: str
    items: Sequence[Item]
    number: int
    total: int
    phrases: Language

    @property
    def size(self) -> int:
        """How many items it shows."""
        return len(self.items)

    @property
    def title(self) -> str:
        """“1926”, “1926, page 2 of 3”."""
        if self.total == 1:
            return self.name
        return self.phrases.say(
            "{name}, page {number} of {pages}", name=self.name, number=self.number, pages=self.total
        )


@dataclass(frozen=True)
class Parts(Generic[Item]):
    """All pages of a long list, in order; `whole` is the path of the page that stands for the list, `what`
    says what the groups are (“Years”)."""

    whole: str
    what: str
    pages: Sequence[ListPage[Item]]

    @cached_property
    def groups(self) -> Mapping[str, Sequence[ListPage[Item]]]:
        """The pages of each group."""
        by_group: dict[str, list[ListPage[Item]]] = defaultdict(list)
        for part in self.pages:
            by_group[part.group].append(part)
        return by_group

    def around(self, part: ListPage[Item]) -> tuple[ListPage[Item] | None, ListPage[Item] | None]:
        """The pages before and after a page."""
        place = self._places[part.path]
        before = self.pages[place - 1] if place else None
        return before, self.pages[place + 1] if place + 1 < len(self.pages) else None

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {part.path: place for place, part in enumerate(self.pages)}


@dataclass(frozen=True)
class Listing(Generic[Item]):
    """What one page shows of a list: its path, the items on it; of a long list all its parts, and which of
    them this is (`part` is None on the page that stands for the list)."""

    path: str
    items: Sequence[Item]
    parts: Parts[Item] | None = None
    part: ListPage[Item] | None = None

    @property
    def whole(self) -> str:
        """The path of the page that stands for the list."""
        return self.parts.whole if self.parts else self.path

    @property
    def named(self) -> str:
        """What is added to the title of the page: “: 1926”."""
        return f": {self.part.title}" if self.part else ""

    @property
    def within(self) -> str:
        """What is added to its description: “ (1926)”."""
        return f" ({self.part.title})" if self.part else ""


def parts_of(
    groups: Mapping[str, Sequence[Item]],
    *,
    whole: str,
    folder: str,
    what: str,
    most: int,
    names: Mapping[str, str] | None = None,
    phrases: Language,
) -> Parts[Item]:
    """Pages for the groups, in `folder`, with at most so many items on each. `names` says what groups are
    called that have another name than in addresses."""
    pages: list[ListPage[Item]] = []
    for group, items in groups.items():
        name = (names or {}).get(group) or phrases.word(group)
        slices = [items[start : start + most] for start in range(0, len(items), most)] or [items]
        for number, shown in enumerate(slices, 1):
            further = "" if number == 1 else f"{number}/"
            path = f"{folder}{slug(group)}/{further}index.html"
            pages.append(ListPage(group, name, path, shown, number, len(slices), phrases))
    return Parts(whole, what, pages)


def slug(name: str) -> str:
    """The name of a group as a part of an address: “0–9” → `0-9`."""
    return re.sub(r"\W+", "-", name.casefold()).strip("-") or "-"


def listings(items: Sequence[Item], path: str, parts: Parts[Item] | None) -> list[Listing[Item]]:
    """The pages of a list: one with all items, or, where there are parts, one that leads to these."""
    if parts is None:
        return [Listing(path, items)]
    return [Listing(path, (), parts), *(Listing(part.path, part.items, parts, part) for part in parts.pages)]


# -- letters by year ---------------------------------------------------------------------------------


def by_year(letters: Sequence[LetterHead]) -> dict[str, list[LetterHead]]:
    """The letters of each year, the undated last; within a year in the order given."""
    return _grouped(letters, lambda letter: letter.year)


def by_decade(letters: Sequence[LetterHead]) -> dict[str, list[LetterHead]]:
    """The same of each decade (“1790–1799”); within a decade year by year."""
    in_years = [letter for own in by_year(letters).values() for letter in own]
    return _grouped(in_years, _decade)


def _decade(letter: LetterHead) -> str:
    if letter.year_number is None:
        return letter.year
    first = letter.year_number - letter.year_number % 10
    return f"{year_name(first)}–{year_name(first + 9)}"


def _grouped(letters: Sequence[LetterHead], name: Callable[[LetterHead], str]) -> dict[str, list[LetterHead]]:
    """The letters in groups by year or decade, in the order of time, the undated last."""
    by_name: dict[str, list[LetterHead]] = defaultdict(list)
    for letter in letters:
        by_name[name(letter)].append(letter)
    return dict(sorted(by_name.items(), key=lambda item: in_years(item[1][0])))


def in_years(letter: LetterHead) -> tuple[bool, int]:
    """What orders letters by year, the undated last."""
    return letter.year_number is None, letter.year_number or 0


def parts_in_time(
    site: Site, letters: Sequence[LetterHead], path: str, folder: str
) -> Parts[LetterHead] | None:
    """The parts of a list of letters that stands at `path`: decades, or years where decades are too long;
    None where the list is short."""
    if not _is_long(site, path, letters):
        return None
    most, decades, said = site.config.longest.letters, by_decade(letters), site.config.phrases
    if max(map(len, decades.values())) <= most:
        return parts_of(decades, whole=path, folder=folder, what=wording("Decades"), most=most, phrases=said)
    return parts_of(
        by_year(letters), whole=path, folder=folder, what=wording("Years"), most=most, phrases=said
    )


def _is_long(site: Site, path: str, letters: Sequence[LetterHead]) -> bool:
    """Has a list too many letters for one page, or a drawing too many years?"""
    drawn = path in {CALENDAR, TIMELINE} and len({letter.year for letter in letters}) > MOST_YEARS
    return drawn or len(letters) > site.config.longest.letters


def letters_by_year(
    site: Site,
    path: str,
    template: str,
    uses: frozenset[str],
    values: Callable[[Listing[LetterHead]], Mapping[str, object]],
) -> Iterator[Route]:
    """The pages of a list of all letters. `values` are those of a page beside `listing` itself."""
    parts = parts_in_time(site, site.letters, path, year_folder(path))
    for listing in listings(site.letters, path, parts):
        yield Route(listing.path, template, uses, partial(_with_listing, values, listing))


def parts_by_group(
    site: Site,
    groups: Mapping[str, Sequence[Item]],
    path: str,
    what: str,
    names: Mapping[str, str] | None = None,
) -> Parts[Item] | None:
    """The parts of a list of letters that stands at `path` in other groups; None where it is short."""
    most = site.config.longest.letters
    if sum(map(len, groups.values())) <= most:
        return None
    folder, phrases = path.removesuffix("index.html"), site.config.phrases
    return parts_of(groups, whole=path, folder=folder, what=what, most=most, names=names, phrases=phrases)


def _with_listing(
    values: Callable[[Listing[LetterHead]], Mapping[str, object]], listing: Listing[LetterHead]
) -> Mapping[str, object]:
    return {"listing": listing, **values(listing)}


def year_folder(path: str) -> str:
    """Where the years of a list of letters are: `letters/year/`, `browse/table/`. In `letters/` the letters
    themselves are."""
    folder = path.removesuffix("index.html")
    return f"{folder}year/" if folder == "letters/" else folder


def year_addresses(site: Site, path: str) -> Callable[[int | str], str]:
    """Where the page at `path`, a list of all letters, has a year (its number or its name): below its anchor,
    perhaps on a part. In a long list a year without letters has none, and the list itself stands for it."""
    parts = parts_in_time(site, site.letters, path, year_folder(path))
    pages = reversed(parts.pages) if parts else ()
    places = {letter.year: part.path for part in pages for letter in part.items}

    def address_of(year: int | str) -> str:
        name = year_name(year) if isinstance(year, int) else year
        page = path if parts is None else places.get(name)
        return f"{page}#y{name}" if page else path

    return address_of
