"""What one file of a corpus says of entries of registers: a file of persons, places or works all that it
lists, a letter its own lists, those whom its header names, and those to whom its text points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from edition.findings.diagnostics import Location
from edition.forms.corpus_map import CorpusMap, elements_at, first_found
from edition.read.corpus.entries import fields_of, words_of
from edition.read.corpus.files import parser_for
from edition.read.corpus.keys import key_of, meant_by, pointers_of
from edition.tei.tree import XML_ID, Element, name_of, select, select_text

IN_A_REGISTER, IN_A_LETTER, IN_A_HEADER, IN_A_TEXT = range(
    4
)  # how much a description counts: `Described.rank`
ENTRIES = {
    "persons": "//t:listPerson//*[self::t:person or self::t:personGrp][@xml:id]",
    "organisations": "//t:listOrg//t:org[@xml:id]",
    "places": "//t:listPlace//t:place[@xml:id]",
    "works": "//t:listBibl//*[self::t:bibl or self::t:biblStruct or self::t:biblFull][@xml:id]",
    "events": "//t:listEvent//t:event[@xml:id]",
    "glossary": "//t:list//t:item[@xml:id] | //t:taxonomy//t:category[@xml:id]",
}
OUTSIDE = "[not(ancestor::t:fileDesc or ancestor::t:encodingDesc or ancestor::t:correspDesc)]"
OF_ELEMENT = {
    "persName": "persons",
    "author": "persons",
    "characterName": "persons",
    "orgName": "organisations",
    "placeName": "places",
    "settlement": "places",
    "geogName": "places",
    "country": "places",
    "region": "places",
    "title": "works",
    "workName": "works",
    "bibl": "works",
    "term": "glossary",
}
LISTED = {"person": "persons", "org": "organisations", "place": "places"}
OF_TYPE = {
    "persons": "person persons pers people persname persgroup group",
    "organisations": "org orgs organisation organization institution corporatebody orgname body",
    "places": "place places location geo city ort orte placename settlement",
    "works": "work works bibl book title werk opus lit_work artwork musical_work music",
    "glossary": "term keyword subject",
}
_BY_TYPE = {kind: register for register, kinds in OF_TYPE.items() for kind in kinds.split()}


@dataclass(frozen=True)
class Described:
    """What one place in the corpus says of an entry: the register (`persons`), the pointers that mean it as
    `keys.key_of` has them, the entry's own id first (none for a name without a pointer), the fields of
    the entry's form, the place, and how much it counts: 0 a register of the corpus, 1 a list in a letter, 2 a
    name in a letter's header, 3 a name in a letter's text."""

    register: str
    keys: tuple[str, ...]
    fields: Mapping[str, Any]
    location: Location
    rank: int


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = (
        {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(p, re.escape(p))
        for p in re.findall(r"\*\*/?|[*?]|[^*?]+", pattern)
    )
    return re.compile("".join(parts))


def registers_in(path: str, corpus_map: CorpusMap) -> tuple[str, ...]:
    """The registers of which a file has entries, by the map."""
    return tuple(
        name
        for name, files in corpus_map.registers.items()
        if any(_pattern(pattern).fullmatch(path) for pattern in files.files)
    )


def register_of_name(element: Element, corpus_map: CorpusMap) -> str:
    """The register to which a name in a letter belongs, by its element or, of `rs` and `name`, its type; ""
    for none."""
    name, kind = name_of(element), (element.get("type") or "").casefold()
    if name in {"rs", "name"}:
        chosen = corpus_map.names.get(element.get("type") or "*", _BY_TYPE.get(kind, ""))
        return "" if chosen == "none" else chosen
    return OF_ELEMENT.get(name, "")


def describe_entries(tree: Element, path: str, corpus_map: CorpusMap) -> tuple[Described, ...]:
    """What one file of the corpus says of entries: a register's file all that it lists, a letter its lists,
    the correspondents and places of its header, and to whom its text points. Runs for each file by itself, in
    several processes; what it returns is kept."""
    listed = registers_in(path, corpus_map)
    if listed:
        return tuple(_listed(tree, path, corpus_map, listed, IN_A_REGISTER))
    described: list[Described] = []
    if corpus_map.letter_registers == "read":
        described += _listed(tree, path, corpus_map, tuple(ENTRIES)[:5], IN_A_LETTER)
    return (*described, *_named(tree, path, corpus_map))


def _listed(
    tree: Element, path: str, corpus_map: CorpusMap, registers: Iterable[str], rank: int
) -> Iterator[Described]:
    for register in registers:
        files = corpus_map.registers.get(register)  # type: ignore[call-overload]
        entries = files.entries if files and rank == IN_A_REGISTER else None
        listed = elements_at(entries, tree) if entries else select(tree, _within(ENTRIES[register], rank))
        for entry in listed:
            if _is_nested(entry):
                continue
            fields = _said(etree.tostring(entry, with_tail=False), register)
            if files and files.name and rank == IN_A_REGISTER:
                fields = {**fields, "name": " ".join(map(words_of, elements_at(files.name, entry)))}
            if fields.get("name"):
                yield Described(register, _keys(entry, fields), fields, Location(path, _line(entry)), rank)


@lru_cache(8192)
def _said(entry: bytes, register: str) -> Mapping[str, Any]:
    """What an entry says. Some corpora repeat it in each letter that names it; it is read once."""
    return fields_of(etree.fromstring(entry, parser_for(recover=True)), register)


def _within(path: str, rank: int) -> str:
    return path if rank == IN_A_REGISTER else " | ".join(f"{p}{OUTSIDE}" for p in path.split(" | "))


def _is_nested(entry: Element) -> bool:
    """Is it part of what another entry says (the birthplace of a person, a work within a work)?"""
    above = entry.getparent()
    return above is not None and name_of(above) in {"person", "place", "org", "bibl", "biblStruct", "event"}


def _keys(entry: Element, fields: Mapping[str, Any]) -> tuple[str, ...]:
    """An entry's own id, and what else may point to it: @n, identifiers elsewhere."""
    others = (entry.get("n"), *pointers_of(entry), *map(key_of, fields.get("same_as", {}).values()))
    return tuple(dict.fromkeys(filter(None, (entry.get(XML_ID), *others))))


def _line(element: Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 1


def _named(tree: Element, path: str, corpus_map: CorpusMap) -> Iterator[Described]:
    """Those whom the header names, and those to whom the text points: each once."""
    seen: dict[tuple[int, str, tuple[str, ...], str], tuple[Element, Counter[str]]] = {}
    for letter in [tree] if name_of(tree) != "teiCorpus" else select(tree, "//t:TEI"):
        for element, usual in _in_header(letter, corpus_map):
            register, words = register_of_name(element, corpus_map) or usual, key_of(words_of(element))
            keys = pointers_of(element)
            own = (IN_A_HEADER, register, keys, "" if keys else words)
            seen.setdefault(own, (element, Counter()))[1][words] += 1
        for element in select(letter, "t:text//*[@ref or @key or @corresp or @sameAs]"):
            register, meant = _register_of(element, corpus_map), meant_by(element)
            for keys in meant if register and (name_of(element) in LISTED or not _in_a_list(element)) else ():
                own = (IN_A_TEXT, register, keys, "")
                seen.setdefault(own, (element, Counter()))[1][words_of(element)] += len(meant) == 1
        for element, key in _linked(letter):
            seen.setdefault((IN_A_TEXT, "", (key,), ""), (element, Counter()))[1][words_of(element)] += 1
    for (rank, register, keys, _), (element, names) in seen.items():
        name = next((words for words, _ in names.most_common() if words), "")
        fields = {"name": name, "element": name_of(element)}
        yield Described(register, keys, fields, Location(path, _line(element)), rank)


def _linked(letter: Element) -> Iterator[tuple[Element, str]]:
    """The links of a text that may lead to an entry (`people.html#HolmAda`), each with what it points to."""
    links = select(letter, "t:text//t:ref[contains(@target, '#')]")
    own = frozenset(select_text(letter, "//@xml:id")) if links else frozenset()
    for element in links:
        for pointer in element.get("target", "").split():
            key = key_of(pointer)
            if "#" in pointer and key and key not in own:
                yield element, key


def _in_header(letter: Element, corpus_map: CorpusMap) -> Iterator[tuple[Element, str]]:
    """Senders, recipients and places of a letter, each with the register to which such a name belongs."""
    header = corpus_map.header
    persons, places = (header.sender, header.recipients), (header.place, header.received_place)
    for xpaths in (*persons, *places):
        for element in first_found(letter, xpaths):
            if not isinstance(element, str) and words_of(element):
                yield element, "places" if xpaths in places else "persons"


def _register_of(element: Element, corpus_map: CorpusMap) -> str:
    """The register of a name in a text, or of an item of a list there that points to an entry elsewhere."""
    listed = "" if element.get(XML_ID) else LISTED.get(name_of(element), "")
    return listed or register_of_name(element, corpus_map)


def _in_a_list(element: Element) -> bool:
    above = map(name_of, element.iterancestors())
    return any(name.startswith("list") and name != "list" for name in above)
