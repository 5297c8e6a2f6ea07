"""Notes of a corpus: inline, within one another or at the end, they become the notes of the page.

A note that stands in the words has its sign there. One that stands at the end has it where something
points to it (`ref`, `ptr`), or at what it points to itself (`@target`, `@targetEnd`, `@corresp`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.read.corpus.keys import key_of
from edition.read.corpus.nodes import Node, element_of
from edition.tei.tree import PIN, XML_ID, Element, name_of, select_text

PARAGRAPHS = frozenset("p ab l head salute signed dateline item cell opener closer label q seg hi".split())


@dataclass
class NoteNode:
    """A note of the page: its provisional key, its own id and number in the corpus ("" for none), type,
    voice, blocks and line."""

    key: str
    own_id: str
    number: str
    type: str
    by: str
    blocks: list[Node]
    line: int


SIGN = re.compile(r"[\W_]*(?:\d{1,4}[a-z]?|[a-z]{1,2}|[ivxlc]{1,6})?[\W_]*", re.I)  # “12”, “[12]”, “a)”, “*”
WITH_IDS = "descendant-or-self::*[not(local-name() = 'note' or local-name() = 'app')]/@xml:id"


@dataclass
class LetterNotes:
    """The notes of a letter as they are met, and what leads to those at its end."""

    letter: Element
    nodes: list[NoteNode] = field(default_factory=list)
    _keys: dict[Element, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        notes = list(self.letter.iter("{*}note", "{*}app"))
        ids = {str(note.get(XML_ID)): note for note in notes if note.get(XML_ID)}
        self.by_id = ids
        self.witness = first_witness(self.letter)
        pointing = self.letter.iter("{*}ref", "{*}ptr")
        self.called = {key_of(each) for e in pointing for each in e.get("target", "").split()} & ids.keys()
        self.beside: dict[str, list[Element]] = {}  # id of an element → the notes that point to it
        there = set(select_text(self.letter, WITH_IDS))
        for note in notes:
            if not in_the_words(note) and str(note.get(XML_ID)) not in self.called:
                for pointer in _own_pointers(note):
                    if key_of(pointer) in there:
                        self.beside.setdefault(key_of(pointer), []).append(note)
                        break

    def key_of(self, note: Element) -> str:
        """The key by which a note is referred to until it has its id."""
        return self._keys.setdefault(note, f"note:{len(self._keys)}")

    def sign_of(self, note: Element) -> Node:
        """A reference to a note."""
        return Node("ptr", {"type": "noteAnchor", "target": f"#{self.key_of(note)}"})

    def notes_beside(self, element: Element) -> list[Element]:
        """The notes that point to an element."""
        return self.beside.get(element.get(XML_ID) or "", [])

    def is_called(self, note: Element) -> bool:
        """Does something else in the text lead to a note, so that its sign does not stand where it stands?"""
        called = str(note.get(XML_ID)) in self.called
        return called or any(note in notes for notes in self.beside.values())


def in_the_words(note: Element) -> bool:
    """Does a note stand within a paragraph, a line or another note?"""
    return any(name_of(each) in PARAGRAPHS | {"note"} for each in note.iterancestors())


def is_sign(reference: Element) -> bool:
    """Is what leads to a note its number or sign, which the page gives it anew, and no words of the text?"""
    return bool(SIGN.fullmatch(" ".join(map(str, reference.itertext()))))


def at_the_end(note: Element) -> bool:
    """Does a note stand outside the text proper: at the end, or among notes?"""
    holders = {"back", "standOff", "noteGrp", "listAnnotation"}
    return any(name_of(each) in holders for each in note.iterancestors())


def first_witness(letter: Element) -> str:
    """The witness whose readings are the text where an `app` has no `lem`, so that the text is that of one:
    the one that the letter names first in such an `app`; "" for none."""
    said = select_text(letter, "(.//t:app[not(t:lem)]/t:rdg/@wit)[1]")
    return next(iter(" ".join(said).split()), "")


def reading_of_text(app: Element, witness: str) -> Element | None:
    """What the text has of an `app`: its `lem`, else the reading of a witness (`first_witness`); None where
    that has no reading."""
    readings = [child for child in app if name_of(child) in {"lem", "rdg"}]
    lemma = next((each for each in readings if name_of(each) == "lem"), None)
    if lemma is not None or not witness:
        return lemma
    return next((each for each in readings if witness in each.get("wit", "").split()), None)


def in_order_of_text(app: Element, witness: str) -> list[Element]:
    """The readings of an `app`, that which the text has first."""
    first = reading_of_text(app, witness)
    return sorted(app, key=lambda child: child is not first)


def _own_pointers(note: Element) -> list[str]:
    for key in ("targetEnd", "target", "corresp"):
        if note.get(key):
            return note.get(key, "").split()[-1:]
    return []


def note_elements(notes: list[NoteNode]) -> Iterator[Element]:
    """The notes as elements, in order: `@n` is their own number where all have one and each another, else
    they are counted; `@target` is the key by which the text refers to them."""
    own = [note.number for note in notes]
    is_numbered = all(own) and len(set(own)) == len(own)
    for count, note in enumerate(notes, 1):
        attributes = {"n": note.number if is_numbered else str(count), "type": note.type}
        content = [*note.blocks] or [Node("p", {}, ["–"], note.line)]
        element = element_of(Node("note", attributes | {"resp": f"#{note.by}"}, [*content], note.line))
        element.set("target", f"#{note.key}")
        if note.own_id:
            element.set(PIN, note.own_id)
        yield element
