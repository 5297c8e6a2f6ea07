"""Finding a quotation in an element, whatever markup runs through it (W3C Web Annotation,
TextQuoteSelector)."""

from __future__ import annotations

from dataclasses import dataclass

from edition.model import TextQuoteSelector
from edition.tei.tree import Element, insert_after, replace_slot, text_slots
from edition.words.typography import fold_apostrophes


@dataclass(frozen=True)
class TextPoint:
    """A point in the text: a piece of text (an element and its slot, `text` or `tail`) and the offset in it
    in characters."""

    element: Element
    slot: str
    offset: int


def find_quote(element: Element, selector: TextQuoteSelector) -> TextPoint | None:
    """The point directly behind the quoted words, or None when the element does not contain them. Straight
    and curly apostrophes count as the same."""
    slots = [(e, s) for e, s in text_slots(element) if not (e is element and s == "tail")]
    pieces = [_slot_text(e, s) for e, s in slots]
    whole = fold_apostrophes("".join(pieces))
    start = whole.find(fold_apostrophes(selector.prefix + selector.exact + selector.suffix))
    if start < 0:
        return None
    end = start + len(selector.prefix) + len(selector.exact)
    for (holder, slot), piece in zip(slots, pieces, strict=True):
        if end <= len(piece):
            return TextPoint(holder, slot, end)
        end -= len(piece)
    return None


def put_reference(point: TextPoint, reference: Element) -> None:
    """Put a reference at a point; behind a link rather than in it, since it is a link itself."""
    holder = point.element if point.slot == "text" else point.element.getparent()
    while holder is not None:
        if holder.get("ref") or holder.get("target"):
            insert_after(holder, reference)
            return
        holder = holder.getparent()
    text = _slot_text(point.element, point.slot)
    replace_slot(point.element, point.slot, [text[: point.offset], reference, text[point.offset :]])


def _slot_text(element: Element, slot: str) -> str:
    return (element.text if slot == "text" else element.tail) or ""
