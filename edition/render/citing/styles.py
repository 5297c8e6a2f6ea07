"""Citations in words: the Chicago Manual of Style (17th edition, notes and bibliography), MLA (9th edition).

Each function takes a description in CSL-JSON and gives HTML with titles in italics; without the tags it is
the plain text. The tests hold them to citeproc; where they differ from it they mean to:

- A letter is told, not titled: “Solveig Ødegård to Étienne Le Goff, 3 June 1784, letter 16, in …”, without
  quotation marks (Chicago 14.111, 14.229: letters in published collections).
- The date has month and day, not the year alone, for a digital edition can have many versions in a year.
- “The editors of …” are not called editors once more, and “the” is small within a sentence.

`span.locator` and `span.address` are where a script puts the paragraph that a reader has come to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from edition.render.citing.items import Item, full, listed
from edition.words.dates import MONTHS

# what headline style leaves small (the stop words of the CSL specification)
SMALL = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with".split()
)
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
    title = _title_in(item, ".")
    edited = _edited("edited by ", item.get("editor", [])) if _is_part(item) else ""
    version = _version(item)
    whole = _joined(", ", title, version, edited) if _is_part(item) else _joined(". ", title, _large(version))
    pieces = [
        _leading(item, inverted=True),
        whole,
        _large(_translated(item)),
        Markup(escape(item.get("collection-title") or "")),
        _joined(", ", _publisher(item), _american(item)),
        *(_large(piece) for piece in _archive(item)),
        _at(item, ""),
    ]
    return Markup(" ").join(_sentence(piece) for piece in pieces if piece)


def mla(item: Item) -> Markup:
    """The entry in a list of works cited."""
    editors = _edited("edited by ", item.get("editor", [])) if _is_part(item) else ""
    container = _italic(item.get("container-title") or item["title"])
    rest = _joined(
        ", ",
        editors,
        _version(item),
        item.get("publisher"),
        _european(item),
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


def _title_in(item: Item, stop: str) -> Markup:
    """The title, and what it stands in."""
    if not _is_part(item):
        return _italic(item["title"])
    inside = _italic(item["container-title"])
    word = "in" if stop == "," else "In"
    if "recipient" not in item:
        return Markup("{} {} {}").format(_quoted(item, stop), word, inside)
    told = item["title"]
    return Markup("{}{} {} {}").format(
        told[:1].lower() + told[1:] if stop == "," else told, stop, word, inside
    )


def _quoted(item: Item, stop: str) -> Markup:
    """A title in quotation marks; the stop stands inside them."""
    title = str(item["title"]).replace("“", "‘").replace("”", "’")
    title = title if "recipient" in item else headline(title)
    return Markup("“{}”").format(title + ("" if title.endswith(("?", "!", stop)) else stop))


def _italic(title: str) -> Markup:
    return Markup("<i>{}</i>").format(headline(title))


def headline(title: str) -> str:
    """A title in headline style: all but the small words with a capital."""

    def large(match: re.Match[str]) -> str:
        before, word = match["before"], match["word"]
        keep = word in SMALL and before in {" ", "-", "–"}
        return before + (word if keep else word[:1].upper() + word[1:])

    return WORD.sub(large, title)


def _leading(item: Item, *, inverted: bool = False, most: int = 10) -> Markup:
    """Whom a citation begins with: the authors, or else the editors. More than `most` are “et al.”"""
    authors = item.get("author")
    names = authors or item.get("editor") or []
    told = [full(name) for name in names]
    if inverted and names and names[0].get("family"):
        told[0] = f"{names[0]['family']}, {names[0]['given']}"
    limit = most if inverted else 3
    text = f"{told[0]}, et al." if inverted and len(told) > limit else _together(told, inverted=inverted)
    if len(told) > limit and not inverted:
        text = f"{told[0]} et al."
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
    inside = _joined(", ", place, _american(item))
    return Markup(" ({})").format(inside) if inside else Markup("")


def _volume_note(item: Item, place: str) -> Markup:
    """The printed volume as it follows in a note."""
    title = _joined(
        ", ", _leading(item), _title_in(item, ","), _edited("trans. ", item.get("translator", []))
    )
    series = item.get("collection-title")
    return title + (f", {series}" if series else "") + _in_brackets(item) + (f", {place}" if place else "")


def _american(item: Item) -> str:
    """“November 22, 2026”, or as much as is known."""
    year, month, day = _date(item)
    if not month:
        return year
    return f"{MONTHS[month - 1]} {day}, {year}" if day else f"{MONTHS[month - 1]} {year}"


def _european(item: Item) -> str:
    """“22 Nov. 2026”: MLA shortens all months but May, June and July."""
    year, month, day = _date(item)
    if not month:
        return year
    name = MONTHS[month - 1]
    short = name if len(name) < 5 else "Sept." if name == "September" else f"{name[:3]}."
    return f"{day} {short} {year}" if day else f"{short} {year}"


def _date(item: Item) -> tuple[str, int, int]:
    parts = [*item.get("issued", {}).get("date-parts", [[]])[0], 0, 0, 0][:3]
    return str(parts[0] or ""), parts[1], parts[2]


def _joined(by: str, *pieces: str | None) -> Markup:
    return Markup(by).join(piece for piece in pieces if piece)


def _large(text: Markup | str) -> Markup:
    """With a capital at the start, unless a tag stands there."""
    safe = Markup(escape(text))
    return safe if safe.startswith("<") else safe[:1].upper() + safe[1:]


def _sentence(piece: Markup | str) -> Markup:
    safe = Markup(escape(piece))
    return safe if safe.striptags().endswith((".", "?", "!", ".”", "?”", "!”")) else safe + "."
