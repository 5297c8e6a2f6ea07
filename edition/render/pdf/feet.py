"""Notes go to the foot of the page on which they are first referred to.

CSS Generated Content for Paged Media, 2 (`float: footnote`). A note stands in the text where its reference
was; the style sheet takes it from there. No element of HTML becomes a note in the structure of the PDF, so a
note is a `figcaption`, of which the book has no other, until `structure.py` calls it what it is.
"""

from __future__ import annotations

from lxml import etree

from edition.forms.language import Language
from edition.render.book.xhtml import EPUB_TYPE, XHTML, H

NOTE = "figcaption"
LONGEST = 3000  # characters; a longer note might not fit on a page, where it must stand whole
BLOCKS = frozenset(f"{{{XHTML}}}{name}" for name in ("ul", "ol", "dl", "table"))


def notes_to_the_foot(article: etree._Element, phrases: Language) -> None:
    """Put each note of a chapter in the place of the first reference to it. What nobody refers to, and what
    is too long for a page, stays at the end of the chapter."""
    notes = _taken_out(article)
    links = article.iter(f"{{{XHTML}}}a")
    for reference in [link for link in links if link.get("role") == "doc-noteref"]:
        ref = str(reference.get("href"))[1:]
        note, sign = notes.get(ref), reference.getparent()
        if note is not None and sign is not None and len("".join(map(str, note.itertext()))) <= LONGEST:
            _replace(sign, _foot(notes.pop(ref), sign))
    if notes:
        rest = (_at_the_end(note) for note in notes.values())
        article.append(H("section", H("h3", phrases.say("Notes")), *rest, class_="endnotes"))


def _taken_out(article: etree._Element) -> dict[str, etree._Element]:
    """The notes of a chapter by their ids, which no longer stand in it."""
    (*sections,) = (each for each in article if each.get(EPUB_TYPE) == "footnotes")
    notes = {}
    for section in sections:
        article.remove(section)
        for note in section.iterfind(f"{{{XHTML}}}aside"):
            notes[str(note.get("id"))] = note
    return notes


def _foot(note: etree._Element, sign: etree._Element) -> etree._Element:
    classes = "foot next" if "next" in (sign.get("class") or "").split() else "foot"
    number, body = _number_and_body(note)
    return H(NOTE, *body, id=note.get("id"), class_=classes, data_number=number)


def _number_and_body(note: etree._Element) -> tuple[str, list[etree._Element]]:
    """The number of a note, and its blocks; who wrote it, where that is told, stands first."""
    head, *body = note
    number, *voice = head
    if voice and body and body[0].tag == f"{{{XHTML}}}p":
        voice[0].tail = f" {body[0].text or ''}"
        body[0].text = None
        body[0].insert(0, voice[0])
    elif voice:
        body.insert(0, H("p", voice[0]))
    return number.text or "", body


def _at_the_end(note: etree._Element) -> etree._Element:
    number, body = _number_and_body(note)
    return H("div", H("b", number), *body, id=note.get("id"), class_="endnote")


def _replace(old: etree._Element, new: etree._Element) -> None:
    parent = old.getparent()
    assert parent is not None
    new.tail, old.tail = old.tail, None
    parent.replace(old, new)
