"""Lists of the letters by other ways than their number: kind, place in the archive, place of writing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.forms.configuration import Repository
from edition.render.pages.route import Route
from edition.render.pages.ways import ARCHIVE, KINDS, PLACES_OF_WRITING, plural
from edition.render.site import Site
from edition.tei.heads import LetterHead
from edition.words.shelfmarks import Shelf, shelf_and_leaves


@dataclass(frozen=True)
class LetterKind:
    """Letters of one kind; `term` is the entry of the glossary that explains it, if one does."""

    name: str
    term: str
    letters: Sequence[LetterHead]

    @property
    def plural(self) -> str:
        """“coded telegrams”, “exchanges of notes”."""
        return plural(self.name)


@dataclass(frozen=True)
class File:
    """A file on the shelf, by the levels of its shelfmark with their names (fond, opis, delo), and the
    letters in it, each with its leaves."""

    shelf: Sequence[tuple[str, str]]
    letters: Sequence[tuple[LetterHead, str]]


@dataclass(frozen=True)
class Archive:
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
    yield Route(
        KINDS,
        "kinds.html.j2",
        frozenset({"heads", "names", "register:glossary"}),
        lambda: {"kinds": kinds(site)},
    )
    if site.has_archives:
        yield Route(
            ARCHIVE,
            "archive.html.j2",
            frozenset({"heads", "names"}),
            lambda: {"archives": archives(site)},
        )
    yield Route(
        PLACES_OF_WRITING,
        "places_of_writing.html.j2",
        frozenset({"texts", "heads", "names"}),
        lambda: _places(site),
    )


def kinds(site: Site) -> list[LetterKind]:
    """The kinds, that of which there are most first."""
    found: dict[str, list[LetterHead]] = defaultdict(list)
    for letter in site.letters:
        found[letter.kind].append(letter)
    order = sorted(found, key=lambda kind: -len(found[kind]))
    return [LetterKind(kind, site.terms.get(kind, ""), found[kind]) for kind in order]


def archives(site: Site) -> list[Archive]:
    """The archives, in each the files in the order of the shelf, in these the letters in that of leaves."""
    found: dict[str, dict[Shelf, list[tuple[LetterHead, str]]]] = defaultdict(dict)
    for letter in (letter for letter in site.letters if letter.repository):
        shelf, leaves = shelf_and_leaves(letter.shelfmark)
        found[letter.repository].setdefault(shelf, []).append((letter, leaves))
    return [
        _archive(
            name,
            _repository(site, name),
            [
                File(shelf, sorted(letters, key=lambda item: _shelf_order(item[1])))
                for shelf, letters in sorted(files.items(), key=_place_on_shelf)
            ],
        )
        for name, files in sorted(found.items())
    ]


def _archive(name: str, repository: Repository | None, files: Sequence[File]) -> Archive:
    former, where = (repository.former, repository.settlement) if repository else ("", "")
    return Archive(name, former, where, files)


def _repository(site: Site, name: str) -> Repository | None:
    return next((one for one in site.config.repositories.values() if one.name == name), None)


def _place_on_shelf(file: tuple[Shelf, object]) -> list[list[tuple[int, str]]]:
    return [_shelf_order(mark) for _, mark in file[0]]


def _shelf_order(text: str) -> list[tuple[int, str]]:
    """“d. 9” stands before “d. 10”, “2a” behind “2”, “f. 3” behind “ff. 1–2”."""
    text = re.sub(r"^[a-z]+\. ", "", text)
    return [(int(number or 0), letters) for number, letters in re.findall(r"(\d+)|(\D+)", text)]


def _places(site: Site) -> dict[str, object]:
    found: dict[str, tuple[list[LetterHead], list[LetterHead]]] = defaultdict(lambda: ([], []))
    unknown = []
    for letter in site.letters:
        named = [place for place in letter.place if place.ref]
        for place in named:
            found[place.ref][not place.certain].append(letter)
        if not named:
            unknown.append(letter)
    order = sorted(found, key=site.label)
    return {"places": [WrittenAt(place, *found[place]) for place in order], "unknown": unknown}
