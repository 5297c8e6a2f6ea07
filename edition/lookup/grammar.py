"""What readers write when they cite the edition or the printed volume, brought to one form.

The grammar is a list of replacements, each a regular expression, applied one after the other: “Letter 16,
note 5” becomes `l16.n5`, and the name of the volume with “p. 110 n. 5” becomes `p110-110.n5`. The page that
answers without a server applies the same list in JavaScript, so that only what Python and JavaScript
understand alike is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.forms.configuration import ConfigFields, Volume
from edition.kinds import KINDS
from edition.model import Edition
from edition.words.dates import MONTHS

CitationRule = tuple[str, str]

DASHES = "[\u2010-\u2015\u2212]"
REMOVED = "['\"\u2018-\u201f\u00ab\u00bb\u00ad\u200b\\[\\]]"
OUTER = " .,;:()<>"

NUMBER = "([0-9]+)"
UNIT_NUMBER = "([0-9]+[a-z]{0,2})"  # with the letters of what was put in between: paragraph 3a
RANGE = f"{NUMBER}(?: ?- ?{NUMBER})?"
LETTER = "(?:letters?|let|l|nos?|nr|number|docs?|documents?|telegrams?)[. -]*"
PAGE = "(?:pp?|pages?)[. ]*"
NOTE = "(?:footnotes?|notes?|fn|nn?)[. ]*"
PARAGRAPH = "(?:paragraphs?|paras?|¶+)[. ]*"
BEFORE = "^(?:.*[ ,.:;(])?"  # whatever stands before it
AFTER = r"(?=\.|$)"  # a unit, or nothing
DAY, YEAR = "(0?[1-9]|[12][0-9]|3[01])", "([0-9]{4})"
MONTH = f"({'|'.join(month[:3].lower() for month in MONTHS)})[a-z]*"
# fond, opis, delo and list, in Latin and in Cyrillic letters
MARK = "[. ]*([0-9a-z][0-9a-z-]*)"
FOND, OPIS, DELO = "(?:f(?:ond)?|ф(?:онд)?)", "(?:o(?:p(?:is)?)?|inv|оп?(?:ись)?)", "(?:d(?:elo)?|д(?:ело)?)"
LEAF = "(?:ll?(?:ist|isty)?|лл?(?:ист|исты)?)[. ]*([0-9]+).*"

# “note 5 to letter 16” → “letter 16, note 5”
TURNED = (f"^((?:{NOTE}|{PARAGRAPH}|enclosure |section )[a-z0-9 -]*?),? (?:to|of|in) (.+)$", "$2, $1")
# the unit at the end, as it is written in an id
UNITS = [
    (f"^(|.*?[^a-z])summary(?:[,: ]*(?:{PARAGRAPH})?{UNIT_NUMBER})$", "$1.s$2"),
    ("^(|.*?[^a-z])summary$", "$1.s1"),
    (f"^(|.*?[^a-z]){PARAGRAPH}{UNIT_NUMBER}$", "$1.p$2"),
    (f"^(|.*?[^a-z]){NOTE}{NUMBER}$", "$1.n$2"),
    (r"^(|.*?[^a-z])(?:(?:foot)?notes?|fn|nn?)[. ]+([a-z])$", "$1.n-$2"),
    (r"^(.*[^a-z])(?:foot)?notes? ([a-z][a-z0-9-]*)(?: ([a-z0-9-]+))?(?: ([a-z0-9-]+))?(?: ([a-z0-9-]+))?$",
     "$1.n-$2-$3-$4-$5"),
    (f"^(.*[^a-z])enclosure {UNIT_NUMBER}$", "$1.e$2"),
    (f"^(.*[^a-z])(?:section |§ ?){UNIT_NUMBER}$", "$1.h$2"),
    ("^(.*[^a-z])opening or closing$", "$1.text"),
    ("^(.*[a-z0-9][ .,;:#(]+)([sphne][0-9]+[a-z]{0,2}|n-[a-z0-9-]+|text)$", "$1.$2"),
    (r"[ .,;:#()]+\.([a-z][a-z0-9-]*?)-*$", ".$1"),
]  # fmt: skip
SHORT_ENDS = [
    ("^p([0-9])([0-9]{2})-([0-9]{2})(?![0-9])", "p$1$2-$1$3"),  # 108–10
    ("^p([0-9]+)([0-9])-([0-9])(?![0-9])", "p$1$2-$1$3"),  # 108–9
]
HEADS = [
    (f"{BEFORE}{FOND}{MARK}[.,; ]+{OPIS}{MARK}[.,; ]+{DELO}{MARK}(?:[.,; ]+{LEAF})?$", "f$1/$2/$3/$4"),
    (f"{BEFORE}{NUMBER}/{NUMBER}/{NUMBER}(?:[,;:/ ]+(?:{LEAF}|{RANGE}))?$", "f$1/$2/$3/$4$5"),
    (f"{BEFORE}{NUMBER}[-.]{NUMBER}[-.]([0-9]{{3,}})(?:[,;:/. -]+(?:{LEAF}|{RANGE}))?$", "f$1/$2/$3/$4$5"),
    (f"^(?:@ )?(?:{LETTER})+([0-9]+[a-z]?)(?:[,;: (]+{PAGE}{RANGE})?{AFTER}", "l$1"),
    (f"^(?:@ ?(?:{PAGE})?|{PAGE}){RANGE}{AFTER}", "p$1-$2"),
    (f"{BEFORE}{DAY}[. ]+{MONTH}[.,]* {YEAR}{AFTER}", "=$3-$2-$1"),
    (f"{BEFORE}{MONTH}[. ]+{DAY},? {YEAR}{AFTER}", "=$3-$1-$2"),
    (f"{BEFORE}{YEAR}-([0-9]{{2}})-([0-9]{{2}}){AFTER}", "=$1-$2-$3"),
    *((f"^=([0-9]+)-{name[:3].lower()}-", f"=$1-{number:02}-") for number, name in enumerate(MONTHS, 1)),
    (f"^(=.*)-([0-9]){AFTER}", "$1-0$2"),
    ("^@ ", "@"),
    *SHORT_ENDS,
    ("^p([0-9]+)-(?![0-9])", "p$1-$1"),
    ("[ .,;:(]+$", ""),
]
# what else is looked up when nothing matches: pages for bare numbers, letters whose leaf is not known
FALLBACKS = [
    (f"^{NUMBER}{AFTER}", "p$1-$1"),
    (f"^{NUMBER} ?- ?{NUMBER}{AFTER}", "p$1-$2"),
    *SHORT_ENDS,
    ("^(f.*/)[0-9]+$", "$1-"),
]


@dataclass(frozen=True)
class ParsedCitation:
    """A citation: its words, normalised so that they can be compared with a title, and its canonical form
    (`l16.n5`)."""

    words: str
    key: str

    @property
    def fallback(self) -> str:
        """What to look up when nothing answers to `key`."""
        return rewrite(self.key, FALLBACKS)


def _addresses() -> list[CitationRule]:
    """The replacements for addresses on the site; that of an essay does not say how its id begins."""
    folders = {kind.prefix: kind.folder for kind in KINDS.values() if kind.own_pages}
    on_one = {kind.prefix: kind.folder for kind in KINDS.values() if not kind.own_pages}
    parts = "|".join((*folders.values(), "letters", "essays", "about", *on_one.values()))
    return [
        (rf"^(?:.*[ /(])?((?:(?:{parts})/|tei/[a-z0-9_-]+\.xml)[^ ]*).*$", "/$1"),
        (r"^/tei/([a-z0-9_-]+)\.xml(?:#\1\.([a-z0-9_.-]+))?.*$", "$1.$2"),
        (r"^/([^?#]*?)/?(?:index\.html)?(?:\?[^#]*)?(?:#(?:ref-)?([^:]*).*)?$", "/$1.$2"),
        ("^/letters/([0-9])", "l$1"),
        ("^/letters/(?=[a-z_])", ""),
        *((rf"^/{folder}\.", f"{prefix}-") for prefix, folder in on_one.items()),
        *((f"^/{folder}/", f"{prefix}-") for prefix, folder in folders.items()),
        ("^/about/", "about-"),
    ]


def grammar(edition: Edition, config: ConfigFields) -> tuple[CitationRule, ...]:
    """The replacements for an edition, which knows its printed volume by its titles, authors, editors and
    translators."""
    own = f"^(?:{_one_of([config.title])})[ ,.:;]+"
    volume = [(_volume(edition, config.volume), "@ ")] if config.volume else []
    return (*_addresses(), TURNED, (own, ""), *volume, *UNITS, *HEADS)


def _volume(edition: Edition, volume: Volume) -> str:
    """An expression for what a citation calls the printed volume."""
    csl = getattr(edition.entry(volume.work), "csl", {})
    short = re.sub(r",? [0-9]{4}\w?$", "", volume.short)
    names = [volume.title, volume.title.split(", ")[0], volume.short, short]
    makers = [person for role in ("author", "editor", "translator") for person in _persons(csl.get(role))]
    names += [name for given, family in makers for name in (family, f"{given} {family}".strip())]
    beside = [str(csl[key]) for key in ("publisher", "publisher-place", "issued") if csl.get(key)]
    more = _one_of([*names, *beside, "et al", "and", "eds", "ed", "trans"])
    initials, between = r"(?:[a-z]\. ?)*", "[ ,.:;&()]*"
    return (
        f"^(?:in )?{initials}(?:{_one_of(names)})(?![a-z0-9])"
        f"(?:{between}{initials}(?:{more})(?![a-z0-9]))*{between}"
    )


def _persons(value: object) -> Iterator[tuple[str, str]]:
    for person in value if isinstance(value, list) else []:
        if isinstance(person, dict) and person.get("family"):
            yield str(person.get("given", "")), str(person["family"])


def _one_of(names: Iterable[str]) -> str:
    """An expression for any of the names, the longest first."""
    ordered = sorted({normalise(name) for name in names} - {""}, key=lambda name: (-len(name), name))
    return "|".join(re.sub(r"([^a-z0-9 ,-])", r"\\\1", name) for name in ordered)


def normalise(text: str) -> str:
    """A text in lower case, without accents and quotation marks, with one kind of hyphen and of space, and
    without punctuation at its ends."""
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in letters if not unicodedata.category(c).startswith("M")).lower()
    return " ".join(re.sub(REMOVED, "", re.sub(DASHES, "-", bare)).split()).strip(OUTER)


def rewrite(text: str, rules: Iterable[CitationRule]) -> str:
    """A text after each replacement has been applied once, in order; `$1` is the first group."""
    for pattern, replacement in rules:
        text = re.sub(pattern, re.sub(r"\$(\d)", r"\\g<\1>", replacement), text, count=1)
    return text


def read_citation(text: str, rules: Iterable[CitationRule]) -> ParsedCitation | None:
    """A citation brought to one form by the rules of `grammar`; None when it has no words."""
    words = normalise(text)
    return ParsedCitation(words, rewrite(words, rules)) if words else None
