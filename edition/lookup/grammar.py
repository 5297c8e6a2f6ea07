"""What readers write when they cite the edition or the printed volume, brought to one form.

The grammar is a list of replacements, each a regular expression, applied one after the other: “Letter 16,
note 5” becomes `l16.n5`, and the name of the volume with “p. 110 n. 5” becomes `p110-110.n5`. The page that
answers without a server applies the same list in JavaScript, so that only what Python and JavaScript
understand alike is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from edition.forms.configuration import ConfigFields, Volume
from edition.kinds import KINDS
from edition.lookup.citation_words import (
    ENCLOSURE,
    NOTE,
    OF,
    SECTION,
    SUMMARY,
    WHOLE,
    CitationWords,
    normalise,
    one_of,
)
from edition.model import Edition

CitationRule = tuple[str, str]

NUMBER = "([0-9]+)"
UNIT_NUMBER = "([0-9]+[a-z]{0,2})"  # with the letters of what was put in between: paragraph 3a
RANGE = f"{NUMBER}(?: ?- ?{NUMBER})?"
BEFORE = "^(?:.*[ ,.:;(])?"  # whatever stands before it
AFTER = r"(?=\.|$)"  # a unit, or nothing
DAY, YEAR = "(0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er)?", "([0-9]{4})"
# fond, opis, delo and list, in Latin and in Cyrillic letters
MARK = "[. ]*([0-9a-z][0-9a-z-]*)"
FOND, OPIS, DELO = "(?:f(?:ond)?|ф(?:онд)?)", "(?:o(?:p(?:is)?)?|inv|оп?(?:ись)?)", "(?:d(?:elo)?|д(?:ело)?)"
LEAF = "(?:ll?(?:ist|isty)?|лл?(?:ист|исты)?)[. ]*([0-9]+).*"

SHORT_ENDS = [
    ("^p([0-9])([0-9]{2})-([0-9]{2})(?![0-9])", "p$1$2-$1$3"),  # 108–10
    ("^p([0-9]+)([0-9])-([0-9])(?![0-9])", "p$1$2-$1$3"),  # 108–9
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
    own = f"^(?:{one_of([config.title])})[ ,.:;]+"
    volume = [(_volume(edition, config.volume), "@ ")] if config.volume else []
    words = CitationWords(config.phrases)
    return (*_addresses(), _turned(words), (own, ""), *volume, *_units(words), *_heads(words))


def _turned(words: CitationWords) -> CitationRule:
    """“note 5 to letter 16” → “letter 16, note 5”."""
    parts = f"(?:{words.note}|{words.paragraph}|(?:{words.any_of(ENCLOSURE, SECTION)}) )[a-z0-9 -]*?"
    return f"^({parts}),? (?:{words.any_of(OF)}) (.+)$", "$2, $1"


def _units(words: CitationWords) -> list[CitationRule]:
    """The unit at the end, as it is written in an id."""
    summary, section = words.any_of(SUMMARY), words.any_of(SECTION)
    named, more = f"(?:{words.any_of(NOTE)})", "(?: ([a-z0-9-]+))?"
    return [
        (f"^(|.*?[^a-z])(?:{summary})(?:[,: ]*(?:{words.paragraph})?{UNIT_NUMBER})$", "$1.s$2"),
        (f"^(|.*?[^a-z])(?:{summary})$", "$1.s1"),
        (f"^(|.*?[^a-z]){words.paragraph}{UNIT_NUMBER}$", "$1.p$2"),
        (f"^(|.*?[^a-z]){words.note}{NUMBER}$", "$1.n$2"),
        (f"^(|.*?[^a-z]){named}[. ]+([a-z])$", "$1.n-$2"),
        (f"^(.*[^a-z]){named} ([a-z][a-z0-9-]*){more}{more}{more}$", "$1.n-$2-$3-$4-$5"),
        (f"^(.*[^a-z])(?:{words.any_of(ENCLOSURE)}) {UNIT_NUMBER}$", "$1.e$2"),
        (f"^(.*[^a-z])(?:{section}) ?{UNIT_NUMBER}$", "$1.h$2"),
        (f"^(.*[^a-z])(?:{words.any_of(WHOLE)})$", "$1.text"),
        ("^(.*[a-z0-9][ .,;:#(]+)([sphne][0-9]+[a-z]{0,2}|n-[a-z0-9-]+|text)$", "$1.$2"),
        (r"[ .,;:#()]+\.([a-z][a-z0-9-]*?)-*$", ".$1"),
    ]


def _heads(words: CitationWords) -> list[CitationRule]:
    """What is cited: a shelfmark, a letter, a printed page, a day."""
    letter, page, month = words.letter, words.page, words.month
    return [
        (f"{BEFORE}{FOND}{MARK}[.,; ]+{OPIS}{MARK}[.,; ]+{DELO}{MARK}(?:[.,; ]+{LEAF})?$", "f$1/$2/$3/$4"),
        (f"{BEFORE}{NUMBER}/{NUMBER}/{NUMBER}(?:[,;:/ ]+(?:{LEAF}|{RANGE}))?$", "f$1/$2/$3/$4$5"),
        (
            f"{BEFORE}{NUMBER}[-.]{NUMBER}[-.]([0-9]{{3,}})(?:[,;:/. -]+(?:{LEAF}|{RANGE}))?$",
            "f$1/$2/$3/$4$5",
        ),
        (f"^(?:@ )?(?:{letter})+([0-9]+[a-z]?)(?:[,;: (]+{page}{RANGE})?{AFTER}", "l$1"),
        (f"^(?:@ ?(?:{page})?|{page}){RANGE}{AFTER}", "p$1-$2"),
        (f"{BEFORE}{DAY}[. ]+{month}[.,]* {YEAR}{AFTER}", "=$3-$2-$1"),
        (f"{BEFORE}{month}[. ]+{DAY},? {YEAR}{AFTER}", "=$3-$1-$2"),
        (f"{BEFORE}{YEAR}-([0-9]{{2}})-([0-9]{{2}}){AFTER}", "=$1-$2-$3"),
        *((f"^=([0-9]+)-{begin}-", f"=$1-{number:02}-") for begin, number in words.months),
        (f"^(=.*)-([0-9]){AFTER}", "$1-0$2"),
        ("^@ ", "@"),
        *SHORT_ENDS,
        ("^p([0-9]+)-(?![0-9])", "p$1-$1"),
        ("[ .,;:(]+$", ""),
    ]


def _volume(edition: Edition, volume: Volume) -> str:
    """An expression for what a citation calls the printed volume."""
    csl = getattr(edition.entry(volume.work), "csl", {})
    short = re.sub(r",? [0-9]{4}\w?$", "", volume.short)
    names = [volume.title, volume.title.split(", ")[0], volume.short, short]
    makers = [person for role in ("author", "editor", "translator") for person in _persons(csl.get(role))]
    names += [name for given, family in makers for name in (family, f"{given} {family}".strip())]
    beside = [str(csl[key]) for key in ("publisher", "publisher-place", "issued") if csl.get(key)]
    more = one_of([*names, *beside, "et al", "and", "eds", "ed", "trans"])
    initials, between = r"(?:[a-z]\. ?)*", "[ ,.:;&()]*"
    return (
        f"^(?:in )?{initials}(?:{one_of(names)})(?![a-z0-9])"
        f"(?:{between}{initials}(?:{more})(?![a-z0-9]))*{between}"
    )


def _persons(value: object) -> Iterator[tuple[str, str]]:
    for person in value if isinstance(value, list) else []:
        if isinstance(person, dict) and person.get("family"):
            yield str(person.get("given", "")), str(person["family"])


def rewrite(text: str, rules: Iterable[CitationRule]) -> str:
    """A text after each replacement has been applied once, in order; `$1` is the first group."""
    for rule in rules:
        pattern, replacement = _compiled(rule)
        text = pattern.sub(replacement, text, count=1)
    return text


@cache
def _compiled(rule: CitationRule) -> tuple[re.Pattern[str], str]:
    """A rule as `re` understands it."""
    pattern, replacement = rule
    return re.compile(pattern), re.sub(r"\$(\d)", r"\\g<\1>", replacement)


def read_citation(text: str, rules: Iterable[CitationRule]) -> ParsedCitation | None:
    """A citation brought to one form by the rules of `grammar`; None when it has no words."""
    words = normalise(text)
    return ParsedCitation(words, rewrite(words, rules)) if words else None
