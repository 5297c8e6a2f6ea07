"""Pieces of patterns that a recipe uses by their names, `<month>`: its own, and those that all have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from edition.forms.language import ENGLISH, language_of
from edition.words.dates import MONTHS
from edition.words.printed_dates import date_pattern

ROMAN = r"[IVXLCDM]+"
MACRO = re.compile(r"(?<!\?P)<(\w+)>")


def with_macros(data: Any) -> Any:
    """The content of a recipe with the macros in its patterns replaced; those of the recipe come first."""
    if not isinstance(data, dict):
        return data
    given = data.get("macros")
    macros: dict[str, str] = {}
    for name, pattern in given.items() if isinstance(given, dict) else ():
        macros[name] = str(_expanded(pattern, macros))
    language = data.get("language")
    date = date_pattern(months_of(language if isinstance(language, str) else ""))
    line = rf"[_\[(]*(?:[^\d\n]{{1,60}}?[,.:]? )??{date}(?:[\]).,_]|,? [A-Z]\w+day)*"
    return _expanded(data, {"roman": ROMAN, "date": date, "dateline": line} | macros)


def _expanded(data: object, macros: Mapping[str, str]) -> object:
    if isinstance(data, str):
        return MACRO.sub(lambda macro: macros.get(macro[1], macro[0]), data) if "<" in data else data
    if isinstance(data, list):
        return [_expanded(item, macros) for item in data]
    if isinstance(data, dict):
        return {key: value if key == "macros" else _expanded(value, macros) for key, value in data.items()}
    return data


def months_of(language: str) -> list[str]:
    """The names of the months in a language, in English where they are not known."""
    said = language_of(language)[0] if re.fullmatch("[a-z]{2,3}", language) else ENGLISH
    return [said.say(month) for month in MONTHS]
