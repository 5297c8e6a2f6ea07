"""Citations in words: the Chicago Manual of Style (17th edition, notes and bibliography), MLA (9th edition).

Each method takes a description in CSL-JSON and returns HTML, with `i` around what the style sets in
italics; without the tags it is the plain text. The words between are phrases of the edition's language. The
tests compare the results with those of citeproc, from which they differ on purpose in the following:

- A letter is described, not titled: “Solveig Ødegård to Étienne Le Goff, 3 June 1784, letter 16, in …”,
  without quotation marks (Chicago 14.111, 14.229: letters in published collections).
- The date has month and day, not only the year, since a digital edition can have many versions in a year.
- “The editors of …” are not called editors again, and “the” has a small letter within a sentence.
- A title in brackets is our description of something without a title: it has neither brackets nor quotation
  marks.
- A chapter whose book is unknown remains a chapter, in quotation marks; an article about which nothing else
  is known is not called a preprint; a newspaper whose day is unknown is cited by its number.
- Translators are named beside editors, and quotation marks within others are single.
- No comma stands before “and” in a language that has none there (“A, B und C”).
- “n.d.” is used only where the description says so, since a register may merely not know the date.

A script puts the paragraph that a reader has reached into `span.locator` and `span.address`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from edition.forms.language import ENGLISH, Language, wording
from edition.render.citing.headline import headline
from edition.render.citing.issued import american_date, inclusive_pages, issued_date, mla_date, month_and_year
from edition.render.citing.items import Item, full_name, inverted_name, joined_with_and
from edition.render.citing.rich_text import plain, shown
from edition.words.capitals import EVERY_NOUN

BY_DAY = frozenset({"article-newspaper", "article-magazine"})
PARTS = BY_DAY | {"article-journal", "article", "chapter", "speech"}  # even if their container is unknown


@dataclass(frozen=True)
class Styles:
    """Citations as an edition in a language writes them."""

    phrases: Language = ENGLISH

    def chicago_note(
        self, item: Item, *, locator: str = "", printed: Item | None = None, place: str = ""
    ) -> Markup:
        """The citation as a note: of the place `locator` in the item, and with the `place` in the volume
        `printed` where the same text is printed."""
        editors = item.get("editor", [])
        published = self._in_brackets(item)
        where = _joined(
            ", ", self._version(item), self._edited(wording("ed. {names}"), editors) if _is_part(item) else ""
        )
        title = _joined(", ", self._title_in(item, ","), where)
        source = _joined(", ", *_archive(item))
        located = Markup('<span class="locator">{}</span>').format(f", {locator}" if locator else "")
        to_somebody = self._is_to_somebody(item) and "recipient" in item and bool(item.get("author"))
        lead = _joined(" " if to_somebody else ", ", self._leading(item), title)
        text = lead + published + located + (", " + source if source else "") + _address(item, ", ")
        return shown(text + (self._printed(printed, place) if printed else "") + ".")

    def chicago_bibliography(self, item: Item) -> Markup:
        """The citation as an entry in a bibliography."""
        core = (
            self._in_serial(item)
            if _is_in_serial(item)
            else self._in_book(item)
            if _is_part(item)
            else self._whole_work(item)
        )
        pieces = [
            self._leading(item, inverted=True),
            *core,
            *(_capitalised(piece) for piece in _archive(item)),
            _address(item, ""),
        ]
        return shown(Markup(" ").join(_with_full_stop(piece) for piece in pieces if piece))

    def _in_serial(self, item: Item) -> list[Markup]:
        """“Title.” Bolshevik, no. 16 (1925): 71–73; newspapers by the day: Pravda, May 1, 1927."""
        name = Markup("") if _serial_leads(item) else _italic(item, "container-title")
        volume, issue = item.get("volume", ""), self._numbered(item)
        pages = inclusive_pages(item)
        if _is_by_day(item):
            source = _joined(", ", name, issued_date(item, american_date, self.phrases))
        elif volume or issue:
            date = issued_date(item, month_and_year, self.phrases)
            number = _joined(", ", _joined(" ", name, volume), issue)
            source = _joined(": ", _joined(" ", number, f"({date})" if date else ""), pages)
        else:
            source = _joined(", ", name, issued_date(item, month_and_year, self.phrases), pages)
        return [self._title(item, "."), _capitalised(source)]

    def _in_book(self, item: Item) -> list[Markup]:
        """“Title.” In Book, vol. 2, edited by …, translated by …, 7–9. Series. Place: publisher, date."""
        led = item.get("author") or "recipient" in item
        edited = self._edited(wording("edited by {names}"), item.get("editor", [])) if led else ""
        within = (
            self._version(item),
            self._volumes(item),
            edited,
            self._translated(item),
            inclusive_pages(item),
        )
        return [_joined(", ", self._title_in(item, "."), *within), *self._published(item)]

    def _whole_work(self, item: Item) -> list[Markup]:
        """Title. Edited by …. Vol. 2. Series. Place: publisher, date; of a speech, where it was given."""
        edited = (
            self._edited(wording("edited by {names}"), item.get("editor", [])) if item.get("author") else ""
        )
        who = (edited, self._translated(item))
        whole = (
            [_joined(", ", self._volumes(item), *who)] if item.get("volume") else [*who, self._volumes(item)]
        )
        whole = [_capitalised(piece) for piece in (self._version(item), *whole)]
        occasion = _joined(", ", item.get("event-title"), item.get("event-place"))
        if not occasion:
            return [self._title(item, "."), *whole, *self._published(item)]
        genre = Markup(escape(item.get("genre", "")))
        return [
            self._title(item, "."),
            *whole,
            genre,
            _joined(", ", occasion, issued_date(item, american_date, self.phrases)),
        ]

    def _published(self, item: Item) -> list[Markup]:
        """Series and imprint."""
        series = _joined(" ", item.get("collection-title"), item.get("collection-number"))
        return [series, _joined(", ", _publisher(item), issued_date(item, american_date, self.phrases))]

    def mla(self, item: Item) -> Markup:
        """The citation as an entry in a list of works cited."""
        editors = self._edited(wording("edited by {names}"), item.get("editor", [])) if _is_part(item) else ""
        container = _italic(item, "container-title" if _is_part(item) else "title")
        rest = _joined(
            ", ",
            editors,
            self._version(item),
            item.get("publisher"),
            issued_date(item, mla_date, self.phrases),
            *reversed(_archive(item)),
            _address(item, ""),
        )
        lead = self._leading(item, inverted=True, most=2)
        if not _is_part(item):
            return shown(
                Markup(" ").join(map(_with_full_stop, filter(None, (lead, container, _capitalised(rest)))))
            )
        part = self._quoted(item, ".")
        pieces = (lead and _with_full_stop(lead), part, _with_full_stop(_joined(", ", container, rest)))
        return shown(Markup(" ").join(filter(None, pieces)))

    def _title_in(self, item: Item, stop: str) -> Markup:
        """The title, and its container if it has one; `stop` separates the two."""
        if not _is_part(item):
            return self._title(item, stop)
        within = self.phrases(
            wording("in {book}") if stop == "," else wording("In {book}"),
            book=_italic(item, "container-title"),
        )
        if "recipient" not in item:
            return Markup("{} {}").format(self._title(item, stop), within)
        description, made = str(item["title"]), "title-short" not in item
        if made and stop == "," and (self._is_to_somebody(item) or self.phrases.code not in EVERY_NOUN):
            description = description[:1].lower() + description[1:]
        return Markup("{}{} {}").format(description, stop, within)

    def _is_to_somebody(self, item: Item) -> bool:
        """Whether the title of a letter is made by us and begins with “To”."""
        return str(item["title"]).startswith(self.phrases.say("To {names}", names=""))

    def _title(self, item: Item, stop: str) -> Markup:
        """The title: of a whole in italics, of a part in quotation marks, our own description in neither."""
        title = plain(item["title"])
        if title.startswith("[") and title.endswith("]"):
            return _capitalised(title[1:-1]) + (stop if _is_part(item) else "")
        return self._quoted(item, stop) if _is_part(item) or item["type"] in PARTS else _italic(item, "title")

    def _quoted(self, item: Item, stop: str) -> Markup:
        """A title in quotation marks, and a stop. In English the stop stands inside them, and inside those
        with which the title ends."""
        title = str(item["title"])
        title = title if "recipient" in item else _in_headline_style(item, title)
        words, inner = self._quoting_within(title), ""
        if not self._stops_inside:
            return Markup(escape(self.phrases.say("“{words}”", words=words))) + stop
        if title.endswith("”"):
            words, inner = words.removesuffix("’"), "’"
        stop = "" if words.endswith(("?", "!", stop)) else stop
        return Markup(escape(self.phrases.say("“{words}”", words=words + stop + inner)))

    @property
    def _stops_inside(self) -> bool:
        """Whether a comma behind a quotation stands within its marks."""
        return not self.phrases.say("“{words},”", words="").endswith(",")

    def _quoting_within(self, title: str) -> str:
        """A title for quotation marks: those that it has become those of a quotation in a quotation."""
        begin, end = self.phrases.quotation_marks
        within = self.phrases.say("‘{words}’", words=r"\1")
        return re.sub(rf"{begin}\s*([^{begin}{end}]*?)\s*{end}", within, title)

    def _leading(self, item: Item, *, inverted: bool = False, most: int = 10) -> Markup:
        """What a citation begins with: the authors, otherwise the editors, or the newspaper of an unsigned
        article. More than `most` names become “et al.”"""
        if _serial_leads(item):
            return _italic(item, "container-title")
        authors = item.get("author")
        names = authors or ([] if "recipient" in item else item.get("editor")) or []
        names_in_words = [full_name(name) for name in names]
        if inverted and names:
            names_in_words[0] = inverted_name(names[0])
        limit = most if inverted else 3
        if len(names_in_words) > limit:
            first = names_in_words[:7] if limit == 10 else names_in_words[:1]
            text = self.phrases.say("{names} et al.", names=", ".join(first) + ("," if inverted else ""))
        else:
            text = self._joined_names(names_in_words, inverted=inverted)
        if authors or not names or self._are_called_editors(names):
            return Markup(escape(text))
        if most == 2:
            return self.phrases("{names}, editor", "{names}, editors", names=text, n=len(names))
        return self.phrases("{names}, ed.", "{names}, eds.", names=text, n=len(names))

    def _joined_names(self, names: Sequence[str], *, inverted: bool) -> str:
        """Names joined by “and”; of two names, an inverted first one is followed by a comma."""
        if inverted and len(names) == 2:
            return self.phrases.listed([f"{names[0]},", names[1]])
        return joined_with_and(names, self.phrases)

    def _are_called_editors(self, names: Sequence[Mapping[str, str]]) -> bool:
        called = {"editor", self.phrases.say("editor")}
        return any(word in name.get("literal", "").casefold() for name in names for word in called)

    def _edited(self, phrase: str, names: Sequence[Mapping[str, str]]) -> str:
        full_names = [re.sub(r"^The ", "the ", full_name(name)) for name in names]
        return self.phrases.say(phrase, names=joined_with_and(full_names, self.phrases)) if full_names else ""

    def _translated(self, item: Item) -> str:
        return self._edited(wording("translated by {names}"), item.get("translator", []))

    def _numbered(self, item: Item) -> str:
        return self.phrases.say("no. {number}", number=item["issue"]) if item.get("issue") else ""

    def _volumes(self, item: Item) -> str:
        """“vol. 2”, “vols. 4–5”, or the number of volumes: “3 vols.”"""
        volume, several = item.get("volume"), item.get("number-of-volumes")
        if volume:
            n = 1 if str(volume).isalnum() else 2
            return self.phrases.say("vol. {number}", "vols. {number}", number=volume, n=n)
        return self.phrases.say("{number} vols.", number=several) if several else ""

    def _version(self, item: Item) -> str:
        """The version, or which edition of a book it is: “2nd ed.”"""
        if item.get("version"):
            return self.phrases.say("version {number}", number=item["version"])
        edition = str(item.get("edition", ""))
        if not edition.isdecimal() or len(edition) > 9:
            return edition
        number = int(edition)
        return self.phrases.say("{ordinal} ed.", ordinal=_ordinal(number, self.phrases))

    def _in_brackets(self, item: Item) -> Markup:
        place = ": ".join(
            filter(None, (str(item.get("publisher-place") or ""), str(item.get("publisher") or "")))
        )
        inside = _joined(", ", place, issued_date(item, american_date, self.phrases))
        return Markup(" ({})").format(inside) if inside else Markup("")

    def _printed(self, item: Item, place: str) -> Markup:
        """The printed volume as it is cited within a note."""
        translated = self._edited(wording("trans. {names}"), item.get("translator", []))
        title = _joined(", ", self._leading(item), self._title_in(item, ","), translated)
        series = item.get("collection-title")
        volume = title + (f", {series}" if series else "") + self._in_brackets(item)
        return self.phrases("; printed in {volume}", volume=volume + (f", {place}" if place else ""))


def _is_part(item: Item) -> bool:
    return "container-title" in item


def _is_in_serial(item: Item) -> bool:
    return _is_part(item) and item["type"] in {"article-journal", *BY_DAY}


def _is_by_day(item: Item) -> bool:
    """Whether an article of a newspaper or magazine is identified by its day."""
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return item["type"] in BY_DAY and not (item.get("issue") and len(parts) < 3)


def _serial_leads(item: Item) -> bool:
    """Whether the name of a newspaper takes the place of the author, since the article is unsigned."""
    return _is_part(item) and item["type"] in BY_DAY and not item.get("author")


def _italic(item: Item, field: str) -> Markup:
    return Markup("<i>{}</i>").format(_in_headline_style(item, str(item[field])))


def _in_headline_style(item: Item, title: str) -> str:
    """A title in headline style if it is English; others are left as they are."""
    return headline(title) if str(item.get("language", "en")).startswith("en") else title


def _ordinal(number: int, phrases: Language) -> str:
    if phrases.code != "en":
        return phrases.say("{n}. (an ordinal number)", n=number).partition(" (")[0]
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _publisher(item: Item) -> str:
    return ": ".join(str(item[key]) for key in ("publisher-place", "publisher") if item.get(key))


def _archive(item: Item) -> list[str]:
    return [str(item[key]) for key in ("archive_location", "archive") if item.get(key)]


def _address(item: Item, before: str) -> Markup:
    url = f"https://doi.org/{item['DOI']}" if item.get("DOI") else item.get("URL")
    return Markup('{}<span class="address">{}</span>').format(before, url) if url else Markup("")


def _joined(by: str, *pieces: str | None) -> Markup:
    return Markup(by).join(piece for piece in pieces if piece)


def _capitalised(text: Markup | str) -> Markup:
    """Text with a capital at the start, unless it begins with a tag."""
    safe = Markup(escape(text))
    return safe if safe.startswith("<") else safe[:1].upper() + safe[1:]


def _with_full_stop(piece: Markup | str) -> Markup:
    safe = Markup(escape(piece))
    return safe if safe.striptags().rstrip("’”").endswith((".", "?", "!")) else safe + "."
