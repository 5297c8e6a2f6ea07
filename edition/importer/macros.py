"""Pieces of patterns that a recipe uses by their names, `<month>`: its own, and those that all have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from edition.forms.language import ENGLISH, language_of
from edition.words.dates import MONTHS
from edition.words.printed_dates import date_pattern

TAGS = frozenset({"sup", "sub", "i", "b", "em", "strong", "u"})  # in the copy
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


def unknown_macros(data: Any) -> Iterator[tuple[tuple[str | int, ...], str, list[str]]]:
    """Where the patterns of a recipe have a name in angle brackets that is no macro: the path of the key, the
    name, and the names that are known."""
    given = data.get("macros") if isinstance(data, dict) else None
    known = sorted({"roman", "date", "dateline", *(given if isinstance(given, dict) else ())})
    parts = data.items() if isinstance(data, dict) else ()
    for key, part in parts:
        if key in {"letters", "prose", "index", "glossary_of_names"}:
            for path, text in _texts(part, (key,)):
                names = MACRO.findall(text)
                yield from ((path, name, known) for name in names if name not in {*known, *TAGS})


def _texts(data: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, item in data.items():
            yield from _texts(item, (*path, key))
    elif isinstance(data, list):
        for place, item in enumerate(data):
            yield from _texts(item, (*path, place))


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
