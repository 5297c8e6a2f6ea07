"""Letters that are divisions of one text: a file for a year or a volume, with `<div type="letter">`.

Each becomes a `TEI` of its own, as if its editors had cut the file: with the header of the file, of its
`correspDesc` the one that is about it, its heading as its title, and the notes at the end to which it points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.forms.corpus_map import elements_at
from edition.read.corpus.keys import key_of
from edition.tei.tree import XML_ID, XML_LANG, E, Element, copy, name_of, select, select_text, take_attribute

OF_THE_WHOLE = "t:profileDesc/t:creation | .//t:msDesc//t:origDate | t:fileDesc/t:titleStmt/t:title"
ABOUT = (
    "corresp",
    "sameAs",
    "ref",
    "target",
)  # attributes by which a `correspDesc` says which letter it is of


def divided(whole: Element, path: str) -> list[Element]:
    """The letters of a text, each as a `TEI`; itself where the path finds none."""
    divisions = _divisions(whole, path)
    describing = select(whole, "t:teiHeader//t:correspDesc")
    return [
        _letter(whole, division, _about(division, number, len(divisions), describing), number + 1, notes)
        for number, (division, notes) in enumerate(zip(divisions, _notes(whole, divisions), strict=True))
    ] or [whole]


def words_outside(whole: Element, path: str) -> list[str]:
    """The words of a text that stand in none of its letters and in no note of theirs."""
    divisions = _divisions(whole, path)
    if not divisions:
        return []
    inside = {*divisions, *(note for notes in _notes(whole, divisions) for note in notes)}
    return [word for text in select(whole, "t:text") for word in _words(text, inside)]


def _words(element: Element, without: set[Element]) -> Iterator[str]:
    if element in without or not name_of(element):
        return
    yield from (element.text or "").split()
    for child in element:
        yield from _words(child, without)
        yield from (child.tail or "").split()


def _divisions(whole: Element, path: str) -> list[Element]:
    elements = elements_at(path, whole)
    inside = set(elements)
    return [each for each in elements if not any(above in inside for above in each.iterancestors())]


def _about(division: Element, number: int, count: int, descriptions: Sequence[Element]) -> Element | None:
    """The `correspDesc` of a division: the one that points to it, or, of as many as there are divisions, the
    one in its place."""
    own = division.get(XML_ID)
    for each in descriptions:
        pointers = [key_of(p) for key in ABOUT for p in (each.get(key) or "").split()]
        if own and own in pointers:
            return each
    return descriptions[number] if len(descriptions) == count else None


def _letter(
    whole: Element, division: Element, about: Element | None, number: int, notes: Sequence[Element]
) -> Element:
    letter = E("TEI", _header(whole, division, about), E("text", E("body", copy(division))))
    body = letter[1][0][0]
    for key in (XML_ID, "n"):
        if division.get(key):
            letter.set(key, str(division.get(key)))
    letter.set("n", str(letter.get("n") or number))
    take_attribute(body, XML_ID)
    if notes:
        letter[1].append(E("back", *map(copy, notes)))
    language = select_text(whole, "t:text/@xml:lang")[:1]
    if language:
        letter[1].set(XML_LANG, language[0])
    letter.sourceline = division.sourceline
    return letter


def _notes(whole: Element, divisions: Sequence[Element]) -> list[list[Element]]:
    """Of each division the notes that stand in none and belong to it: it points to them, or they to it."""
    inside = set(divisions)
    apart = [
        note
        for note in select(whole, "(t:text | t:standOff)//t:note[not(ancestor::t:note)]")
        if not any(above in inside for above in note.iterancestors())
    ]
    by_pointer: dict[str, list[int]] = {}  # what is called, or what the note points to → places of notes
    for place, note in enumerate(apart):
        for pointer in (f"#{note.get(XML_ID)}", *map(key_of, (note.get("target") or "").split())):
            by_pointer.setdefault(pointer, []).append(place)
    return [
        [apart[place] for place in sorted({p for key in _keys(division) for p in by_pointer.get(key, ())})]
        for division in divisions
    ]


def _keys(division: Element) -> Iterator[str]:
    """What leads from a division to a note: pointers (with #) in it, and ids to which a note may point."""
    for pointers in select_text(division, ".//*[self::t:ref or self::t:ptr]/@target"):
        yield from (f"#{key_of(pointer)}" for pointer in pointers.split())
    yield from select_text(division, "descendant-or-self::*/@xml:id")


def _header(whole: Element, division: Element, about: Element | None) -> Element:
    headers = select(whole, "t:teiHeader")
    header = copy(headers[0]) if headers else E("teiHeader")
    for element in select(header, f"{OF_THE_WHOLE} | .//t:correspDesc"):
        above = element.getparent()
        assert above is not None
        above.remove(element)
    heads = [copy(each) for each in select(division, "t:head")[:1]]
    for statement in select(header, "t:fileDesc/t:titleStmt"):
        for head in heads:
            head.tag, head.tail = str(head.tag).replace("}head", "}title"), None
            statement.insert(0, head)
            head.attrib.clear()
            head.set("level", "a")
    header.append(E("profileDesc", copy(about) if about is not None else _by_dateline(division)))
    return header


def _by_dateline(division: Element) -> Element:
    """Of a letter that no `correspDesc` is about: the place and the date of its dateline."""
    places = select(division, ".//t:dateline//t:placeName | .//t:dateline//t:name[@type='place']")[:1]
    dates = select(division, ".//t:dateline//t:date | .//t:dateline//t:docDate")[:1] or [E("date")]
    parts = [copy(each) for each in (*places, *dates)]
    for part in parts:
        part.tail = None
    return E("correspDesc", E("correspAction", *parts, type_="sent"))
