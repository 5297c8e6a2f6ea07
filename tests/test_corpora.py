"""TEI corpora of others: their registers, what became of their words, and letters made up in their manner."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from edition.forms.corpus_map import CorpusMap
from edition.forms.registers import Event, Organisation, Person, Place, RegisterEntry, Term, Work
from edition.read.corpus.entries import person_name, turned
from edition.read.corpus.keys import identified, key_of, slug_of
from edition.read.corpus.registers import CorpusRegisters, describe_entries, read_registers
from edition.read.corpus.word_runs import around, missing_words, words_in
from edition.tei.tree import NSMAP, Element

MAP = {
    "corpus": "garden",
    "registers": {
        name: {"files": f"garden/{name}.xml"}
        for name in ("persons", "places", "organisations", "works", "events", "glossary")
    },
}


def tei(inside: str) -> Element:
    return etree.fromstring(f'<TEI xmlns="{NSMAP[None]}">{inside}</TEI>')


def letter(body: str = "", *, header: str = "", back: str = "") -> Element:
    return tei(
        f"<teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt></fileDesc>{header}</teiHeader>"
        f"<text><body><p>{body}</p></body><back>{back}</back></text>"
    )


def registers(files: dict[str, Element], **more: Any) -> CorpusRegisters:
    corpus_map = CorpusMap.model_validate({**MAP, **more})
    described = [each for path, tree in files.items() for each in describe_entries(tree, path, corpus_map)]
    return read_registers(described, corpus_map)


def entries(found: CorpusRegisters) -> dict[str, RegisterEntry]:
    return {ref: entry for register in found.registers for ref, entry in register.entries.items()}


POINTERS = {
    "#pmb50": "pmb50",
    "pmb50": "pmb50",
    "bio.xml#pmb50": "pmb50",
    "pmb:50": "50",
    "acdh:index-places.xml#place_10": "place_10",
    "gnd:118540238": "d-nb.info/gnd/118540238",
    "https://d-nb.info/gnd/118540238/": "d-nb.info/gnd/118540238",
    "http://www.geonames.org/2761369": "geonames.org/2761369",
    "Holm,  Ada": "Holm, Ada",
    "#": "",
    "Venice;": "Venice",
}


def test_pointers_come_to_one_form() -> None:
    assert {pointer: key_of(pointer) for pointer in POINTERS} == POINTERS


def test_pointers_become_ids() -> None:
    slugs = {"d-nb.info/gnd/118540238": "118540238", "Großmüller-_B.": "grossmuller-b", "pmb_50": "pmb-50"}
    assert {key: slug_of(key) for key in slugs} == slugs


IDENTIFIERS = [
    ("gnd", "118540238", ("GND", "https://d-nb.info/gnd/118540238")),
    ("uri", " https://d-nb.info/gnd/118540238", ("GND", "https://d-nb.info/gnd/118540238")),
    ("", "https://www.wikidata.org/wiki/Q1", ("Wikidata", "https://www.wikidata.org/wiki/Q1")),
    ("", "https://de.wikipedia.org/wiki/Moos", ("Wikipedia", "https://de.wikipedia.org/wiki/Moos")),
    ("geonames", "2761369", ("GeoNames", "https://www.geonames.org/2761369")),
    ("own number", "12:3", ("own-number", "12 3")),
    ("", "https://moss.example/x", ("moss.example", "https://moss.example/x")),
    ("gnd", "", None),
]


@pytest.mark.parametrize(("authority", "text", "expected"), IDENTIFIERS)
def test_identifiers_say_in_which_authority_file(authority: str, text: str, expected: object) -> None:
    assert identified(authority, text) == expected


NAMES = {
    "Holm, Ada": "Ada Holm",
    "Holm, Ada von": "Ada von Holm",
    "Lind, J. P.": "J. P. Lind",
    "Frederick II, King of Prussia": "Frederick II, King of Prussia",
    "Karl, Herzog von Moosburg": "Karl, Herzog von Moosburg",
    "Holm, Ada, Lind, Jan": "Holm, Ada, Lind, Jan",
    "Lind & Company": "Lind & Company",
    "Holm, the elder": "Holm, the elder",
}


def test_a_family_name_in_front_is_turned_and_a_title_is_not() -> None:
    assert {name: turned(name)[0] for name in NAMES} == NAMES


def test_a_name_in_parts() -> None:
    name = tei(
        "<persName><surname>Holm</surname>, <forename>Ada</forename> <nameLink>van</nameLink></persName>"
    )[0]
    assert person_name(name) == ("Ada van Holm", "Holm, Ada van")


# the element of an entry → what is expected of the entry; each is named in a letter
ENTRIES: list[tuple[str, str, type[RegisterEntry], dict[str, Any]]] = [
    (
        "persons",
        '<person xml:id="P_1"><persName><forename>Ada</forename><surname>Holm</surname></persName>'
        '<persName type="birth">Ada Lind</persName><birth><date when="1870-05-01">1870</date><placeName>Lund'
        "</placeName></birth><death>um 1931</death><occupation>Botanist</occupation>"
        '<idno type="gnd">118500001</idno></person>',
        Person,
        {
            "name": "Ada Holm",
            "sort": "Holm, Ada",
            "variants": ["Ada Lind"],
            "born": "1870-05-01",
            "died": "1931~",
            "summary": "Botanist",
            "same_as": {"GND": "https://d-nb.info/gnd/118500001"},
        },
    ),
    (
        "persons",
        '<person xml:id="p2"><persName type="reg">Nils Brandt</persName><birth when="1801"/>'
        '<note type="collections">12</note><note>A maker of lenses.</note></person>',
        Person,
        {"name": "Nils Brandt", "born": "1801", "died": None, "summary": "A maker of lenses."},
    ),
    (
        "places",
        '<place xml:id="o1"><placeName>Lund</placeName><placeName type="alternative-name">Londinium Gothorum'
        '</placeName><location type="coords"><geo>55,70 13,19</geo></location>'
        "<location type='located_in_place'><placeName>Sweden</placeName><geo>60 15</geo></location></place>",
        Place,
        {"name": "Lund", "variants": ["Londinium Gothorum"], "coordinates": "55.70, 13.19"},
    ),
    (
        "places",
        '<place xml:id="o2"><settlement>Visby</settlement><country>Sweden</country>'
        '<geo>57.64, 18.29</geo><idno type="URL" subtype="geonames">https://www.geonames.org/1</idno></place>',
        Place,
        {
            "name": "Visby",
            "country": "Sweden",
            "coordinates": "57.64, 18.29",
            "same_as": {"GeoNames": "https://www.geonames.org/1"},
        },
    ),
    (
        "organisations",
        '<org xml:id="i1"><orgName>Moss Society</orgName><birth when="1851"/><desc>A learned society.</desc>'
        '<ref target="https://www.wikidata.org/wiki/Q7">wikidata</ref></org>',
        Organisation,
        {
            "name": "Moss Society",
            "founded": "1851",
            "summary": "A learned society.",
            "same_as": {"Wikidata": "https://www.wikidata.org/wiki/Q7"},
        },
    ),
    (
        "works",
        '<bibl xml:id="w1"><author>Holm, Ada</author>: <title level="a">On Mosses</title>, in '
        '<title level="m">Papers</title> <date>1901</date></bibl>',
        Work,
        {"name": "On Mosses", "variants": [], "csl": {"author": [{"family": "Holm", "given": "Ada"}]}},
    ),
    ("works", '<bibl xml:id="w2">The Herbarium, 1899</bibl>', Work, {"name": "The Herbarium, 1899"}),
    (
        "events",
        '<event xml:id="e1" when-iso="1896-12-03"><eventName n="Lecture">First lecture</eventName></event>',
        Event,
        {"name": "First lecture", "date": "1896-12-03", "kind": "Lecture"},
    ),
    (
        "glossary",
        '<item xml:id="t1"><label>pood</label><note>A weight.</note></item>',
        Term,
        {"name": "pood"},
    ),
]
LISTS = {
    "persons": "listPerson",
    "places": "listPlace",
    "organisations": "listOrg",
    "works": "listBibl",
    "events": "listEvent",
    "glossary": "list",
}


@pytest.mark.parametrize(("register", "element", "form", "expected"), ENTRIES)
def test_an_entry_of_a_corpus_has_the_form_of_ours(
    register: str, element: str, form: type[RegisterEntry], expected: dict[str, Any]
) -> None:
    wrapped = f"<standOff><{LISTS[register]}>{element}</{LISTS[register]}></standOff>"
    key = element.partition('xml:id="')[2].partition('"')[0]
    names = {"events": "persName", "glossary": "term", "works": "title"}
    name = names.get(register, "name")
    there = letter(f'<{name} type="person" ref="#{key}">her</{name}>')
    found = registers({f"garden/{register}.xml": tei(wrapped), "garden/l1.xml": there})
    (entry,) = entries(found).values()
    assert isinstance(entry, form)
    assert {key: getattr(entry, key) for key in expected} == expected
    assert found.entry_of(f"#{key}", register) in entries(found)


SENT = '<profileDesc><correspDesc><correspAction type="sent">{}</correspAction></correspDesc></profileDesc>'


def test_names_without_a_register_become_entries_by_their_pointers() -> None:
    """The header names better than the text; a name without a pointer is the entry of that name, if there is
    one."""
    files = {
        "garden/1.xml": letter(
            'of <rs type="person" ref="#p7">Jack</rs> and <rs type="person" ref="#p7">Jack</rs>, '
            '<placeName key="Lund (S)">Lund</placeName>; <title ref="#w1">Mosses</title>',
            header=SENT.format('<persName ref="#p7">Lind, Jan</persName><placeName>Lund</placeName>'),
        ),
        "garden/2.xml": letter(header=SENT.format("<persName>Jan Lind</persName>")),
        "garden/3.xml": letter(
            header=SENT.format('<persName ref="https://d-nb.info/gnd/1">Ada Holm</persName>')
        ),
    }
    found = registers(files)
    assert {ref: entry.name for ref, entry in entries(found).items()} == {
        "person-p7": "Jan Lind",
        "person-1": "Ada Holm",
        "place-lund-s": "Lund",
    }
    assert found.entry_of("Jan Lind", "persons") == "person-p7"
    assert found.entry_of("Lund", "places") == "place-lund-s"
    assert entries(found)["person-1"].same_as == {"GND": "https://d-nb.info/gnd/1"}


PERSON = '<person xml:id="{}"><persName>{}</persName>{}</person>'


def test_lists_in_letters_are_one_register_and_the_corpus_register_counts_most() -> None:
    back = f"<listPerson>{PERSON.format('p1', 'A. Holm', '')}{PERSON.format('p2', 'Jan', '')}</listPerson>"
    files = {
        "garden/1.xml": letter(back=back),
        "garden/2.xml": letter(back=back),
        "garden/persons.xml": tei(f"<standOff><listPerson>{PERSON.format('p1', 'Ada Holm', '')}"
                                  f"{PERSON.format('p9', 'Nobody', '')}</listPerson></standOff>"),
    }  # fmt: skip
    found = registers(files)
    assert {ref: entry.name for ref, entry in entries(found).items()} == {
        "person-p1": "Ada Holm",
        "person-p2": "Jan",
    }
    assert found.unnamed == {"persons": 1}
    assert "person-p1" not in entries(registers(dict(list(files.items())[:2]), letter_registers="ignore"))


def test_two_of_one_name_are_told_apart() -> None:
    lind = (PERSON.format("p1", "Jan Lind", '<birth when="1801"/>'), PERSON.format("p2", "Jan Lind", ""))
    back = f"<listPerson>{''.join(lind)}</listPerson>"
    found = registers({"garden/1.xml": letter(back=back)})
    assert [entry.name for entry in entries(found).values()] == ["Jan Lind (1801–)", "Jan Lind (p2)"]
    assert found.problems == ()


# what the corpus has, what the document has, what is missing, how many words stand elsewhere
RUNS = [
    ("your letter erhal- ten, and", "your letter erhalten and", [], 0),
    ("zu ſprechen", "zuſprechen", [], 0),
    ("one two three four five six", "one two three five six", ["one two three [four] five six"], 0),
    ("one two three", "two three", ["[one] two three"], 0),
    ("one two three", "one two", ["one two [three]"], 0),
    ("one two three", "", ["[one two three]"], 0),
    ("alpha beta¹ a footnote of seven words here gamma delta", "alpha beta gamma delta", 1, 0),
    (
        "the beginning of a letter, and here its end",
        "and here its end; the beginning of a letter",
        [],
        4,
    ),
]


@pytest.mark.parametrize(("source", "result", "missing", "moved"), RUNS)
def test_words_that_are_missing_are_found(source: str, result: str, missing: Any, moved: int) -> None:
    words = words_in(source)
    runs, elsewhere = missing_words(words, words_in(result))
    told = [around(words.words, run) for run in runs]
    assert (len(told) if isinstance(missing, int) else told, bool(elsewhere)) == (missing, bool(moved))
