"""The words of a citation in the languages in which readers write it: English, and that of the edition.

A phrase lists the words for one thing, divided by commas; the words of both languages become one expression.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from edition.forms.language import Language, wording
from edition.words.dates import MONTHS

DASHES = "[\u2010-\u2015\u2212]"
REMOVED = "['\"\u2018-\u201f\u00ab\u00bb\u00ad\u200b\\[\\]]"
OUTER = " .,;:()<>"

LETTER = wording(
    "letters, letter, let, l, nos, no, nr, number, docs, doc, documents, document, telegrams, telegram"
)
PAGE = wording("pages, page, pp, p")
NOTE = wording("footnotes, footnote, notes, note, fn, nn, n")
PARAGRAPH = wording("paragraphs, paragraph, paras, para, ¶")
SUMMARY = wording("summary, abstract")
ENCLOSURE = wording("enclosure, enclosed text")
SECTION = wording("section, §")
WHOLE = wording("opening or closing")
OF = wording("to, of, in")


@dataclass(frozen=True)
class CitationWords:
    """Expressions for what citations are made of; each accepts the stops and spaces behind its words."""

    phrases: Language

    @cached_property
    def letter(self) -> str:
        """What stands before the number of a letter."""
        return f"(?:{self.any_of(LETTER)})[. -]*"

    @cached_property
    def page(self) -> str:
        """What stands before the number of a page."""
        return f"(?:{self.any_of(PAGE)})[. ]*"

    @cached_property
    def note(self) -> str:
        """What stands before the number of a note."""
        return f"(?:{self.any_of(NOTE)})[. ]*"

    @cached_property
    def paragraph(self) -> str:
        """What stands before the number of a paragraph."""
        return f"(?:{self.any_of(PARAGRAPH)})+[. ]*"

    def any_of(self, *phrases: str) -> str:
        """The alternatives of an expression for any of the words in these phrases."""
        texts = [text for phrase in phrases for text in (phrase, self.phrases.say(phrase))]
        return one_of(word for text in texts for word in text.split(","))

    @cached_property
    def month(self) -> str:
        """A month, of which as many letters count as tell it from others of its language."""
        return f"({'|'.join(sorted(dict(self.months), key=lambda begin: (-len(begin), begin)))})[a-z]*"

    @cached_property
    def months(self) -> list[tuple[str, int]]:
        """(the letters with which a month begins, its number), those of the edition's language last."""
        own = [self.phrases.month(number) for number in range(1, 13)]
        return list({**dict(_beginnings(MONTHS)), **dict(_beginnings(own))}.items())


def _beginnings(months: Iterable[str]) -> Iterator[tuple[str, int]]:
    names = [normalise(name) for name in months]
    for number, name in enumerate(names, 1):
        lengths = range(3, len(name) + 1)
        alone = (size for size in lengths if sum(other.startswith(name[:size]) for other in names) == 1)
        yield name[: next(alone, len(name))], number


def one_of(names: Iterable[str]) -> str:
    """An expression for any of the names, the longest first."""
    ordered = sorted({normalise(name) for name in names} - {""}, key=lambda name: (-len(name), name))
    return "|".join(re.sub(r"([^a-z0-9 ,-])", r"\\\1", name) if name.isascii() else name for name in ordered)


def normalise(text: str) -> str:
    """A text in lower case, without accents and quotation marks, with one kind of hyphen and of space, and
    without punctuation at its ends."""
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in letters if not unicodedata.category(c).startswith("M")).lower()
    return " ".join(re.sub(REMOVED, "", re.sub(DASHES, "-", bare)).split()).strip(OUTER)
