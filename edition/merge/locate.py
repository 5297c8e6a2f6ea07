"""Find a quotation in an element, whatever markup runs through it (W3C TextQuoteSelector)."""

from __future__ import annotations

from dataclasses import dataclass

from edition.model import TextQuoteSelector
from edition.tei.tree import Element, insert_after, replace_slot, text_slots
from edition.words.typography import fold_apostrophes


@dataclass(frozen=True)
class Spot:
    """A point in the text: the piece of text (element and slot) and the offset in it."""

    element: Element
    slot: str
    offset: int


def find_quote(element: Element, selector: TextQuoteSelector) -> Spot | None:
    """The point directly behind the quoted words, or None when they do not stand there."""
    slots = [(e, s) for e, s in text_slots(element) if not (e is element and s == "tail")]
    pieces = [_get(e, s) for e, s in slots]
    whole = fold_apostrophes("".join(pieces))
    start = whole.find(fold_apostrophes(selector.prefix + selector.exact + selector.suffix))
    if start < 0:
        return None
    end = start + len(selector.prefix) + len(selector.exact)
    for (found, slot), piece in zip(slots, pieces, strict=True):
        if end <= len(piece):
            return Spot(found, slot, end)
        end -= len(piece)
    return None


def put_reference(spot: Spot, reference: Element) -> None:
    """Put a reference at a point; behind a link rather than in it, since it is a link itself."""
    holder = spot.element if spot.slot == "text" else spot.element.getparent()
    while holder is not None:
        if holder.get("ref") or holder.get("target"):
            insert_after(holder, reference)
            return
        holder = holder.getparent()
    text = _get(spot.element, spot.slot)
    replace_slot(spot.element, spot.slot, [text[: spot.offset], reference, text[spot.offset :]])


def _get(element: Element, slot: str) -> str:
    return (element.text if slot == "text" else element.tail) or ""
