"""How each page of the edition is cited: one description in CSL-JSON, from which all forms are made.

`items.py` describes (letters, essays, register entries, the edition itself), `styles.py` gives Chicago and
MLA, `exchange.py` the files for reference managers, `linked_data.py` schema.org. Neither pages nor files are
made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from edition.lookup.addresses import address
from edition.render.citing import exchange, styles
from edition.render.citing.items import Item, Items, inverted, pages_in_words
from edition.render.citing.linked_data import Described, Thing, in_script
from edition.render.site import Site
from edition.tei.heads import EssayHead

EDITION, CHRONOLOGY = "index.html", "chronology/"


@dataclass(frozen=True)
class CitedPage:
    """A page that is cited: what it is (“Letter 16”), where its files are (from the root, no ending), its
    description in CSL-JSON, and that of the printed volume, with the place in it, where it is printed."""

    name: str
    files: str
    item: Item
    printed: Item | None = None
    place: str = ""

    @property
    def chicago_note(self) -> Markup:
        return styles.chicago_note(self.item, printed=self.printed, place=self.place)

    @property
    def chicago_bibliography(self) -> Markup:
        return styles.chicago_bibliography(self.item)

    @property
    def mla(self) -> Markup:
        return styles.mla(self.item)

    @property
    def printed_volume(self) -> Markup:
        """The printed volume as a bibliography has it, with the place of this text in it."""
        if self.printed is None:
            return Markup("")
        return styles.chicago_bibliography(self.printed) + f" {self.place[:1].upper()}{self.place[1:]}."

    def names(self, role: str) -> list[str]:
        """Authors or editors, the family name first."""
        return [inverted(name) for name in self.item.get(role, [])]

    def file(self, suffix: str) -> bytes:
        """The description in one of the formats of `exchange.FORMATS`."""
        return exchange.FORMATS[suffix]([self.item]).encode()


@dataclass(frozen=True)
class Citing:
    """All that is cited on a site, by the path of its page."""

    site: Site

    @cached_property
    def items(self) -> Items:
        return Items(self.site)

    @cached_property
    def edition(self) -> CitedPage:
        return CitedPage(self.site.config.title, "citation/edition", self.items.edition)

    @cached_property
    def pages(self) -> Mapping[str, CitedPage]:
        """The start page (the edition), letters, essays, register entries and the chronology."""
        found = {EDITION: self.edition}
        for letter in self.site.letters:
            place = self.items.place_of(letter)
            found[_page(letter.id)] = CitedPage(
                f"Letter {letter.number}",
                address(letter.id) + "citation",
                self.items.letter(letter),
                self.items.volume,
                place,
            )
        for essay in self.site.essays:
            found[_page(essay.id)] = self._essay(essay)
        for register in self.site.registers:
            for ref, entry in register.entries.items():
                item = self.items.entry(ref, entry)
                found[_page(ref)] = CitedPage(entry.name, address(ref) + "citation", item)
        if self.site.has_chronology:
            item = self.items.page("chronology", "Chronology")
            found[CHRONOLOGY + "index.html"] = CitedPage("Chronology", CHRONOLOGY + "citation", item)
        return found

    formats = (
        ("bib", "BibTeX", "application/x-bibtex"),
        ("ris", "RIS", "application/x-research-info-systems"),
        ("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    )

    def _essay(self, essay: EssayHead) -> CitedPage:
        pages = self.site.printed.pages.get(essay.id)
        name, files, item = f"“{essay.title}”", address(essay.id) + "citation", self.items.essay(essay)
        if pages is None:
            return CitedPage(name, files, item)
        return CitedPage(name, files, item, self.items.volume, pages_in_words(pages))

    def at(self, path: str) -> CitedPage | None:
        """What is cited on a page, if anything is."""
        return self.pages.get(path)

    def linked_data(self, path: str) -> Markup:
        """The schema.org description of a page as JSON that can stand in a `script` element, or nothing."""
        return in_script(self._linked.get(path))

    @cached_property
    def _linked(self) -> Mapping[str, Thing]:
        described = Described(self.site, self.items)
        found = {EDITION: described.edition()}
        found |= {_page(letter.id): described.letter(letter) for letter in self.site.letters}
        found |= {_page(essay.id): described.essay(essay) for essay in self.site.essays}
        for register in self.site.registers:
            for ref, entry in register.entries.items():
                found[_page(ref)] = described.entry(register.kind, ref, entry)
        return found


def _page(ref: str) -> str:
    return address(ref) + "index.html"
