"""TEI corpora of others: their registers, what became of their words, and letters made up in their manner."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import TESTS
from lxml import etree
from yaml import safe_dump as dump

from edition.authoring.census import take_census
from edition.cli import main
from edition.findings.rule import ERROR
from edition.forms.corpus_map import CorpusMap
from edition.forms.line_yaml import read_yaml
from edition.forms.registers import Event, Organisation, Person, Place, RegisterEntry, Term, Work
from edition.merge.corpus import _can_be_id
from edition.model import Source
from edition.model.parsed import ReadMap
from edition.pipeline import Result, assemble
from edition.read.corpus.entries import person_name, turned
from edition.read.corpus.files import parse_file
from edition.read.corpus.keys import identified, key_of, slug_of
from edition.read.corpus.ledger import account
from edition.read.corpus.registers import CorpusRegisters, describe_entries, read_registers
from edition.read.corpus.word_runs import around, missing_words, words_in
from edition.store.corpus_files import files_of
from edition.tei.canonical import tree_of
from edition.tei.heads import LetterHead
from edition.tei.tree import NSMAP, XML_ID, Element, select
from edition.workers import no_progress

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
    slugs |= {f"{'moss ' * 60}Lund": "-".join(["moss"] * 16), "m" * 300: "m" * 80}
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
    "Holm, Ada, 1870-1931": "Ada Holm",
    "Ada Holm (1870–)": "Ada Holm",
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
            header=SENT.format('<persName ref="https://d-nb.info/gnd/1">Holm, Ada, 1870-1931</persName>')
        ),
    }
    found = registers(files)
    assert {ref: entry.name for ref, entry in entries(found).items()} == {
        "person-p7": "Jan Lind",
        "person-1": "Ada Holm",
        "place-lund-s": "Lund",
    }
    assert (entries(found)["person-1"].born, entries(found)["person-1"].died) == ("1870", "1931")
    assert found.entry_of("Jan Lind", "persons") == "person-p7"
    assert found.entry_of("Lund", "places") == "place-lund-s"
    assert entries(found)["person-1"].same_as == {"GND": "https://d-nb.info/gnd/1"}


PERSON = '<person xml:id="{}"><persName>{}</persName>{}</person>'


def test_who_is_named_by_an_address_and_by_an_id_is_one() -> None:
    files = {
        "garden/1.xml": letter(
            'of <rs type="person" ref="#p1">Ada Holm</rs>',
            header=SENT.format('<persName ref="https://d-nb.info/gnd/1">Holm, Ada</persName>'),
        )
    }
    found = registers(files)
    assert {ref: entry.same_as for ref, entry in entries(found).items()} == {
        "person-p1": {"GND": "https://d-nb.info/gnd/1"}
    }
    assert found.entry_of("https://d-nb.info/gnd/1", "persons") == "person-p1"


def test_an_address_in_the_site_of_a_corpus_is_the_entry_whose_id_it_ends_with() -> None:
    person = PERSON.format("H7", "Ada Holm", '<idno type="uri">https://d-nb.info/gnd/1</idno>')
    pointers = "https://letters.example/H7 https://d-nb.info/gnd/1"
    found = registers(
        {
            "garden/persons.xml": tei(f"<text><body><listPerson>{person}</listPerson></body></text>"),
            "garden/1.xml": letter(f'of <persName ref="{pointers}">her</persName>'),
        }
    )
    assert list(entries(found)) == ["person-h7"]
    assert {found.entry_of(pointer, "persons") for pointer in pointers.split()} == {"person-h7"}


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


def test_lists_in_a_header_are_a_register_and_those_of_its_sources_are_not() -> None:
    listed = f"<particDesc><listPerson>{PERSON.format('p1', 'Ada Holm', '')}</listPerson></particDesc>"
    there = letter(header=f"<profileDesc>{listed}</profileDesc>")
    source = tei("<listBibl><bibl xml:id='b1'><title>Mosses</title></bibl></listBibl>")[0]
    there[0][0].append(source)
    assert list(entries(registers({"garden/1.xml": there}))) == ["person-p1"]


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


# what is broken, and the line at which that can be mended
BROKEN = [
    ("<TEI>\n<p>a\n<p>b</p>\n</TEI>", 2),  # never closed, told at the end
    ("<TEI>\n<p>a</p></p>\n</TEI>", 2),
    ('<TEI a="b\n<p>x</p></TEI>', 1),
    ("<TEI>\n<p>x</p></\n", 2),
    ("<TEI>\n<p>&x;</p>\n</TEI>", 2),
    ("\n\n", 3),
    ("<TEI>\n<!-- a\n<p>b</p>\n</TEI>", 2),  # never closed
    ("<TEI>\n<p><![CDATA[a</p>\n</TEI>", 2),
    ('<?xml version="1.0"\n<TEI/>', 1),
    ("<TEI>\n <p>a</p>\n <b>\n </b>\n  <p>c</p>\n </b>\n</TEI>", 5),  # its beginning is lost, above that
    (" <p>a</p>\n <p>b</p>\n <p>c</p>\n</TEI>", 1),  # the first tag is lost
    ('<?xml version="1.0"?>\n<TEI xmlns="ht}tp://x">\n<p>a</p>\n</TEI>', 2),  # no name of a namespace
]


@pytest.mark.parametrize(("text", "line"), BROKEN)
def test_xml_is_told_where_it_is_broken(text: str, line: int) -> None:
    tree, (fault,) = parse_file(Source("a.xml", text.encode()))
    assert tree is None and fault.location.line == line


def test_an_id_that_the_parser_passes_over_is_none() -> None:
    assert [own for own in ("p1", "1a", "a b", "p²", "é1") if _can_be_id(own)] == ["p1", "1a", "é1"]


# -- letters made up in the manner of real corpora ----------------------------------------------------------

CASES = TESTS / "cases" / "corpora"
NAMES_OF_CASES = sorted(path.parent.name for path in CASES.glob("*/facts.yaml"))


def facts_of(name: str) -> dict[str, Any]:
    data = read_yaml((CASES / name / "facts.yaml").read_text("utf-8"), "facts.yaml")[0].data
    assert isinstance(data, dict)
    return data


def map_of(name: str) -> dict[str, Any]:
    """The map of a corpus, as it stands in an edition's folder beside the corpus."""
    own = facts_of(name).get("map", {})
    files = {kind: f"{name}/{each['files']}" for kind, each in own.get("registers", {}).items()}
    registers = {kind: {"files": pattern} for kind, pattern in files.items()}
    return {"corpus": name, "files": own.get("files", "**/*.xml"), "registers": registers}


@cache
def edition_of(name: str) -> Result:
    """An edition of one corpus, read, merged and checked."""
    settings = (TESTS / "sample" / "sources" / "edition.yaml").read_text("utf-8")
    settings = re.sub(r"(?m)^volume: .*\n", "", settings)
    files = {"sources/edition.yaml": settings, f"sources/maps/{name}.yaml": dump(map_of(name))}
    own = [Source(path, text.encode()) for path, text in files.items()]
    return assemble([*own, *sources_of(name)])


def sources_of(name: str) -> list[Source]:
    paths = sorted((CASES / name).rglob("*.xml"))
    return [Source(path.relative_to(CASES).as_posix(), path.read_bytes()) for path in paths]


LETTERS = [(name, ref) for name in NAMES_OF_CASES for ref in facts_of(name)["letters"]]


@pytest.mark.parametrize(("name", "ref"), LETTERS)
def test_a_letter_in_the_manner_of_a_corpus(name: str, ref: str) -> None:
    """The facts that `facts.yaml` states are those of the letter's document."""
    edition = edition_of(name).edition
    assert edition is not None
    expected, tree = facts_of(name)["letters"][ref], edition.documents[ref].tree
    head = edition.documents[ref].head
    assert isinstance(head, LetterHead)
    letters = words_in("".join(map(str, tree.itertext()))).letters
    ids = {p.get(XML_ID, "").partition(".")[2] for p in select(tree, "t:text//t:p")}
    seen = {
        "title": head.title,
        "sender": [name.ref for name in head.sender if name.ref],
        "recipients": [name.ref for name in head.recipients if name.ref],
        "date": head.edtf,
        "place": next((name.ref for name in head.place), ""),
        "notes": [note.get("type") for note in select(tree, "t:standOff//t:note")],
        "pages": str(len(select(tree, "t:text//t:pb"))),
        "paragraphs": [each for each in expected.get("paragraphs", ()) if each in ids],
        "words": [each for each in expected.get("words", ()) if words_in(each).letters in letters],
    }
    assert {key: seen[key] for key in expected} == expected


@pytest.mark.parametrize("name", NAMES_OF_CASES)
def test_the_registers_of_a_corpus_are_those_of_the_edition(name: str) -> None:
    edition = edition_of(name).edition
    assert edition is not None
    seen = {
        ref: {key: getattr(edition.entry(ref), key, None) for key in expected}
        for ref, expected in facts_of(name)["registers"].items()
    }
    assert seen == facts_of(name)["registers"]


@pytest.mark.parametrize("name", NAMES_OF_CASES)
def test_what_cannot_be_read_is_told_and_nothing_stops_the_build(name: str) -> None:
    findings = edition_of(name).diagnostics
    told = [finding.location.path for finding in findings if finding.code == "S102"]
    assert told == [f"{name}/{path}" for path in facts_of(name).get("broken", ())]
    assert [finding for finding in findings if finding.severity is ERROR] == []


def test_sigla_before_the_readings_are_no_words_of_the_corpus() -> None:
    words = "Mosses and lenses{}came, and slates."
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p>{}</p></text><standOff>{}</standOff><teiHeader/></TEI>'
    app = "<app><rdg wit='#M1671'>by</rdg><rdg wit='#L1870'>by the by</rdg></app>"  # the text has the first
    sigla = ["<abbr type='siglum'>M1671</abbr>", "<abbr type='siglum'>L1870</abbr>"]
    note = f"<note target='#n1'><p>{sigla[0]}] {sigla[1]}: by the by</p></note>"
    here = tree_of(text.format(words.format(app), "").encode())
    there = tree_of(text.format(words.format("by<ptr target='#n1'/>"), note).encode())
    assert account(here, there, CorpusMap.model_validate({"corpus": "garden"})).missing == ()


@pytest.mark.parametrize("name", NAMES_OF_CASES)
def test_no_word_of_a_corpus_is_lost(name: str) -> None:
    by = ReadMap(CorpusMap.model_validate(map_of(name)), Source("map.yaml", dump(map_of(name)).encode()))
    census = take_census(CASES, [by], files_of(CASES, by.map), no_progress)
    assert census.missing == []
    assert census.letters == len(facts_of(name)["letters"])
    assert census.unread == [f"{name}/{path}" for path in facts_of(name).get("broken", ())]


def test_the_census_says_what_a_corpus_has_and_writes_nothing(tmp_path: Path) -> None:
    corpus = tmp_path / "letters"
    shutil.copytree(CASES / "sig" / "examples", corpus)
    before = sorted(tmp_path.rglob("*"))
    plain = CliRunner().invoke(main, ["census", str(corpus)])
    assert plain.exit_code == 1  # a file cannot be read
    for said in ("3 letters", "cannot be read: letters/broken.xml", "unaccounted for 0", "embedded", "span"):
        assert said in plain.stdout
    data = json.loads(CliRunner().invoke(main, ["census", str(corpus), "--format", "json"]).stdout)
    assert data["letters"] == 3 and data["unread"] == ["letters/broken.xml"]
    assert data["words"]["unaccounted"] == 0 and data["fields"]["title"] == 3
    assert {
        key: value
        for key, value in next(e for e in data["elements"] if e["element"] == "sic").items()
        if key in {"element", "becomes", "rule", "count"}
    } == {"element": "sic", "becomes": "keep", "rule": True, "count": 2}
    assert sorted(tmp_path.rglob("*")) == before


def test_a_census_by_a_map_of_the_editors(tmp_path: Path) -> None:
    """What a map drops is counted by its rule; a map that cannot be read is told."""
    corpus, by = tmp_path / "letters", tmp_path / "by.yaml"
    shutil.copytree(CASES / "tillich" / "editions", corpus)
    by.write_text("corpus: letters\nfiles: '*.xml'\nelements: {salute: drop}\n", encoding="utf-8")
    command = ["census", str(corpus), "--map", str(by), "--format", "json"]
    data = json.loads(CliRunner().invoke(main, command).stdout)
    assert data["dropped"] == {"elements: salute": 4} and data["words"]["unaccounted"] == 0
    above = CliRunner().invoke(main, ["census", str(tmp_path), *command[2:]])
    assert above.exit_code != 0 and "has no file" in above.stderr
    by.write_text("corpus: letters\nelement: {salute: drop}\n", encoding="utf-8")
    wrong = CliRunner().invoke(main, command)
    assert wrong.exit_code == 1 and "by.yaml:2" in wrong.stderr
