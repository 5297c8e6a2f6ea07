"""The files of a corpus as they come: older TEI, entities, ids that are none, several letters in one file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from lxml import etree

from edition.authoring import corpus_seen
from edition.authoring.corpus_maps import corpus_edition
from edition.authoring.corpus_seen import Seen, _note_down, language_by_words
from edition.authoring.corpus_settings import _licence
from edition.forms.corpus_map import CorpusMap
from edition.model import Source
from edition.model.parsed import Corpus, ReadMap
from edition.read.corpus.files import letters_in, parse_file
from edition.read.corpus.header import HeaderReader
from edition.read.corpus.registers import describe_entries, read_registers
from edition.read.corpus.survey import Survey, look_at, survey
from edition.store.memo import Memo
from edition.tei.tree import NSMAP, Element, select, select_text
from edition.workers import no_progress

TEI = f'<TEI xmlns="{NSMAP[None]}">{{}}</TEI>'
BY_DIVISION = "t:text//t:div[@type='letter']"


def source(data: str | bytes, path: str = "garden/year.xml") -> Source:
    return Source(path, data.encode() if isinstance(data, str) else data)


def words(data: str | bytes) -> str:
    """What is read of a file, or why it cannot be read."""
    root, problems = parse_file(source(data))
    if root is None:
        return problems[0].message.partition(":")[0]
    return " ".join("".join(map(str, root.itertext())).split())


ENTITIES = "<!DOCTYPE TEI PUBLIC '-//X//Y' 'http://x.example/tei.dtd' [<!ENTITY moss 'Sphagnum'>]>\n"
FILES: list[tuple[str, str | bytes, str]] = [
    ("a sign of HTML", f"{ENTITIES}<TEI>caf&eacute;</TEI>", "café"),
    ("a sign that the file declares", f"{ENTITIES}<TEI>&moss;</TEI>", "Sphagnum"),
    ("a sign that nobody declares", f"{ENTITIES}<TEI>&lichen;</TEI>", "&lichen;"),
    ("a byte order mark", b"\xef\xbb\xbf<TEI>a</TEI>", "a"),
    ("UTF-16", "<?xml version='1.0' encoding='UTF-16'?><TEI>ä</TEI>".encode("utf-16"), "ä"),
    ("Windows' line ends", b"<TEI>a\r\nb</TEI>", "a b"),
    ("nothing", b"", "this file is empty"),
    ("white space", b"\xef\xbb\xbf \n", "this file is empty"),
    ("half a file", b"<TEI><p>a</TEI>", "this is not well-formed XML"),
    ("an id with a space", '<TEI xml:id="a b">a</TEI>', "a"),
    ("an id twice", '<TEI><p xml:id="a">a</p><p xml:id="a"> b</p></TEI>', "a b"),
]


@pytest.mark.parametrize(("case", "data", "read"), FILES, ids=[case for case, *_ in FILES])
def test_a_file_as_it_comes(case: str, data: str | bytes, read: str) -> None:
    assert words(data) == read


def test_what_is_read_and_not_valid_is_told() -> None:
    told = [parse_file(source(data))[1][0] for _, data, _ in FILES[-2:]]
    assert {finding.code for finding in told} == {"S102"}
    assert ["not an NCName" in told[0].message, "already defined" in told[1].message] == [True, True]


def test_what_is_no_tei_is_told_where_it_begins() -> None:
    by = ReadMap(CorpusMap.model_validate({"corpus": "a"}), Source("map.yaml", b""))
    file = Source("a/1.xml", b'<?xml version="1.0"?>\n\n<TEI xmlns="http://www.tei-c.org/ns/99999.0"/>')
    (told,) = look_at((file, by)).problems
    assert (told.code, told.location.line) == ("S102", 3) and "not a TEI file" in told.message


P4 = {
    # TEI P4 → an XPath that is true of what is read
    "<TEI.2 id='a'/>": "self::t:TEI/@xml:id = 'a'",
    "<TEI.2><text lang='en'/></TEI.2>": "t:text/@xml:lang = 'en'",
    "<TEI.2><date value='1850'/></TEI.2>": "t:date/@when = '1850'",
    "<TEI.2><name reg='Lund'/></TEI.2>": "t:name/@key = 'Lund'",
    "<TEI.2><xref url='http://a'>b</xref></TEI.2>": "t:ref/@target = 'http://a'",
    "<TEI.2>x <sic corr='moss'>mos</sic> y</TEI.2>": "string(.) = 'x mosmoss y' and t:choice/t:corr = 'moss'",
    "<TEI.2><abbr expan='Doctor'>Dr</abbr></TEI.2>": "t:choice/t:expan = 'Doctor' and t:choice/t:abbr = 'Dr'",
}  # fmt: skip


@pytest.mark.parametrize("old", P4)
def test_tei_without_a_namespace_is_read_as_that_of_today(old: str) -> None:
    root, problems = parse_file(source(old))
    assert problems == ()
    assert etree.XPath(P4[old], namespaces={"t": str(NSMAP[None])})(root) is True


YEAR = TEI.format("""
<teiHeader><fileDesc><titleStmt><title>Letters</title><author>Ada Holm</author></titleStmt></fileDesc>
<profileDesc><creation><date when="1899"/></creation></profileDesc></teiHeader>
<text xml:lang="sv"><front><p>A preface</p></front><body>
<div type="letter" xml:id="b1"><head>To Per</head><dateline><date when="1901-02-03"/></dateline>
<p>One<ref target="#k1">1</ref></p></div>
<div type="letter" n="2"><p xml:id="p7">Two</p></div></body>
<back><note xml:id="k1">First note</note><note target="#p7">Second note</note></back></text>""")


def test_each_division_that_is_a_letter_becomes_one() -> None:
    root, _ = parse_file(source(YEAR))
    assert root is not None
    first, second = letters_in(root, CorpusMap(corpus="garden", letters=BY_DIVISION))
    paths = ("@xml:id", "t:teiHeader//t:title/text()", "t:teiHeader//t:correspAction/t:date/@when",
             "t:teiHeader//t:author/text()", "t:text/@xml:lang", "t:text/t:back/t:note/text()")  # fmt: skip
    assert [select_text(first, path) for path in paths] == [
        ["b1"], ["To Per"], ["1901-02-03"], ["Ada Holm"], ["sv"], ["First note"],
    ]  # fmt: skip
    assert [select_text(second, path) for path in paths] == [
        [], [], [], ["Ada Holm"], ["sv"], ["Second note"],
    ]  # fmt: skip
    assert len(select(root, "//t:div")) == 2  # the file's own tree is as it was


def surveyed(*files: Source, **corpus_map: object) -> Survey:
    by = ReadMap(CorpusMap.model_validate({"corpus": "garden", **corpus_map}), Source("map.yaml", b""))
    return survey([Corpus(by, files, ())], (), Memo(), no_progress)


def test_letters_of_one_file_have_their_ids_and_what_is_between_them_is_told() -> None:
    found = surveyed(source(YEAR), letters=BY_DIVISION)
    assert [files.id for files in found.documents] == ["b1", "year-2"]
    (told,) = found.problems
    assert told.code == "S107" and "2 words" in told.message and "A preface" in told.message


def test_letters_of_a_teicorpus_without_ids_are_called_by_their_place() -> None:
    whole = f'<teiCorpus xmlns="{NSMAP[None]}">{TEI.format("<text/>") * 2}</teiCorpus>'
    for ids in ("own", "file"):
        assert [files.id for files in surveyed(source(whole), ids=ids).documents] == ["year-1", "year-2"]


def test_an_id_without_any_sign_of_an_address_is_told_as_that() -> None:
    found = surveyed(source(TEI.replace("<TEI", '<TEI xml:id="…"').format("<text/>").replace("…", "Ж")))
    assert [files.id for files in found.documents] == ["year"]
    assert "no sign that an address can have" in found.problems[0].message


def test_each_file_of_a_corpus_is_looked_through_once_for_all_its_letters() -> None:
    from edition.read.corpus import files

    year = source(YEAR, "garden/other.xml")
    files._letters_of.cache_clear()
    for place in (0, 1, 2):
        files.letter_at(year, place, CorpusMap(corpus="garden", letters=BY_DIVISION))
    assert files._letters_of.cache_info().misses == 1


TEXTS = {
    "Ich habe die Moose und das Glas, und sie ist nicht zu Hause": "de",
    "Of the mosses that came it is the best, and you know to keep it": "en",
    "Les mousses que vous avez et une des lettres est arrivée, et la mer": "fr",
    "moss": "",
}


@pytest.mark.parametrize("text", TEXTS)
def test_the_language_of_a_corpus_that_does_not_say_it(text: str) -> None:
    assert language_by_words(text) == TEXTS[text]


def named(first: str, second: str, title: str) -> Element:
    names = f'<persName type="sender">{first}</persName><persName type="addressee">{second}</persName>'
    action = f'<correspAction type="sent">{names}</correspAction>'
    return etree.fromstring(
        TEI.format(
            f"<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc><profileDesc>"
            f"<correspDesc>{action}</correspDesc></profileDesc></teiHeader><text><body><p>a</p></body></text>"
        )
    )


def test_both_correspondents_in_one_action() -> None:
    """Each is what its type says; where the titles say that the types are turned round, the map does."""
    reader = HeaderReader(named("Ada", "Per", "Ada to Per"), CorpusMap(corpus="garden"), {})
    parts = reader.parts()
    assert [[e.text for e in parts[end][0] if e.text] for end in ("sent", "received")] == [["Ada"], ["Per"]]
    seen = Seen()
    for _ in range(3):
        _note_down(named("Ada", "Per", "Per to Ada"), seen)
    assert seen.turned == {True: 3}


DATED = "<date when='1911-01-19'/>"
LETTER = TEI.format(
    "<teiHeader><correspDesc><correspAction type='sent'><persName>Holm, Ada (1870–1931)</persName>"
    f"{DATED}</correspAction></correspDesc></teiHeader><text><body><p>Mosses.</p></body></text>"
)
PERSON = TEI.format(
    "<text><body><listPerson><person xml:id='a'><persName>Ada</persName></person></listPerson></body></text>"
)
ABOUT = TEI.format("<teiHeader/><text><body><p>On this edition.</p></body></text>")
DOCUMENT = TEI.format(
    f"<teiHeader><profileDesc><creation>{DATED}</creation></profileDesc></teiHeader>"
    "<text><body><p>A will.</p></body></text>"
)
WITH_LISTS = TEI.format(
    "<teiHeader/><text><body><opener/><p>Mosses.</p></body><back><listPerson>"
    + "".join(f"<person xml:id='{name}'><persName>{name}</persName></person>" for name in "abc")
    + "</listPerson></back></text>"
)
CATEGORIES = "".join(map("<category xml:id='{}'/>".format, "abc"))
IN_HEADER = TEI.format(
    f"<teiHeader><classDecl><taxonomy>{CATEGORIES}</taxonomy></classDecl></teiHeader>"
    "<text><body><p>Mosses.</p></body></text>"
)
TERM = "<item xml:id='{0}'>{0}</item>"
TERMS = TEI.format(f"<text><body><list>{''.join(map(TERM.format, 'abc'))}</list></body></text>")
CMIF = TEI.format("<teiHeader><correspDesc/><correspDesc/></teiHeader><text><body><p/></body></text>")
PER = "<ref target='people.html#BergPer'>{}</ref>"
HEADED = TEI.format(
    "<teiHeader><fileDesc><titleStmt><title>Letters of Ada Holm</title><author>Ada Holm</author></titleStmt>"
    f"</fileDesc></teiHeader><text><body><div type='letter'><head>{{0}}. Ada Holm to {PER.format('Per Berg')}"
    ", <date when='1911-01-0{0}'>January</date><note>Lund</note></head><dateline><placeName>Lund</placeName>"
    f"</dateline><p>Mosses of {PER.format('yours')}.</p></div></body></text>"
)
CORPORA = {
    # what it has → (its files, the letters; what the map says of the others)
    "a file for each person": (
        {"letters/1.xml": LETTER, "persons/a.xml": PERSON},
        1,
        {"registers": {"persons": {"files": ["../data/persons/a.xml"]}}},
    ),
    "texts about it in their own folder": (
        {"letters/1.xml": LETTER, "letters/2.xml": LETTER, "about/a.xml": ABOUT, "x.xml": DOCUMENT},
        3,
        {"exclude": ["about/**"]},
    ),
    "a text about it among the letters": (
        {"1.xml": LETTER, "a.xml": ABOUT}, 1, {"only": "t:teiHeader//t:correspDesc"},
    ),
    "letters with lists at their ends": ({"1.xml": WITH_LISTS, "2.xml": WITH_LISTS}, 2, {}),
    "a list of letters": ({"1.xml": LETTER, "cmi.xml": CMIF}, 1, {"exclude": ["cmi.xml"]}),
    "a pattern of a letter, a folder of other XML, a text about it": (
        {"1.xml": LETTER, "letter_template.xml": LETTER, "pages/1.xml": "<PcGts/>", "a.xml": ABOUT}, 1,
        {"only": "t:teiHeader//t:correspDesc", "exclude": ["letter_template.xml", "pages/**"]},
    ),
    "letters with lists in their headers": ({"1.xml": IN_HEADER, "2.xml": IN_HEADER}, 2, {}),
    "a list of terms beside the registers": (
        {"letters/1.xml": LETTER, "2.xml": DOCUMENT, "index/p/a.xml": PERSON, "index/terms.xml": TERMS},
        2,
        {"exclude": ["index/terms.xml"], "registers": {"persons": {"files": ["../data/index/p/a.xml"]}}},
    ),
    "letters that are called so, and a text about them": (
        {"1.xml": HEADED.format(1), "2.xml": HEADED.format(2), "a.xml": ABOUT}, 2, {"exclude": ["a.xml"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CORPORA)
def test_what_is_a_letter_and_what_is_left_out(case: str, tmp_path: Path) -> None:
    """By what stands in a file and, of a folder without letters, as a whole."""
    files, count, expected = CORPORA[case]
    for name, text in files.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    made, report = corpus_edition(tmp_path / "mine", tmp_path / "data", "2026-11-30")
    corpus_map = yaml.safe_load(made["sources/maps/data.yaml"])
    assert report[0].startswith(f"{count} letters;")
    assert {
        key: corpus_map.get(key) for key in ("only", "exclude", "registers") if key in corpus_map
    } == expected


def test_headings_say_what_headers_do_not(tmp_path: Path) -> None:
    """Title, recipient and date stand in the heading of the text, names are links to a page of persons."""
    for number in (1, 2):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / f"data/{number}.xml").write_text(HEADED.format(number))
    made, _ = corpus_edition(tmp_path / "mine", tmp_path / "data", "2026-11-30")
    corpus_map = CorpusMap.model_validate(yaml.safe_load(made["sources/maps/data.yaml"]))
    assert yaml.safe_load(made["sources/edition.yaml"])["title"] == "Letters of Ada Holm"
    refs = {"persons": {"BergPer": "person-bergper"}}
    letter = parse_file(source(HEADED.format(1)))[0]
    assert letter is not None
    reader = HeaderReader(letter, corpus_map, refs)
    sent, received = (reader.parts()[end][0] for end in ("sent", "received"))
    assert reader.title == "1. Ada Holm to Per Berg, January"
    assert [(e.text, e.get("ref")) for e in received if e.text] == [("Per Berg", "#person-bergper")]
    assert [e.get("when") or e.text for e in sent] == ["Ada Holm", "Lund", "1911-01-01"]
    named = read_registers(describe_entries(letter, "data/1.xml", corpus_map), corpus_map)
    assert named.entry_of("people.html#BergPer") == "person-bergper"


def test_a_corpus_is_called_after_its_correspondent_whatever_stands_behind_the_name(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/1.xml").write_text(LETTER)
    made, _ = corpus_edition(tmp_path / "mine", tmp_path / "data", "2026-11-30")
    assert yaml.safe_load(made["sources/edition.yaml"])["title"] == "Letters from and to Ada Holm"


@pytest.mark.parametrize(("letters", "others", "twice"), [(4, 0, 0), (2, 6, 1)])
def test_what_is_looked_at_closely_is_read_once(
    letters: int, others: int, twice: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But where letters are few among the files, some are looked at when it is known which they are."""
    read = Counter[str]()

    def counting(piece: Source) -> object:
        read[piece.path] += 1
        return parse_file(piece)

    monkeypatch.setattr(corpus_seen, "parse_file", counting)
    monkeypatch.setattr(corpus_seen, "MOST", 4)
    for number in range(letters + others):
        (tmp_path / f"{number}.xml").write_text(LETTER if number < letters else PERSON)
    seen = corpus_seen.look_at_corpus(tmp_path)
    assert seen.looked == seen.with_day == letters and sum(seen.said["correspondent"].values()) == letters
    assert sorted(read.values()) == [1] * (letters + others - twice) + [2] * twice


def test_a_register_that_letters_include_is_read_and_any_other_file_is_told() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../{}.xml"/>'
    text = LETTER.replace("<body>", f"{include.format('people')}{include.format('preface')}<body>")
    registers = {"persons": {"files": ["garden/people.xml"]}}
    corpus_map = CorpusMap.model_validate({"corpus": "garden/letters", "registers": registers})
    (told,) = look_at(
        (source(text, "garden/letters/1.xml"), ReadMap(corpus_map, source("", "map.yaml")))
    ).problems
    assert told.code == "S107" and told.message.startswith("../preface.xml")


LICENCES = {
    "https://a.example/by https://b.example/": "https://a.example/by",
    "a Creative Commons Attribution-ShareAlike 3.0 Unported Licence": "https://creativecommons.org/licenses/by-sa/3.0/",
    "Attribution-NonCommercial-NoDerivatives 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "Attribution 4.0 International": "https://creativecommons.org/licenses/by/4.0/",
    "all rights reserved": "",
}


def test_a_licence_in_words() -> None:
    assert {said: _licence(said) for said in LICENCES} == LICENCES
