"""Citations in words: the Chicago Manual of Style (17th edition, notes and bibliography), MLA (9th edition).

Each function takes a description in CSL-JSON and gives HTML, in `i` what the style sets in italics; without
the tags it is the plain text. The tests hold them to citeproc; where they differ from it they mean to:

- A letter is told, not titled: “Solveig Ødegård to Étienne Le Goff, 3 June 1784, letter 16, in …”, without
  quotation marks (Chicago 14.111, 14.229: letters in published collections).
- The date has month and day, not the year alone, for a digital edition can have many versions in a year.
- “The editors of …” are not called editors once more, and “the” is small within a sentence.
- A title in brackets is our description of what has none: it stands plainly, without brackets or quotation
  marks.
- A chapter whose book is not known remains one, in quotation marks; an article of which no more is known is
  not called a preprint; a newspaper of which the day is not known is cited by its number.
- Translators are named beside editors, and quotation marks within others are single.
- “n.d.” is said where the description says it: a register may only not know the date.

`span.locator` and `span.address` are where a script puts the paragraph that a reader has come to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from edition.render.citing.issued import american, dated, european, inclusive, month_of
from edition.render.citing.items import Item, full, listed
from edition.render.citing.items import inverted as last_first

# what headline style leaves small (the stop words of the CSL specification)
SMALL = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with".split()
)
BY_DAY = frozenset({"article-newspaper", "article-magazine"})
PARTS = BY_DAY | {"article-journal", "article", "chapter", "speech"}  # also where their whole is not known
WORD = re.compile(r"(?P<before>^|[:?!] |[ (“‘–-])(?P<word>[a-z][\w’']*)")


def chicago_note(item: Item, *, locator: str = "", printed: Item | None = None, place: str = "") -> Markup:
    """The note, with the place cited, and where the same is printed."""
    editors = item.get("editor", [])
    published = _in_brackets(item)
    where = _joined(", ", _version(item), _edited("ed. ", editors) if _is_part(item) else "")
    title = _joined(", ", _title_in(item, ","), where)
    source = _joined(", ", *_archive(item))
    located = Markup('<span class="locator">{}</span>').format(f", {locator}" if locator else "")
    to_somebody = str(item["title"]).startswith("To ") and "recipient" in item
    lead = _joined(" " if to_somebody else ", ", _leading(item), title)
    text = lead + published + located + (", " + source if source else "") + _at(item, ", ")
    return text + ("; printed in " + _volume_note(printed, place) if printed else "") + "."


def chicago_bibliography(item: Item) -> Markup:
    """The entry in a bibliography."""
    told = _in_serial(item) if _is_in_serial(item) else _in_book(item) if _is_part(item) else _alone(item)
    pieces = [
        _leading(item, inverted=True),
        *told,
        *(_large(piece) for piece in _archive(item)),
        _at(item, ""),
    ]
    return Markup(" ").join(_sentence(piece) for piece in pieces if piece)


def _in_serial(item: Item) -> list[Markup]:
    """“Title.” Bolshevik, no. 16 (1925): 71–73; newspapers and magazines by the day: Pravda, May 1, 1927."""
    name = Markup("") if _serial_leads(item) else _italic(item, "container-title")
    volume, issue = item.get("volume", ""), f"no. {item['issue']}" if item.get("issue") else ""
    pages = inclusive(item)
    if _is_by_day(item):
        source = _joined(", ", name, dated(item, american))
    elif volume or issue:
        date = dated(item, month_of)
        number = _joined(", ", _joined(" ", name, volume), issue)
        source = _joined(": ", _joined(" ", number, f"({date})" if date else ""), pages)
    else:
        source = _joined(", ", name, dated(item, month_of), pages)
    return [_title(item, "."), _large(source)]


def _in_book(item: Item) -> list[Markup]:
    """“Title.” In Book, vol. 2, edited by …, translated by …, 7–9. Series. Place: publisher, date."""
    edited = _edited("edited by ", item.get("editor", [])) if item.get("author") else ""
    within = (_version(item), _volumes(item), edited, _translated(item), inclusive(item))
    return [_joined(", ", _title_in(item, "."), *within), *_published(item)]


def _alone(item: Item) -> list[Markup]:
    """Title. Edited by …. Vol. 2. Series. Place: publisher, date; of a speech where it was given."""
    edited = _edited("edited by ", item.get("editor", [])) if item.get("author") else ""
    who = (edited, _translated(item))
    whole = [_joined(", ", _volumes(item), *who)] if item.get("volume") else [*who, _volumes(item)]
    whole = [_large(piece) for piece in (_version(item), *whole)]
    occasion = _joined(", ", item.get("event-title"), item.get("event-place"))
    if not occasion:
        return [_title(item, "."), *whole, *_published(item)]
    genre = Markup(escape(item.get("genre", "")))
    return [_title(item, "."), *whole, genre, _joined(", ", occasion, dated(item, american))]


def _published(item: Item) -> list[Markup]:
    """Series and imprint."""
    series = _joined(" ", item.get("collection-title"), item.get("collection-number"))
    return [series, _joined(", ", _publisher(item), dated(item, american))]


def mla(item: Item) -> Markup:
    """The entry in a list of works cited."""
    editors = _edited("edited by ", item.get("editor", [])) if _is_part(item) else ""
    container = _italic(item, "container-title" if _is_part(item) else "title")
    rest = _joined(
        ", ",
        editors,
        _version(item),
        item.get("publisher"),
        dated(item, european),
        *reversed(_archive(item)),
        _at(item, ""),
    )
    lead = _leading(item, inverted=True, most=2)
    if not _is_part(item):
        return Markup(" ").join(_sentence(piece) for piece in (lead, container, _large(rest)))
    part = _quoted(item, ".")
    return Markup(" ").join([_sentence(lead), part, _sentence(_joined(", ", container, rest))])


# -- pieces --------------------------------------------------------------------------------------------


def _is_part(item: Item) -> bool:
    return "container-title" in item


def _is_in_serial(item: Item) -> bool:
    return _is_part(item) and item["type"] in {"article-journal", *BY_DAY}


def _is_by_day(item: Item) -> bool:
    """Is the day of a newspaper or magazine what its article is found by?"""
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return item["type"] in BY_DAY and not (item.get("issue") and len(parts) < 3)


def _serial_leads(item: Item) -> bool:
    """The name of a newspaper stands where the author of an unsigned article would stand."""
    return _is_part(item) and item["type"] in BY_DAY and not item.get("author")


def _title_in(item: Item, stop: str) -> Markup:
    """The title, and what it stands in."""
    if not _is_part(item):
        return _title(item, stop)
    inside = _italic(item, "container-title")
    word = "in" if stop == "," else "In"
    if "recipient" not in item:
        return Markup("{} {} {}").format(_title(item, stop), word, inside)
    told = item["title"]
    return Markup("{}{} {} {}").format(
        told[:1].lower() + told[1:] if stop == "," else told, stop, word, inside
    )


def _title(item: Item, stop: str) -> Markup:
    """The title: of a whole in italics, of a part in quotation marks, our own description with neither."""
    title = str(item["title"])
    if title.startswith("[") and title.endswith("]"):
        return _large(title[1:-1]) + (stop if _is_part(item) else "")
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
    """English titles have capitals, those in other languages are left as they are."""
    return headline(title) if str(item.get("language", "en")).startswith("en") else title


def headline(title: str) -> str:
    """A title in headline style: all but the small words with a capital."""

    def large(match: re.Match[str]) -> str:
        before, word = match["before"], match["word"]
        keep = word in SMALL and before in {" ", "-", "–"}
        return before + (word if keep else word[:1].upper() + word[1:])

    return WORD.sub(large, title)


def _leading(item: Item, *, inverted: bool = False, most: int = 10) -> Markup:
    """Whom a citation begins with: the authors, or else the editors, or the newspaper of an unsigned article.
    More than `most` are “et al.”"""
    if _serial_leads(item):
        return _italic(item, "container-title")
    authors = item.get("author")
    names = authors or item.get("editor") or []
    told = [full(name) for name in names]
    if inverted and names:
        told[0] = last_first(names[0])
    limit = most if inverted else 3
    text = _together(told, inverted=inverted)
    if len(told) > limit:
        shown = told[:7] if limit == 10 else told[:1]
        text = f"{', '.join(shown)}{',' if inverted else ''} et al."
    if authors or not names or _say_editors(names):
        return Markup(escape(text))
    several = len(names) > 1
    role = ("editors" if several else "editor") if most == 2 else ("eds." if several else "ed.")
    return Markup(escape(f"{text}, {role}"))


def _together(told: Sequence[str], *, inverted: bool) -> str:
    """Two names after an inverted one have a comma before “and”."""
    return f"{told[0]}, and {told[1]}" if inverted and len(told) == 2 else listed(told)


def _say_editors(names: Sequence[Mapping[str, str]]) -> bool:
    return any("editor" in name.get("literal", "").casefold() for name in names)


def _edited(role: str, names: Sequence[Mapping[str, str]]) -> str:
    told = [re.sub(r"^The ", "the ", full(name)) for name in names]
    return role + listed(told) if told else ""


def _translated(item: Item) -> str:
    return _edited("translated by ", item.get("translator", []))


def _volumes(item: Item) -> str:
    """“vol. 2”, “vols. 4–5”, or how many there are: “3 vols.”"""
    volume, several = item.get("volume"), item.get("number-of-volumes")
    if volume:
        return f"vol{'' if str(volume).isalnum() else 's'}. {volume}"
    return f"{several} vols." if several else ""


def _version(item: Item) -> str:
    return f"version {item['version']}" if item.get("version") else ""


def _publisher(item: Item) -> str:
    return ": ".join(str(item[key]) for key in ("publisher-place", "publisher") if item.get(key))


def _archive(item: Item) -> list[str]:
    return [str(item[key]) for key in ("archive_location", "archive") if item.get(key)]


def _at(item: Item, before: str) -> Markup:
    url = item.get("URL")
    return Markup('{}<span class="address">{}</span>').format(before, url) if url else Markup("")


def _in_brackets(item: Item) -> Markup:
    place = ": ".join(
        filter(None, (str(item.get("publisher-place") or ""), str(item.get("publisher") or "")))
    )
    inside = _joined(", ", place, dated(item, american))
    return Markup(" ({})").format(inside) if inside else Markup("")


def _volume_note(item: Item, place: str) -> Markup:
    """The printed volume as it follows in a note."""
    title = _joined(
        ", ", _leading(item), _title_in(item, ","), _edited("trans. ", item.get("translator", []))
    )
    series = item.get("collection-title")
    return title + (f", {series}" if series else "") + _in_brackets(item) + (f", {place}" if place else "")


def _joined(by: str, *pieces: str | None) -> Markup:
    return Markup(by).join(piece for piece in pieces if piece)


def _large(text: Markup | str) -> Markup:
    """With a capital at the start, unless a tag stands there."""
    safe = Markup(escape(text))
    return safe if safe.startswith("<") else safe[:1].upper() + safe[1:]


def _sentence(piece: Markup | str) -> Markup:
    safe = Markup(escape(piece))
    return safe if safe.striptags().rstrip("’”").endswith((".", "?", "!")) else safe + "."
