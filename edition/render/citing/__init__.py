"""How each page of the edition is cited: one description in CSL-JSON, from which all forms are made.

`items.py` has the descriptions (letters, essays, register entries, the edition itself), `styles.py` Chicago
and MLA, `exchange_formats.py` the files for reference managers, `linked_data.py` schema.org. No pages or
files are made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from edition.forms.registers import RegisterEntry, Work
from edition.lookup.addresses import address
from edition.render.citing import exchange_formats
from edition.render.citing.items import (
    CitationItems,
    Item,
    inverted_name,
    pages_in_words,
    work_item,
)
from edition.render.citing.linked_data import PageDescriptions, Thing, in_script
from edition.render.citing.styles import Styles
from edition.render.site import Site
from edition.tei.heads import EssayHead, LetterHead

IN_A_LINK = "!$&'()*+,-./:;=?@_~"  # characters that stand for themselves in a data link
EDITION, CHRONOLOGY = "index.html", "chronology/"


@dataclass(frozen=True)
class CitedPage:
    """A page that is cited: what it is (“Letter 16”), where its citation files are (path from the root
    without ending; "" for none, where the page holds them itself), its description in CSL-JSON, and that of
    the printed volume, with the place in it, if it is printed there. The files of the page of a `work` are
    about the work."""

    name: str
    files: str
    item: Item
    printed: Item | None = None
    place: str = ""
    work: Item | None = None
    styles: Styles = field(default_factory=Styles)

    @property
    def chicago_note(self) -> Markup:
        """The citation as a note (Chicago, 17th edition)."""
        return self.styles.chicago_note(self.item, printed=self.printed, place=self.place)

    @property
    def chicago_bibliography(self) -> Markup:
        """The citation as an entry in a bibliography (Chicago, 17th edition)."""
        return self.styles.chicago_bibliography(self.item)

    @property
    def mla(self) -> Markup:
        """The citation as an entry in a list of works cited (MLA, 9th edition)."""
        return self.styles.mla(self.item)

    @property
    def printed_volume(self) -> Markup:
        """The printed volume as an entry in a bibliography, with the place of this text in it; empty if it is
        not printed there."""
        if self.printed is None:
            return Markup("")
        return self.styles.chicago_bibliography(self.printed) + f" {self.place[:1].upper()}{self.place[1:]}."

    def names(self, role: str) -> list[str]:
        """The authors or editors (`role`), family name first. Zotero takes a name without a comma apart at
        its last space; one that is no person's ends with the comma, and so is a family name alone."""
        return [
            inverted_name(name) if "family" in name else f"{inverted_name(name).replace(',', '')},"
            for name in self.item.get(role, [])
        ]

    def file(self, suffix: str) -> bytes:
        """The description in the format whose ending is `suffix` (`exchange_formats.FORMATS`)."""
        return exchange_formats.FORMATS[suffix]([self.work or self.item]).encode()

    def link(self, suffix: str, media_type: str, root: str) -> str:
        """What leads to the description in a format: the file, or its content itself (RFC 2397)."""
        if self.files:
            return f"{root}{self.files}.{suffix}"
        return f"data:{media_type};charset=utf-8,{quote(self.file(suffix), safe=IN_A_LINK)}"


@dataclass(frozen=True)
class Citing:
    """Everything that is cited on a site, by the path of its page."""

    site: Site
    _made: dict[str, CitedPage] = field(default_factory=dict)

    @cached_property
    def items(self) -> CitationItems:
        """The descriptions in CSL-JSON."""
        return CitationItems(self.site)

    @cached_property
    def edition(self) -> CitedPage:
        """The edition as a whole."""
        return self._cited(name=self.site.config.title, files="citation/edition", item=self.items.edition)

    def _cited(self, **fields: Any) -> CitedPage:
        return CitedPage(**fields, styles=Styles(self.site.config.phrases))

    @property
    def pages(self) -> Mapping[str, CitedPage]:
        """The start page (the edition), letters, essays, register entries and the chronology, by path."""
        return {path: self._page_at(path) for path in self._makers}

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], CitedPage]]:
        """What makes the description of each page, by path."""
        cited: dict[str, Callable[[], CitedPage]] = {EDITION: lambda: self.edition}
        cited |= {_page(letter.id): partial(self._letter, letter) for letter in self.site.letters}
        cited |= {_page(essay.id): partial(self._essay, essay) for essay in self.site.essays}
        for register in self.site.registers:
            for ref, entry in register.entries.items():
                cited[_page(ref)] = partial(self._entry, ref, entry)
        if self.site.has_chronology:
            cited[CHRONOLOGY + "index.html"] = self._chronology
        return cited

    def _page_at(self, path: str) -> CitedPage:
        if path not in self._made:
            self._made[path] = self._makers[path]()
        return self._made[path]

    formats = (
        ("bib", "BibTeX", "application/x-bibtex"),
        ("ris", "RIS", "application/x-research-info-systems"),
        ("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    )

    def _letter(self, letter: LetterHead) -> CitedPage:
        return self._cited(
            name=self.site.config.phrases.say("Letter {number}", number=letter.number),
            files=address(letter.id) + "citation",
            item=self.items.letter(letter),
            printed=self.items.volume,
            place=self.items.place_of(letter),
        )

    def _entry(self, ref: str, entry: RegisterEntry) -> CitedPage:
        work = work_item(ref, entry) if isinstance(entry, Work) and entry.csl else None
        return self._cited(name=entry.name, files="", item=self.items.entry(ref, entry), work=work)

    def _chronology(self) -> CitedPage:
        name = self.site.config.phrases.say("Chronology")
        item = self.items.page("chronology", name)
        return self._cited(name=name, files=CHRONOLOGY + "citation", item=item)

    def _essay(self, essay: EssayHead) -> CitedPage:
        pages = self.site.printed.pages.get(essay.id)
        language = self.site.config.phrases
        name = language.say("“{words}”", words=essay.title)
        files, item = address(essay.id) + "citation", self.items.essay(essay)
        if pages is None:
            return self._cited(name=name, files=files, item=item)
        place = pages_in_words(pages, language)
        return self._cited(name=name, files=files, item=item, printed=self.items.volume, place=place)

    def at(self, path: str) -> CitedPage | None:
        """What is cited on the page at a path, or None."""
        return self._page_at(path) if path in self._makers else None

    def linked_data(self, path: str) -> Markup:
        """The schema.org description of the page at a path, as JSON for a `script` element; empty if it has
        none."""
        describe = self._linked.get(path)
        return in_script(describe() if describe else None)

    @cached_property
    def _linked(self) -> Mapping[str, Callable[[], Thing]]:
        """What describes each page, when it is made."""
        builder = PageDescriptions(self.site, self.items)
        descriptions: dict[str, Callable[[], Thing]] = {EDITION: builder.edition}
        descriptions |= {_page(letter.id): partial(builder.letter, letter) for letter in self.site.letters}
        descriptions |= {_page(essay.id): partial(builder.essay, essay) for essay in self.site.essays}
        for register in self.site.registers:
            for ref, entry in register.entries.items():
                descriptions[_page(ref)] = partial(builder.entry, register.kind, ref, entry)
        return descriptions


def _page(ref: str) -> str:
    return address(ref) + "index.html"
