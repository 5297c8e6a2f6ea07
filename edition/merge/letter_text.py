"""The body of a letter: its text, enclosures, translations, and whose hands are in it.

(TEI P5, 4.3.2 `floatingText`, 11.3.2 `handNote`; encoding.md, “Text of a letter”.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import ERROR, Rule
from edition.forms.configuration import ConfigFields
from edition.merge.correspondence import Entries, named_element
from edition.merge.ids import paragraphs, place_of
from edition.tei.tree import ORIGIN, XML_ID, E, Element, name_of, select

AT_THE_END = frozenset({"closer", "postscript", "note", "milestone"})


def letter_divisions(ref: str, elements: Sequence[Element], language: str) -> list[Element]:
    """What the body of a letter holds: a `div` for the letter itself, one for each enclosure that follows
    its text and for each translation, and the closers and postscripts that follow an enclosure. An enclosure
    amid the text keeps its place there, as a text of its own."""
    letter = E("div", type_="letter", xml_id=f"{ref}.text", xml_lang=language or None)
    following: list[Element] = []
    translations = [element for element in elements if _is_division(element, "translation")]
    own = [element for element in elements if element not in translations]
    enclosures = [element for element in own if _is_division(element, "enclosure")]
    for number, element in enumerate(enclosures, 1):
        element.set(XML_ID, f"{ref}.e{number}")
    for place, element in enumerate(own):
        rest = [each for each in own[place + 1 :] if each not in enclosures]
        if element in enclosures and any(name_of(each) not in AT_THE_END for each in rest):
            letter.append(_floating(element))
        elif element in enclosures or (
            following and name_of(letter[-1] if len(letter) else letter) == "closer"
        ):
            following.append(element)
        else:
            letter.append(element)
    for number, element in enumerate(translations, 1):
        element.set(XML_ID, f"{ref}.translation{number if number > 1 else ''}")
    return [letter, *following, *translations]


def _is_division(element: Element, kind: str) -> bool:
    return name_of(element) == "div" and element.get("type") == kind


def _floating(enclosure: Element) -> Element:
    """An enclosure as a text within the text."""
    floating = E(
        "floatingText", E("body", E("div", *enclosure, resp=enclosure.get("resp"), type_="enclosure"))
    )
    floating.set("type", "enclosure")
    for key in (XML_ID, ORIGIN):
        floating.set(key, enclosure.get(key, ""))
    return floating


def missing_text(ref: str, config: ConfigFields) -> Element:
    """What stands where the text of a letter is not part of the edition."""
    gap = E("gap", E("desc", config.phrases.word(config.not_included)), reason="not-included")
    return E("div", E("p", gap), type_="letter", xml_id=f"{ref}.text")


M113 = Rule(
    "M113",
    ERROR,
    "a translation whose paragraphs do not match the original",
    why="The page shows the two side by side, paragraph by paragraph.",
    bad="three paragraphs of a letter, and two in `::: translation {lang=en}`",
    good="as many as the letter has",
)


def tie_translations(divisions: Sequence[Element], path: str) -> Iterator[Diagnostic]:
    """Let each paragraph of a translation point to that of the letter (`@corresp`); its opener and closer
    stand for themselves. Reported is a translation with more or fewer of them (M113)."""
    (letter,) = (division for division in divisions if division.get("type") == "letter")
    own = _units(letter)
    for division in divisions:
        if division.get("type") == "translation":
            division.set("corresp", f"#{letter.get(XML_ID)}")
            theirs = _units(division)
            if len(theirs) != len(own):
                message = f"the letter has {len(own)} paragraphs and its translation {len(theirs)}"
                yield M113.at(place_of(division, path), message, "translate paragraph by paragraph")
            for original, translated in zip(own, theirs, strict=False):
                translated.set("corresp", f"#{original.get(XML_ID)}")


def _units(division: Element) -> list[Element]:
    return list(paragraphs([division]))


def declare_hands(tree: Element, entries: Entries) -> None:
    """Say in the header whose hands there are (`handNotes`), and let `@hand` point there."""
    hands: dict[str, str] = {}
    in_notes = select(tree, "t:standOff//*[@hand] | t:teiHeader//t:abstract//*[@hand]")
    for element in [*select(tree, "/t:TEI/t:text//*[@hand]"), *in_notes]:
        said = element.get("hand", "")
        hands.setdefault(said, f"{tree.get(XML_ID)}.hand-{len(hands) + 1}")
        element.set("hand", f"#{hands[said]}")
    notes = [_hand(said, xml_id, entries) for said, xml_id in hands.items()]
    if notes:
        select(tree, "t:teiHeader/t:profileDesc")[0].append(E("handNotes", *notes))


def _hand(said: str, xml_id: str, entries: Entries) -> Element:
    if not said.startswith("#"):
        return E("handNote", said, xml_id=xml_id)
    return E("handNote", named_element("persName", said[1:], entries), xml_id=xml_id, scribeRef=said)
