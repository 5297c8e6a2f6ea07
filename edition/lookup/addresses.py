"""The address of everything in the edition on the site. (encoding.md, “Ids and addresses”: a contract.)"""

from __future__ import annotations

import re
from functools import lru_cache

from edition.forms.language import Language, wording
from edition.kinds import kind_of
from edition.words.letter_ids import LETTER, is_letter_id, number_of

REQUEST = re.compile(rf"{LETTER}\.r[1-9][0-9]*")
LISTED = {"erratum": "about/errata/#{}", "route": "routes/{}/"}


@lru_cache(maxsize=65536)
def address(ref: str) -> str:
    """The address of an id, relative to the site's root: `L16.n5` → `letters/16/#n5`, `person-odegard` →
    `persons/odegard/`. The id need not exist."""
    document, _, unit = ref.partition(".")
    prefix, _, name = document.partition("-")
    kind = kind_of(document)
    if kind and not kind.own_pages:
        return f"{kind.folder}/#{name}"
    if REQUEST.fullmatch(ref):
        return f"decisions/#{document}-{unit}"
    if prefix in LISTED and name:
        return LISTED[prefix].format(name)
    if kind and name:
        page = f"{kind.folder}/{name}/"
    elif is_letter_id(document):
        page = f"letters/{number_of(document)}/"
    elif prefix == "about":
        page = f"about/{name}/"
    else:
        page = f"essays/{document.removeprefix('essay-')}/"
    return f"{page}#{unit}" if unit else page


FROZEN = "v/"


def frozen_address(version: str, ref: str = "") -> str:
    """The address of a document as a version published it, or of the version itself, relative to the site's
    root."""
    return f"{FROZEN}{version}/" + (address(ref) if ref else "")


def root_of(path: str) -> str:
    """The relative path from a page to the site's root: `letters/16/index.html` → `../../`."""
    return "../" * path.count("/")


def href(ref: str, root: str, here: str = "") -> str:
    """A relative link to an id from a page with this path to the root (`../../`); on the page of the document
    `here` to its own units, their anchor. It names `index.html`, so that it also works when the site is
    opened from a folder."""
    page, _, unit = address(ref).partition("#")
    if unit and here and ref.startswith(f"{here}."):
        return f"#{unit}"
    return f"{root}{page}index.html" + (f"#{unit}" if unit else "")


UNITS = {
    "s": wording("summary, paragraph {number}"),
    "p": wording("paragraph {number}"),
    "n": wording("note {number}"),
    "e": wording("enclosure {number}"),
    "h": wording("section {number}"),
}


def unit_label(ref: str, phrases: Language) -> str:
    """What a citable unit is called: `L16.s2` → “summary, paragraph 2”, `L16.n5` → “note 5”."""
    unit = ref.partition(".")[2]
    kind, number = unit[:1], unit[1:]
    if number[:1].isdigit() and kind in UNITS:
        return phrases.say(UNITS[kind], number=number)
    if unit.startswith("n-"):
        return phrases.say("note “{name}”", name=unit[2:].replace("-", " "))
    return phrases.say("opening or closing") if unit == "text" else unit
