"""The second edition, small and invented: nothing in the program is tied to the first."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import axe
import pytest
from conftest import ROOT, WIDE, missing, run_command, url
from lxml import html
from site_links import broken_links
from tei_validity import faults_in
from test_browser import open_narrow
from test_html import JAR, faults

from edition.model import Edition
from edition.render.site import Site

EXAMPLES = sorted(path.parent.parent for path in (ROOT / "examples").glob("*/sources/edition.yaml"))
PAGES = [
    "index.html",
    "letters/index.html",
    "letters/1/index.html",
    "letters/2/index.html",
    "letters/5/index.html",
    "letters/9/index.html",
    "letters/7/index.html",
    "essays/chimneys/index.html",
    "persons/index.html",
    "places/index.html",
    "places/halifax/index.html",
    "works/lamp-book/index.html",
    "browse/index.html",
    "browse/timeline/index.html",
    "browse/plots/index.html",
    "browse/calendar/index.html",
    "browse/table/index.html",
    "browse/archive/index.html",
    "browse/network/index.html",
    "about/index.html",
    "resolve/index.html",
]


def words_of_the_edition(edition: Edition) -> set[str]:
    """Words by which the main edition would give itself away: its names, and what belongs to its archive."""
    entries = [
        *edition.registers["persons"].entries.values(),
        *edition.registers["organisations"].entries.values(),
    ]
    names = {word for entry in entries for word in re.findall(r"[A-Z][\w’'-]{5,}", entry.name)}
    own = set("Stalin Molotov Politburo RTsKhIDNI RGASPI Lih Soviet Bolshevik Comintern".split())
    own |= {"fond", "opis", "delo", "printed volume", "Kremlin", "Moscow"}
    ordinary = words_in(p for p in (ROOT / "examples").rglob("*") if p.suffix in {".md", ".yaml"})
    return own | {name for name in names if name not in ordinary | ENGLISH}


# names in the registers that are words of English as well, and stand in the pages of any edition
ENGLISH = set(
    """Academy Administration Agency Alexander American Archive Association August British Central Chicago
    Christian Commission Committee Council German Gregory Institute International National People Peoples
    People’s Russia State States Supreme""".split()
)


def words_in(paths) -> set[str]:
    return {word for path in paths for word in re.findall(r"[\w’'-]+", path.read_text("utf-8"))}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built in a folder of its own that holds nothing but its sources."""
    from edition.cli import main

    root = tmp_path_factory.mktemp("example") / "edition"
    shutil.copytree(EXAMPLES[0], root, ignore=shutil.ignore_patterns("site", ".cache"))
    output = run_command(main, ["check", "--root", str(root)]).output
    assert "error" not in output and "warning" not in output
    run_command(main, ["build", "--root", str(root)])
    return root


def test_there_is_one_example() -> None:
    assert len(EXAMPLES) == 1


def test_links_lead_somewhere(example: Path) -> None:
    assert broken_links(example / "site") == []


def test_the_tei_is_valid(example: Path, tei_schema: Path) -> None:
    files = sorted((example / "site/tei").glob("*.xml"))
    assert len(files) == 13 and faults_in(files, tei_schema) == ""


def test_nu_finds_nothing_in_its_pages(example: Path) -> None:
    if not JAR.is_file() or shutil.which("java") is None:
        missing("the Nu HTML checker, or a Java runtime")
    assert faults(JAR, example / "site") == []


def test_no_word_of_the_other_edition_stands_in_it(example: Path, calendar_site: Site) -> None:
    """Neither in what is shown nor in what machines read."""
    words = sorted(words_of_the_edition(calendar_site.edition), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
    found = {}
    for path in (example / "site").rglob("*"):
        if path.suffix == ".html":
            page = html.parse(str(path))
            told = [*page.xpath("//text()[not(ancestor::script or ancestor::style)]"), *page.xpath("//@*")]
            text = " ".join(map(str, told))
        elif path.suffix in {".xml", ".json", ".bib", ".ris"}:
            text = path.read_text("utf-8")
        else:
            continue
        hits = set(pattern.findall(text))
        if hits:
            found[path.relative_to(example / "site").as_posix()] = hits
    assert found == {}


def test_an_edition_publishes_its_own_texts(example: Path) -> None:
    """`sources/texts/` needs no import, is in the TEI, and is frozen when a version is published."""
    from edition.cli import main

    page = html.parse(str(example / "site/letters/1/index.html"))
    assert "You do not know me" in page.xpath("string(//p[@id='p1'])")
    assert page.xpath("//span[@class='supplied']") and page.xpath("//*[contains(@class, 'twice')]")
    tei = (example / "site/tei/L1.xml").read_text("utf-8")
    assert 'resp="#edition"' in tei and "Skarvøy Museum" in tei and "MS Lamps 2, ff. 1–2" in tei
    run_command(main, ["publish", "1.1", "-m", "For a test.", "--root", str(example)])
    anchors = (example / "annotations/anchors.tsv").read_text("utf-8")
    assert re.search(r"^L1\.p1\t", anchors, re.M)


def test_a_text_says_its_language(example: Path) -> None:
    page = html.parse(str(example / "site/letters/2/index.html"))
    assert page.xpath("//div[@id='text']/@lang") == ["fr"]


def test_a_text_that_is_not_there_is_told(example: Path) -> None:
    page = html.parse(str(example / "site/letters/7/index.html"))
    assert "not part of the published edition" in page.xpath("string(//*[@class='not-included'])")
    assert not page.xpath("//a[contains(@href, '#add-text')]")


def test_years_stand_once_and_undated_letters_last(example: Path) -> None:
    page = html.parse(str(example / "site/letters/index.html"))
    assert page.xpath("//section/@aria-labelledby") == ["y1783", "y1784", "y1785", "y1786", "yundated"]


def test_kinds_are_those_of_the_edition(example: Path, tmp_path: Path) -> None:
    from edition.pipeline import assemble
    from edition.store.source_files import read_files

    root = tmp_path / "edition"
    shutil.copytree(EXAMPLES[0], root, ignore=shutil.ignore_patterns("site", ".cache"))
    letter = root / "sources/letters/003.md"
    letter.write_text(letter.read_text().replace("kind: agreement", "kind: agreeement"))
    (finding,) = assemble(read_files(root)).diagnostics
    assert finding.code == "D105" and "agreement" in finding.hint
    assert (finding.location.path, finding.location.line) == ("sources/letters/003.md", 3)


def test_a_shelfmark_has_one_form(example: Path, tmp_path: Path) -> None:
    from edition.pipeline import assemble
    from edition.store.source_files import read_files

    root = tmp_path / "edition"
    shutil.copytree(EXAMPLES[0], root, ignore=shutil.ignore_patterns("site", ".cache"))
    letter = root / "sources/letters/001.md"
    letter.write_text(letter.read_text().replace("leaves: ff. 1–2", "fond: F"))
    assert "D105" in {finding.code for finding in assemble(read_files(root)).diagnostics}


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_the_example(tab, example: Path, path: str) -> None:
    open_narrow(tab, url(example, path))
    tab.set_viewport_size(WIDE)
    assert axe.faults_in_light_and_dark(tab) == []
