"""Finding a quotation in an element, whatever markup runs through it (W3C Web Annotation,
TextQuoteSelector)."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from edition.model import TextQuoteSelector
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, Element, insert_after, replace_slot, select, text_slots
from edition.words.typography import as_seen

PASSAGE = re.compile(r"\.[sp]\d+[a-z]*$")  # ends the id of a paragraph
LIKE = 0.7  # ratio of signs that two phrases have in common
PUNCTUATION = re.compile(r"[.,;:!?…”’\"']+(?!\w)")  # what a reference stands behind, as in print


@dataclass(frozen=True)
class TextPoint:
    """A point in the text: a piece of text (an element and its slot, `text` or `tail`) and the offset in it
    in characters."""

    element: Element
    slot: str
    offset: int


def find_quote(element: Element, selector: TextQuoteSelector) -> TextPoint | None:
    """The point directly behind the quoted words, or None when the element does not contain them. What looks
    the same is the same: apostrophes, spaces, composed letters, soft hyphens."""
    slots = [(e, s) for e, s in text_slots(element) if not (e is element and s == "tail")]
    pieces = [_slot_text(e, s) for e, s in slots]
    whole, places = as_seen("".join(pieces))
    quoted, before = as_seen(selector.prefix + selector.exact)[0], selector.prefix + selector.exact
    start = whole.find(as_seen(before + selector.suffix)[0])
    if start < 0:
        return None
    end = places[start + len(quoted)]
    for (holder, slot), piece in zip(slots, pieces, strict=True):
        if end <= len(piece):
            return TextPoint(holder, slot, end)
        end -= len(piece)
    return None


def passages_with(tree: Element, quotation: str) -> list[str]:
    """The ids of the paragraphs of a document’s summary and text in which a quotation stands."""
    passages = select(tree, "//t:abstract//*[@xml:id] | //t:text//*[@xml:id]")
    return [
        str(passage.get(XML_ID))
        for passage in passages
        if PASSAGE.search(str(passage.get(XML_ID))) and find_quote(passage, TextQuoteSelector(quotation))
    ]


def nearest_words(element: Element, quotation: str) -> str:
    """The words of an element that are most like a quotation, or "" when none are like it."""
    words, count = text_of(element).split(), len(quotation.split())
    windows = {" ".join(words[i : i + count]) for i in range(max(len(words) - count, 0) + 1)}
    near = difflib.get_close_matches(quotation, windows, n=1, cutoff=LIKE)
    return near[0] if near else ""


def put_reference(point: TextPoint, reference: Element) -> None:
    """Put a reference at a point, and behind the punctuation that follows it; behind a link rather than in
    it, since it is a link itself."""
    inner = point.element if point.slot == "text" else point.element.getparent()
    assert inner is not None
    links = (each for each in (inner, *inner.iterancestors()) if each.get("ref") or each.get("target"))
    holder = next(links, inner if _is_before_punctuation(point, inner) else None)
    if holder is not None:
        _put_behind(holder, reference)
        return
    text = _slot_text(point.element, point.slot)
    end = point.offset + _end_of_punctuation(text[point.offset :])
    replace_slot(point.element, point.slot, [text[:end], reference, text[end:]])


def _put_behind(holder: Element, reference: Element) -> None:
    rest = holder.tail or ""
    end = _end_of_punctuation(rest)
    insert_after(holder, reference)
    holder.tail, reference.tail = rest[:end] or None, rest[end:] or None


def _is_before_punctuation(point: TextPoint, inner: Element) -> bool:
    """Does an element end at a point, and punctuation follow it?"""
    follows = len(inner) > 0 if point.slot == "text" else point.element.getnext() is not None
    rest = _slot_text(point.element, point.slot)[point.offset :]
    return not follows and not rest and _end_of_punctuation(inner.tail or "") > 0


def _end_of_punctuation(text: str) -> int:
    match = PUNCTUATION.match(text)
    return match.end() if match else 0


def _slot_text(element: Element, slot: str) -> str:
    return (element.text if slot == "text" else element.tail) or ""
