"""The printed pages recovered: on a small invented volume, then on the real one."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from edition.render.printed import PrintedVolume
from edition.render.site import Site
from edition.tei.canonical import parse
from edition.tei.tree import select
from edition.volume.book_index import IndexEntry, IndexFile
from edition.volume.concordance import (
    Clues,
    Concordance,
    build_concordance,
    in_sequence,
    read_unit,
    units_on_page,
    words_of_headings,
)
from edition.volume.page_bounds import TextUnit

FILLER = "tea is drunk from cups and "


def text(*pieces: int | str) -> str:
    """So many words of filler, and names between them."""
    words = FILLER.split() * 100
    return " ".join(" ".join(words[:piece]) if isinstance(piece, int) else piece for piece in pieces)


def text_units(pieces: list[tuple[str, str]]) -> list[TextUnit]:
    return in_sequence(read_unit(ref, words) for ref, words in pieces)


def clues(
    end: int, *entries: tuple[str, str], contents: dict[str, int] | None = None, **more: object
) -> Clues:
    index = IndexFile(entries=[IndexEntry(heading=h, pages=p) for h, p in entries])  # type: ignore[arg-type]
    return Clues(contents=contents or {"A": 1}, end=end, index=index, **more)  # type: ignore[arg-type]


def verdicts(found: Concordance) -> list[tuple[str, str]]:
    return [(f"{r.heading}, {r.ref.text}", r.verdict) for r in found.references]


class TestSmallVolume:
    """What each kind of evidence can do."""

    def test_units_know_their_words_and_breaks(self) -> None:
        first, second = text_units([("A", "Of tea\fand cups."), ("A.n1", "Tea's.")])
        assert (first.words, first.capitals, first.breaks) == (("of", "tea", "and", "cups"), (0,), (2,))
        assert (second.words, second.offset, second.end) == (("tea",), 4, 5)

    def test_only_words_that_headings_have_tell_units_apart(self) -> None:
        known = clues(4, ("Smith, A.", "2"), ("Trade, Commissariat of", "3"), aliases={"Smith, A.": ["Tom"]})
        vocabulary = words_of_headings(known)
        assert vocabulary == {"smith", "tom", "commissariat", "of", "trade"}
        one, other, third = (
            read_unit("A", words, vocabulary)
            for words in ("Jones spoke of tea", "Jones wrote of cups", "Lee spoke of tea")
        )
        assert one == other != third and one.words == ("iones", "", "of", "")

    def test_the_contents_page_fixes_parts(self) -> None:
        units = text_units([("A", text(100)), ("B", text(100))])
        found = build_concordance(units, clues(3, contents={"A": 1, "B": 2}))
        assert (found.pages["B"].first, found.pages["B"].last, found.pages["B"].certain) == (2, 2, True)
        assert "B begins on page 2" in [e.what for e in found.pages["B"].evidence]

    def test_visible_breaks_are_counted(self) -> None:
        units = text_units([("A", text(100) + "\f" + text(50)), ("L1", text(50)), ("L2", "\f" + text(100))])
        found = build_concordance(units, clues(4))
        assert [(p.first, p.last) for p in found.pages.values()] == [(1, 2), (2, 2), (3, 3)]
        assert found.pages["L1"].certain

    def test_without_evidence_a_range_remains(self) -> None:
        units = text_units([("A", text(150)), ("L1", text(10)), ("L2", text(140))])
        pages = build_concordance(units, clues(4)).pages["L1"]
        assert pages.last > pages.first and not pages.certain

    def test_the_index_narrows(self) -> None:
        units = text_units([("A", text(95)), ("L1", text("Smith", 9)), ("L2", text(95, "Jones", 100))])
        before = build_concordance(units, clues(4)).pages["L1"]
        found = build_concordance(units, clues(4, ("Smith, A.", "2"), ("Jones, B.", "2")))
        assert before.first == 1 and (found.pages["L1"].first, found.pages["L1"].certain) == (2, True)
        assert verdicts(found) == [("Smith, A., 2", "satisfied"), ("Jones, B., 2", "satisfied")]
        assert found.share == 1 and found.unsatisfied == []

    def test_a_note_on_a_page_places_its_letter(self) -> None:
        pieces = [
            ("A", text(90)),
            ("L1", text(5)),
            ("L1.n1", text("Smith", 4)),
            ("L2", text(190)),
            ("L2.n1", "No."),
        ]
        found = build_concordance(text_units(pieces), clues(4, ("Smith, A.", "2n1")))
        assert units_on_page(found, 2, 1) == ["L1.n1"]
        assert (found.pages["L1.n1"].ends_from, found.pages["L1.n1"].last) == (2, 2)
        assert units_on_page(found, 3, 7) == []

    def test_the_majority_is_followed_and_the_rest_told(self) -> None:
        units = text_units(
            [("A", text(95)), ("L1", text("Smith", 9, "Jones", 9, "Lee", 80)), ("L2", text(100))]
        )
        entries = [
            ("Smith, A.", "1"),
            ("Jones, B.", "2"),
            ("Lee, C.", "2"),
            ("Smith, B.", "2"),
            ("Smith, D.", "2"),
        ]
        found = build_concordance(units, clues(4, *entries))
        assert verdicts(found)[0] == ("Smith, A., 1", "unsatisfiable")
        assert {v for _, v in verdicts(found)[1:]} == {"satisfied"}
        assert any(conflict.startswith("Smith, A., 1, against") for conflict in found.conflicts)

    def test_a_break_that_cannot_be_one_is_told(self) -> None:
        units = text_units([("A", text(100) + "\f" + text(5) + "\f" + text(195))])
        found = build_concordance(units, clues(4))
        assert [conflict.split(",")[0] for conflict in found.conflicts] == [
            "break at word 100",
            "break at word 105",
        ]

    def test_what_cannot_be_decided_is_not_called_satisfied(self) -> None:
        units = text_units([("A", text(140, "Smith", 150, "Smith", 140))])
        found = build_concordance(units, clues(5, ("Smith, A.", "3")))
        assert verdicts(found) == [("Smith, A., 3", "undecided")]

    def test_a_blank_page_before_a_part(self) -> None:
        pieces = [("A", text(60) + "\f" + text("Jones", 20)), ("B", "\f" + text("Smith", 59))]
        entries = [("Smith, A.", "4"), ("Jones, B.", "2")]
        found = build_concordance(
            text_units(pieces), clues(5, *entries, openings=frozenset({"B"}), longest=2.5)
        )
        assert (found.pages["B"].first, found.pages["B"].certain, found.share) == (4, True, 1)

    def test_other_names_and_near_spellings(self) -> None:
        units = text_units([("A", text(50, "Teapot", 49)), ("B", text(50, "Dzerzhynskij's", 49))])
        entries = [
            ("Smith, A.", "1"),
            ("Dzerzhinskii, F.", "2"),
            ("Dzerzhinskoi, B.", "2"),
            ("Tea drinking", "1"),
        ]
        known = clues(3, *entries, contents={"A": 1, "B": 2}, aliases={"Smith, A.": ["Teapot"]})
        found = build_concordance(units, known)
        assert [verdict for _, verdict in verdicts(found)] == ["satisfied"] * 3
        assert found.not_tried == 1


# --- the real volume: its units from the imported letters and the lines of what stands between them


@pytest.fixture(scope="module")
def printed(full_site: Site) -> PrintedVolume:
    return PrintedVolume(full_site.edition)


@pytest.fixture(scope="module")
def found(printed: PrintedVolume) -> Concordance:
    assert printed.concordance is not None
    return printed.concordance


class TestVolume:
    """The figures measured: 92.1 % of 1053 references satisfied, 326 of 530 units on certain pages."""

    def test_share_of_satisfied_references(self, found: Concordance) -> None:
        assert len(found.references) >= 1040
        assert found.share >= 0.92

    def test_conflicts_are_told(self, found: Concordance) -> None:
        told = {conflict.split(", against")[0] for conflict in found.conflicts}
        lost = [r for r in found.references if r.verdict == "unsatisfiable"]
        assert 0 < len(lost) < 100
        assert all(any(f"{r.heading}, {r.ref.text}" == text for text in told) for r in lost)

    def test_a_note_is_found_by_page_and_number(self, found: Concordance) -> None:
        assert units_on_page(found, 110, 5) == ["L16.n5"]
        assert units_on_page(found, 138, 3) == ["L34.n3"]

    def test_pages_never_decrease(self, found: Concordance) -> None:
        letters = [found.pages[f"L{number}"] for number in range(1, 87)]
        assert all(a.first <= b.first and a.last <= b.last for a, b in pairwise(letters))
        assert all(p.first <= p.begins_by <= p.last and p.ends_from <= p.last for p in found.pages.values())

    def test_ranges_are_narrow(self, found: Concordance) -> None:
        pages = found.pages.values()
        assert sum(p.certain for p in pages) >= 320
        assert max(max(p.begins_by - p.first, p.last - p.ends_from) for p in pages) <= 2
        assert all(p.evidence for p in pages)

    def test_headings_lead_to_the_registers(self, printed: PrintedVolume) -> None:
        rows = {row.heading: row for row in printed.index}
        assert len(rows) == 523
        assert rows["Anglo-Russian Committee"].entry == "org-anglo-russian-committee"
        assert dict(rows["Anglo-Russian Committee"].pages)["110n5"] == "L16.n5"
        assert rows["Finance, Commissariat of"].entry == printed.entry_of("Commissariat of Finance")
        assert sum(bool(row.entry) for row in rows.values()) >= 335

    def test_names_lead_to_persons(self, printed: PrintedVolume) -> None:
        assert len(printed.names) == 264
        persons = {entry.name: person for entry, _, person in printed.names}
        assert persons["Akhundov, Rukhulla Ali ogly"] == "person-akhundov"
        assert sum(bool(person) for person in persons.values()) >= 255

    def test_the_page_answers_a_citation(self, full_edition: Path) -> None:
        page = (full_edition / "site/about/concordance/index.html").read_text("utf-8")
        there = page.partition('id="p110"')[2].partition('id="p111"')[0]
        assert 'href="../../letters/16/index.html#n5"' in there


def test_without_the_text_the_page_says_so(calendar_edition: Path) -> None:
    page = (calendar_edition / "site/about/concordance/index.html").read_text("utf-8")
    assert "imported" in page
    assert 'id="p110"' not in page


def test_index_and_names_are_in_tei(full_edition: Path) -> None:
    index = parse((full_edition / "site/tei/volume-index.xml").read_bytes())
    assert len(select(index, "//t:div/t:list/t:item")) == 523
    (entry,) = select(index, "//t:item[t:ref='Anglo-Russian Committee']")
    assert "#L16.n5" in [ref.get("target") for ref in select(entry, "t:ref[.='110n5']")]
    names = parse((full_edition / "site/tei/volume-names.xml").read_bytes())
    assert len(select(names, "//t:list/t:label")) == 264


def test_the_corrections_of_the_index_are_public(full_edition: Path) -> None:
    page = (full_edition / "site/about/emendations/index.html").read_text("utf-8")
    there = page.partition('id="printed-index"')[2]
    assert re.search(r"<span>Shvernii</span></td><td[^>]*><span>Shvernik</span>", there)
    assert there.count("<tr>") == 9, "a heading and eight corrections"
