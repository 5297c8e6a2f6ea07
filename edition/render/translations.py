"""A letter and what translates it, side by side, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from edition.render.showing import Page, html_of, language_of
from edition.tei.tree import XML_ID, XML_LANG, Element, name_of
from edition.words.languages import direction


def side_by_side(letter: Element, translations: Sequence[Element], page: Page) -> str:
    """The HTML of a division of a letter with its translations, each paragraph beside its own; what has no
    paragraph of its own stands at the end."""
    pieces, paired = [], set()
    for block in letter:
        twins = [twin for each in translations if (twin := _translated(block, each)) is not None]
        paired.update(twins)
        beside = "".join(_in_its_language(twin, page) for twin in twins)
        own = html_of(block, page)
        pieces.append(f'<div class="pair"><div>{own}</div>{beside}</div>' if beside else own)
    alone = [block for each in translations for block in each if block not in paired]
    pieces += [_in_its_language(block, page) for block in alone]
    return "".join(pieces)


def _translated(block: Element, translation: Element) -> Element | None:
    """What translates a block: what says so, or the opener, closer or postscript in the same place."""
    own = f"#{block.get(XML_ID)}"
    same = (each for each in translation if each.get("corresp") == own or _alike(each, block))
    return next(same, None)


def _alike(block: Element, other: Element) -> bool:
    return name_of(block) == name_of(other) and name_of(block) in {"opener", "closer", "postscript", "head"}


def _in_its_language(element: Element, page: Page) -> str:
    division = element.getparent()
    assert division is not None
    language = language_of(division)
    if direction(division.get(XML_LANG, "")) == "ltr" and "dir=" not in language:
        language += ' dir="ltr"'  # the original beside it may run the other way
    group = f'role="group" aria-label="{page.phrases("Translation")}"'
    return f'<div class="translated"{language} {group}>{html_of(element, page)}</div>'
