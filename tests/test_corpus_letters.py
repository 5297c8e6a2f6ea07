"""Letters of TEI corpora become letters of the hub: element by element, with their notes, header and ids."""

from __future__ import annotations

import pytest
from conftest import TESTS, read_cases, run_command
from lxml import etree

from edition.cli import main
from edition.forms.configuration import ConfigFields
from edition.forms.corpus_map import CorpusMap, is_letter_file
from edition.forms.registers import Person, Place
from edition.merge import context_of
from edition.merge.corpus import merge_corpus_letter
from edition.merge.ids import strip_origins
from edition.merge.letter_text import declare_hands
from edition.model import Source
from edition.model.parsed import InCorpus, ParsedSources, ReadMap
from edition.pipeline import assemble
from edition.read.corpus import read_letter
from edition.render.showing import Page, content
from edition.store.memo import Memo
from edition.store.source_files import read_files
from edition.tei.canonical import serialise
from edition.tei.content_models import misplaced
from edition.tei.tree import NSMAP, XML_ID, XML_LANG, Element, select, select_text
from edition.words.letter_ids import id_from, is_letter_id, number_of

CONFIG = ConfigFields.model_validate(
    {
        "title": "Mosses",
        "publisher": "Lund",
        "url": "https://example.org/",
        "version": "1",
        "date": "2026",
        "licence": "https://example.org/by",
        "licence_text": "Free.",
        "editor": "Lund",
        "about": "Letters.",
        "responsible": {"edition": {"name": "Lund", "role": "Text"}},
        "editorial": ["In full."],
    }
)
HEADER = (
    '<profileDesc><correspDesc><correspAction type="sent"><persName ref="#p1">Holm, Ada</persName>'
    '<placeName ref="#o1">Lund</placeName><date when="1911-01-19"/></correspAction><correspAction '
    'type="received"><persName>Per Berg</persName></correspAction></correspDesc></profileDesc>'
)
ENTRIES = {"person-p1": Person(name="Ada Holm"), "place-o1": Place(name="Lund")}
REFS = {"persons": {"p1": "person-p1"}, "places": {"o1": "place-o1"}, "documents": {"g2": "g2"}}


def read(text: str, *, header: str = HEADER, more: str = "", **corpus_map: object) -> Element:
    """The document of a letter with this `body`, as it is before the edition adds its versions."""
    data = (
        f'<TEI xmlns="{NSMAP[None]}" xml:id="g1"><teiHeader><fileDesc><titleStmt><title>On mosses</title>'
        f"</titleStmt></fileDesc>{header}</teiHeader>{more}<text><body>{text}</body></text></TEI>"
    ).encode()
    by = ReadMap(CorpusMap.model_validate({"corpus": "garden", **corpus_map}), Source("map.yaml", b""))
    letter, _ = read_letter(Source("garden/g1.xml", data), "g1", InCorpus(by, 0, "", REFS, ""))
    assert letter is not None
    context = context_of(ParsedSources(), CONFIG, Memo())
    draft, problems = merge_corpus_letter(letter, ("g0", None), CONFIG, ENTRIES, context.registry)
    strip_origins(draft.tree)
    assert problems == []
    parts = select(draft.tree, "t:text/t:body | t:standOff")
    assert [message for part in parts for _, message in misplaced(part)] == []
    return draft.tree


def inside(element: Element) -> str:
    """What is in an element, without the namespace."""
    text = etree.tostring(element, encoding="unicode", with_tail=False).replace(f' xmlns="{NSMAP[None]}"', "")
    return text.partition(">")[2].rpartition("<")[0]


BODIES = read_cases(TESTS / "cases/corpora/bodies.yaml")


@pytest.mark.parametrize("case", BODIES)
def test_a_text_in_the_profile(case: str) -> None:
    body = BODIES[case]["corpus"].removesuffix("\n")
    letter = select(read(body), "t:text/t:body/t:div[@type='letter']")[0]
    assert f"{inside(letter)}\n" == BODIES[case]["letter"]


AT_THE_END = "<p>a{} b</p><div type='notes'><note {}>one</note></div>"
NOTES = {
    # the body → (the text of the letter, its notes)
    "inline": ("<p>a<note>one</note> b</p>", "a^n1 b", ["n1 1: one"]),
    "nested": ("<p>a<note>one<note>two</note></note></p>", "a^n1", ["n1 1: one^n2", "n2 2: two"]),
    "with one in its margin": (
        '<p>a<note>one<note place="left">two</note><note place="left">three</note></note></p>',
        "a^n1",
        ["n1 1: onetwothree"],
    ),
    "own id and number": ('<p>a<note xml:id="k7" n="*">one</note></p>', "a^k7", ["k7 *: one"]),
    "pointed to": (AT_THE_END.format("<ref target='#k'>1</ref>", "xml:id='k'"), "a^k b", ["k 1: one"]),
    "pointed to by a word": (
        AT_THE_END.format("<ref target='#k'>moss</ref>", "xml:id='k'"),
        "amoss^k b",
        ["k 1: one"],
    ),
    "at a word in a margin": (
        '<note place="margin">a <ref corresp="#k">moss</ref><note xml:id="k" corresp="#r">one</note></note>',
        "a moss^k",
        ["k 1: one"],
    ),
    "with the number of a leaf": (
        '<p>a<note><fw type="folNum">18.</fw> <table><row><cell>one</cell></row></table></note></p>',
        "a^n1",
        ["n1 1: 18.one"],
    ),
    "pointing": (AT_THE_END.format("<anchor xml:id='x'/>", "target='#x'"), "a^n1 b", ["n1 1: one"]),
    "numbered in its words": (
        AT_THE_END.format("<ref target='#tn1'>1</ref>", "xml:id='tn1'").replace("one", "<hi>1</hi> one"),
        "a^tn1 b",
        ["tn1 1: one"],
    ),
    "a year in front": ('<p>a<note n="1"><hi>1911</hi> came</note></p>', "a^n1", ["n1 1: 1911 came"]),
    "only names": ("<p>a<note><listPerson><person><p>Ada</p></person></listPerson></note></p>", "a", []),
    "only names, and pointing": (
        '<p>a</p><note corresp="#x"><listPlace><place><p>Lund</p></place></listPlace></note>'
        '<lb xml:id="x"/><p>b</p>',
        "ab",
        [],
    ),
    "dropped": ('<p>a<note type="todo">one</note></p>', "a", []),
    "below a printed page": ('<p>a<note n="*" place="bottom">one</note> b</p>', "a^n1 b", ["n1 *: one"]),
    "an apparatus": ('<p><app><lem>a</lem><rdg wit="#H">b</rdg></app></p>', "a^n1", ["n1 1: H: b"]),
    "readings of paragraphs": (
        '<p>a<app><lem wit="#L"/><rdg wit="#H"><p>b</p> <p>c</p></rdg><rdg wit="#K"/></app></p>',
        "a^n1",
        ["n1 1: L] H:bc· K: –"],
    ),
    "an apparatus without lemmas": (  # the text is that of the witness that is named first
        '<p><app><rdg wit="#H #M">a</rdg><rdg wit="#K">b</rdg></app> <app><rdg wit="#K">c</rdg>'
        '<rdg wit="#H">d</rdg></app> <app><rdg wit="#K">e</rdg></app></p>',
        "a^n1 d^n2 ^n3",
        ["n1 1: H M] K: b", "n2 2: H] K: c", "n3 3: K: e"],
    ),
}


def signs(element: Element) -> str:
    """The words of an element, with `^n1` where a note is referred to."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append(f"^{child.get('target', '')[4:]}" if child.tag.endswith("ptr") else signs(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


@pytest.mark.parametrize("case", NOTES)
def test_notes_of_all_kinds(case: str) -> None:
    body, text, expected = NOTES[case]
    tree = read(body, note={"todo": "drop"})
    notes = select(tree, "t:standOff//t:note")
    assert signs(select(tree, "t:text/t:body")[0]).strip() == text
    assert [f"{note.get(XML_ID)[3:]} {note.get('n')}: {signs(note)}" for note in notes] == expected


def test_hands_in_notes_are_declared_too() -> None:
    hands = '<profileDesc><handNotes><handNote xml:id="h">red ink</handNote></handNotes></profileDesc>'
    tree = read('<p>a<note><add hand="#h">b</add></note> <del hand="#h">c</del></p>', header=hands)
    declare_hands(tree, ENTRIES)
    assert select_text(tree, "//@hand") == ["#g1.hand-1", "#g1.hand-1"]
    assert select_text(tree, "//t:handNote/text()") == ["red ink"]


def test_a_header_says_what_the_corpus_says() -> None:
    tree = read("<p>a</p>")
    assert select_text(tree, "//t:titleStmt/t:title/text()") == ["On mosses"]
    assert select_text(tree, "//t:correspAction[@type='sent']/t:date/@when") == ["1911-01-19"]
    assert select_text(tree, "//t:correspContext/t:ref/@target") == ["#g0"]
    assert not select(tree, "//t:abstract")


def test_of_a_header_in_two_languages_that_of_the_edition_is_read() -> None:
    header = (
        "<titleStmt><title level='a' xml:lang='fr'>Les mousses</title><title level='a' xml:lang='en'>Mosses"
        "</title></titleStmt><fileDesc><sourceDesc><msDesc><physDesc><p xml:lang='fr'>Un feuillet</p>"
        "<p xml:lang='en'>A leaf</p></physDesc></msDesc></sourceDesc></fileDesc>"
    )
    tree = read("<p>a</p>", header=header, language="en")
    assert select_text(tree, "//t:titleStmt/t:title/text()") == ["Mosses"]
    assert select_text(tree, "//t:physDesc//text()") == ["A leaf"]


def test_a_letter_of_which_nothing_is_known() -> None:
    tree = read("<p>a</p>", header="")
    assert select_text(tree, "//t:correspAction/t:persName/text()") == ["unknown", "unknown"]
    assert select_text(tree, "//t:correspAction/t:date/text()") == ["undated"]


BESIDE = {
    # what stands beside a letter → the types and languages of the divisions
    '<div type="enclosure"><p>b</p></div>': ["letter", "enclosure"],
    '<div type="commentary"><head>On it</head><p>b</p></div>': ["letter", "comment"],
    '<div type="normalized"><p>b</p></div>': ["letter", "version"],
    '<div type="translation" xml:lang="de"><p>b</p></div>': ["letter", "translation de"],
    '<div type="translation" xml:lang="de"><p>b</p><p>c</p></div>': ["letter", "version de"],
}


@pytest.mark.parametrize("beside", BESIDE)
def test_what_stands_beside_a_letter(beside: str) -> None:
    tree = read(f'<div type="letter"><p>a</p></div>{beside}')
    divisions = select(tree, "t:text/t:body/t:div")
    said = [f"{div.get('type')} {div.get(XML_LANG) or ''}".strip() for div in divisions]
    assert said == BESIDE[beside]


WITNESS = (
    "<msDesc><msIdentifier><repository>{}</repository><idno>1</idno></msIdentifier>"
    "<physDesc><p>Two leaves</p></physDesc></msDesc>"
)
ALL_OF_A_HEADER = f"""
<fileDesc><sourceDesc><listWit><witness n="Draft">{WITNESS.format("Lund")}</witness>
<witness n="Copy">{WITNESS.format("Visby")}</witness></listWit></sourceDesc></fileDesc>
<profileDesc><abstract><p>Of mosses.</p></abstract><textClass><keywords><term>moss</term><term>rain</term>
</keywords></textClass><correspDesc><correspAction type="transmitted"><persName>Nils Brandt</persName>
<placeName>Visby</placeName><date when="1911-01-20"/></correspAction></correspDesc></profileDesc>
<revisionDesc><change who="#ah" when="2020-02-03">Read again</change></revisionDesc>"""
IN_HEADERS = {
    "//t:sourceDesc/t:msDesc//t:repository": ["Lund"],
    "//t:listWit/t:witness/t:msDesc//t:repository": ["Visby"],
    "//t:sourceDesc/t:msDesc/t:physDesc/t:p": ["Two leaves"],
    "//t:keywords/t:term": ["moss", "rain"],
    "//t:profileDesc/t:abstract/t:p": ["Of mosses."],
    "//t:correspAction[@type='forwarded']/t:persName": ["Nils Brandt"],
    "//t:correspAction[@type='forwarded']/t:placeName": ["Visby"],
}


def test_witnesses_keywords_summary_and_the_way_of_a_letter() -> None:
    tree = read("<p>a</p>", header=ALL_OF_A_HEADER)
    assert {path: select_text(tree, f"{path}/text()") for path in IN_HEADERS} == IN_HEADERS


def test_the_history_that_a_corpus_tells_is_kept() -> None:
    from edition.read.corpus.header import HeaderReader

    letter = etree.fromstring(f'<TEI xmlns="{NSMAP[None]}"><teiHeader>{ALL_OF_A_HEADER}</teiHeader></TEI>')
    reader = HeaderReader(letter, CorpusMap.model_validate({"corpus": "garden"}), {})
    assert [(e.get("when"), e.text) for e in reader.parts()["changes"]] == [("2020-02-03", "ah: Read again")]


def test_a_summary_in_the_note_on_the_correspondence() -> None:
    header = HEADER.replace("<correspDesc>", "<correspDesc><note>Of mosses.</note><note type='x'>b</note>")
    assert select_text(read("<p>a</p>", header=header), "//t:abstract/t:p/text()") == ["Of mosses."]


def test_words_that_stand_off_are_about_the_letter() -> None:
    """Such as notes to which nothing leads; in the manner of the letters of Mondrian."""
    notes = '<note xml:id="k">one</note><note type="dating">In <date>January</date>.</note>'
    more = f"<standOff><listAnnotation>{notes}</listAnnotation></standOff>"
    tree = read('<p>a<ptr target="#k"/></p>', more=more)
    letter, comment = select(tree, "t:text/t:body/t:div")
    assert (letter.get("type"), comment.get("type")) == ("letter", "comment")
    assert ("".join(letter.itertext()), "".join(comment.itertext())) == ("a", "In January.")
    assert select_text(tree, "t:standOff//t:note/t:p/text()") == ["one"]


def test_a_part_that_held_only_notes_is_none() -> None:
    body = '<p>a<ref target="#k">1</ref></p><div type="notes"><note xml:id="k">one</note></div>'
    assert [each.get("type") for each in select(read(body), "t:text/t:body/t:div")] == ["letter"]


def test_a_line_break_between_paragraphs_is_none() -> None:
    """Where a corpus counts its lines; in the manner of the letters of Jean Paul."""
    tree = read("<p>a<lb/>b</p><lb/><p>c</p><lb/><closer><salute>d<lb/>e</salute><lb/></closer>")
    assert {len(select(tree, f"//t:{name}/t:lb")) for name in ("p", "salute")} == {1}
    assert len(select(tree, "//t:lb")) == 2


def test_the_language_of_a_letter_beside_which_translations_stand() -> None:
    both = "".join(
        f'<div type="{kind}" xml:lang="{language}"><p>a</p></div>'
        for kind, language in (("original", "nl"), ("translation", "en"))
    )
    divisions = select(read(both, language="en"), "t:text/t:body/t:div")
    assert [each.get(XML_LANG) for each in divisions] == ["nl", "en"]


def test_a_hand_that_is_described_in_two_languages() -> None:
    hands = '<handNote xml:id="h"><p xml:lang="fr">au crayon</p> <p xml:lang="en">in pencil</p></handNote>'
    header = f"{HEADER}<handDesc>{hands}</handDesc>"
    for language, hand in {"fr": "au crayon", "en": "in pencil", "de": "au crayon"}.items():
        tree = read(f'<p xml:lang="{language}">a <add hand="#h">b</add></p>', header=header)
        assert select_text(tree, "//t:add/@hand") == [hand]


@pytest.mark.parametrize(("lines", "shown"), [("keep", "moss<br>and<br> rain"), ("flow", "moss and  rain")])
def test_lines_of_the_original_are_shown_or_not(lines: str, shown: str) -> None:
    tree = read("<p>moss<lb/>and<lb/> rain</p>", lines=lines)
    assert content(select(tree, "t:text//t:p")[0], Page("")) == shown


def test_images_that_a_browser_can_show() -> None:
    tree = read('<p><pb facs="f1"/>a</p>', images="https://example.org/{}.jpg")
    assert select_text(tree, "//t:surface/t:graphic/@url") == ["https://example.org/f1.jpg"]
    assert select_text(tree, "//t:pb/@facs") == ["#g1.facs-1"]
    assert select(read('<p><pb facs="f1"/>a</p>'), "//t:pb[@facs] | //t:facsimile") == []


def test_what_is_read_is_written_in_one_form() -> None:
    assert serialise(read("<p>a</p>")) == serialise(read("<p>a</p>"))


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("L02000", "L02000"),
        ("IV-II_125", "IV-II_125"),
        ("loc.00321", "loc-00321"),
        ("0123", "L0123"),
        ("person-1", "letter-person-1"),
        ("Müller 1/ß", "Muller-1-ss"),
        ("…", ""),
    ],
)
def test_ids_of_a_corpus_are_ids_here(name: str, ref: str) -> None:
    assert id_from(name) == ref
    assert is_letter_id(ref) is bool(ref)


def test_a_number_is_one_only_where_it_is_ours() -> None:
    assert [number_of(ref) for ref in ("L16", "L12a", "L16.n5", "L02000", "g1")] == [
        "16",
        "12a",
        "16.n5",
        "L02000",
        "g1",
    ]


def test_which_files_are_letters() -> None:
    corpus_map = CorpusMap.model_validate({"corpus": "../data", "exclude": ["x/*.xml"]})
    paths = ["../data/a.xml", "../data/b/c.xml", "../data/x/d.xml", "../other/a.xml"]
    assert [is_letter_file(path, corpus_map) for path in paths] == [True, True, False, False]


def test_a_stranger_begins(tmp_path) -> None:
    """What `init --tei` writes is an edition without errors; it says what it does not know."""
    corpus = tmp_path / "data"
    corpus.mkdir()
    free = '<licence target="https://a.example/1 https://b.example/2"/>'
    series = '<titleStmt><title level="s">Mosses</title></titleStmt>'
    free = f"<publicationStmt><availability>{free}</availability></publicationStmt>"
    title = f"<fileDesc>{series}{free}</fileDesc>"
    body = '<text><body><p>a <hi rend="wavy">b</hi></p></body></text>'
    letter = f'<TEI xmlns="{NSMAP[None]}" xml:id="{{}}"><teiHeader>{title}{HEADER}</teiHeader>{body}</TEI>'
    for name in ("g1", "g2"):
        (corpus / f"{name}.xml").write_text(letter.format(name))
    (corpus / "broken.xml").write_text("<TEI>")
    told = run_command(main, ["init", str(tmp_path / "mine"), "--tei", str(corpus)]).output
    assert "2 letters" in told and "broken.xml:1" in told and "hi “wavy” (2)" in told
    result = assemble(read_files(tmp_path / "mine"))
    assert {d.code for d in result.diagnostics} == {"S102"}
    assert result.edition is not None and result.config is not None
    assert result.config.licence == "https://a.example/1"
    assert list(result.edition.documents) == ["g1", "g2"]
    assert result.edition.entry("person-p1") is not None
