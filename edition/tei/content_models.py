"""What may stand in what: as much of TEI's content models as an edition's texts can come up against.

A text is made by tables from what an editor writes, so that phrases come out right by themselves; what can go
wrong is where a block stands. For each of these elements the table has what may stand in it, in the order in
which it may (TEI P5, the content models of `div`, `opener`, `lg`, …).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from edition.tei.tree import Element, name_of

Group = frozenset[str]


def _names(names: str) -> Group:
    return frozenset(names.split())


LEAF_NUMBERS = _names("foliation folio folnum pagination pagenum")  # types of `fw`, in small letters
ANYWHERE = _names("pb lb milestone gap note anchor fw handShift")
TOP = _names("head opener dateline salute signed")
COMMON = _names("p ab lg list table quote floatingText label")
DIVISIONS = _names("div")
BOTTOM = _names("closer postscript signed dateline salute")
BLOCKS = TOP | COMMON | DIVISIONS | BOTTOM | _names("l item row cell address addrLine body")
DIVISION: Sequence[Group] = (TOP, COMMON, DIVISIONS, BOTTOM)
ORDER: Mapping[str, Sequence[Group]] = {
    "div": DIVISION,
    "body": DIVISION,
    "postscript": (_names("head opener signed"), COMMON, _names("closer signed postscript")),
    "lg": (_names("head"), _names("l lg label")),
    "list": (_names("head"), _names("item label")),
    "table": (_names("head"), _names("row")),
    "row": (_names("cell"),),
    "address": (_names("addrLine"),),
    "abstract": (_names("p ab list table"),),
    "floatingText": (_names("body"),),
    "subst": (_names("del add"),),
}
# elements that hold words and these blocks; all others that hold words have no blocks
MIXED: Mapping[str, Group] = {
    "opener": _names("dateline salute signed address"),
    "closer": _names("dateline salute signed address"),
    **dict.fromkeys(("item", "cell", "note", "quote", "corr", "add", "del"), COMMON),
    "p": COMMON - {"p", "ab"},
    "ab": _names("address"),
}
# elements in which only phrases stand, and a reference to an archive is none
PHRASES = _names(
    "stamp abbr foreign persName orgName placeName objectName rs name term fw addrLine salute signed dateline"
)
NEVER_EMPTY = {"lg": "verse", "list": "a list", "table": "a table", "postscript": "a postscript"} | {
    "address": "an address",
    "subst": "a substitution",
}
CALLED = {
    "p": "a paragraph",
    "div": "a part with a heading or an enclosure",
    "head": "a heading",
    "lg": "verse",
    "list": "a list",
    "table": "a table",
    "quote": "a quotation",
    "floatingText": "a quoted document",
    "opener": "an opener",
    "closer": "a closer",
    "postscript": "a postscript",
    "salute": "a salutation",
    "signed": "a signature",
    "dateline": "a dateline",
    "addrLine": "a line of an address",
    "ab": "a line by itself",
    "note": "a note",
    "abstract": "a summary",
    "subst": "a substitution",
    "item": "an item of a list",
    "bibl": "an archival reference",
    "body": "a quoted document",
}


def called(element: Element) -> str:
    """What an element is called in the words of an editor: “a closer”."""
    name = name_of(element)
    return CALLED.get(name, f"“{name}”")


def misplaced(top: Element) -> Iterator[tuple[Element, str]]:
    """What stands in and under an element where TEI has no place for it: (element, what is wrong)."""
    name = name_of(top)
    if name in ORDER:
        yield from _out_of_order(top, ORDER[name])
    else:
        allowed = MIXED.get(name, frozenset())
        for child in top:
            if name_of(child) in BLOCKS - allowed:
                yield child, f"{called(child)} cannot stand in {called(top)}"
            elif (name, name_of(child)) == ("bibl", "stamp") or (
                name in PHRASES and name_of(child) == "bibl"
            ):
                yield child, f"{called(child)} cannot stand within {called(top)}"
    for child in top:
        yield from misplaced(child)


def _out_of_order(top: Element, groups: Sequence[Group]) -> Iterator[tuple[Element, str]]:
    place, before = 0, None
    children = [child for child in top if name_of(child) and name_of(child) not in ANYWHERE]
    if name_of(top) in NEVER_EMPTY and not any(name_of(child) != "head" for child in children):
        yield top, f"{NEVER_EMPTY[name_of(top)]} has nothing in it"
    if any((text or "").strip() for text in (top.text, *(child.tail for child in top))):
        yield top, f"{called(top)} has words that belong to nothing in it"
    if name_of(top) == "body" and not any(name_of(child) in COMMON | DIVISIONS for child in children):
        yield top, "a quoted document has no words but those that open and close it"
    for child in children:
        following = next((i for i in range(place, len(groups)) if name_of(child) in groups[i]), None)
        if following is None:
            known = any(name_of(child) in group for group in groups)
            where = f"after {called(before)}" if known and before is not None else f"in {called(top)}"
            yield child, f"{called(child)} cannot stand {where}"
            continue
        if groups is DIVISION and place == 0 and name_of(child) in BOTTOM - TOP:
            yield child, f"{called(child)} stands where no text precedes it"
        place, before = following, child
