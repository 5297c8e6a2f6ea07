"""Codes of languages (BCP 47): the direction of their script, and the script in which words are written."""

from __future__ import annotations

import re
import unicodedata

FROM_THE_RIGHT = frozenset("ar arc ckb dv fa he ks ku-Arab nqo pa-Arab ps sd syr ug ur yi".split())
SCRIPTS_FROM_THE_RIGHT = frozenset({"adlm", "arab", "hebr", "nkoo", "samr", "syrc", "thaa"})
# languages whose own script is not the Latin: what of them is in Latin letters is transliterated
NOT_LATIN = frozenset("ar be bg el fa grc he hi hy ja ka ko mk ru sa syr th uk ur yi zh".split())
LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
SCRIPT = re.compile(r"-([A-Za-z]{4})(?=-|$)")


def direction(code: str) -> str:
    """The direction in which a language is written, `ltr` or `rtl`, by its script if the code names one:
    `he` → rtl, `he-Latn` → ltr."""
    script = SCRIPT.search(code)
    if script:
        return "rtl" if script[1].lower() in SCRIPTS_FROM_THE_RIGHT else "ltr"
    return "rtl" if code.partition("-")[0].lower() in FROM_THE_RIGHT else "ltr"


def with_script(code: str, words: str) -> str:
    """The code of the language of some words, with the Latin script where they are transliterated: `ru` for
    “slovo” → `ru-Latn`, for “слово” → `ru`. A code that says more than the language stays."""
    letters = [letter for letter in words if letter.isalpha()]
    is_latin = bool(letters) and all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return f"{code}-Latn" if code in NOT_LATIN and is_latin else code
