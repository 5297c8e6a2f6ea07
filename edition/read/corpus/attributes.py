"""Attributes of a corpus that the profile takes over, with values that TEI allows. (TEI P5, the
datatypes.)"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from edition.read.corpus.translations import other_languages
from edition.tei.tree import XML_ID, XML_LANG, Element, language_at, name_of, select
from edition.words.languages import LANGUAGE_CODE

EVERYWHERE = ("n", "rend", "xml:lang")
OF = {
    "add": "place hand cert",
    "del": "hand cert",
    "unclear": "reason cert",
    "supplied": "reason cert",
    "gap": "reason unit quantity extent",
    "lb": "break",
    "milestone": "unit",
    "title": "level type",
    "list": "type",
    "div": "type subtype",
    "lg": "type",
    "head": "type",
    "note": "place hand type",
    "seg": "hand",
    "p": "hand",
    "hi": "hand",
    "row": "role",
    "cell": "role",
    "persName": "cert",
    "placeName": "cert",
    "orgName": "cert",
    "name": "type",
    "metamark": "function place",
    "postscript": "hand",
    "stamp": "type",
    "fw": "type place",
}
WORDS = re.compile(r"\S+")
CERTAINTY = frozenset({"high", "medium", "low", "unknown"})
RESERVED = {"withdrawn": "removed", "not-included": "omitted"}  # reasons of gaps that mean something here
WHOLE_NUMBER = re.compile(r"\d{1,6}")
DATES = ("when", "from", "to", "notBefore", "notAfter")
DAY = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
BREAKS = frozenset({"yes", "no", "maybe"})


def attributes_of(element: Element, name: str) -> dict[str, str]:
    """The attributes that an element keeps when it becomes the element `name` of the profile."""
    kept = {}
    for key in (*EVERYWHERE, *OF.get(name, "").split()):
        said = element.get(XML_LANG if key == "xml:lang" else key)
        value = _value(key, said, element) if said else ""
        if value:
            kept[key] = value
    if name == "milestone":
        kept.setdefault("unit", "section")
    return kept


def _value(key: str, said: str, element: Element) -> str:
    """A value as TEI allows it, "" for one that it does not."""
    words = " ".join(WORDS.findall(said))
    if key == "xml:lang":
        return words if LANGUAGE_CODE.fullmatch(words) else ""
    if key == "cert":
        return words if words in CERTAINTY else ""
    if key == "quantity":
        return words if WHOLE_NUMBER.fullmatch(words) else ""
    if key == "break":
        return words if words in BREAKS else ""
    if key == "hand":
        return _hand(words, element)
    if key == "reason":
        return RESERVED.get(words, words)
    if key in {"type", "subtype", "unit", "role", "level", "function"}:
        return _one_word(words, key)
    return words


def _one_word(words: str, key: str) -> str:
    """The value of an attribute that is one word."""
    if key == "level":
        return words if words in {"a", "m", "j", "s", "u"} else ""
    return re.sub(r"[^\w.:-]+", "-", words).strip("-")


HANDS = (
    "ancestor::t:TEI[1]//t:handNote[@xml:id=$hand] | "
    "ancestor::t:teiCorpus/t:teiHeader//t:handNote[@xml:id=$hand]"
)


def _hand(said: str, element: Element) -> str:
    """Whose hand it is, in the words of the corpus' own list of hands; "" for one that is not listed."""
    hand = said.split()[0].removeprefix("#")
    notes = select(element, HANDS, hand=hand)
    for note in notes:
        words = " ".join(_said(note, language_at(element).partition("-")[0]).split())
        return words or note.get("scribe") or note.get("n") or hand
    return ""


def _said(element: Element, language: str) -> str:
    """All words of an element, of what it says in several languages those in one."""
    left = other_languages(element, language)
    pieces = [element.text or ""]
    for child in element:
        pieces.append("" if child in left else "".join(map(str, child.itertext(with_tail=False))))
        pieces.append(child.tail or "")
    return "".join(pieces)


def date_attributes(element: Element) -> dict[str, str]:
    """The dates that an element says, each a year, month or day; what cannot be one is left out. A time
    of the day is not kept."""
    dates = {}
    for key in DATES:
        said = next((element.get(each) for each in (key, f"{key}-iso") if element.get(each)), "") or ""
        day = said.strip().partition("T")[0]
        if is_date(day):
            dates[key] = day
    if "from" in dates and "to" in dates and dates["from"] > dates["to"]:
        del dates["to"]
    if "notBefore" in dates and "notAfter" in dates and dates["notBefore"] > dates["notAfter"]:
        del dates["notAfter"]
    if "when" in dates:
        dates = {"when": dates["when"]}
    return dates


def refused_dates(element: Element) -> Mapping[str, str]:
    """The dates that an element says and that are none."""
    said = {key: (element.get(key) or "").strip().partition("T")[0] for key in DATES}
    return {key: value for key, value in said.items() if value and not is_date(value)}


def is_date(text: str) -> bool:
    """Is it a year, month or day as `@when` has it, in the last five thousand years?"""
    match = DAY.fullmatch(text)
    if not match or int(match[1]) == 0 or int(match[1]) > 2199:
        return False
    try:
        date(max(int(match[1]), 1), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def facsimiles_in(letter: Element) -> dict[str, str]:
    """By id of a surface, zone or graphic the address of its image."""
    urls: dict[str, str] = {}
    for graphic in select(letter, "t:facsimile//t:graphic[@url]"):
        for holder in (graphic, *graphic.iterancestors()):
            if name_of(holder) == "facsimile":
                break
            if holder.get(XML_ID):
                urls.setdefault(str(holder.get(XML_ID)), graphic.get("url", ""))
    return urls
