"""The text of a letter of a corpus, element by element, as the profile has it (encoding.md).

`element_fates` says what becomes of an element; here is how. Whatever comes out is brought into order by
`layout`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from edition.forms.corpus_map import CorpusMap
from edition.forms.link_targets import SAFE_LINK
from edition.kinds import kind_of
from edition.model.parsed import Refs
from edition.read.corpus.attributes import attributes_of, date_attributes, facsimiles_in
from edition.read.corpus.describing import register_of_name
from edition.read.corpus.element_fates import (
    PAIRS,
    READINGS,
    division_of,
    fate_of,
    highlights,
    note_as,
    profile_name,
)
from edition.read.corpus.keys import key_of, pointers_of
from edition.read.corpus.layout import note_blocks, settled
from edition.read.corpus.nodes import BREAK, SIGLUM, Content, Node, is_empty
from edition.read.corpus.notes import (
    LetterNotes,
    NoteNode,
    at_the_end,
    in_the_words,
    is_sign,
    reading_of_text,
)
from edition.read.corpus.pointers import document_of, element_for, entry_of
from edition.tei.tree import XML_ID, Element, name_of
from edition.words.letter_ids import number_of

SPACE = re.compile(r"[ \t\r\n]+")
ARROW = "→"
NAMES = frozenset("persName orgName placeName geogName name rs title term".split())
WITH_OWN_ID = frozenset({"p", "lg", "list"})


@dataclass
class Reader:
    """Reads the text of one letter; `notes` are met on the way, `images` are those that page breaks point
    to, by key."""

    letter: Element
    map: CorpusMap
    refs: Refs
    notes: LetterNotes
    images: dict[str, str] = field(default_factory=dict)
    _facsimiles: dict[str, str] | None = None

    def content(self, element: Element) -> Content:
        """What is in an element, as it will be."""
        pieces: Content = [SPACE.sub(" ", element.text)] if element.text else []
        for child in element:
            if isinstance(child.tag, str):
                pieces += self.convert(child)
                pieces += map(self.notes.sign_of, filter(self._is_shown, self.notes.notes_beside(child)))
            elif isinstance(child, etree._Entity):
                pieces.append(unescape(child.text or ""))
            if child.tail:
                pieces.append(SPACE.sub(" ", child.tail))
        return pieces

    def _is_shown(self, note: Element) -> bool:
        """Is it a note of the page, and none that is dropped or stands in the text?"""
        return fate_of(note, self.map).what == "note"

    def convert(self, element: Element) -> Content:
        """An element, as it will be: nothing, a node, or several pieces."""
        what = fate_of(element, self.map).what
        if what == "drop":
            return [" "] if name_of(element) in {"space", "cb", "gb"} else []
        if what == "flatten":
            return self.content(element)
        if what == "block":
            return [Node(BREAK), *self.content(element), Node(BREAK)]
        if what == "note":
            return self._note(element)
        if name_of(element) in NAMES:
            return self._named(element)
        own = OWN_WAY.get(profile_name(element))
        return own(self, element) if own else [self._kept(element)]

    def _kept(self, element: Element) -> Node:
        name = profile_name(element)
        own_id = element.get(XML_ID, "") if name in WITH_OWN_ID else ""
        return Node(name, attributes_of(element, name), self.content(element), line_of(element), own_id)

    def _div(self, element: Element) -> Content:
        node = self._kept(element)
        node.kind = division_of(element, self.map) or "text"
        if node.kind == "drop":
            return []
        return [_as_line(node)] if node.kind in LINES else [node]

    def _hi(self, element: Element) -> Content:
        inside = self.content(element)
        for value, shown in reversed([*highlights(element, self.map)] or [("", "italic")]):
            if shown == "deleted":
                inside = [Node("del", {}, inside)]
            elif shown == "underline twice":
                inside = [Node("hi", {"rend": "underline", "n": "2"}, inside)]
            else:
                inside = [Node("hi", {"rend": value if shown in {"", "plain"} else shown}, inside)]
        return inside

    def _named(self, element: Element) -> Content:
        """A name, with the entry that it means; without one it is a name, and a mention by other words is
        these words."""
        register = register_of_name(element, self.map)
        pointers = pointers_of(element) if self.map.names.get(element.get("type", "")) != "none" else []
        entries = [entry_of(pointer, register, self.refs) for pointer in pointers]
        named = [f"#{entry}" for entry in dict.fromkeys(filter(None, entries))]
        name = profile_name(element)
        if not named:
            return self.content(element) if name == "rs" else [self._kept(element)]
        return self._mention(element, named)

    def _mention(self, element: Element, named: list[str]) -> Content:
        """The words of an element as a mention of entries (`#person-p7`), of the kind of the first."""
        mention = element_for(named[0][1:])
        if not mention:
            return self.content(element)
        more = {"type": "mention"} if mention == "title" and profile_name(element) != "title" else {}
        return [Node(mention, {"ref": " ".join(named), **more}, self.content(element))]

    def _choice(self, element: Element) -> Content:
        """What is written and how it is read; other choices are all their readings."""
        children = {name_of(child): child for child in reversed(element) if name_of(child)}
        for written, read in PAIRS.items():
            if written in children and read in children:
                both = children[written], children[read]
                rest = [child for child in element if name_of(child) and child not in both]
                pair = Node("choice", {}, [self._reading(each, name_of(each)) for each in both])
                return [pair, *(piece for child in rest for piece in (" / ", *self._further(child)))]
        readings = [self.convert(child) for child in element if name_of(child)]
        return [piece for number, each in enumerate(readings) for piece in ([" / "] * bool(number) + each)]

    def _further(self, reading: Element) -> Content:
        """One more reading beside the two of a choice."""
        return self.content(reading) if name_of(reading) in READINGS else self.convert(reading)

    def _reading(self, element: Element, name: str) -> Node:
        return Node(name, attributes_of(element, name), self.content(element) or [""])

    def _lb(self, element: Element) -> Content:
        if _is_between_blocks(element):
            return []
        flow = {"type": "line"} if self.map.lines == "flow" else {}
        return [Node("lb", attributes_of(element, "lb") | flow)]

    def _pb(self, element: Element) -> Content:
        said = element.get("facs", "")
        attributes = attributes_of(element, "pb")
        address = self._image(said) if said else ""
        if address:
            self.images.setdefault(key_of(said), address)
            attributes["facs"] = f"#{key_of(said)}"
        return [Node("pb", attributes)]

    def _image(self, said: str) -> str:
        """The address of the image that a page break points to, "" for none that a browser could show."""
        if self._facsimiles is None:
            self._facsimiles = facsimiles_in(self.letter)
        said = self._facsimiles.get(key_of(said), said) if said.startswith("#") else said
        address = self.map.images.replace("{}", said) if self.map.images and "://" not in said else said
        return address if address.startswith("https://") else ""

    def _gap(self, element: Element) -> Content:
        words = " ".join("".join(map(str, element.itertext())).split())
        return [Node("gap", attributes_of(element, "gap"), [Node("desc", {}, [words])] if words else [])]

    def _date(self, element: Element) -> Content:
        return [Node("date", date_attributes(element), self.content(element))]

    def _ref(self, element: Element) -> Content:
        """A link to a note is its sign, one to an entry of a register a mention of it; one to a letter or the
        web is a link, any other its words."""
        targets = element.get("target", "").split() or pointers_of(element)
        for target in targets:
            if key_of(target) in self.notes.by_id:
                note = self.notes.by_id[key_of(target)]
                inside = self.content(element)
                if in_the_words(note) and not is_empty(inside):  # “see note 3”, from another passage
                    return inside
                if self._is_shown(note):
                    words = [] if is_sign(element) else inside
                    return [*words, self.notes.sign_of(note)]
            address = self._link_to(target)
            if address:
                inside = self.content(element)
                if element_for(address[1:]) and not is_empty(inside):
                    return self._mention(element, [address])
                shown: Content = inside if not is_empty(inside) else [address[1:]]
                return [Node("ref", {"target": address}, shown)]
        return self.content(element)

    def _ptr(self, element: Element) -> Content:
        """As a `ref`, whose words are what it leads to; to an entry of a register an arrow leads."""
        pieces = self._ref(element)
        for each in pieces:
            if isinstance(each, Node) and each.name == "ref":
                target = each.attributes["target"]
                inside = ARROW if kind_of(target[1:]) else number_of(target[1:])
                each.content = [inside if target.startswith("#") else target]
        return pieces

    def _link_to(self, target: str) -> str:
        if re.match(r"(?:https?|mailto):", target):
            return target if SAFE_LINK.match(target) else ""
        ref = document_of(target, self.refs) or entry_of(target, "", self.refs)
        return f"#{ref}" if ref else ""

    def _note(self, element: Element) -> Content:
        """The sign of a note, whose words go among the notes of the page. What stands at the end and is not
        pointed to is shown there."""
        if name_of(element) == "note" and fate_of(element, self.map).what == "keep":
            if any(name_of(above) in {"note", "rdg"} for above in element.iterancestors()):
                return [Node(BREAK), *self.content(element), Node(BREAK)]  # a note has none in its margin
            return [Node("note", {"type": "authorial", "place": "margin"} | attributes_of(element, "note"),
                         [*self._paragraphs(element)], line_of(element))]  # fmt: skip
        is_called = self.notes.is_called(element)
        if at_the_end(element) and not is_called and not in_the_words(element):
            return [Node(BREAK), *self.content(element), Node(BREAK)]
        self._read_note(element)
        return [] if is_called else [*self._lemma(element), self.notes.sign_of(element)]

    def _lemma(self, element: Element) -> Content:
        """What the text has of an `app`."""
        lemma = reading_of_text(element, self.notes.witness) if name_of(element) == "app" else None
        return self.content(lemma) if lemma is not None else []

    def _read_note(self, element: Element) -> None:
        shown = note_as(element, self.map)
        kind = "textual" if name_of(element) == "app" else shown.as_
        note = NoteNode(
            key=self.notes.key_of(element),
            own_id=element.get(XML_ID, ""),
            number=element.get("n", ""),
            type=kind,
            by=shown.by,
            blocks=[],
            line=line_of(element),
        )
        self.notes.nodes.append(note)
        note.blocks = self._readings(element) if name_of(element) == "app" else self._paragraphs(element)

    def _paragraphs(self, element: Element) -> list[Node]:
        return _blocks(self.content(element), element)

    def _readings(self, element: Element) -> list[Node]:
        """The readings of an `app`, each behind the sigla of its witnesses: paragraphs, words or nothing.
        Those of the text stand before a bracket."""
        lemma = reading_of_text(element, self.notes.witness)
        pieces: Content = _sigla(lemma, "] ") if lemma is not None else []
        others = [
            each for each in element if each is not lemma and name_of(each) in {"rdg", "note", "rdgGrp"}
        ]
        for number, each in enumerate(others):
            pieces += [" · "] * bool(number)
            pieces += [*_sigla(each, ": "), *(self.content(each) or ["–"])]
        return _blocks(pieces, element)


def _sigla(reading: Element, behind: str) -> Content:
    """The sigla of the witnesses of a reading, and what stands behind them; nothing where it names none."""
    witnesses = " ".join(map(key_of, reading.get("wit", "").split()))
    return [Node("abbr", {"type": SIGLUM}, [witnesses]), behind] if witnesses else []


ON_LINES_OF_THEIR_OWN = frozenset(
    "p ab lg list table opener closer dateline salute signed postscript head div".split()
)


def _is_between_blocks(line_break: Element) -> bool:
    """Does a line break stand before or behind a block, where a line begins anyway?"""
    above, before, after = line_break.getparent(), line_break.getprevious(), line_break.getnext()
    if above is None or name_of(above) not in {"div", "body", "opener", "closer"}:
        return False
    words = (above.text if before is None else before.tail) or ""
    beside = {name_of(each) for each in (before, after) if each is not None}
    return not f"{words}{line_break.tail or ''}".strip() and bool(beside & ON_LINES_OF_THEIR_OWN)


def _blocks(content: Content, element: Element) -> list[Node]:
    """The content of a note that stands at an element, in order."""
    node = settled(Node("div", {}, content, line_of(element)))
    return note_blocks(node[0].content if isinstance(node[0], Node) else [])


OWN_WAY: dict[str, Callable[[Reader, Element], Content]] = {
    "div": Reader._div,
    "hi": Reader._hi,
    "choice": Reader._choice,
    "lb": Reader._lb,
    "pb": Reader._pb,
    "gap": Reader._gap,
    "date": Reader._date,
    "ref": Reader._ref,
    "ptr": Reader._ptr,
    "note": Reader._note,
}


LINES = frozenset({"opener", "closer", "dateline", "salute", "signed", "postscript"})


def _as_line(node: Node) -> Node:
    """What opens or closes a letter and is a division in the corpus; its paragraphs are lines of it."""
    for each in node.content if node.kind in {"opener", "closer"} else ():
        if isinstance(each, Node) and each.name == "p":
            each.name, each.own_id = "salute", ""
    return Node(node.kind, {}, node.content, node.line)


def line_of(element: Element) -> int:
    """The line of the file on which an element begins."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def roots_of(letter: Element) -> Iterator[Element]:
    """The parts of a letter's file that hold its words: front, body and back, and notes that stand off."""
    for child in letter:
        if name_of(child) in {"text", "standOff"}:
            yield child
