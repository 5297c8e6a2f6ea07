"""The ledger of a corpus: every word of a letter's file, and every element, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.forms.corpus_map import CorpusMap, elements_at
from edition.read.corpus.element_fates import ElementFate, fate_of
from edition.read.corpus.keys import key_of
from edition.read.corpus.nodes import SIGLUM
from edition.read.corpus.notes import first_witness, in_order_of_text, in_the_words, is_sign
from edition.read.corpus.word_runs import around, begins_with, missing_words, words_in
from edition.tei.reading import BLOCKS
from edition.tei.tree import XML_ID, Element, name_of, select, select_text

APART = BLOCKS | frozenset(  # words on either side of these are two
    "text front back body group div1 div2 div3 div4 div5 div6 div7 space byline trailer epigraph argument "
    "cit sp speaker figure figDesc desc person place org bibl biblStruct event listPerson listPlace listOrg "
    "listBibl listEvent author editor birth death idno rdg lem app abbr expan orig reg sic corr".split()
)
DECIDING = (
    "type",
    "rend",
    "rendition",
    "unit",
    "reason",
    "place",
)  # the attribute that is told with an element
STRUCTURE = frozenset("TEI teiHeader facsimile text standOff body front back group".split())
SIGN = "the sign of a note"
TAKEN, LEFT = "taken", "left out"
HEADER = "teiHeader"
EXAMPLE = 60  # characters of an element's words that are shown


@dataclass(frozen=True)
class ElementUse:
    """An element (with the attribute that decides: `hi[@rend='aq']`), what becomes of it, whether a rule says
    so, how often it occurs, the first place (line) and some words of it."""

    element: str
    fate: str
    by_rule: bool
    count: int
    line: int
    example: str


@dataclass(frozen=True)
class Ledger:
    """How many words a letter's file has, how many are neither in its document nor dropped by a named rule,
    and which (with the words around them), how many stand at another place, how many were dropped by which
    rule, and the elements."""

    words: int
    unaccounted: int = 0
    missing: tuple[str, ...] = ()
    moved: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    elements: tuple[ElementUse, ...] = ()


def account(
    letter: Element, document: Element, corpus_map: CorpusMap, *, with_elements: bool = True
) -> Ledger:
    """Compare a letter as it stands in the corpus (its `TEI` element) with the document that was made of it;
    `element_fates.fate_of(element, corpus_map)` says what becomes of an element and why. A pure function,
    called where a letter is read and by `edition census`. Without `with_elements` only what is missing is
    asked for, and where nothing is, nothing is counted."""
    out: list[tuple[str, Element]] = []
    here, there = _text_of(letter, corpus_map, out), _text_read(document)
    if not with_elements and begins_with(there, here):
        return Ledger(0)
    dropped: Counter[str] = Counter()
    for rule, element in out:
        dropped[rule] += _count(element)
    source = words_in(here)
    runs, moved = missing_words(source, words_in(there))
    return Ledger(
        words=len(source.words) + sum(dropped.values()),
        unaccounted=sum(end - start for start, end in runs),
        missing=tuple(around(source.words, run) for run in runs),
        moved=moved,
        dropped=tuple(sorted((rule, count) for rule, count in dropped.items() if count)),
        elements=tuple(elements_of(letter, document, corpus_map)) if with_elements else (),
    )


def _text_of(letter: Element, corpus_map: CorpusMap, dropped: list[tuple[str, Element]]) -> str:
    """The words of a letter of the corpus without what is dropped by a rule, to which it is added. A note
    that stands at the end is read where something points to it."""
    notes = {note.get(XML_ID): note for note in select(letter, "(t:text|t:standOff)//t:note[@xml:id]")}
    at_end = {
        key: note
        for key, note in notes.items()
        if not in_the_words(note) and fate_of(note, corpus_map).what == "note"
    }
    pieces: list[str] = []
    done: set[Element] = set()
    witness = first_witness(letter)

    def walk(at: Element) -> None:
        pieces.append(at.text or "")
        for child in in_order_of_text(at, witness) if name_of(at) == "app" else at:
            if name_of(child):
                fate, note = fate_of(child, corpus_map), _note_at(child, at_end)
                space = _space(child) if note is None else " "
                pieces.append(space)
                if fate.what == "drop" and fate.rule:
                    dropped.append((fate.rule, child))
                elif note is not None:
                    if is_sign(child):
                        dropped.append((SIGN, child))
                    else:
                        walk(child)
                    if note not in done:
                        done.add(note)
                        pieces.append(" ")
                        walk(note)
                elif child not in done:
                    walk(child)
                pieces.append(space)
            pieces.append(child.tail or "")

    for root in [*select(letter, "t:text"), *select(letter, "t:standOff")]:
        walk(root)
        pieces.append(" ")
    return "".join(pieces)


def _note_at(element: Element, notes: Mapping[str | None, Element]) -> Element | None:
    """The note at the end to which a `ref` or `ptr` leads."""
    if name_of(element) not in {"ref", "ptr"}:
        return None
    keys = map(key_of, (element.get("target") or "").split())
    return next((notes[key] for key in keys if key in notes), None)


def _count(element: Element) -> int:
    return len(words_in("".join(select_text(element, ".//text()"))).words)


def _space(element: Element) -> str:
    """What stands around an element: a space where it is no part of a word."""
    name = name_of(element)
    if name in {"lb", "pb", "cb", "gb", "milestone"}:
        return "" if element.get("break") == "no" else " "
    return " " if name in APART else ""


def _text_read(document: Element) -> str:
    """The words of a document in the order of the corpus: its text with each note where its sign stands, then
    the notes to which no sign belongs, and its header."""
    notes = {_key(note): note for note in select(document, "t:standOff//t:note")}
    pieces: list[str] = []

    def walk(at: Element) -> None:
        pieces.append(at.text or "")
        for child in at:
            if name_of(child) and child.get("type") != SIGLUM:  # which no element of the corpus has
                note = notes.pop((child.get("target") or "")[1:], None) if name_of(child) == "ptr" else None
                space = " " if note is not None else _space(child)
                pieces.append(space)
                walk(child if note is None else note)
                pieces.append(space)
            pieces.append(child.tail or "")

    for text in select(document, "t:text"):
        walk(text)
    for rest in [*notes.values(), *select(document, "t:teiHeader")]:
        pieces.append(" ")
        walk(rest)
    return "".join(pieces)


def _key(note: Element) -> str:
    """By what the text refers to a note: its id or, before it has one, its own @target."""
    return note.get(XML_ID) or (note.get("target") or "")[1:]


# -- elements ----------------------------------------------------------------------------------------------


def elements_of(letter: Element, document: Element, corpus_map: CorpusMap) -> Iterator[ElementUse]:
    """What becomes of the elements of a letter: those of its header by whether its document has their words,
    the others by their rules."""
    header = words_in(" ".join(map(str, select(document, "t:teiHeader")[0].itertext()))).letters
    pointed = _found_by_paths(letter, corpus_map)
    uses: dict[tuple[str, str, bool], list[Element]] = {}
    gone: set[Element] = set()  # with what it stands in
    for element in letter.iter("*"):
        if name_of(element) in STRUCTURE or any(name_of(a) == "facsimile" for a in element.iterancestors()):
            continue
        in_header = _is_in_header(element)
        fate = _fate_in_header(element, header, pointed) if in_header else fate_of(element, corpus_map)
        if element.getparent() in gone:
            fate = ElementFate("drop", fate.rule or name_of(element))
        if fate.what == "drop":
            gone.add(element)
        key = (f"{HEADER}//{_named(element)}" if in_header else _named(element), fate.what, bool(fate.rule))
        uses.setdefault(key, []).append(element)
    for (name, fate_name, by_rule), elements in uses.items():
        first = elements[0]
        yield ElementUse(name, fate_name, by_rule, len(elements), _line(first), _example(first))


def _is_in_header(element: Element) -> bool:
    return name_of(element) == HEADER or any(name_of(above) == HEADER for above in element.iterancestors())


def _found_by_paths(letter: Element, corpus_map: CorpusMap) -> set[Element]:
    """The elements to which the map's paths lead, with all in them."""
    elements: set[Element] = set()
    for paths in corpus_map.header.model_dump().values():
        for path in paths:
            for each in elements_at(path, letter):
                elements.update(each.iter("*"))
    return elements


def _fate_in_header(element: Element, header: str, pointed: set[Element]) -> ElementFate:
    own = words_in("".join([element.text or "", *(child.tail or "" for child in element)])).letters
    if own:
        return ElementFate(TAKEN if own in header else LEFT, HEADER)
    return ElementFate(TAKEN if element in pointed or len(element) else LEFT, HEADER)


def _named(element: Element) -> str:
    attribute = next((name for name in DECIDING if element.get(name)), None)
    value = f"[@{attribute}='{element.get(attribute)}']" if attribute else ""
    return f"{name_of(element)}{value}"


def _line(element: Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 1


def _example(element: Element) -> str:
    words = " ".join("".join(select_text(element, ".//text()")).split())
    return words if len(words) <= EXAMPLE else f"{words[:EXAMPLE].rpartition(' ')[0]} …"
