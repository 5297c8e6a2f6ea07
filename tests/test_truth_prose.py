"""The import of the essays and of the volume's prose against the verified truth."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import SHARED
from truth import as_copied

from edition.tei.canonical import parse, strip_layout
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, Element, select

TRUTH = SHARED / "truth" / "essays-000-001.json"
ESSAYS = as_copied(json.loads(TRUTH.read_text())) if TRUTH.is_file() else {}
IDS = {"000": "essay-draper-1953", "001": "essay-conrad-genesis"}

CHAPTERS = ("1925", "1926", "1927", "1929", "1930", "1931-1936")


@pytest.fixture(scope="session")
def trees(full_edition: Path) -> Callable[[str], Element]:
    @cache
    def tree(document: str) -> Element:
        return strip_layout(parse((full_edition / "site" / "tei" / f"{document}.xml").read_bytes()))

    return tree


def paragraphs(tree: Element) -> list[str]:
    return [as_copied(text_of(p)) for p in select(tree, "//t:text//t:p[not(ancestor::t:note)]")]


@pytest.mark.parametrize("number", IDS)
class TestEssay:
    """An essay whose truth is given in full."""

    @pytest.fixture
    def tree(self, truth_folder: Path, trees, number: str) -> Element:
        return trees(IDS[number])

    def test_paragraphs(self, tree, number) -> None:
        truth = ESSAYS[number]
        assert len(paragraphs(tree)) == truth.get("n_paragraphs_with_headnote", truth["n_paragraphs"])

    def test_headings(self, tree, number) -> None:
        truth = ESSAYS[number]
        expected = [h["text"] for h in (*truth["headings_markdown"], *truth["run_in_headings"])]
        heads = [as_copied(text_of(head)).strip() for head in select(tree, "//t:text//t:head")]
        assert [h for h in heads if h != truth["title"]] == [h for h in expected if h != truth["title"]]

    def test_notes_and_their_markers(self, tree, number) -> None:
        count = ESSAYS[number]["footnotes"]["count"]
        notes = select(tree, "//t:note[@type='authorial']")
        assert [note.get("n") for note in notes] == [str(n) for n in range(1, count + 1)]
        targets = [p.get("target") for p in select(tree, "//t:text//t:ptr[not(ancestor::t:note)]")]
        assert targets == [f"#{note.get(XML_ID)}" for note in notes]

    def test_quotations(self, tree, number) -> None:
        quotes = select(tree, "//t:text//t:quote[t:p][not(ancestor::t:note)]")
        assert len(quotes) == ESSAYS[number]["n_block_quotations"]

    def test_broken_sentences_are_whole(self, tree, number) -> None:
        texts = paragraphs(tree)
        for broken in ESSAYS[number]["broken_paragraphs"]:
            start, rest = broken["ends"].split()[-2:], broken["continues"].split()[:2]
            end = " ".join(start)
            joined = end[:-1] + " ".join(rest) if end.endswith("-") else f"{end} {' '.join(rest)}"
            assert any(joined in re.sub(r"[*\s]+", " ", text) for text in texts), joined


def footnotes(tree: Element) -> list[Element]:
    """The notes of a part that have a text; they are numbered without a gap."""
    notes = select(tree, "//t:note[@n]")
    assert [note.get("n") for note in notes] == [str(n) for n in range(1, len(notes) + 1)]
    return [note for note in notes if text_of(note).strip()]


def test_footnotes_of_the_volume(truth_folder: Path, trees) -> None:
    """traps.md, 2: 54 of the chapters, 53 of the introduction, 2 of the foreword."""
    assert sum(len(footnotes(trees(f"volume-{chapter}"))) for chapter in CHAPTERS) == 54
    assert len(footnotes(trees("volume-introduction"))) == 53
    assert len(footnotes(trees("volume-foreword"))) == 2


@pytest.mark.parametrize(("document", "note"), [("volume-introduction", 45), ("volume-1930", 15)])
def test_a_note_whose_text_is_lost_keeps_its_place(
    truth_folder: Path, trees, document: str, note: int
) -> None:
    (found,) = select(trees(document), "//t:note[@xml:id=$id]", id=f"{document}.n{note}")
    assert select(found, ".//t:gap[@reason='lost']")
    assert not text_of(found).strip()


def test_what_the_excerpts_have_lost(truth_folder: Path, trees) -> None:
    """90 numbers, seven doubtful ones, eight sentences cut after an initial, three other cuts."""
    tree = trees("essay-excerpts")
    assert len(select(tree, "//t:text//t:gap[@reason='lost']")) == 90 + 7 + 8 + 3
    assert [text_of(s) for s in select(tree, "//t:text//t:supplied[@reason='lost']")] == ["to"]


def test_letters_lost_at_the_edge_of_the_page(truth_folder: Path, trees) -> None:
    tree = trees("essay-nep-dilemmas")
    pairs = [
        (text_of(c.find("{*}sic")), text_of(c.find("{*}corr"))) for c in select(tree, "//t:text//t:choice")
    ]
    assert ("ownspeople by mentality", "townspeople by mentality") in pairs
    assert len(pairs) == 11
    rows = [[text_of(cell) for cell in select(row, "t:cell")] for row in select(tree, "//t:table/t:row")]
    assert rows[1:] == [
        ["Workers", "55.7", "30.0"],
        ["Peasants", "19.0", "9.9"],
        ["Employees", "25.3", "42.8"],
    ]
