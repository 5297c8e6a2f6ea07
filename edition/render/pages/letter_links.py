"""Letters and notes that are named in our own prose (“letters 13 and 16”) as links."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from markupsafe import Markup, escape

NUMBERS = re.compile(
    r"\b([Ll]etters? )(\d+(?:(?:, | and |, and |–)\d+)*)(?:, (notes?) (\d+(?:(?:, | and )\d+)*))?"
)


def link_letters(text: str, units: Collection[str], link: Callable[[str], str]) -> Markup:
    """Our own prose with the letters and notes in it (“letters 13 and 16”, “letter 12, note 4”) as links,
    where they exist. `link` turns an id into an address."""
    done, pieces = 0, []
    for match in NUMBERS.finditer(text):
        lead, letters, notes, numbers = match.groups()
        pieces += [escape(text[done : match.start()]), escape(lead), _linked(letters, "L{}", units, link)]
        if notes:
            last = re.findall(r"\d+", letters)[-1]
            inner = _linked(numbers, f"L{last}.n{{}}", units, link)
            pieces += [escape(f", {notes} "), inner]
        done = match.end()
    return Markup("").join([*pieces, escape(text[done:])])


def _linked(numbers: str, ref: str, units: Collection[str], link: Callable[[str], str]) -> Markup:
    def linked(match: re.Match[str]) -> str:
        target = ref.format(match.group())
        return f'<a href="{escape(link(target))}">{match.group()}</a>' if target in units else match.group()

    return Markup(re.sub(r"\d+", linked, str(escape(numbers))))
