"""Names in the text are linked to the registers: every spelling that an entry claims, wherever it occurs.

A spelling that several entries share (`ambiguous`) is never linked by itself; there the author says who is
meant, `[Brandt]{ref=person-brandt-nils}`. Of some kinds (terms) only the first occurrence in a summary, a
text or a note is linked. `edition.kinds` says what kinds there are and how they are linked. (TEI P5, 13.2.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.forms.registers import RegisterEntry
from edition.kinds import Kind, mention_elements
from edition.model import Mention, Registers
from edition.tei.reading import MENTIONED, SOURCE, read, text_of
from edition.tei.tree import (
    XML_ID,
    E,
    Element,
    insert_after,
    name_of,
    replace_slot,
    select,
    tag,
    take_attribute,
    text_slots,
)
from edition.words.typography import as_seen

WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
NOT_INSIDE = frozenset("bibl ref sic label idno gap note date repository".split())  # nor inside a mention
CONTEXT = 9  # words shown on either side of a mention


@dataclass(frozen=True)
class Name:
    """A spelling, and the id of the entry that it means; without an entry (""), a phrase to pass over."""

    words: str
    kind: Kind
    entry: str


class NameIndex:
    """The spellings of all registers by their first word, longest first, and the titles of works."""

    def __init__(self, registers: Registers) -> None:
        self.by_first_word: dict[str, list[Name]] = {}
        self.titles: dict[str, Name] = {}
        for register in registers.values():
            for ref, entry in register.entries.items():
                if register.kind.by_spelling:
                    self._add_spellings(ref, entry, register.kind)
                elif register.kind.linked == "as title":
                    titles = (as_seen(title)[0] for title in (entry.name, *entry.variants))
                    self.titles |= {title: Name(title, register.kind, ref) for title in titles}
        for names in self.by_first_word.values():
            names.sort(key=lambda name: (-len(name.words), name.entry))

    def _add_spellings(self, ref: str, entry: RegisterEntry, kind: Kind) -> None:
        for spelling in entry.spellings:
            self._add(Name(spelling, kind, ref))
        for phrase in entry.not_in:
            self._add(Name(phrase, kind, ""))

    def _add(self, name: Name) -> None:
        name = replace(name, words=as_seen(name.words)[0])
        match = WORD.search(name.words)
        if match:
            self.by_first_word.setdefault(match.group(), []).append(name)

    def find(self, text: str) -> Iterator[tuple[int, int, Name]]:
        """(start, end, name) of each spelling in a text, as offsets in characters, from left to right and
        without overlaps."""
        done = 0
        text, places = as_seen(text)
        for match in WORD.finditer(text):
            for name in self.by_first_word.get(match.group(), ()):
                lead = name.words.index(match.group())
                start = match.start() - lead
                end = start + len(name.words)
                if start < done or text[start:end] != name.words or not _whole(text, start, end):
                    continue
                if name.entry:
                    yield places[start], places[end], name
                done = end
                break


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return not (before.isalnum() or (after.isalnum() and text[end - 1].isalnum()))


def link_names(tree: Element, index: NameIndex) -> None:
    """Link the names in the summary, text and notes of one document to their entries; works where their
    titles are marked as such."""
    regions = select(tree, "//t:abstract | /*/t:text | //t:standOff//t:note")
    excluded = NOT_INSIDE | mention_elements()
    for region in regions:
        seen: set[str] = set()
        _link_titles(region, index)
        for parent in list(dict.fromkeys(each.getparent() for each in region.iter(*MENDED))):
            if parent is not None and not _is_excluded(parent, "text", region, excluded):
                _link_mended(parent, index)
        for element, slot in list(text_slots(region)):
            if (element is region and slot == "tail") or _is_excluded(element, slot, region, excluded):
                continue
            _link_slot(element, slot, index, seen)


def _link_titles(region: Element, index: NameIndex) -> None:
    """Link marked titles, and italic words in prose that are the title of a work in the register."""
    for element in select(region, ".//t:title[not(@ref)] | .//t:hi[@rend='italic']"):
        title = index.titles.get(as_seen(text_of(element))[0])
        if title:
            element.tag = tag(title.kind.element)
            take_attribute(element, "rend")
            element.set("ref", f"#{title.entry}")
            _move_references_behind(element)


def _move_references_behind(element: Element) -> None:
    """A reference to a note is a link itself and does not stand in another; the words after it stay."""
    for pointer in reversed(select(element, ".//t:ptr[@type='noteAnchor']")):
        parent, before, tail = pointer.getparent(), pointer.getprevious(), pointer.tail or ""
        assert parent is not None
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        pointer.tail = None
        parent.remove(pointer)
        insert_after(element, pointer)


MENDED = tuple(map(tag, ("supplied", "unclear", "add")))  # what may be a part of a word
BARRIER = "\n\n"  # no name goes through other elements


def _link_mended(parent: Element, index: NameIndex) -> None:
    """Link the names of which some letters are supplied, uncertain or added: `V[oss]`."""
    text, inner = parent.text or "", []
    for child in parent:
        words = "".join(map(str, child.itertext())) if child.tag in MENDED else BARRIER
        inner.append((child, len(text), len(text) + len(words)))
        text += words + (child.tail or "")
    for start, end, name in reversed(list(index.find(text))):
        inside = [each for each in inner if start <= each[1] and each[2] <= end]
        cut = any(first < bound < last for _, first, last in inner for bound in (start, end))
        if inside and not cut and name.kind.linked == "everywhere":
            first, last = inside[0], inside[-1]
            before = inner[inner.index(first) - 1][2] if first is not inner[0] else 0
            mention = E(name.kind.element, ref=f"#{name.entry}")
            _wrap([child for child, _, _ in inside], mention, start - before, end - last[2])


def _wrap(children: list[Element], mention: Element, start: int, end: int) -> None:
    """Put neighbouring elements into a mention, with the text before them from `start` on and that behind
    them to `end`."""
    parent, previous = children[0].getparent(), children[0].getprevious()
    assert parent is not None
    before = (parent.text if previous is None else previous.tail) or ""
    rest = children[-1].tail or ""
    children[0].addprevious(mention)
    if previous is None:
        parent.text = before[:start] or None
    else:
        previous.tail = before[:start] or None
    mention.text, mention.tail = before[start:] or None, rest[end:] or None
    children[-1].tail = rest[:end] or None
    for child in children:
        mention.append(child)


def _is_excluded(element: Element, slot: str, region: Element, excluded: frozenset[str]) -> bool:
    """Whether a piece of text lies inside an element in which names are not looked for."""
    current = element if slot == "text" else element.getparent()
    while current is not None and current is not region:
        if name_of(current) in excluded:
            return True
        current = current.getparent()
    return False


def _link_slot(element: Element, slot: str, index: NameIndex, seen: set[str]) -> None:
    text = (element.text if slot == "text" else element.tail) or ""
    if not text.strip():
        return
    pieces: list[Element | str] = []
    done = 0
    for start, end, name in index.find(text):
        if name.kind.linked == "once":
            if name.entry in seen:
                continue
            seen.add(name.entry)
        pieces += [text[done:start], E(name.kind.element, text[start:end], ref=f"#{name.entry}")]
        done = end
    if done:
        replace_slot(element, slot, [*pieces, text[done:]])


def collect_mentions(document: str, tree: Element) -> Iterator[Mention]:
    """Every linked name in the summary, text and notes of a document, with the words around it."""
    tags = [tag(element) for element in mention_elements()]
    for region in select(tree, "//t:abstract | /*/t:text | //t:standOff"):
        for unit in region.iter():
            if unit.get(XML_ID) is None and name_of(unit) not in {"opener", "closer", "head"}:
                continue
            if any(child.get(XML_ID) is not None for child in unit.iterdescendants()):
                continue
            yield from _mentions_in(document, unit, tags)


def _mentions_in(document: str, unit: Element, tags: Sequence[str]) -> Iterator[Mention]:
    names = [e for e in unit.iter(*tags) if (e.get("ref") or "").startswith("#")]
    if not names:
        return
    anchor = unit.get(XML_ID) or f"{document}.text"
    text, spans = _words_and_spans(unit)
    for element in names:
        if element not in spans:  # in a reading that was corrected
            continue
        start, end = spans[element]
        before = " ".join(text[:start].rpartition(SOURCE)[2].split()[-CONTEXT:])
        after = " ".join(text[end:].partition(SOURCE)[0].split()[:CONTEXT])
        glue_before = " " if before and text[:start][-1:].isspace() else ""
        glue_after = " " if after and text[end:][:1].isspace() else ""
        for ref in (element.get("ref") or "").split():
            yield Mention(
                entry=ref[1:],
                document=document,
                unit=anchor,
                before=before + glue_before,
                words=text[start:end],
                after=glue_after + after,
            )


def _words_and_spans(unit: Element) -> tuple[str, Mapping[Element, tuple[int, int]]]:
    """The text of a unit, and from where to where (in characters) each element extends in it."""
    text = ""
    spans: dict[Element, tuple[int, int]] = {}
    for piece, element in read(unit, MENTIONED):
        start, text = len(text), text + piece
        for holder in (element, *element.iterancestors()):
            if holder is unit:
                break
            spans[holder] = (spans.get(holder, (start, 0))[0], len(text))
    return text, spans
