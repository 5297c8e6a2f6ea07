"""What pointers of a corpus mean: `#pmb2121`, `persons.xml#pmb2121`, a key, the address of an authority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from edition.kinds import KINDS, kind_of
from edition.parsed import Refs
from edition.tei.tree import Element, name_of

POINTING = ("ref", "key", "corresp", "target", "sameAs", "who", "scribeRef")
DOCUMENTS = "documents"  # the name of the table of letters among those of registers
REGISTER_OF = {
    "persName": "persons",
    "author": "persons",
    "orgName": "organisations",
    "placeName": "places",
    "geogName": "places",
    "settlement": "places",
    "country": "places",
    "title": "works",
    "bibl": "works",
    "term": "glossary",
}
TYPES = {
    kind: register
    for register, kinds in {
        "persons": "person persons pers people persname",
        "places": "place places location geo city ort placename",
        "organisations": "org organisation organization institution corporatebody orgname",
        "works": "work works bibl book title werk opus",
        "events": "event events",
        "glossary": "term keyword subject",
    }.items()
    for kind in kinds.split()
}


def pointers_of(element: Element) -> list[str]:
    """The pointers with which an element says what it means, the first attribute that has any."""
    values = (element.get(key, "") for key in ("ref", "key", "corresp", "sameAs"))
    said = next((value for value in values if value.strip()), "")
    return [said.strip()] if element.get("key") == said and said else said.split()


def plain(pointer: str) -> str:
    """A pointer without what a file of the corpus is called in it, and without `#`."""
    file, sign, fragment = pointer.strip().rpartition("#")
    return pointer.strip() if sign and "://" in file else fragment


def all_pointers(tree: Element) -> Iterator[str]:
    """Everything in a tree that points somewhere, as `plain` has it."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            for key in POINTING:
                value = element.get(key)
                if value:
                    yield from {plain(value), *map(plain, value.split())}


def entry_of(pointer: str, register: str, refs: Refs) -> str:
    """The id of the entry that a pointer means, first in one register, then in all; "" for none."""
    key = plain(pointer)
    tables: Iterable[Mapping[str, str]] = (refs.get(register, {}), *(refs.get(name, {}) for name in KINDS))
    return next((table[key] for table in tables if key in table), "")


def document_of(pointer: str, refs: Refs) -> str:
    """The id of the letter that a pointer means, "" for none."""
    table = refs.get(DOCUMENTS, {})
    file = pointer.partition("#")[0].rpartition("/")[2]
    return next((table[key] for key in (plain(pointer), file, file.removesuffix(".xml")) if key in table), "")


def element_for(ref: str, otherwise: str) -> str:
    """The element that mentions an entry."""
    kind = kind_of(ref)
    return kind.element if kind is not None and kind.element else otherwise


def register_for(element: Element, names: Mapping[str, str]) -> str:
    """The register in which to look for what an element names; `names` is the map's table of types."""
    kind = element.get("type", "")
    if name_of(element) in {"rs", "name"}:
        return names.get(kind) or TYPES.get(kind.lower(), "")
    return REGISTER_OF.get(name_of(element), "")
