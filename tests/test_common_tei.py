"""The TEI for programs that show TEI as it is: nothing is lost, nothing is asked for elsewhere, and what a
program that knows nothing shows is the text.

Tried by hand with the TEIC Stylesheets (profile default, html5) and CETEIcean; both show a text, the summary,
and the notes behind them. That the files are valid is held where those beside them are (`tei_validity`).
"""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, TESTS, site_of

from edition.forms.configuration import ConfigFields
from edition.render.letter_marks import PART_NAMES
from edition.render.showing import Page, content
from edition.render.tei.common import for_common_tools
from edition.tei.canonical import serialise, tree_of
from edition.tei.reading import NOTE_SIGN, PAGE_END, PRINTED, read
from edition.tei.tree import XML_ID, E, Element, copy, ids_in, select, select_text

EDITIONS = {"sample": TESTS / "sample", "two-lights": ROOT / "examples/two-lights"}
POINTER = re.compile(r"#\S+|https?://\S+")


Trees = dict[str, tuple[Element, Element]]


@pytest.fixture(scope="module")
def config() -> ConfigFields:
    return site_of(EDITIONS["sample"]).config


@pytest.fixture(scope="module")
def trees() -> Trees:
    """The TEI of each document, and that for common tools."""
    sites = {name: site_of(root) for name, root in EDITIONS.items()}
    return {
        f"{name} {ref}": (document.tree, for_common_tools(document.tree, site.config))
        for name, site in sites.items()
        for ref, document in site.edition.documents.items()
    }


def shown(element: Element) -> str:
    """What a program shows that knows of no element but endnotes, which it takes away; without what
    is inserted as a sign or a head, or struck out."""
    twin = copy(element)
    inserted = ".//t:note[@place='end'] | .//t:head | .//t:hi[t:ref[contains(@target, '.n')]] | .//t:del"
    for each in select(twin, inserted):
        each.text = ""
        for child in list(each):
            each.remove(child)
    return re.sub(r"[\s\[\]…]+", "", "".join(twin.itertext()).replace("[sic]", ""))


def printed(element: Element) -> str:
    words = "".join(text for text, _ in read(element, PRINTED) if text not in {NOTE_SIGN, PAGE_END})
    for head in select(element, ".//t:head"):
        words = words.replace("".join(head.itertext()), "", 1)
    return re.sub(r"[\s\[\]…]+", "", words)


def test_a_program_that_knows_nothing_shows_the_text(trees: Trees) -> None:
    for ref, (full, common) in trees.items():
        for division in select(full, "t:text/t:body/t:div[not(.//t:gap[@reason='not-included'])]"):
            (same,) = select(common, "t:text/t:body/t:div[@xml:id=$id]", id=division.get(XML_ID))
            assert shown(same) == printed(division), ref


def test_every_note_stands_once_in_the_text(trees: Trees) -> None:
    for ref, (full, common) in trees.items():
        notes = select_text(full, "t:standOff//t:note/@xml:id")
        assert sorted(notes) == sorted(select_text(common, "t:text//t:note[@place='end']/@xml:id")), ref
        assert not select(common, "t:standOff | //t:ptr | //t:choice | //t:gap | //t:abstract"), ref


def test_it_needs_no_other_file(trees: Trees) -> None:
    """Each pointer leads to the file itself, or is a whole address of the edition."""
    for ref, (_, common) in trees.items():
        ids = {f"#{xml_id}" for xml_id in ids_in(common)}
        assert len(ids) == len(ids_in(common)), ref
        for name in ("ref", "target", "resp", "rendition", "corresp", "hand", "change", "scribeRef"):
            pointers = [each for value in select_text(common, f"//@{name}") for each in value.split()]
            assert all(POINTER.fullmatch(each) for each in pointers), (ref, pointers)
            assert {each for each in pointers if each[0] == "#"} <= ids, (ref, pointers)


def test_summary_is_in_the_body(trees: Trees) -> None:
    for ref, (full, common) in trees.items():
        ids = select_text(full, "//t:abstract/*/@xml:id")
        assert ids == select_text(common, "t:text/t:body/t:div[@type='summary']/*/@xml:id"), ref


def made(config: ConfigFields, body: str, notes: str = "") -> Element:
    """A letter with a text and notes, for common tools."""
    standoff = f"<standOff><listAnnotation>{notes}</listAnnotation></standOff>" if notes else ""
    tree = tree_of(
        f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="L1"><teiHeader><fileDesc><titleStmt>
        <title>One</title></titleStmt></fileDesc><encodingDesc><editorialDecl/></encodingDesc></teiHeader>{standoff}
        <text><body><div type="letter" xml:id="L1.text">{body}</div></body></text></TEI>""".encode()
    )
    return for_common_tools(tree, config)


SIGN = "<ptr type='noteAnchor' target='#L1.n1'/>"
WRITTEN = {  # what stands there → what a program shows
    "<choice><sic>slaate</sic><corr resp='#edition'>slate</corr></choice>": "slate",
    "<choice><abbr>Dr</abbr><expan resp='#edition'>Doctor</expan></choice>": "Dr",
    "<choice><orig>ye</orig><reg resp='#edition'>the</reg></choice>": "ye",
    "<supplied resp='#lih'>as you</supplied>": "[as you]",
    "<supplied resp='#lih' cert='low'><emph>as</emph> you</supplied>": "[as you?]",
    "<supplied resp='#lih' reason='lost'>as</supplied>": "as",
    "<sic>teh</sic>": "teh [sic]",
    "so <gap reason='editorial'/> on": "so … on",
    "<gap reason='illegible' unit='chars'/>": "[…]",
    "<gap unit='chars'/>": "[…]",
    "<gap reason='withdrawn'><desc>Gone; see <ref target='#L2'>L2</ref>.</desc></gap>": "Gone; see L2.",
    "a<pb/>b": "ab",
    f"one{SIGN} two": "one(N) two",
    f"<emph>one{SIGN}</emph>,{SIGN}": "one(N),1",
}
NOTE = "<note xml:id='L1.n1' n='1' type='editorial' resp='#edition' target='#L1.p1'><p>N</p></note>"


@pytest.mark.parametrize(("there", "words"), WRITTEN.items())
def test_what_is_shown(config: ConfigFields, there: str, words: str) -> None:
    tree = made(config, f"<p xml:id='L1.p1'>{there}</p>", NOTE if "#L1.n1" in there else "")
    (paragraph,) = select(tree, "//t:div/t:p")
    for note in select(paragraph, ".//t:note"):
        note.text = "("
        note.append(E("seg", ")"))
    assert re.sub(r"\s+", " ", "".join(paragraph.itertext())) == words
    assert all(each and " " not in each for each in select_text(tree, "//t:seg/@type"))


def test_a_gap_between_paragraphs_stays(config: ConfigFields) -> None:
    tree = made(config, "<p xml:id='L1.p1'>One.</p><gap reason='illegible'/>")
    assert select(tree, "//t:div/t:gap") and not select(tree, "//t:seg")


def test_a_note_without_a_sign_is_not_lost(config: ConfigFields) -> None:
    tree = made(config, "<p xml:id='L1.p1'>One.</p><p xml:id='L1.p2'>Two.</p>", NOTE)
    (note,) = select(tree, "//t:note")
    parent = note.getparent()
    assert parent is not None and parent.get(XML_ID) == "L1.p1" and note.getnext() is None


def test_what_stands_with_a_letter_is_called_as_on_its_page(config: ConfigFields) -> None:
    parts = [
        ("enclosure", "version"),
        ("version", "translation"),
        ("version", "draft"),
        ("comment", ""),
        ("x", "version"),
    ]
    body = "".join(f"<div type='{kind}' subtype='{further}'><p>a</p></div>" for kind, further in parts)
    tree = made(config, f"<p>One.</p></div>{body}<div type='letter'><p>b</p>")
    page = content(select(tree, "t:text/t:body")[0], Page(""))
    called = [select_text(part, "string(t:head)") for part in select(tree, "t:text/t:body/t:div")[1:-1]]
    heads = ["".join(each) for each in called]
    assert heads == [
        f"{PART_NAMES['enclosure']}",
        "Translation",
        f"{PART_NAMES['version']}",
        "Commentary",
        "",
    ]
    assert all(f'aria-label="{head}' in page for head in heads if head)


def test_names_and_letters_have_whole_addresses(config: ConfigFields) -> None:
    both = "<persName ref='#person-a #person-b'>both</persName> <ref target='#L2.n1'>n</ref>"
    tree = made(config, f"<p xml:id='L1.p1'>{both}</p>")
    assert select_text(tree, "//@ref") == [
        "https://example.org/holm-brandt/persons/a/ https://example.org/holm-brandt/persons/b/"
    ]
    assert select_text(tree, "//t:ref/@target") == ["https://example.org/holm-brandt/letters/2/#n1"]


def test_what_it_looks_like(trees: Trees, golden) -> None:
    golden(TESTS / "goldens/sample/common-L1.xml", serialise(trees["sample L1"][1]).decode())
