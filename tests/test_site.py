"""The built site, of both layers: links, TEI, and what the contract says about addresses."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree, html
from site_links import broken_links
from tei_validity import faults_in

from edition.tei.canonical import parse
from edition.tei.tree import NS, select


@pytest.fixture
def site(layer: Path) -> Path:
    return layer / "site"


def test_all_tei_is_valid(full_edition: Path, calendar_edition: Path, tei_schema: Path) -> None:
    layers = [sorted((root / "site/tei").glob("*.xml")) for root in (full_edition, calendar_edition)]
    assert all(len(files) >= 88 for files in layers)
    assert faults_in(chain(*layers), tei_schema) == ""


def test_all_letters_are_there(site: Path) -> None:
    for number in range(1, 87):
        page = html.parse(str(site / "letters" / str(number) / "index.html"))
        assert page.xpath("//*[@id='s1']"), number
        assert (site / "tei" / f"L{number}.xml").is_file()


def test_the_text_is_there_or_its_absence_is_told(full_edition: Path, calendar_edition: Path) -> None:
    with_text = html.parse(str(full_edition / "site/letters/16/index.html"))
    without = html.parse(str(calendar_edition / "site/letters/16/index.html"))
    assert with_text.xpath("//*[@id='p26']") and with_text.xpath("//*[@id='n8'][@role='doc-footnote']")
    assert without.xpath("string(//*[@id='p1'])") == ""  # the id was published, not the words
    assert "in copyright" in "".join(without.xpath("//*[@class='not-included']//text()"))
    assert without.xpath("//a[contains(@href, '#add-text')]")


def test_notes_and_references_lead_to_each_other(full_edition: Path) -> None:
    for number in (1, 16, 25, 42, 55, 84):
        page = html.parse(str(full_edition / f"site/letters/{number}/index.html"))
        references = page.xpath("//a[@role='doc-noteref']")
        assert references
        for reference in references:
            note = page.xpath("//*[@id=$id]", id=reference.get("href")[1:])[0]
            backlinks = note.xpath(".//a[@role='doc-backlink']/@href")
            assert f"#{reference.get('id')}" in backlinks


def test_tei_ids_are_the_contract(full_edition: Path) -> None:
    tree = parse((full_edition / "site/tei/L16.xml").read_bytes())
    assert tree.get("{http://www.w3.org/XML/1998/namespace}id") == "L16"
    paragraphs = select(tree, "//t:div[@type='letter']//t:p")
    ids = [p.get("{http://www.w3.org/XML/1998/namespace}id") for p in paragraphs]
    assert ids == [f"L16.p{n}" for n in range(1, 27)]
    pointers = select(tree, "//t:ptr[@type='noteAnchor']")
    notes = {f"#{i}" for i in tree.xpath("//t:note/@xml:id", namespaces=NS)}
    assert {p.get("target") for p in pointers} <= notes


def test_ids_are_unique_in_the_corpus(full_edition: Path) -> None:
    tree = parse((full_edition / "site/tei/edition.xml").read_bytes())
    ids = tree.xpath("//@xml:id")
    assert len(ids) == len(set(ids))


def test_spellings_lead_to_one_person(full_edition: Path) -> None:
    """Krupskaia, Krupskaja, Krupskaya: one page, and Grisha is Zinoviev."""
    page = (full_edition / "site/persons/krupskaya/index.html").read_text()
    for spelling in ("Krupskaia", "Krupskaja", "Krupskaya"):
        assert f"<mark>{spelling}</mark>" in page
    assert "<mark>Grisha</mark>" in (full_edition / "site/persons/zinoviev/index.html").read_text()


# relations that say where something is and load nothing
NAMED = " or ".join(f"@rel='{rel}'" for rel in ("canonical", "cite-as", "latest-version", "version-history"))
# a block of data is no script: browsers never run it, and the policy does not look at it
SCRIPTS = "//script[not(@src)][not(@type='application/ld+json')]"
loaded = etree.XPath(f"//script/@src | //img/@src | //link[not({NAMED})]/@href", smart_strings=False)
inline = etree.XPath(f"{SCRIPTS} | //*[@style]")


def test_every_link_and_fragment_resolves_and_nothing_comes_from_elsewhere(site: Path) -> None:
    """No page asks a third party for anything, none has inline script or style. (404.html, which is shown at
    any depth, carries its style, and is tested in test_share.)"""

    def stands_alone(path: Path, page: etree._ElementTree) -> None:
        assert not [source for source in loaded(page) if re.match(r"https?:|//", source)], path
        assert path == site / "404.html" or not page.xpath("//style"), path
        assert not inline(page), path

    assert broken_links(site, also=stands_alone) == []


def test_no_source_wording_is_tracked(own_edition: Path) -> None:
    from conftest import SHARED, missing

    tool = SHARED / "tools" / "overlap"
    if not tool.is_file():
        missing("the overlap tool (../shared/tools/overlap)")
    result = subprocess.run([sys.executable, tool, own_edition], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-3000:]
