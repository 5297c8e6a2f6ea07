"""What can be wrong, where it stands, and how it is told.

A mistake of an author is a `Diagnostic`, collected and reported with all others; an exception is a bug
of ours. Codes are permanent: a code that is retired is never given again.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    NOTE = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: path from the project's root, line and column counted from 1 (0: unknown)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True)
class Diagnostic:
    """One finding: a code of `CODES`, a message in an editor's words, a place and what to do.

    `words` are those it is about and `before` what stands before them: by these a finding whose place is that
    of a paragraph is brought to the words themselves (`check.pinpoint`)."""

    code: str
    message: str
    location: Location
    hint: str = ""
    words: str = field(default="", compare=False)
    before: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"no such code: {self.code}")

    @property
    def severity(self) -> Severity:
        return CODES[self.code][0]

    def __str__(self) -> str:
        hint = f" (hint: {self.hint})" if self.hint else ""
        return f"{self.location}: {self.severity} {self.code} {self.message}{hint}"

    def as_dict(self) -> dict[str, object]:
        place = self.location
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "path": place.path,
            "line": place.line,
            "column": place.column,
        }


E_, W_ = Severity.ERROR, Severity.WARNING

# code → (severity, what it is about). Groups: A annotations, D data in YAML, I import, L links,
# M markup, N anchors, R registers, S schema, T style, W waivers, X the search index.
CODES: dict[str, tuple[Severity, str]] = {
    "A101": (E_, "a note that no reference leads to"),
    "A102": (E_, "a reference without a note"),
    "A103": (E_, "two notes with one id"),
    "A104": (E_, "notes for a document that does not exist"),
    "A105": (E_, "two references to one note"),
    "A106": (W_, "two notes of ours with the same words"),
    "A201": (E_, "a note whose target does not exist"),
    "A202": (E_, "a quotation that does not stand in the target of its note"),
    "A203": (W_, "a quotation that stands more than once in the target of its note"),
    "D101": (E_, "a file that is not valid YAML"),
    "D102": (E_, "a key given twice"),
    "D103": (E_, "an unknown key"),
    "D104": (E_, "a required key is missing"),
    "D105": (E_, "a value of the wrong type or form"),
    "D106": (E_, "a date that is impossible or not EDTF"),
    "D107": (E_, "two documents with one id"),
    "D108": (E_, "a text without its metadata block"),
    "D109": (E_, "a file that is not UTF-8"),
    "D110": (E_, "a file that belongs to nothing the edition knows"),
    "D201": (W_, "the calendar and the imported text give different dates"),
    "D202": (W_, "a letter whose year lies outside those of its neighbours"),
    "D203": (W_, "a date and a printed date of different years"),
    "D204": (W_, "a file whose name contradicts the id in it"),
    "D205": (W_, "dates of a life or an office that contradict each other"),
    "D206": (W_, "a letter that answers a later one"),
    "D207": (W_, "a page without a title of its own"),
    "D208": (W_, "pages that run backwards"),
    "D209": (E_, "coordinates that lie nowhere on earth"),
    "D210": (W_, "a letter written or received outside a lifetime"),
    "D211": (W_, "versions that are not in order of time"),
    "D220": (W_, "a place left by “new” that is still to be filled in"),
    "I101": (W_, "a recipe that fits none of the files"),
    "I102": (W_, "a source that differs from the one its recipe was written for"),
    "I103": (E_, "a word of the source that is neither used nor dropped nor emended"),
    "I104": (W_, "a file edited since the import is left as it is"),
    "I105": (W_, "an emendation of the recipe that finds nothing to emend"),
    "I106": (E_, "references and notes of a letter do not match"),
    "I107": (E_, "a part of the source that the recipe announces is not there"),
    "I108": (W_, "a file that no recipe recognises"),
    "I109": (E_, "the recipe asked for does not exist or fits none of the files"),
    "I110": (W_, "something of a word processor’s file that is not carried over"),
    "I111": (E_, "a word processor’s file that cannot be imported"),
    "L101": (E_, "a name, place, work or term that no register has"),
    "L102": (E_, "a link to something that does not exist"),
    "L103": (W_, "a link whose words name something else than it leads to"),
    "L104": (W_, "a link to the place where it stands"),
    "M101": (E_, "a container that is never closed"),
    "M102": (E_, "a closing fence without a container"),
    "M103": (E_, "an unknown container"),
    "M104": (E_, "raw HTML"),
    "M105": (E_, "an unknown attribute or class"),
    "M106": (E_, "markup that the edition does not use"),
    "M107": (E_, "a link to an address that is not allowed"),
    "M108": (W_, "a heading that skips a level"),
    "M109": (E_, "a heading without words"),
    "M110": (E_, "a link without words"),
    "M201": (W_, "a bracket left open, or closed without being opened"),
    "M202": (W_, "a quotation mark left open, or closed without being opened"),
    "M203": (W_, "markup that was not understood and stands in the text"),
    "N101": (E_, "one id given to two places"),
    "N201": (E_, "a damaged row in the registry of anchors"),
    "N202": (E_, "a published paragraph of which it is not certain what became"),
    "N203": (E_, "something published that has vanished"),
    "N204": (E_, "an id that has ended and is used again"),
    "N205": (E_, "a row in moved.yaml that leads nowhere"),
    "N206": (E_, "a version that cannot be published under this number"),
    "N207": (E_, "a frozen version that cannot be read"),
    "R102": (E_, "two register entries claim one spelling"),
    "R103": (E_, "a topic that stands below itself"),
    "R104": (W_, "two entries with one name"),
    "R201": (W_, "a work that is cited nowhere"),
    "R202": (W_, "a register entry that nothing mentions"),
    "R203": (W_, "a name in a summary or note that no register has"),
    "R204": (W_, "a name that several bear and that is not told apart"),
    "R205": (W_, "a spelling of a name that is not registered as a variant"),
    "R206": (W_, "a spelling given twice in one entry"),
    "R207": (W_, "a phrase to be passed over in which no spelling of its entry stands"),
    "R208": (W_, "an entry that points to itself, or twice to another"),
    "S101": (E_, "a TEI file that cannot be read"),
    "S201": (E_, "a passage that is not valid by a TEI schema"),
    "T101": (W_, "a word written twice"),
    "T102": (W_, "a space too many"),
    "T103": (W_, "a straight quotation mark"),
    "T104": (W_, "a hyphen where a dash belongs"),
    "T105": (W_, "a paragraph that does not end like a sentence"),
    "T201": (W_, "a summary that is too short for its letter"),
    "T202": (W_, "one name in two transliterations"),
    "T203": (W_, "wording repeated from an imported text"),
    "T204": (W_, "British and American spelling mixed"),
    "T205": (W_, "-ise and -ize mixed"),
    "W101": (E_, "a waiver that waives nothing"),
    "W102": (E_, "a waiver of a code that does not exist"),
    "X201": (W_, "a search index that could not be made"),
    "X202": (E_, "a template that cannot be used"),
}


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings by place, each once."""
    return sorted(set(diagnostics), key=lambda d: (d.location, d.code, d.message))


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    return json.dumps([d.as_dict() for d in diagnostics], ensure_ascii=False, indent=2)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest of the known words, or an empty string."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else ""
