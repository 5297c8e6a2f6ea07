"""An edition whose letters are a corpus: published, edited, published again, cited, and served."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run_command

from edition.cli import main
from edition.pipeline import assemble
from edition.serve.edited import find_edited
from edition.store.corpus_files import corpus_folders
from edition.store.source_files import read_files
from edition.tei.tree import NSMAP, XML_ID, select

LETTER = (
    f'<TEI xmlns="{NSMAP[None]}"{{}}><teiHeader><fileDesc><titleStmt><title>On mosses</title></titleStmt>'
    '</fileDesc><profileDesc><correspDesc><correspAction type="sent"><persName>Ada Holm</persName>'
    '<date when="1911-01-{}"/></correspAction></correspDesc></profileDesc></teiHeader>\n'
    "<text><body>\n{}\n</body></text></TEI>\n"
)
FIRST = '<p xml:id="K1">Three mosses came by the morning train.</p>'
SECOND = "<p>Of lenses the best are ground at Jena.</p>"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """An edition of two letters in the folder beside it: one has an id, the other that of its file."""
    corpus = tmp_path / "data"
    corpus.mkdir()
    (corpus / "one.xml").write_text(LETTER.format(' xml:id="moss"', "19", f"{FIRST}\n{SECOND}"))
    (corpus / "two.xml").write_text(LETTER.format("", "20", SECOND))
    run_command(main, ["init", str(tmp_path / "mine"), "--tei", str(corpus)])
    return tmp_path / "mine"


def resolved(root: Path, *words: str) -> str:
    return run_command(main, ["resolve", "--root", str(root), *words]).output


def test_a_corpus_is_published_edited_and_published_again(mine: Path) -> None:
    """A paragraph with an id keeps it, one without is known again by its words, whatever the file is."""
    root, corpus = ["--root", str(mine)], mine.parent / "data"
    run_command(main, ["publish", "0.1", "-m", "First.", *root])
    assert "letters/moss/#p1" in resolved(mine, "moss.p1") and "letters/two/" in resolved(
        mine, "letter", "two"
    )
    (corpus / "one.xml").unlink()
    further = "<p>What is new stands before all the rest.</p>"
    (corpus / "mosses.xml").write_text(
        LETTER.format(' xml:id="moss"', "19", f"{further}\n{FIRST}\n{SECOND.replace('best', 'better')}")
    )
    run_command(main, ["publish", "0.2", "-m", "Second.", *root])
    edition = assemble(read_files(mine)).edition
    assert edition is not None
    paragraphs = select(edition.documents["moss"].tree, "t:text//t:p")
    assert {p.get(XML_ID): (p.text or "").split()[0] for p in paragraphs} == {
        "moss.p0a": "What",
        "moss.K1": "Three",
        "moss.p1": "Of",
    }
    assert "letters/moss/#K1" in resolved(mine, "moss.K1")


def test_a_letter_that_is_called_after_its_file_moves_with_it(mine: Path) -> None:
    root = ["--root", str(mine)]
    run_command(main, ["publish", "0.1", "-m", "First.", *root])
    (mine.parent / "data/two.xml").rename(mine.parent / "data/lenses.xml")
    findings = assemble(read_files(mine)).diagnostics
    assert [finding.code for finding in findings] == ["N203"]
    assert "two" in findings[0].message and "moved.yaml" in findings[0].hint
    moved = "- {id: two, to: lenses, reason: The file has another name.}\n"
    (mine / "annotations/moved.yaml").write_text(moved)
    run_command(main, ["publish", "0.2", "-m", "Second.", *root])
    assert "letters/lenses/" in resolved(mine, "letter", "two")


def test_an_edit_of_a_corpus_file_shows_at_its_paragraph(mine: Path) -> None:
    before = {source.path: source.data for source in read_files(mine)}
    path = mine.parent / "data/one.xml"
    path.write_text(path.read_text().replace("best", "better"))
    sources = read_files(mine)
    edition = assemble(sources).edition
    assert edition is not None
    target = find_edited(before, {source.path: source.data for source in sources}, edition)
    assert target is not None and (target.file, target.unit) == ("letters/moss/index.html", "p1")


def test_the_folders_of_a_corpus_are_watched(mine: Path) -> None:
    assert [folder.resolve() for folder in corpus_folders(mine)] == [mine.parent / "data"]
