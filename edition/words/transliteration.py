"""Russian names in the spellings in which readers know them.

Catalogues, newspapers and translations spell one name in many ways. No editor need list these spellings for
the search: they follow from the Cyrillic by the usual schemes. Diacritics are left out, as is the sign for
the soft sign, since a search ignores both.

Sources: ALA-LC Romanization Tables (Library of Congress, Russian, 2012); BGN/PCGN 1947 System for Russian;
ISO 9:1995 and the scholarly tradition; the German and French usage of newspapers and encyclopaedias.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

CYRILLIC = re.compile(r"[\u0400-\u04FF]+")
VOWELS = "аеёиоуыэюя"

_COMMON = dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufye", strict=True)) | {
    "ё": "e",
    "ж": "zh",
    "й": "i",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "і": "i",
    "ѣ": "e",
}
_ALA_LC = _COMMON | {"ю": "iu", "я": "ia"}
_BGN = _COMMON | {"й": "y", "ё": "yo"}
_SCHOLARLY = _COMMON | {
    "й": "j",
    "ю": "ju",
    "я": "ja",
    "ж": "z",
    "ц": "c",
    "ч": "c",
    "ш": "s",
    "щ": "sc",
    "х": "ch",
}
_ISO_9 = _SCHOLARLY | {"х": "h", "щ": "s", "ю": "u", "я": "a"}
_GERMAN = _COMMON | {
    "в": "w",
    "ж": "sch",
    "з": "s",
    "й": "i",
    "ё": "jo",
    "х": "ch",
    "ц": "z",
    "ч": "tsch",
    "ш": "sch",
    "щ": "schtsch",
    "ю": "ju",
    "я": "ja",
}
_FRENCH = _COMMON | {
    "ж": "j",
    "у": "ou",
    "ч": "tch",
    "ш": "ch",
    "щ": "chtch",
    "ю": "iou",
    "я": "ia",
    "ё": "io",
}


def _by(table: Mapping[str, str], *rules: tuple[str, str]) -> Callable[[str], str]:
    """A scheme: first the rules for letters in context, then letter by letter."""
    compiled = [(re.compile(pattern), into) for pattern, into in rules]
    letters = str.maketrans(dict(table))

    def spell(word: str) -> str:
        for pattern, into in compiled:
            word = pattern.sub(into, word)
        return word.translate(letters)

    return spell


_IOTATED = rf"(?:^|(?<=[{VOWELS}йъь]))е"

SCHEMES: Mapping[str, Callable[[str], str]] = {
    "ALA-LC": _by(_ALA_LC),
    "BGN/PCGN": _by(_BGN, (_IOTATED, "ye")),
    "newspapers": _by(_BGN, (r"[ыи]й$", "y"), (rf"ь(?=[{VOWELS}])", "i"), ("ё", "e")),
    "newspapers, Ye": _by(_BGN, (r"[ыи]й$", "y"), (r"^е", "ye"), (rf"ь(?=[{VOWELS}])", "i")),
    "scholarly": _by(_SCHOLARLY),
    "ISO 9": _by(_ISO_9),
    "German": _by(_GERMAN, (r"[ыи]й$", "i"), (_IOTATED, "je"), (r"кс", "x")),
    "French": _by(_FRENCH, (r"[ыи]й$", "i"), (r"дж", "dj"), (r"ин$", "ine"), (rf"ь(?=[{VOWELS}])", "i")),
}


@lru_cache(maxsize=65536)
def latin_spellings(word: str) -> tuple[str, ...]:
    """All spellings of a Cyrillic word in Latin letters, each once, with a capital if the word has one:
    `Толстая` → Tolstaia, Tolstaya, Tolstaja, …"""
    small = word.lower()
    spellings = dict.fromkeys(scheme(small) for scheme in SCHEMES.values())
    return tuple(
        spelling.capitalize() if word[:1].isupper() else spelling for spelling in spellings if spelling
    )
