"""Whether every block of a text stands where TEI has a place for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import ERROR, Rule
from edition.merge.ids import place_of
from edition.tei.content_models import misplaced
from edition.tei.tree import ORIGIN, Element

M112 = Rule(
    "M112",
    ERROR,
    "a block in a place where a letter, summary or note cannot have it",
    why="In TEI a letter has its opener first, then its text, then closer and postscript; a summary has "
    "paragraphs and lists. Other programs would refuse the file.",
    bad="a paragraph below `::: closer … :::`; `## A heading` in a summary",
    good="`::: postscript`, the paragraph, `:::`; the words of the heading as a paragraph",
)
ADVICE = {
    "after a closer": "put it into ::: postscript, or before the closer",
    "after a postscript": "put it before the postscript, or into it",
    "in a summary": "write it as a paragraph",
}


def check_structure(tops: Iterable[Element], path: str) -> Iterator[Diagnostic]:
    """A finding (M112) for each block in some elements that is out of place; `path` is the file they came
    from. Working attributes must still be there."""
    for top in tops:
        for element, message in misplaced(top):
            holders = (each for each in (element, *element.iterancestors()) if each.get(ORIGIN))
            place = place_of(next(holders, element), path)
            hint = next((hint for end, hint in ADVICE.items() if message.endswith(end)), "")
            yield M112.at(place, message, hint or "move it, or remove its mark")
