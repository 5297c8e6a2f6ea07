"""Citations in words: the Chicago Manual of Style (17th edition, notes and bibliography), MLA (9th edition).

Each function takes a description in CSL-JSON and returns HTML, with `i` around what the style sets in
italics; without the tags it is the plain text. The tests compare the results with those of citeproc, from
which they differ on purpose in the following:

- A letter is described, not titled: “Solveig Ødegård to Étienne Le Goff, 3 June 1784, letter 16, in …”,
  without quotation marks (Chicago 14.111, 14.229: letters in published collections).
- The date has month and day, not only the year, since a digital edition can have many versions in a year.
- “The editors of …” are not called editors again, and “the” has a small letter within a sentence.
- A title in brackets is our description of something without a title: it has neither brackets nor quotation
  marks.
- A chapter whose book is unknown remains a chapter, in quotation marks; an article about which nothing else
  is known is not called a preprint; a newspaper whose day is unknown is cited by its number.
- Translators are named beside editors, and quotation marks within others are single.
- “n.d.” is used only where the description says so, since a register may merely not know the date.

A script puts the paragraph that a reader has reached into `span.locator` and `span.address`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from edition.render.citing.issued import american_date, inclusive_pages, issued_date, mla_date, month_and_year
from edition.render.citing.items import Item, full_name, inverted_name, joined_with_and
from edition.render.citing.rich_text import plain, shown

# words that headline style leaves in small letters (the stop words of the CSL specification)
SMALL = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with".split()
)
BY_DAY = frozenset({"article-newspaper", "article-magazine"})
PARTS = BY_DAY | {"article-journal", "article", "chapter", "speech"}  # even if their container is unknown
WORD = re.compile(r"(?P<before>^|[:?!] |[ (“‘–-])(?P<word>[a-z][\w’']*)")


def chicago_note(item: Item, *, locator: str = "", printed: Item | None = None, place: str = "") -> Markup:
    """The citation as a note: of the place `locator` in the item, and with the `place` in the volume
    `printed` where the same text is printed."""
    editors = item.get("editor", [])
    published = _in_brackets(item)
    where = _joined(", ", _version(item), _edited("ed. ", editors) if _is_part(item) else "")
    title = _joined(", ", _title_in(item, ","), where)
    source = _joined(", ", *_archive(item))
    located = Markup('<span class="locator">{}</span>').format(f", {locator}" if locator else "")
    to_somebody = str(item["title"]).startswith("To ") and "recipient" in item and bool(item.get("author"))
    lead = _joined(" " if to_somebody else ", ", _leading(item), title)
    text = lead + published + located + (", " + source if source else "") + _address(item, ", ")
    return shown(text + ("; printed in " + _volume_note(printed, place) if printed else "") + ".")


def chicago_bibliography(item: Item) -> Markup:
    """The citation as an entry in a bibliography."""
    core = (
        _in_serial(item) if _is_in_serial(item) else _in_book(item) if _is_part(item) else _whole_work(item)
    )
    pieces = [
        _leading(item, inverted=True),
        *core,
        *(_capitalised(piece) for piece in _archive(item)),
        _address(item, ""),
    ]
    return shown(Markup(" ").join(_with_full_stop(piece) for piece in pieces if piece))


def _in_serial(item: Item) -> list[Markup]:
    """“Title.” Bolshevik, no. 16 (1925): 71–73; newspapers and magazines by the day: Pravda, May 1, 1927."""
    name = Markup("") if _serial_leads(item) else _italic(item, "container-title")
    volume, issue = item.get("volume", ""), f"no. {item['issue']}" if item.get("issue") else ""
    pages = inclusive_pages(item)
    if _is_by_day(item):
        source = _joined(", ", name, issued_date(item, american_date))
    elif volume or issue:
        date = issued_date(item, month_and_year)
        number = _joined(", ", _joined(" ", name, volume), issue)
        source = _joined(": ", _joined(" ", number, f"({date})" if date else ""), pages)
    else:
        source = _joined(", ", name, issued_date(item, month_and_year), pages)
    return [_title(item, "."), _capitalised(source)]


def _in_book(item: Item) -> list[Markup]:
    """“Title.” In Book, vol. 2, edited by …, translated by …, 7–9. Series. Place: publisher, date."""
    led = item.get("author") or "recipient" in item
    edited = _edited("edited by ", item.get("editor", [])) if led else ""
    within = (_version(item), _volumes(item), edited, _translated(item), inclusive_pages(item))
    return [_joined(", ", _title_in(item, "."), *within), *_published(item)]


def _whole_work(item: Item) -> list[Markup]:
    """Title. Edited by …. Vol. 2. Series. Place: publisher, date; of a speech, where it was given."""
    edited = _edited("edited by ", item.get("editor", [])) if item.get("author") else ""
    who = (edited, _translated(item))
    whole = [_joined(", ", _volumes(item), *who)] if item.get("volume") else [*who, _volumes(item)]
    whole = [_capitalised(piece) for piece in (_version(item), *whole)]
    occasion = _joined(", ", item.get("event-title"), item.get("event-place"))
    if not occasion:
        return [_title(item, "."), *whole, *_published(item)]
    genre = Markup(escape(item.get("genre", "")))
    return [_title(item, "."), *whole, genre, _joined(", ", occasion, issued_date(item, american_date))]


def _published(item: Item) -> list[Markup]:
    """Series and imprint."""
    series = _joined(" ", item.get("collection-title"), item.get("collection-number"))
    return [series, _joined(", ", _publisher(item), issued_date(item, american_date))]


def mla(item: Item) -> Markup:
    """The citation as an entry in a list of works cited."""
    editors = _edited("edited by ", item.get("editor", [])) if _is_part(item) else ""
    container = _italic(item, "container-title" if _is_part(item) else "title")
    rest = _joined(
        ", ",
        editors,
        _version(item),
        item.get("publisher"),
        issued_date(item, mla_date),
        *reversed(_archive(item)),
        _address(item, ""),
    )
    lead = _leading(item, inverted=True, most=2)
    if not _is_part(item):
        return shown(
            Markup(" ").join(map(_with_full_stop, filter(None, (lead, container, _capitalised(rest)))))
        )
    part = _quoted(item, ".")
    pieces = (lead and _with_full_stop(lead), part, _with_full_stop(_joined(", ", container, rest)))
    return shown(Markup(" ").join(filter(None, pieces)))


# -- pieces --------------------------------------------------------------------------------------------


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


def _title_in(item: Item, stop: str) -> Markup:
    """The title, and its container if it has one; `stop` separates the two."""
    if not _is_part(item):
        return _title(item, stop)
    inside = _italic(item, "container-title")
    word = "in" if stop == "," else "In"
    if "recipient" not in item:
        return Markup("{} {} {}").format(_title(item, stop), word, inside)
    description, made = str(item["title"]), "title-short" not in item
    return Markup("{}{} {} {}").format(
        description[:1].lower() + description[1:] if made and stop == "," else description,
        stop,
        word,
        inside,
    )


def _title(item: Item, stop: str) -> Markup:
    """The title: of a whole in italics, of a part in quotation marks, our own description in neither."""
    title = plain(item["title"])
    if title.startswith("[") and title.endswith("]"):
        return _capitalised(title[1:-1]) + (stop if _is_part(item) else "")
    return _quoted(item, stop) if _is_part(item) or item["type"] in PARTS else _italic(item, "title")


def _quoted(item: Item, stop: str) -> Markup:
    """A title in quotation marks; the stop stands inside them, and inside those with which the title ends."""
    title = str(item["title"])
    inner = "’" if title.endswith("”") else ""
    title = title.removesuffix("”").replace("“", "‘").replace("”", "’")
    title = title if "recipient" in item else _in_headline_style(item, title)
    return Markup("“{}”").format(title + ("" if title.endswith(("?", "!", stop)) else stop) + inner)


def _italic(item: Item, field: str) -> Markup:
    return Markup("<i>{}</i>").format(_in_headline_style(item, str(item[field])))


def _in_headline_style(item: Item, title: str) -> str:
    """A title in headline style if it is English; others are left as they are."""
    return headline(title) if str(item.get("language", "en")).startswith("en") else title


def headline(title: str) -> str:
    """A title in headline style (Chicago 8.159): all words but the small ones are capitalised."""

    def large(match: re.Match[str]) -> str:
        before, word = match["before"], match["word"]
        keep = word in SMALL and before in {" ", "-", "–"}
        return before + (word if keep else word[:1].upper() + word[1:])

    return WORD.sub(large, title)


def _leading(item: Item, *, inverted: bool = False, most: int = 10) -> Markup:
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
    text = _joined_names(names_in_words, inverted=inverted)
    if len(names_in_words) > limit:
        shown = names_in_words[:7] if limit == 10 else names_in_words[:1]
        text = f"{', '.join(shown)}{',' if inverted else ''} et al."
    if authors or not names or _are_called_editors(names):
        return Markup(escape(text))
    several = len(names) > 1
    role = ("editors" if several else "editor") if most == 2 else ("eds." if several else "ed.")
    return Markup(escape(f"{text}, {role}"))


def _joined_names(names: Sequence[str], *, inverted: bool) -> str:
    """Names joined by “and”; of two names, an inverted first one is followed by a comma."""
    return f"{names[0]}, and {names[1]}" if inverted and len(names) == 2 else joined_with_and(names)


def _are_called_editors(names: Sequence[Mapping[str, str]]) -> bool:
    return any("editor" in name.get("literal", "").casefold() for name in names)


def _edited(role: str, names: Sequence[Mapping[str, str]]) -> str:
    full_names = [re.sub(r"^The ", "the ", full_name(name)) for name in names]
    return role + joined_with_and(full_names) if full_names else ""


def _translated(item: Item) -> str:
    return _edited("translated by ", item.get("translator", []))


def _volumes(item: Item) -> str:
    """“vol. 2”, “vols. 4–5”, or the number of volumes: “3 vols.”"""
    volume, several = item.get("volume"), item.get("number-of-volumes")
    if volume:
        return f"vol{'' if str(volume).isalnum() else 's'}. {volume}"
    return f"{several} vols." if several else ""


def _version(item: Item) -> str:
    """The version, or which edition of a book it is: “2nd ed.”"""
    if item.get("version"):
        return f"version {item['version']}"
    edition = str(item.get("edition", ""))
    return f"{edition}{_ordinal(int(edition))} ed." if edition.isdecimal() else edition


def _ordinal(number: int) -> str:
    teen = number // 10 % 10 == 1
    return "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _publisher(item: Item) -> str:
    return ": ".join(str(item[key]) for key in ("publisher-place", "publisher") if item.get(key))


def _archive(item: Item) -> list[str]:
    return [str(item[key]) for key in ("archive_location", "archive") if item.get(key)]


def _address(item: Item, before: str) -> Markup:
    url = f"https://doi.org/{item['DOI']}" if item.get("DOI") else item.get("URL")
    return Markup('{}<span class="address">{}</span>').format(before, url) if url else Markup("")


def _in_brackets(item: Item) -> Markup:
    place = ": ".join(
        filter(None, (str(item.get("publisher-place") or ""), str(item.get("publisher") or "")))
    )
    inside = _joined(", ", place, issued_date(item, american_date))
    return Markup(" ({})").format(inside) if inside else Markup("")


def _volume_note(item: Item, place: str) -> Markup:
    """The printed volume as it is cited within a note."""
    title = _joined(
        ", ", _leading(item), _title_in(item, ","), _edited("trans. ", item.get("translator", []))
    )
    series = item.get("collection-title")
    return title + (f", {series}" if series else "") + _in_brackets(item) + (f", {place}" if place else "")


def _joined(by: str, *pieces: str | None) -> Markup:
    return Markup(by).join(piece for piece in pieces if piece)


def _capitalised(text: Markup | str) -> Markup:
    """Text with a capital at the start, unless it begins with a tag."""
    safe = Markup(escape(text))
    return safe if safe.startswith("<") else safe[:1].upper() + safe[1:]


def _with_full_stop(piece: Markup | str) -> Markup:
    safe = Markup(escape(piece))
    return safe if safe.striptags().rstrip("’”").endswith((".", "?", "!")) else safe + "."
