"""What a page is about, in the terms of schema.org (https://schema.org/, version 29), as JSON-LD.

A letter is a `Manuscript` in an archive and a `Message` from somebody to somebody. The licence is that of the
edition and of the page, never of the letter; texts that are not ours have none here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from edition.forms.own_kinds import OwnEntry
from edition.forms.registers import Organisation, Person, Place, RegisterEntry
from edition.kinds import KINDS, Kind, kind_of
from edition.lookup.addresses import address
from edition.render.citing.items import GUESS, CitationItems, Name, authors_of, full_name
from edition.render.site import Site
from edition.tei.heads import UNKNOWN, EssayHead, LetterHead, ReferencedName

Thing = dict[str, Any]
ISO_DATE = re.compile(r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")


def in_script(description: Thing | None) -> Markup:
    """A description as JSON for a `script` element, in which no “<” can end the element (HTML, 4.12.1.3);
    empty for None."""
    if description is None:
        return Markup("")
    return Markup(json.dumps(description, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


@dataclass(frozen=True)
class PageDescriptions:
    """The descriptions of the pages of a site."""

    site: Site
    items: CitationItems

    def edition(self) -> Thing:
        """The edition as a whole, a book."""
        config = self.site.config
        return {
            "@context": "https://schema.org",
            "@type": "Book",
            "@id": config.url,
            "url": config.url,
            "name": self.items.edition["title"],
            "description": config.about,
            "bookFormat": "https://schema.org/EBook",
            "inLanguage": self.site.config.language,
            "editor": self._editors(),
            **_identified(config.doi),
            "publisher": {"@type": "Organization", "name": config.publisher},
            **self._version(),
        }

    def letter(self, letter: LetterHead) -> Thing:
        """A letter, and the page about it."""
        url = self._url(letter.id)
        senders, recipients = (self._correspondents(names) for names in (letter.sender, letter.recipients))
        return {
            "@context": "https://schema.org",
            "@type": ["Manuscript", *(["ArchiveComponent"] if letter.repository else []), "Message"],
            "@id": url,
            "url": url,
            "name": self.site.config.phrases.say("Letter {number}", number=letter.number)
            + f": {letter.title}",
            **_identified(letter.doi),
            "author": senders,
            "sender": senders,
            "recipient": recipients,
            **({"dateCreated": letter.edtf} if ISO_DATE.fullmatch(letter.edtf) else {}),
            **self._archive(letter),
            "about": [self._named(ReferencedName(ref, self.site.label(ref))) for ref in letter.topics],
            "isPartOf": self._part_of,
            "subjectOf": self._page(url),
        }

    def _page(self, url: str) -> Thing:
        language = self.site.config.language
        return {"@type": "WebPage", "url": url, "inLanguage": language, **self._version()}

    def _archive(self, letter: LetterHead) -> Thing:
        if not letter.repository:
            return {}
        return {
            "identifier": letter.shelfmark,
            "itemLocation": letter.shelfmark,
            "holdingArchive": {"@type": "ArchiveOrganization", "name": letter.repository},
        }

    def essay(self, essay: EssayHead) -> Thing:
        """An essay of ours, a page about the edition, or a text by others, which is not ours to license."""
        url = self._url(essay.id)
        foreign = essay.kind == "source"
        plain = foreign or essay.kind == "editorial"
        authors = authors_of(essay.author) or self.items.edition["editor"]
        return {
            "@context": "https://schema.org",
            "@type": "Article" if plain else "ScholarlyArticle",
            "@id": url,
            "url": url,
            "headline": essay.title,
            "author": [self._agent(author) for author in authors],
            "inLanguage": self.site.config.language,
            "isPartOf": self._part_of,
            **({} if foreign else self._version()),
        }

    def entry(self, kind: Kind, ref: str, entry: RegisterEntry) -> Thing:
        """What a register entry is about, and the page about it; empty fields are left out."""
        url = self._url(ref)
        other_names = dict.fromkeys([*entry.variants, *entry.transliterations, entry.cyrillic])
        description = {
            "@context": "https://schema.org",
            "@type": kind.schema_type,
            "@id": url,
            "name": entry.name,
            "alternateName": [name for name in other_names if name and name != entry.name],
            "description": entry.summary,
            **dict(_particulars(entry)),
            "additionalProperty": list(self._own_fields(entry)),
            "sameAs": entry.addresses_elsewhere,
            "subjectOf": self._page(url),
        }
        return {key: value for key, value in description.items() if value}

    def _own_fields(self, entry: RegisterEntry) -> Iterator[Thing]:
        """The fields of an entry of the edition’s own kind; an address, or that of an entry, is in `url`."""
        for field, value in entry.facts if isinstance(entry, OwnEntry) else ():
            said: Thing = {"@type": "PropertyValue", "propertyID": field.name, "name": field.label}
            if field.type == "id":
                yield said | {"value": self.site.label(value), "url": self._url(value)}
            else:
                yield said | {"value": value} | ({"url": value} if field.type == "address" else {})

    @cached_property
    def _part_of(self) -> Thing:
        return {"@type": "Book", "@id": self.site.config.url, "name": self.site.config.title}

    def _version(self) -> Thing:
        config = self.site.config
        return {"version": config.version, "datePublished": config.date, "license": config.licence}

    def _url(self, ref: str) -> str:
        return self.site.config.url + address(ref)

    def _editors(self) -> Thing | list[Thing]:
        editors = [self._agent(name) for name in self.items.edition["editor"]]
        return editors if editors[1:] else editors[0]

    def _agent(self, name: Name) -> Thing:
        person = "family" in name or GUESS.search(full_name(name))
        return {"@type": "Person" if person else "Organization", "name": full_name(name)}

    def _correspondents(self, names: Sequence[ReferencedName]) -> list[Thing]:
        return [self._named(name) for name in names if name.words != UNKNOWN]

    def _named(self, name: ReferencedName) -> Thing:
        kind = kind_of(name.ref) or KINDS["persons"]
        where = {"@id": self._url(name.ref)} if name.ref else {}
        return {"@type": kind.schema_type, **where, "name": name.words}


def _identified(doi: str) -> Thing:
    return {"sameAs": f"https://doi.org/{doi}"} if doi else {}


def _particulars(entry: RegisterEntry) -> Iterator[tuple[str, object]]:
    """What only some kinds have. Uncertain dates have no form in schema.org and are left out."""
    if isinstance(entry, Person):
        dates = (("birthDate", entry.born), ("deathDate", entry.died))
        yield from ((key, date) for key, date in dates if date and ISO_DATE.fullmatch(date))
    elif isinstance(entry, Organisation):
        dates = (("foundingDate", entry.founded), ("dissolutionDate", entry.dissolved))
        yield from ((key, date) for key, date in dates if date and ISO_DATE.fullmatch(date))
    elif isinstance(entry, Place) and entry.coordinates:
        latitude, longitude = map(float, entry.coordinates.split(", "))
        yield "geo", {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
