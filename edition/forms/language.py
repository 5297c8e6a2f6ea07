"""How an edition speaks: the words of its interface, its dates, lists, numbers and the order of its names.

A text of the interface is asked for by its English, `say("Notes")`; the file of phrases of the edition's
language (`templates/phrases/`) puts others in its place. The English is the key, so that a template reads
like the page that it makes, and a phrase without a translation is still understood. Values stand in braces;
where `n` is one of them, a second English form serves for all numbers but one: `say("{n} letter",
"{n} letters", n=count)`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from string import Formatter

from markupsafe import Markup, escape

from edition.findings.diagnostics import Diagnostic
from edition.forms.line_yaml import D105, read_yaml
from edition.paths import OWN_TEMPLATES, TEMPLATES
from edition.words.date_words import in_words
from edition.words.dates import MONTHS
from edition.words.digest import digest_of
from edition.words.languages import direction
from edition.words.terms import FOLDED

Forms = tuple[str, str]  # for one, and for any other number
NONE_IS_SINGULAR = frozenset({"fr"})  # languages that say “0 lettre”
# Letters that are letters of their own in a language and stand behind another: å behind z in Swedish. All
# others stand where the letter without its sign stands, as in German and French (ISO/IEC 14651).
BEHIND: Mapping[str, Mapping[str, str]] = {
    "cs": {"č": "c", "ř": "r", "š": "s", "ž": "z"},
    "da": {"æ": "z", "ø": "zz", "å": "zzz"},
    "es": {"ñ": "n"},
    "nb": {"æ": "z", "ø": "zz", "å": "zzz"},
    "pl": {"ą": "a", "ć": "c", "ę": "e", "ł": "l", "ń": "n", "ó": "o", "ś": "s", "ź": "z", "ż": "zz"},
    "sv": {"å": "z", "ä": "zz", "ö": "zzz"},
}


@dataclass(frozen=True)
class Language:
    """A language by its code, and what it puts in the place of English phrases, by their first form."""

    code: str = "en"
    said: Mapping[str, Forms] = field(default_factory=dict)

    def say(self, one: str, many: str = "", **values: object) -> str:
        """A phrase with its values, as plain text."""
        return self._form(one, many, values).format(**{"n": 1, **values})

    def __call__(self, one: str, many: str = "", **values: object) -> Markup:
        """A phrase with its values, which are escaped, as HTML; it may have markup of its own."""
        escaped = {name: escape(value) for name, value in values.items()}
        return Markup(self._form(one, many, values).format(**{"n": 1, **escaped}))

    @property
    def quotation_marks(self) -> tuple[str, str]:
        """The marks with which a quotation begins and ends."""
        opening, _, closing = self.say("“{words}”", words=" ").partition(" ")
        return opening.strip(), closing.strip()

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.code)

    @property
    def locale(self) -> str:
        """The language with its country, as Open Graph wants it: `en_GB`, `de_DE`."""
        return "en_GB" if self.code == "en" else f"{self.code}_{self.code.upper()}"

    def word(self, own: str) -> str:
        """A word that an edition may have chosen itself, and that stays where it is no phrase: a kind of
        letters, a heading."""
        return self.said.get(own, (own, own))[0]

    def _form(self, one: str, many: str, values: Mapping[str, object]) -> str:
        single, other = self.said.get(one, (one, many or one))
        n = values.get("n", 1)
        return single if n == 1 or (n == 0 and self.code in NONE_IS_SINGULAR) else other

    def date(self, edtf: str) -> str:
        """A date in words: “3 June 1926”, “not before 1 August 1925”. Text that is not a date stays."""
        return in_words(edtf, self.say)

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12."""
        return self.say(MONTHS[number - 1])

    def listed(self, items: Iterable[object]) -> str:
        """Items as a list in words: “A, B and C”. Items that are HTML give HTML."""
        items = list(items)
        if len(items) < 2:
            return items[0] if items and isinstance(items[0], str) else "".join(map(str, items))
        if any(isinstance(item, Markup) for item in items):
            return self(
                "{first} and {last}", first=Markup(", ").join(map(escape, items[:-1])), last=items[-1]
            )
        return self.say("{first} and {last}", first=", ".join(map(str, items[:-1])), last=items[-1])

    def number(self, number: int) -> str:
        """A number with its thousands set apart: “1,234”."""
        return f"{number:,}".replace(",", self.say("1,000")[1:-3])

    def size(self, count: int) -> str:
        """How large a file of so many bytes is: “512 bytes”, “12 kB”, “1.5 MB” (of a thousand each)."""
        if count < 1_000:
            return self.say("{n} byte", "{n} bytes", n=count)
        if count < 999_500:
            return self.say("{n} kB", n=round(count / 1_000))
        return self.say("{n} MB", n=f"{count / 1_000_000:.1f}".replace(".", self.say("1.5")[1]))

    def sort_key(self, text: str) -> tuple[str, str]:
        """What texts are ordered by: their letters without case, accents and signs, then the accents. A
        letter of its own stands behind the one that it follows in the alphabet of the language."""
        return _sort_key(self.code, text)

    def initial(self, text: str) -> str:
        """The letter under which a text stands in a list; figures stand together."""
        small = unicodedata.normalize("NFC", text.casefold())
        first = next((c for c in small if c.isalnum()), "")
        letter = first if first in BEHIND.get(self.code, {}) else _bare(first)[:1]
        return letter.upper() if letter.isalpha() else "0–9"


@lru_cache(65536)
def _sort_key(code: str, text: str) -> tuple[str, str]:
    own = BEHIND.get(code, {})
    small = unicodedata.normalize("NFC", text.casefold())
    letters = "".join(own[c][0] + "\uffff" * len(own[c]) if c in own else _bare(c) for c in small)
    first = next((at for at, c in enumerate(letters) if c.isalnum()), 0)
    return letters[first:], small


@lru_cache(4096)
def _bare(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter.translate(FOLDED))
    return "".join(c for c in plain if not unicodedata.combining(c))


ENGLISH = Language()


def wording(phrase: str) -> str:
    """A phrase that is asked for where it is shown: the mark by which phrases in tables are found."""
    return phrase


def wordings(one: str, many: str) -> Forms:
    """The same with its form for several."""
    return one, many


def phrases_path(code: str) -> str:
    """The file of phrases of a language, from the folder of an edition."""
    return f"{OWN_TEMPLATES}/phrases/{code}.yaml"


def language_of(code: str, own: str = "") -> tuple[Language, list[Diagnostic]]:
    """A language, and what is wrong in the edition's own file of phrases, whose text is `own`: its phrases
    come before the engine's. An entry without a value is said in English."""
    said, problems = _read(own, phrases_path(code))
    return Language(code, {**_shipped(code), **said}), problems


def key_of_language(code: str, own: str = "") -> str:
    """A name for what `language_of` makes of the two files of phrases as they are."""
    return f"phrases {code} {digest_of(own, _text_shipped(code))}"


@cache
def _shipped(code: str) -> Mapping[str, Forms]:
    return _read(_text_shipped(code), f"{code}.yaml")[0]


@cache
def _text_shipped(code: str) -> str:
    """The engine's phrases of a language; English needs none."""
    path = TEMPLATES / "phrases" / f"{code}.yaml"
    return path.read_text("utf-8") if code != "en" and path.is_file() else ""


@cache
def _read(text: str, path: str) -> tuple[dict[str, Forms], list[Diagnostic]]:
    marked, problems = read_yaml(text, path)
    said: dict[str, Forms] = {}
    entries = marked.data if isinstance(marked.data, dict) else {}
    for phrase, value in entries.items():
        forms = (value["one"], value["other"]) if _is_plural(value) else (value, value)
        fault = _fault(phrase, forms)
        if fault:
            problems.append(D105.at(marked.at(phrase), fault, HINT))
        elif all(forms):
            said[phrase] = forms
    return said, problems


HINT = "write the phrase as it is to be said, with the words in braces that the English has"


def _fault(phrase: str, forms: tuple[object, ...]) -> str:
    """What is wrong with what is said in the place of a phrase, or ""."""
    said = [form for form in forms if form is not None]
    if not all(isinstance(form, str) for form in said):
        return f"“{phrase}” is neither a phrase nor one with the forms “one” and “other”"
    try:
        known = values_in(phrase) | {"n"}
        unknown = sorted(value for form in said for value in values_in(str(form)) - known)
    except ValueError as error:
        return f"the braces of “{phrase}” do not fit: {error}"
    return f"“{phrase}” has no “{{{unknown[0]}}}”" if unknown else ""


def values_in(phrase: str) -> set[str]:
    """What a phrase has in braces: the names of values and nothing else, if it is right. Raises ValueError
    where a brace is left open."""
    return {
        name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        for _, name, form, conversion in Formatter().parse(phrase)
        if name is not None
    }


def _is_plural(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"one", "other"}
