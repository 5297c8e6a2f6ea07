"""The chapters as one text: ids that differ, notes at the foot, a mark at each name that the index has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from edition.model import Mention
from edition.render.book.chapters import Chapter
from edition.render.book.xhtml import EPUB_TYPE, XHTML, H
from edition.render.pdf.feet import notes_to_the_foot
from edition.render.site import Site
from edition.tei.heads import LetterHead

SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\n": " "})


@dataclass(frozen=True)
class Heading:
    """A line of the contents: its words, the id to which it leads, its depth, 1 or 2, and the number of a
    letter."""

    words: str
    ref: str
    depth: int
    number: str = ""


@dataclass(frozen=True)
class BookText:
    """The text of the book, the lines of its contents, and where each register entry is named: ids in it."""

    groups: list[etree._Element]
    headings: list[Heading]
    mentions: dict[str, list[str]]


def text_of_book(site: Site, chapters: Sequence[Chapter]) -> BookText:
    """The chapters below the headings of their groups."""
    named: dict[str, list[tuple[int, Mention]]] = defaultdict(list)
    for place, mention in enumerate(site.edition.mentions):
        named[mention.document].append((place, mention))
    book = BookText([], [], defaultdict(list))
    for count, (group, members) in enumerate(groupby(chapters, lambda chapter: chapter.group), 1):
        book.headings.append(Heading(group, f"group-{count}", 1))
        articles = [_chapter(site, chapter, named, book) for chapter in members]
        book.groups.append(H("section", H("h1", group), *articles, id=f"group-{count}", class_="group"))
    return book


def _chapter(
    site: Site, chapter: Chapter, named: Mapping[str, Sequence[tuple[int, Mention]]], book: BookText
) -> etree._Element:
    """A chapter as it stands in the book, which learns of its heading and of the names in it."""
    ref = chapter.name.removesuffix(".xhtml")
    head = site.edition.documents[ref].head
    number = head.number if isinstance(head, LetterHead) else ""
    book.headings.append(Heading(chapter.title, ref, 2, number))
    article = _article(chapter, ref, {register.name for register in site.registers})
    for entry, anchor in _mark(article, named.get(ref, ())):
        book.mentions[entry].append(anchor)
    notes_to_the_foot(article, site.config.phrases)
    return article


def _article(chapter: Chapter, ref: str, registers: Collection[str]) -> etree._Element:
    """A chapter whose ids and links are those of the whole book, one heading lower."""
    root = etree.fromstring(chapter.content)
    article = root.find(f".//{{{XHTML}}}article")
    assert article is not None
    for element in article.iter(etree.Element):
        if element.get("id"):
            element.set("id", f"{ref}.{element.get('id')}")
        if element.get("href"):
            element.set("href", link_in_book(str(element.get("href")), registers))
        level = re.fullmatch(rf"{{{XHTML}}}h([1-5])", str(element.tag))
        if level:
            element.tag = f"{{{XHTML}}}h{int(level[1]) + 1}"
    article.set("id", ref)
    return article


def link_in_book(target: str, registers: Collection[str]) -> str:
    """A link between files of the EPUB as one within the book: `L4.xhtml#p3` → `#L4.p3`; the ids in the files
    of `registers` are those of entries."""
    name, _, fragment = target.partition("#")
    if not name.endswith(".xhtml") or "/" in name:
        return target
    ref = name.removesuffix(".xhtml")
    if not fragment:
        return f"#{ref}"
    return f"#{fragment}" if ref in registers else f"#{ref}.{fragment}"


def _mark(article: etree._Element, mentions: Iterable[tuple[int, Mention]]) -> Iterator[tuple[str, str]]:
    """Put an id at each name; yields the entry that is named, and the id, which is the passage's where the
    words are not found."""
    units = {str(element.get("id")): element for element in article.iter(etree.Element) if element.get("id")}
    begin: dict[str, int] = defaultdict(int)
    for number, mention in mentions:
        unit = units.get(mention.unit)
        anchor = f"m{number}"
        end = _put_id(unit, mention.words, begin[mention.unit], anchor) if unit is not None else 0
        begin[mention.unit] = end or begin[mention.unit]
        yield mention.entry, anchor if end else mention.unit if unit is not None else mention.document


def _put_id(unit: etree._Element, words: str, begin: int, anchor: str) -> int:
    """Give the words, first looked for at `begin` in the text of a unit, an id; returns where that is, one
    behind its first letter, or 0 when they are not there."""
    slots = list(_slots(unit))
    text = "".join(piece for _, _, piece in slots).translate(SPACES)
    at = text.find(words.translate(SPACES), begin)
    if at < 0 or not words:
        return 0
    offset = at
    for element, is_tail, piece in slots:
        if offset < len(piece):
            _wrap(element, is_tail, piece, offset, len(words), anchor)
            return at + 1
        offset -= len(piece)
    return 0


def _slots(unit: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """The pieces of text in a unit: (element, does it stand behind it?, piece)."""
    if unit.text:
        yield unit, False, unit.text
    for child in unit.iterchildren(etree.Element):
        if child.get(EPUB_TYPE) != "noteref":
            yield from _slots(child)
        if child.tail:
            yield child, True, child.tail


def _wrap(element: etree._Element, is_tail: bool, piece: str, start: int, length: int, anchor: str) -> None:
    """Put a stretch of a piece of text into an element with an id."""
    stop = min(start + length, len(piece))
    mark = H("span", piece[start:stop], id=anchor)
    mark.tail = piece[stop:]
    if is_tail:
        element.tail = piece[:start]
        element.addnext(mark)
        if mark.tail != piece[stop:]:
            mark.tail = piece[stop:]
    else:
        element.text = piece[:start]
        element.insert(0, mark)
