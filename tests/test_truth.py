"""The import of the real volume against the verified truth, letter by letter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import truth as read
from conftest import SHARED

from edition.tei.canonical import parse, strip_layout
from edition.tei.tree import Element, select, select_text
from edition.words.dates import bounds_of, parse_date

LETTERS = (
    read.as_copied(json.loads((SHARED / "truth" / "letters-odd.json").read_text()))
    if (SHARED / "truth" / "letters-odd.json").is_file()
    else [{"number": 0}]
)
NARROWED = {
    55,
    75,
    77,
    83,
}  # letters whose date the calendar knows better than the volume, as its “dating” says
VOICES = {None: "#naumov-khlevniuk", "Trans.": "#fitzpatrick", "U.S. Ed.": "#lih"}


@pytest.fixture(scope="session")
def trees(full_edition: Path) -> Callable[[int], Element]:
    @cache
    def tree(number: int) -> Element:
        return strip_layout(parse((full_edition / "site" / "tei" / f"L{number}.xml").read_bytes()))

    return tree


@pytest.fixture(scope="session")
def lines(seeds: Path) -> list[str]:
    (path,) = seeds.glob("004_*.txt")
    return path.read_text("utf-8").split("\n")


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: f"L{letter['number']}")
class TestLetter:
    """One letter of the truth file."""

    @pytest.fixture
    def tree(self, truth_folder: Path, trees, letter: dict) -> Element:
        return trees(letter["number"])

    def test_date_as_printed_and_in_edtf(self, tree, letter) -> None:
        date = read.sent_date(tree)
        assert date.text == (letter["date_printed"] or "undated")
        expected = dict(parse_date(letter["edtf"]).attributes) if letter["edtf"] else {}
        if letter["number"] not in NARROWED:
            assert dict(date.attrib) == expected
            return
        printed = parse_date(letter["edtf"])
        first, last = bounds_of(date.attrib)
        assert (printed.earliest or first) <= first <= last <= (printed.latest or last)

    def test_how_the_date_is_known(self, tree, letter) -> None:
        assert select(tree, "//t:correspDesc/t:note[@type='dating']/t:p")

    def test_datelines(self, tree, letter) -> None:
        head = " ".join(read.datelines(tree, "head"))
        assert (letter["dateline"] or "") in head
        assert " ".join(read.datelines(tree, "foot")) == (letter["foot_dateline"] or "")

    def test_greetings_and_signatures(self, tree, letter) -> None:
        assert " ".join(read.salutations(tree)) == (letter["salutation"] or "")
        assert read.closings(tree) == letter["valediction"] + letter["closing"]
        signed = [s for s in (letter["signature"], letter["second_signature"]) if s]
        assert read.signatures(tree) == signed

    def test_postscripts(self, tree, letter) -> None:
        expected = [(p["label"] or "", p["first_words"]) for p in letter["postscripts"]]
        assert read.postscripts(tree) == expected

    def test_numbered_points(self, tree, letter) -> None:
        assert read.labels(tree) == letter["numbered_point_labels"]

    def test_body(self, tree, letter) -> None:
        paragraphs = read.body_paragraphs(tree)
        assert " ".join(read.words(read.without_label(paragraphs[0]))[:4]) == letter["first_words"]
        assert " ".join(read.words(read.reading(paragraphs[-1]))[-4:]) == letter["last_words"]
        joined = sum(broken["where"] == "body" for broken in letter["broken_paragraphs"])
        signature_among_them = 1 if letter["number"] == 55 else 0  # [V. Molotov] stands between the notes
        assert len(paragraphs) == letter["n_body_lines"] - joined - signature_among_them

    def test_joined_paragraphs(self, tree, letter) -> None:
        assert read.page_breaks(tree) == len(letter["broken_paragraphs"])

    def test_texts_by_other_hands(self, tree, letter) -> None:
        assert len(read.enclosures(tree)) == len(letter["other_texts_before_notes"])

    def test_notes(self, tree, letter) -> None:
        found = read.notes(tree)
        assert sorted(found) == [note["n"] for note in letter["notes"]]
        for note in letter["notes"]:
            element = found[note["n"]]
            paragraphs = read.note_paragraphs(element)
            assert " ".join(read.words(read.reading(paragraphs[0]))[:6]) == note["first_words"]
            assert element.get("resp") == VOICES[note["attribution"]]
            joins = sum(b["first_line"] in note["paragraph_lines"] for b in letter["broken_paragraphs"])
            assert len(paragraphs) == len(note["paragraph_lines"]) - joins

    def test_every_marker_stands_in_its_place(self, tree, letter, lines) -> None:
        units = read.marker_units(tree)
        for marker in letter["markers"]:
            before = lines[marker["line"] - 1].split(marker["raw"])[0]
            words = re.findall(r"\w+", before.replace("*", ""))[-3:]
            unit = re.findall(r"\w+", read.reading(units[marker["n"]]))
            if len(words) == 1:  # the second half of a word that was split over a page
                assert any(word.endswith(words[0]) for word in unit)
            else:
                assert any(unit[i : i + len(words)] == words for i in range(len(unit)))

    def test_archival_references(self, tree, letter) -> None:
        assert read.archive_references(tree) == letter["archival_refs_resolved"]


def test_what_holds_for_all_letters(trees) -> None:
    """The totals that the truth gives for the whole volume."""
    every = [trees(number) for number in range(1, 87)]
    notes = [note for tree in every for note in read.notes(tree).values()]
    voices = [note.get("resp") for note in notes]
    assert (len(notes), voices.count("#lih"), voices.count("#fitzpatrick")) == (326, 23, 9)
    labels = [read.labels(tree) for tree in every]
    assert (sum(map(len, labels)), sum(bool(found) for found in labels)) == (283, 56)
    assert sum(read.page_breaks(tree) for tree in every) == 44
    assert sum(bool(read.postscripts(tree)) for tree in every) == 22
    inside = [
        note
        for note in notes
        if note.get("resp") == "#naumov-khlevniuk"
        and select(note, ".//*[@resp='#lih' or @resp='#fitzpatrick'][contains(., '—')]")
    ]
    assert len(inside) == 9


def test_signs_are_as_in_print_and_counted(trees) -> None:
    """Neither letters nor notes have straight quotation marks but in readings of the copy; how many were set
    is told in the header."""
    for tree in (trees(number) for number in range(1, 87)):
        path = "//*[self::t:text or self::t:standOff]//text()[not(ancestor::t:sic)]"
        assert not re.search("[\"']", "".join(select_text(tree, path)))
    assert select_text(trees(42), "//t:normalization/@n") == ["104"]


def test_underlining_is_told_from_titles(trees) -> None:
    letter = trees(9)
    twice = [read.reading(e) for e in select(letter, "//t:text//t:hi[@n='2']")]
    assert twice == ["The letter", "declaration", "Kamenev's declaration"]
    assert [read.reading(e) for e in select(trees(52), "//t:text//t:hi")] == [
        "incompatibility",
        "propagandizing or defense of right-deviationist views",
    ]
    assert "L'Humanité" in [read.reading(e) for e in select(trees(6), "//t:text//t:title[@level='j']")]


def test_the_ledger_of_the_volume_is_complete(full_edition: Path) -> None:
    books = json.loads((full_edition / "ledger.json").read_text())
    ledger = next(book for book in books if book["recipe"] == "lih-1995")
    totals = ledger["words"]
    assert totals["unaccounted"] == 0
    assert totals["read"] == sum(entry["words"] for entry in ledger["entries"])
    assert all(entry["reading"] for entry in ledger["entries"] if entry["fate"] == "emended")
