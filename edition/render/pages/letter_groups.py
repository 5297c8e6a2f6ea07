"""Lists of the letters by other ways than their number: kind, place in the archive, place of writing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from edition.forms.configuration import Repository
from edition.forms.language import wording
from edition.render.pages.parts import Listing, listings, parts_by_group, slug
from edition.render.pages.route import Route
from edition.render.pages.ways import ARCHIVE, KINDS, PLACES_OF_WRITING, plural
from edition.render.site import Site
from edition.tei.heads import LetterHead
from edition.words.shelfmarks import Shelf, shelf_and_leaves

Leaves = tuple[Shelf, str, LetterHead]  # a file on the shelf, the leaves in it, the letter on them


@dataclass(frozen=True)
class LetterKind:
    """Letters of one kind; `term` is the entry of the glossary that explains it, if one does."""

    name: str
    term: str
    letters: Sequence[LetterHead]
    plural: str  # “coded telegrams”

    @property
    def anchor(self) -> str:
        """Its anchor on the page: “coded telegram” → `coded-telegram`."""
        return slug(self.name)


@dataclass(frozen=True)
class File:
    """A file on the shelf, by the levels of its shelfmark with their names (fond, opis, delo), and the
    letters in it, each with its leaves."""

    shelf: Sequence[tuple[str, str]]
    letters: Sequence[tuple[LetterHead, str]]


@dataclass(frozen=True)
class Archive:
    """The letters of an archive, file by file; `former` is what the archive was called."""

    repository: str
    former: str
    settlement: str
    files: Sequence[File]


@dataclass(frozen=True)
class WrittenAt:
    """Letters written at a place: those that say so, and those of which it is inferred."""

    place: str
    stated: Sequence[LetterHead]
    inferred: Sequence[LetterHead]


def routes(site: Site) -> Iterator[Route]:
    """The lists by kind, by archive (if letters have one) and by place of writing."""
    lists = frozenset({"heads", "names"})
    yield from _kinds(site, lists | {"register:glossary"})
    if site.has_archives:
        yield from _archives(site, lists)
    yield Route(PLACES_OF_WRITING, "places_of_writing.html.j2", lists, lambda: _places(site))


def _kinds(site: Site, uses: frozenset[str]) -> Iterator[Route]:
    all_kinds = kinds(site)
    letters = {kind.name: kind.letters for kind in all_kinds}
    names = {kind.name: kind.plural for kind in all_kinds}
    parts = parts_by_group(site, letters, KINDS, wording("Kinds"), names)
    for listing in listings(site.letters, KINDS, parts):
        yield Route(listing.path, "kinds.html.j2", uses, partial(_kinds_on, listing, all_kinds))


def _kinds_on(listing: Listing[LetterHead], all_kinds: Sequence[LetterKind]) -> dict[str, object]:
    """The kinds that a page shows."""
    shown, part = all_kinds, listing.part
    if listing.parts is not None:
        shown = [replace(kind, letters=part.items) for kind in all_kinds if part and kind.name == part.group]
    return {"listing": listing, "kinds": shown, "all_kinds": all_kinds}


def _archives(site: Site, uses: frozenset[str]) -> Iterator[Route]:
    groups = leaves_in_archives(site)
    parts = parts_by_group(site, groups, ARCHIVE, wording("Archives"))
    for listing in listings((), ARCHIVE, parts):
        part = listing.part
        shown = groups if parts is None else {part.group: part.items} if part else {}
        yield Route(listing.path, "archive.html.j2", uses, partial(_archives_on, site, listing, shown))


def _archives_on(
    site: Site, listing: Listing[Leaves], shown: Mapping[str, Sequence[Leaves]]
) -> dict[str, object]:
    return {"listing": listing, "archives": [_archive(site, name, rows) for name, rows in shown.items()]}


def kinds(site: Site) -> list[LetterKind]:
    """The kinds, that of which there are most first."""
    by_kind: dict[str, list[LetterHead]] = defaultdict(list)
    for letter in site.letters:
        by_kind[letter.kind].append(letter)
    order = sorted(by_kind, key=lambda kind: -len(by_kind[kind]))
    return [
        LetterKind(kind, site.terms.get(kind, ""), by_kind[kind], plural(kind, site.config.phrases))
        for kind in order
    ]


def leaves_in_archives(site: Site) -> Mapping[str, Sequence[Leaves]]:
    """By archive the letters in it with their files and leaves, in the order of the shelf. Names that differ
    in spaces, hyphens and capitals alone are one archive."""
    by_archive: dict[str, list[Leaves]] = defaultdict(list)
    names: dict[str, str] = {}
    for letter in site.letters:
        for kept in (letter.edited, *letter.witnesses):
            if kept.repository and kept.shelfmark:
                shelf, leaves = shelf_and_leaves(kept.shelfmark, kept.leaves)
                kind = f" ({kept.kind})" if kept.kind else ""
                name = names.setdefault(slug(kept.repository), kept.repository)
                by_archive[name].append((shelf, f"{leaves}{kind}".strip(), letter))
    return {name: sorted(rows, key=_place_on_shelf) for name, rows in sorted(by_archive.items())}


def _archive(site: Site, name: str, rows: Sequence[Leaves]) -> Archive:
    repository = _repository(site, name)
    former, where = (repository.former, repository.settlement) if repository else ("", "")
    files = [
        File(shelf, [(letter, leaves) for _, leaves, letter in own])
        for shelf, own in groupby(rows, key=lambda row: row[0])
    ]
    return Archive(name, former, where, files)


def _repository(site: Site, name: str) -> Repository | None:
    return next((known for known in site.config.repositories.values() if known.name == name), None)


def _place_on_shelf(row: Leaves) -> tuple[object, ...]:
    shelf, leaves, _ = row
    return [_shelf_order(mark) for _, mark in shelf], shelf, _shelf_order(leaves)


def _shelf_order(text: str) -> list[tuple[int, str]]:
    """“d. 9” stands before “d. 10”, “2a” behind “2”, “f. 3” behind “ff. 1–2”."""
    text = re.sub(r"^[a-z]+\. ", "", text)
    return [(int(number or 0), letters) for number, letters in re.findall(r"(\d{1,18})|(\D+)", text)]


def _places(site: Site) -> dict[str, object]:
    by_place: dict[str, tuple[list[LetterHead], list[LetterHead]]] = defaultdict(lambda: ([], []))
    unknown = []
    for letter in site.letters:
        named = [place for place in letter.place if place.ref]
        for place in named:
            by_place[place.ref][not place.certain].append(letter)
        if not named:
            unknown.append(letter)
    order = sorted(by_place, key=lambda ref: site.config.phrases.sort_key(site.label(ref)))
    return {
        "places": [WrittenAt(place, *by_place[place]) for place in order],
        "unknown": unknown,
        "long": len(site.letters) > site.config.longest.letters,
    }
