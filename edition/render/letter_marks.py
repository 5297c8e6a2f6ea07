"""How the marks of an editor are shown, seen and heard: one function for each element that is read with them.

Each takes the element and the HTML of what is in it. Words that are for the ear alone are in the page, out of
sight, and are not copied with the text (`.heard` in letter.css). (docs/marks.md shows them all.)
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import escape

from edition.forms.language import Language, wording, wordings
from edition.tei.content_models import LEAF_NUMBERS
from edition.tei.reading import text_of
from edition.tei.tree import Element, name_of, select

Shown = Callable[[Element, str, Language], str]
WHERE = {
    "above": wording("above the line"),
    "below": wording("below the line"),
    "inline": wording("in the line"),
    "margin": wording("in the margin"),
    "left": wording("in the left margin"),
    "right": wording("in the right margin"),
    "top": wording("at the top"),
    "bottom": wording("at the bottom"),
    "end": wording("at the end"),
    "opposite": wording("on the opposite page"),
    "overleaf": wording("overleaf"),
}
PART_NAMES = {  # what stands with a letter, by its type
    "enclosure": wording("Text by another hand, with the letter"),
    "translation": wording("Translation"),
    "version": wording("Another version of the text"),
    "comment": wording("Commentary"),
}
HIGHLIGHTS = {
    "superscript": "<sup>{}</sup>",
    "subscript": "<sub>{}</sub>",
    "smallcaps": '<span class="smallcaps">{}</span>',
    "spaced": '<span class="spaced">{}</span>',
    "bold": "<b>{}</b>",
}


def part_name(division: Element) -> str:
    """What a division that stands with a letter is called, by its type; "" for one of the letter itself. A
    translation that cannot stand beside its original is a version of the text."""
    kind = division.get("type", "")
    is_translation = kind == "version" and division.get("subtype") == "translation"
    return PART_NAMES.get("translation" if is_translation else kind, "")


def heard(words: str) -> str:
    """Words for those who listen to the page."""
    return f'<span class="heard">{escape(words)}</span>'


def hand_in(element: Element, phrases: Language) -> str:
    """Whose hand an element is in, in words, or ""."""
    hand = (element.get("hand") or "").removeprefix("#")
    notes = select(element, "/t:TEI/t:teiHeader//t:handNote[@xml:id=$hand]", hand=hand) if hand else []
    if notes:
        return phrases.say("in the hand of {name}", name=text_of(notes[0]))
    return phrases.say("in another hand") if hand else ""


def deletion(element: Element, inside: str, phrases: Language) -> str:
    """Words struck out; that they are, and in whose hand, is read out before them."""
    said = _said(phrases.say("deleted"), "", element, phrases)
    return f'<del title="{escape(said)}">{heard(f"[{said}: ")}{inside}{heard("]")}</del>'


def addition(element: Element, inside: str, phrases: Language) -> str:
    """Words added, where they were written; where, and in whose hand, is read out before them."""
    said = _said(phrases.say("added"), element.get("place", ""), element, phrases)
    place = f" {element.get('place')}" if element.get("place") in {"above", "below"} else ""
    return f'<ins class="added{place}" title="{escape(said)}">{heard(f"[{said}: ")}{inside}{heard("]")}</ins>'


def _said(what: str, place: str, element: Element, phrases: Language) -> str:
    return " ".join(filter(None, (what, phrases.word(WHERE.get(place, place)), hand_in(element, phrases))))


CERTAINTY = {"low": wording("very uncertain reading"), "high": wording("nearly certain reading")}


def unclear(element: Element, inside: str, phrases: Language) -> str:
    """An uncertain reading with its sign; how uncertain it is says the title."""
    how = phrases(CERTAINTY.get(element.get("cert", ""), wording("uncertain reading")))
    return f'<span class="unclear" title="{how}">{inside}<span class="sign">[?]</span></span>'


ILLEGIBLE = {
    "chars": (wordings("{n} letter illegible", "{n} letters illegible"), wording("letters illegible")),
    "words": (wordings("{n} word illegible", "{n} words illegible"), wording("words illegible")),
    "lines": (wordings("{n} line illegible", "{n} lines illegible"), wording("lines illegible")),
    "pages": (wordings("{n} page illegible", "{n} pages illegible"), wording("pages illegible")),
}


def illegible(element: Element, phrases: Language) -> str:
    """How much cannot be read, in words: “[3 words illegible]”."""
    number, unit = element.get("quantity") or element.get("extent") or "", element.get("unit") or ""
    counted, some = ILLEGIBLE.get(unit, (None, wording("illegible")))
    words = f"{number} {phrases.say(some)}".strip()
    if number.isdecimal() and counted:
        words = phrases.say(*counted, n=int(number))
    return f'<span class="gap" title="{phrases("cannot be read")}">[{escape(words)}]</span>'


def written_otherwise(element: Element, inside: str, now: str) -> str:
    """What is written, and in its place, as the reader chooses, its expansion or modern spelling."""
    tag = "abbr" if name_of(element[0]) == "abbr" else "span"
    said = escape(text_of(element[1]))
    shown = f'<{tag} class="written" title="{said}">{inside}</{tag}>'
    return f'{shown}<span class="modern">{now}</span>'


def in_a_hand(element: Element, inside: str, phrases: Language) -> str:
    """Words of another hand; whose it is stands before them, and before the first of several lines."""
    if _is_whole(element):
        return f'<span class="hand">{hand_sign(element, phrases)}{inside}</span>'
    return f'<span class="hand">{hand_sign(element, phrases)}{inside}<span class="sign">]</span></span>'


def _is_whole(element: Element) -> bool:
    """Is it a paragraph, or all that stands in a line of verse or an item of a list?"""
    return name_of(element) == "p" or _line_of(element) is not None


def _line_of(element: Element) -> Element | None:
    """The line or item in which nothing else stands, or None."""
    line = element.getparent()
    if line is None or name_of(line) not in {"l", "item"} or len(line) > 1:
        return None
    return None if (line.text or "").strip() or (element.tail or "").strip() else line


def _before(element: Element) -> Element | None:
    """The paragraph before, or what stands in the line or item before."""
    line = _line_of(element)
    if line is None:
        return element.getprevious()
    before = next(line.itersiblings(str(line.tag), preceding=True), None)
    return before[0] if before is not None and len(before) else None


def hand_sign(element: Element, phrases: Language) -> str:
    """The sign before words of another hand; none where the paragraph before is in the same."""
    before, whole = _before(element), _is_whole(element)
    again = whole and before is not None and before.get("hand") == element.get("hand")
    said = escape(hand_in(element, phrases))
    end = "]" if whole else ":"
    return "" if not said or again else f'<span class="sign where">[{said}{end} </span>'


def marginal_note(element: Element, inside: str, identifier: str, phrases: Language) -> str:
    """What stands in the margin, where it was written."""
    said = _said("", element.get("place", "margin"), element, phrases)
    label = escape(said[:1].upper() + said[1:])
    return (
        f'<aside class="margin"{identifier} aria-label="{label}"><p class="where">{label}</p>{inside}</aside>'
    )


def line_of_verse(element: Element, inside: str, phrases: Language) -> str:
    """A line of verse, indented by as many steps as `@rend` says, nine at most."""
    steps = "".join(filter(str.isdecimal, element.get("rend") or ""))
    return f'<span class="l{f" in-{min(int(steps), 9)}" if steps else ""}">{inside}</span>'


def items(element: Element, contents: dict[Element, str]) -> str:
    """The items of a list, each with the label that it has in the text."""
    pieces, label = [], ""
    for child in element:
        if name_of(child) == "label":
            label = f'<span class="label">{contents[child]}</span> '
        elif name_of(child) == "item":
            pieces.append(f"<li>{label}{contents[child]}</li>")
            label = ""
        else:
            pieces.append(f"<li>{contents[child]}</li>")
    return "".join(pieces)


def section_break(element: Element) -> str:
    """A line between sections, or an asterism."""
    return f'<hr class="{"asterism" if element.get("rend") == "asterism" else "line"}">'


def stamp(element: Element, inside: str, phrases: Language) -> str:
    """The words of a stamp; that they are stamped is read out before them."""
    said = phrases.say("stamped")
    return f'<span class="stamp" title="{escape(said)}">{heard(f"[{said}: ")}{inside}{heard("]")}</span>'


IN_A_LINE = LEAF_NUMBERS | {"catch", "sig"}


def letterhead(element: Element, inside: str, phrases: Language) -> str:
    """What is printed above a letter, as a block; the number of a page or leaf within its line. (TEI P5,
    11.6.)"""
    if (element.get("type") or "").lower() in IN_A_LINE:
        return f"<span>{inside}</span>"
    return f'<div class="letterhead" role="group" aria-label="{phrases("Letterhead")}">{inside}</div>'


AROUND: dict[str, Shown] = {
    "del": deletion,
    "add": addition,
    "unclear": unclear,
    "l": line_of_verse,
    "subst": lambda element, inside, phrases: f'<span class="subst">{inside}</span>',
    "stamp": stamp,
    "fw": letterhead,
}
