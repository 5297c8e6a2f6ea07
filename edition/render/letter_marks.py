"""How the marks of an editor are shown, seen and heard: one function for each element that is read with them.

Each takes the element and the HTML of what is in it. Words that are for the ear alone are in the page, out of
sight, and are not copied with the text (`.heard` in letter.css). (docs/marks.md shows them all.)
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import escape

from edition.tei.reading import text_of
from edition.tei.tree import Element, name_of, select

Shown = Callable[[Element, str], str]
WHERE = {
    "above": "above the line",
    "below": "below the line",
    "inline": "in the line",
    "margin": "in the margin",
    "left": "in the left margin",
    "right": "in the right margin",
    "top": "at the top",
    "bottom": "at the bottom",
    "end": "at the end",
    "opposite": "on the opposite page",
    "overleaf": "overleaf",
}
HIGHLIGHTS = {
    "superscript": "<sup>{}</sup>",
    "subscript": "<sub>{}</sub>",
    "smallcaps": '<span class="smallcaps">{}</span>',
    "spaced": '<span class="spaced">{}</span>',
    "bold": "<b>{}</b>",
}


def heard(words: str) -> str:
    """Words for those who listen to the page."""
    return f'<span class="heard">{escape(words)}</span>'


def hand_in(element: Element) -> str:
    """Whose hand an element is in, in words, or ""."""
    hand = (element.get("hand") or "").removeprefix("#")
    notes = select(element, "/t:TEI/t:teiHeader//t:handNote[@xml:id=$hand]", hand=hand) if hand else []
    return f"in the hand of {text_of(notes[0])}" if notes else "in another hand" if hand else ""


def deletion(element: Element, inside: str) -> str:
    said = _said("deleted", "", element)
    return f'<del title="{escape(said)}">{heard(f"[{said}: ")}{inside}{heard("]")}</del>'


def addition(element: Element, inside: str) -> str:
    said = _said("added", element.get("place", ""), element)
    place = f" {element.get('place')}" if element.get("place") in {"above", "below"} else ""
    return f'<ins class="added{place}" title="{escape(said)}">{heard(f"[{said}: ")}{inside}{heard("]")}</ins>'


def _said(what: str, place: str, element: Element) -> str:
    return " ".join(filter(None, (what, WHERE.get(place, place), hand_in(element))))


def unclear(element: Element, inside: str) -> str:
    how = {"low": "very uncertain", "high": "nearly certain"}.get(element.get("cert", ""), "uncertain")
    return f'<span class="unclear" title="{how} reading">{inside}<span class="sign">[?]</span></span>'


def illegible(element: Element) -> str:
    """How much cannot be read, in words: “[3 words illegible]”."""
    number, unit = element.get("quantity") or element.get("extent") or "", element.get("unit") or ""
    unit = {"chars": "letters"}.get(unit, unit)
    many = unit.removesuffix("s") if number == "1" else unit
    words = " ".join(filter(None, (number, many if number else unit, "illegible")))
    return f'<span class="gap" title="cannot be read">[{escape(words)}]</span>'


def written_otherwise(element: Element, inside: str, now: str) -> str:
    """What is written, and in its place, as the reader chooses, its expansion or modern spelling."""
    tag = "abbr" if name_of(element[0]) == "abbr" else "span"
    said = escape(text_of(element[1]))
    shown = f'<{tag} class="written" title="{said}">{inside}</{tag}>'
    return f'{shown}<span class="modern">{now}</span>'


def in_a_hand(element: Element, inside: str) -> str:
    """Words of another hand; whose it is stands before them."""
    return f'<span class="hand">{hand_sign(element)}{inside}<span class="sign">]</span></span>'


def hand_sign(element: Element) -> str:
    """The sign before words of another hand; none where the paragraph before is in the same."""
    before = element.getprevious()
    again = name_of(element) == "p" and before is not None and before.get("hand") == element.get("hand")
    said = escape(hand_in(element))
    end = "]" if name_of(element) == "p" else ":"
    return "" if not said or again else f'<span class="sign where">[{said}{end} </span>'


def marginal_note(element: Element, inside: str, identifier: str) -> str:
    """What stands in the margin, where it was written."""
    said = _said("", element.get("place", "margin"), element)
    label = escape(said[:1].upper() + said[1:])
    return (
        f'<aside class="margin"{identifier} aria-label="{label}"><p class="where">{label}</p>{inside}</aside>'
    )


def line_of_verse(element: Element, inside: str) -> str:
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
    return f'<hr class="{"asterism" if element.get("rend") == "asterism" else "line"}">'


def stamp(element: Element, inside: str) -> str:
    return f'<span class="stamp" title="stamped">{heard("[stamped: ")}{inside}{heard("]")}</span>'


def letterhead(element: Element, inside: str) -> str:
    return f'<div class="letterhead" role="group" aria-label="Letterhead">{inside}</div>'


AROUND: dict[str, Shown] = {
    "del": deletion,
    "add": addition,
    "unclear": unclear,
    "l": line_of_verse,
    "subst": lambda element, inside: f'<span class="subst">{inside}</span>',
    "stamp": stamp,
    "fw": letterhead,
}
