"""The form of a recipe's `index` and `glossary_of_names`: how the back matter of one book looks, as data.

An index read from scanned pages changes its dashes, its bullets and the style of its note numbers from page
to page; what varies is a pattern here, what is common to all indexes is in `back_matter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import model_validator

from edition.importer.line import Line
from edition.importer.patterns import Named, Pattern, RecipeForm, WithAlso, WithNumbers
from edition.volume.book_index import EntryCorrection, VolumePart, check_parts


@dataclass(frozen=True)
class EmendedLine:
    """A line with the recipe’s corrections made; each correction with the offsets (start, end) of what it put
    in."""

    number: int
    text: str
    corrections: tuple[tuple[int, int, EntryCorrection], ...] = ()


class IndexForm(RecipeForm):
    """How the index looks.

    `heading` and `end` bound it; `bullet` is what may stand before an entry. A line goes on in the next
    when `open_end` is found at its end. `continued` matches the heading repeated at the top of a page.
    `note` finds note numbers behind a page (group `numbers`), `see` what leads to other headings (group
    `also`). `parts` and `page_after` come from the contents page.
    """

    heading: Pattern
    end: Pattern
    bullet: Pattern = r""
    open_end: Pattern = r"(?!)"
    continued: Pattern = r"(?!)"
    note: WithNumbers
    see: WithAlso
    parts: list[VolumePart] = []
    page_after: int = 0
    emend: list[EntryCorrection] = []

    @model_validator(mode="after")
    def _parts_rise(self) -> IndexForm:
        check_parts(self.parts, self.page_after)
        return self


class NamesForm(RecipeForm):
    """How the glossary of names looks.

    An entry begins with a name in bold, the first sign of which may be lost; a paragraph without any bold
    goes on with the entry before it. All other patterns give what they find as group `name`: `real` and
    `pseudonym` other names, in the bold or behind it, `rest` what of the name stands behind those, `dates`
    the years of a life, `see` what leads to another entry.
    """

    heading: Pattern
    end: Pattern
    bullet: Pattern = r""
    real: Named = r"(?!)"
    pseudonym: Named = r"(?!)"
    rest: Named = r"(?!)"
    dates: Named
    see: Named = r"(?!)"
    emend: list[EntryCorrection] = []


def find_part(lines: Sequence[str], form: IndexForm | NamesForm) -> list[Line]:
    """The non-empty lines of a part, from its heading to before the line that ends it (or the end of the
    book)."""
    heading, end = re.compile(form.heading), re.compile(form.end)
    part: list[Line] = []
    for number, text in enumerate(lines, start=1):
        stripped = text.strip()
        if part and end.fullmatch(stripped):
            break
        if stripped and (part or heading.fullmatch(stripped)):
            part.append(Line(number, stripped))
    return part


def emend_lines(
    lines: Iterable[Line], corrections: Sequence[EntryCorrection]
) -> tuple[list[EmendedLine], list[EntryCorrection]]:
    """The corrected lines, and the corrections that matched nothing."""
    by_words = {correction.find: correction for correction in corrections}
    unused = dict(by_words)
    pattern = "|".join(rf"(?<!\w){re.escape(find)}(?!\w)" for find in by_words) or r"(?!)"
    result = []
    for line in lines:
        text, at, places = "", 0, []
        for match in re.finditer(pattern, line.text):
            correction = by_words[match[0]]
            unused.pop(correction.find, None)
            text += line.text[at : match.start()] + correction.read
            places.append((len(text) - len(correction.read), len(text), correction))
            at = match.end()
        result.append(EmendedLine(line.number, text + line.text[at:], tuple(places)))
    return result, list(unused.values())
