"""Letters to a table and back without loss, and works from a bibliography."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import ROOT, TESTS, run_command

from edition.authoring.bibliographies import csl_of, works_in
from edition.authoring.tables import TableResult, read_table, write_table
from edition.cli import main
from edition.findings import Refused
from edition.model import Source
from edition.pipeline import assemble
from edition.store.source_files import read_files

SAMPLE = read_files(TESTS / "sample")


def table(*rows: str) -> TableResult:
    return read_table("letters.csv", "\r\n".join(rows).encode(), SAMPLE)


@pytest.mark.parametrize("folder", ["tests/sample", "examples/two-lights"])
def test_a_table_that_is_read_back_changes_nothing(folder: str) -> None:
    sources = read_files(ROOT / folder)
    result = read_table("letters.csv", write_table(sources).encode("utf-8-sig"), sources)
    assert (result.files, result.problems) == ({}, [])
    assert result.unchanged == len([s for s in sources if s.path.startswith("sources/letters/")])


def test_so_does_that_of_this_edition(own_edition: Path) -> None:
    sources = read_files(own_edition)
    result = read_table("letters.csv", write_table(sources).encode(), sources)
    assert (result.files, result.problems) == ({}, [])


def test_all_metadata_are_in_the_table() -> None:
    """A table alone makes the same letters, but for their summaries and the order of what is in braces."""
    text = write_table(SAMPLE)
    parts = ("sources/letters/", "sources/essays/", "annotations/notes/")
    others = [source for source in SAMPLE if not source.path.startswith(parts)]
    result = read_table("letters.csv", text.encode(), others)
    assert result.problems == []
    made = [Source(path, content.encode()) for path, content in result.files.items()]
    assert write_table(made) == text
    assert assemble([*others, *made]).failed is False


def test_a_cell_changes_a_line_and_an_empty_one_none() -> None:
    before = next(s for s in SAMPLE if s.path == "sources/letters/001.md").data.decode()
    result = table("id;place;dating;topics", "L1;-;It says so.;topic-mosses; topic-science", "L2;;;")
    assert result.problems and "row 2 has 5 cells" in str(result.problems[0])
    result = table("id;place;dating;topics", 'L1;-;It says so.;"topic-mosses; topic-science"', "L2;;;")
    after = before.replace("place: place-lund\n", "")
    after = after.replace("The date stands in the letter.", "It says so.")
    after = after.replace("[topic-mosses]", "[topic-mosses, topic-science]")
    assert result.files == {"sources/letters/001.md": after}
    assert result.unchanged == 1


def test_a_new_row_is_a_new_letter() -> None:
    row = "L12,person-holm,person-brandt,1902-03~,HB,MS 7,Holm asks for moss."
    result = table("id,sender,recipients,date,archive.repository,archive.shelfmark,summary", row)
    text = result.files["sources/letters/012.md"]
    assert "archive: {repository: HB, shelfmark: MS 7}" in text and text.endswith(
        "---\n\nHolm asks for moss.\n"
    )
    assert not assemble([*SAMPLE, Source("sources/letters/012.md", text.encode())]).failed


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["id,dat", "L1,1901"], "row 1, column 2: the column “dat” is not known here"),
        (["id,date", "L1,3.5.1901"], "row 2 (L1), date: “3.5.1901” is not a date"),
        (["id,date", "L2,1901-04", "L1,c. 1901"], "row 3 (L1), date: “c. 1901” is not a date"),
        (["id,sender", "L1,Holm"], "row 2 (L1), sender: “Holm” does not have the right form"),
        (["date", "1901"], "row 1: no column is called “id”"),
        (["id,date", ",1901"], "row 2, column id: the letter has no id"),
        (["id,date", "L1,1901", "L1,1902"], "row 3, column id: L1 is in row 2 too"),
        (["id,date", "L9,1901"], "row 2 (L9), the key “sender” is missing"),
    ],
)
def test_what_cannot_be_read_is_told_by_row_and_column(rows: list[str], words: str) -> None:
    result = table(*rows)
    assert result.files == {}
    assert words in str(result.problems[0])


def test_a_table_of_another_encoding_is_told() -> None:
    result = read_table("letters.csv", "id,dating\nL1,é".encode("latin-1"), SAMPLE)
    assert str(result.problems[0]).startswith("letters.csv:2: error D101 the table is not UTF-8")


def test_a_row_is_told_at_its_line_though_cells_have_several() -> None:
    result = table("id;dating;date", 'L1;"one\r\ntwo";', "L2;;1901-02-30")
    assert str(result.problems[0]).startswith("letters.csv:4: error D106 row 3 (L2)")


def test_a_head_that_was_cut_is_told_once() -> None:
    (fault,) = table("id;dating", "L1;x;y", "L2;x;y").problems
    assert str(fault).startswith("letters.csv:1: error D105 the head has 2 cells, each row 3")


def test_a_cell_that_never_ends_is_told() -> None:
    result = table("id;dating", "L1;x", 'L2;"' + "x" * 140_000)
    assert [str(fault)[:16] for fault in result.problems] == ["letters.csv:3: e"] and not result.files


TITLE = "Mosses of <i>Scania</i>"
ITEM = {
    "id": "holm1902",
    "type": "book",
    "title": "Mosses of Scania",
    "author": [{"family": "Holm", "given": "Ada"}],
    "issued": {"date-parts": [["1902", 5]]},
    "volume": 2,
    "custom": {"x": 1},
}
BIBTEX = "@book{holm, author = {Holm, Ada}, title = {Mosses of Scania}, year = {1902}, publisher = {Gleerup}}"


def test_an_item_of_a_bibliography_is_text_and_names() -> None:
    csl = csl_of(ITEM)
    assert csl["issued"] == "1902-05" and csl["volume"] == "2" and "custom" not in csl
    assert csl["author"] == [{"family": "Holm", "given": "Ada"}]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("w.json", b"{"),
        ("w.json", b"[1]"),
        ("w.json", b'[{"title": ["x"]}]'),
        ("w.json", b'[{"title": "\xff"}]'),
        ("w.json", b"[" * 100_000),
        ("w.json", b'[{"title": "\\ud800"}]'),
        ("w.json", b'[{"title": "x", "volume": ' + b"9" * 5000 + b"}]"),
        ("w.bib", b"@book{x"),
    ],
)
def test_a_bibliography_that_cannot_be_read_is_told(name: str, data: bytes) -> None:
    with pytest.raises(Refused):
        works_in(name, data)


def test_names_that_are_none_are_told() -> None:
    with pytest.raises(Refused, match="author is no list of names"):
        csl_of({**ITEM, "author": "Holm"})
    assert "issued" not in csl_of({**ITEM, "issued": {"date-parts": [["²", "9" * 5000], 5]}})


@pytest.mark.parametrize(
    ("name", "text"),
    [("w.json", json.dumps([{**ITEM, "title": TITLE}])), ("w.bib", BIBTEX)],
)
def test_works_come_from_a_bibliography(sample: Path, name: str, text: str) -> None:
    """Once: who imports it again adds nothing."""
    file = sample.parent / name
    file.write_text(text, "utf-8")
    arguments = ["import", str(file), "--root", str(sample)]
    assert "work-holm-1902" in run_command(main, arguments).output
    assert "work-holm-1902:\n  name: Mosses of Scania" in (sample / "annotations/works.yaml").read_text(
        "utf-8"
    )
    assert not assemble(read_files(sample)).failed
    assert "0 works added, 1 known already" in run_command(main, arguments).output


def test_the_commands_write_and_read_a_table(sample: Path) -> None:
    file = sample.parent / "letters.csv"
    run_command(main, ["export", str(file), "--root", str(sample)])
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    assert [row["archive.delo"] for row in rows] == ["3", "4", "5"]
    output = run_command(main, ["import", str(file), "--root", str(sample)]).output
    assert "0 letters written, 3 unchanged" in output
