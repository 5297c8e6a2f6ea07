"""Works as one cites them, and letters that are named in our own prose as links."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from markupsafe import Markup, escape

from edition.forms.registers import Work
from edition.words.dates import in_words, parse_date

PARTS = {"article-newspaper", "article-journal", "article-magazine", "article", "chapter", "speech"}
NUMBERS = re.compile(
    r"\b([Ll]etters? )(\d+(?:(?:, | and |, and |–)\d+)*)(?:, (notes?) (\d+(?:(?:, | and )\d+)*))?"
)


def reference(work: Work) -> Markup:
    """A work in the manner of a bibliography (after the Chicago Manual of Style, 17th edition): authors,
    title, what it stands in, where and when it appeared. The fields are those of CSL-JSON 1.0."""
    csl: Mapping[str, Any] = work.csl
    title = str(csl.get("title") or work.name)
    inside = csl.get("container-title")
    where = _where(csl)
    if inside:
        where = Markup(", ").join(filter(None, [Markup("<cite>{}</cite>").format(inside), where]))
    pieces = [
        _names(csl.get("author")),
        _title(title, part=csl.get("type") in PARTS),
        _roles(csl),
        where[:1].upper() + where[1:],
    ]
    return Markup(" ").join(_sentence(piece) for piece in pieces if piece)


def _title(title: str, part: bool) -> Markup:
    """Parts in quotation marks, wholes in italics; what stands in brackets is our description."""
    if title.startswith("[") and title.endswith("]"):
        return Markup(escape(title[1:-1][:1].upper() + title[2:-1]))
    if part:
        return Markup("“{}”").format(title.replace("“", "‘").replace("”", "’"))
    return Markup("<cite>{}</cite>").format(title)


def _sentence(piece: Markup) -> Markup:
    bare = piece.striptags()
    if bare.endswith((".", "?", "!", ".”", "?”")):
        return piece
    return Markup(piece[:-1] + ".”") if piece.endswith("”") else piece + "."


def _names(names: Any) -> Markup:
    """“Family, Given, and Given Family”, after which a full stop follows."""
    if not names:
        return Markup("")
    told = [_full(name) for name in names]
    first = names[0]
    if first.get("family") and first.get("given"):
        told[0] = f"{first['family']}, {first['given']}"
    return Markup(escape(_listed(told)))


def _full(name: Mapping[str, str]) -> str:
    return name.get("literal") or " ".join(filter(None, (name.get("given"), name.get("family"))))


def _listed(words: list[str]) -> str:
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"


def _roles(csl: Mapping[str, Any]) -> Markup:
    roles = [
        f"{said} {_listed([_full(name) for name in csl[role]])}"
        for role, said in (("editor", "edited by"), ("translator", "translated by"))
        if csl.get(role)
    ]
    text = "; ".join(roles)
    return Markup(escape(text[:1].upper() + text[1:]))


def _where(csl: Mapping[str, Any]) -> Markup:
    """Volume, series, publisher, date, pages."""
    volume, issue = csl.get("volume"), csl.get("issue")
    several = csl.get("number-of-volumes")
    place = ": ".join(filter(None, (str(csl.get("publisher-place") or ""), str(csl.get("publisher") or ""))))
    pieces = [
        f"vol. {volume}" if volume and len(str(volume)) == 1 else f"vols. {volume}" if volume else "",
        f"{several} vols." if several else "",
        str(csl.get("collection-title") or ""),
        f"no. {issue}" if issue else "",
        place,
        _issued(csl.get("issued")),
        f"pp. {csl['page']}" if csl.get("page") else "",
    ]
    return Markup(escape(", ".join(filter(None, pieces))))


def _issued(issued: object) -> str:
    """An EDTF date in words, anything else as it stands."""
    text = str(issued or "")
    try:
        parse_date(text)
    except ValueError:
        return text
    return text.replace("/", "–") if re.fullmatch(r"\d{4}/\d{4}", text) else in_words(text)


def link_letters(text: str, units: Collection[str], link: Callable[[str], str]) -> Markup:
    """Our own prose with the letters and notes in it (“letters 13 and 16”, “letter 12, note 4”) as links,
    where they exist. `link` turns an id into an address."""
    done, pieces = 0, []
    for match in NUMBERS.finditer(text):
        lead, letters, notes, numbers = match.groups()
        pieces += [escape(text[done : match.start()]), escape(lead), _linked(letters, "L{}", units, link)]
        if notes:
            last = re.findall(r"\d+", letters)[-1]
            inner = _linked(numbers, f"L{last}.n{{}}", units, link)
            pieces += [escape(f", {notes} "), inner]
        done = match.end()
    return Markup("").join([*pieces, escape(text[done:])])


def _linked(numbers: str, ref: str, units: Collection[str], link: Callable[[str], str]) -> Markup:
    def one(match: re.Match[str]) -> str:
        target = ref.format(match.group())
        return f'<a href="{escape(link(target))}">{match.group()}</a>' if target in units else match.group()

    return Markup(re.sub(r"\d+", one, str(escape(numbers))))
