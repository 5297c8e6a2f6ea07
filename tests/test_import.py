"""The import: what it writes, that it loses no word, and that it never overwrites an editor's work."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import TESTS, run_command

from edition.cli import main
from edition.importer import patience
from edition.importer.archive import ArchiveReferences
from edition.importer.run import recipe_files, run_import
from edition.importer.typesetting import typeset
from edition.tei.tree import name_of

TINY = TESTS / "tiny"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the tiny recipe and, beside it, `books` with the tiny book."""
    (tmp_path / "sources" / "recipes").mkdir(parents=True)
    shutil.copy(TINY / "tiny.yaml", tmp_path / "sources" / "recipes")
    (tmp_path / "books").mkdir()
    shutil.copy(TINY / "book.txt", tmp_path / "books")
    return tmp_path


def test_it_writes_what_an_editor_would_write(desk: Path, golden) -> None:
    run_import(desk, desk / "books")
    for name in (
        "sources/imported/letters/001.md",
        "annotations/imported/L1.yaml",
        "sources/imported/letters/002.md",
        "annotations/imported/L2.yaml",
    ):
        golden(TINY / "golden" / Path(name).name, (desk / name).read_text())


def test_a_pattern_that_takes_years_is_told_at_its_line(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    recipe = desk / "sources/recipes/tiny.yaml"
    recipe.write_text(recipe.read_text().replace("end: '# .*'", "end: '(a+)+b'"))
    book = desk / "books/book.txt"
    book.write_text(book.read_text().replace("1) They are smoll.", "a" * 40))
    outcome = run_import(desk, desk / "books")
    (told,) = [str(problem) for problem in outcome.problems]
    assert told.startswith("sources/recipes/tiny.yaml:6: error D105 reading did not come to an end")
    assert outcome.written == []


def test_a_date_form_that_gives_no_date_is_told(desk: Path) -> None:
    recipe = desk / "sources/recipes/tiny.yaml"
    recipe.write_text(recipe.read_text().replace("edtf: '{1}/..'", "edtf: '{1}/<hi>'"))
    told = [str(problem) for problem in run_import(desk, desk / "books").problems]
    assert "“edtf” would give 1930-01-01/<hi>, which is no date" in told[0] and "tiny.yaml:26:" in told[0]


def test_a_second_import_changes_nothing(desk: Path) -> None:
    assert len(run_import(desk, desk / "books").written) == 4
    before = {p: p.stat().st_mtime_ns for p in desk.rglob("*.md")}
    again = run_import(desk, desk / "books")
    assert (again.written, again.unchanged, again.problems) == ([], 4, [])
    assert before == {p: p.stat().st_mtime_ns for p in desk.rglob("*.md")}


def test_an_edited_file_is_kept_and_shown_unless_forced(desk: Path) -> None:
    run_import(desk, desk / "books")
    letter = desk / "sources/imported/letters/001.md"
    letter.write_text(letter.read_text().replace("Hurry", "Hurry up"))
    kept = run_import(desk, desk / "books")
    assert list(kept.kept) == ["sources/imported/letters/001.md"]
    assert "-P.S. Hurry up." in kept.kept["sources/imported/letters/001.md"]
    assert "Hurry up" in letter.read_text()
    run_import(desk, desk / "books", force=True)
    assert "Hurry up" not in letter.read_text()


def test_an_unedited_file_follows_the_recipe(desk: Path) -> None:
    run_import(desk, desk / "books")
    recipe = desk / "sources/recipes/tiny.yaml"
    recipe.write_text(recipe.read_text().replace("read: small", "read: tiny"))
    outcome = run_import(desk, desk / "books")
    assert outcome.written == ["sources/imported/letters/001.md"] and not outcome.kept


def test_a_dry_run_writes_nothing(desk: Path) -> None:
    outcome = run_import(desk, desk / "books", dry_run=True)
    assert len(outcome.written) == 4
    assert not (desk / "sources" / "imported").exists()


def test_nothing_is_written_when_a_word_is_lost(desk: Path) -> None:
    recipe = desk / "sources/recipes/tiny.yaml"
    recipe.write_text(recipe.read_text().replace("  open_end:", "  list_marker: 'glass at '\n  open_end:"))
    outcome = run_import(desk, desk / "books")
    assert [d.code for d in outcome.problems] == ["I103"]
    assert not (desk / "sources" / "imported").exists()


def test_the_ledger_accounts_for_every_word(desk: Path) -> None:
    ledger_file = desk / "ledger.json"
    run_command(main, ["import", str(desk / "books"), "--root", str(desk), "--ledger", str(ledger_file)])
    (ledger,) = json.loads(ledger_file.read_text())
    totals = ledger["words"]
    counted = sum(entry["words"] for entry in ledger["entries"])
    assert totals["read"] == counted == totals["used"] + totals["dropped"] + totals["emended"]
    assert totals["unaccounted"] == 0
    emended = [entry for entry in ledger["entries"] if entry["fate"] == "emended"]
    assert [(e["text"], e["reading"]) for e in emended] == [("smoll", "small")]
    assert [(s["from"], s["to"]) for s in ledger["not_read"]] == [(1, 4), (49, 51)]


def test_ibid_is_filled_in_from_the_archival_reference_before() -> None:
    references = ArchiveReferences(["RTsKhIDNI", "GARF"])
    first = references.mark("See (RTsKhIDNI f. 17, op. 3, d. 513, l. 6, and d. 514, l. 2).")
    assert first == (
        "See ([RTsKhIDNI f. 17, op. 3, d. 513, l. 6]{.archive}, and "
        '[d. 514, l. 2]{archive="RTsKhIDNI f. 17, op. 3, d. 514, l. 2"}).'
    )
    assert 'archive="RTsKhIDNI f. 17, op. 3, d. 514, ll. 7, 8ob."' in references.mark(
        "(*ibid.*, ll. 7, 8ob.)"
    )
    assert 'archive="RTsKhIDNI f. 17, op. 2, d. 9, vyp. 1, l. 4"' in references.mark(
        "(ibid., op. 2, d. 9, vyp. 1, l. 4)"
    )
    assert references.mark("(ibid., 1:60)") == "(ibid., 1:60)"


def test_the_import_is_read_as_it_was_written(desk: Path) -> None:
    from edition.model import Source
    from edition.read.documents import read_imported

    run_import(desk, desk / "books")
    path = desk / "sources/imported/letters/001.md"
    (part,), problems = read_imported(Source("sources/imported/letters/001.md", path.read_bytes()))
    assert problems == []
    assert [name_of(element) for element in part.body] == ["opener", "p", "p", "p", "closer", "postscript"]


def test_a_copy_beside_a_recipe_reads_nothing(desk: Path) -> None:
    folder = desk / "sources/recipes"
    shutil.copy(folder / "tiny.yaml", folder / "tiny (1).yaml")
    assert [source.path for source in recipe_files(desk)] == ["sources/recipes/tiny.yaml"]
    run_command(main, ["import", str(desk / "books"), "--root", str(desk)])


def test_no_recipe_of_that_name(desk: Path) -> None:
    result = run_command(
        main, ["import", str(desk / "books"), "--root", str(desk), "--recipe", "tinny"], expect=1
    )
    assert "did you mean “tiny”?" in result.output


def test_a_book_of_another_shape_needs_no_new_code(desk: Path, golden) -> None:
    """Letters headed by date, notes by asterisk at the foot of pages, _italics_, Latin-1 with CRLF."""
    garden = TESTS / "garden"
    assert len((garden / "garden.yaml").read_text().splitlines()) <= 60
    shutil.copy(garden / "garden.yaml", desk / "sources" / "recipes")
    shutil.copy(garden / "book.txt", desk / "books" / "garden.txt")
    outcome = run_import(desk, desk / "books", only="garden")
    assert outcome.problems == []
    (ledger,) = outcome.ledgers
    assert ledger.totals()["unaccounted"] == 0 and ledger.totals()["read"] > 60
    for name in ("sources/imported/letters/001.md", "annotations/imported/L1.yaml"):
        golden(garden / "golden" / Path(name).name, (desk / name).read_text())
    second = (desk / "sources/imported/letters/002.md").read_text()
    assert "date: 1898-04-03" in second and "The grafts have come.[^1] Thank you." in second


@pytest.mark.parametrize(
    ("typed", "printed", "signs"),
    [
        ('He said "no," and—"yes".', "He said “no,” and—“yes”.", 4),
        ("\"'Tis *'good'*,\" I said.", "“’Tis *‘good’*,” I said.", 5),
        ("the workers' bread in the '30s", "the workers’ bread in the ’30s", 2),
        ('("fate.")[^3] "I think—" [|]"so"', "(“fate.”)[^3] “I think—” [|]“so”", 6),
        ("a plan - the last - and 429-30 -- no", "a plan – the last – and 429-30 — no", 3),
        ('[word]{title=j}\'s "[x]{lang=ru}"', "[word]{title=j}’s “[x]{lang=ru}”", 3),
        ('[don"t]{corr="don\'t" because="it\'s"}', '[don"t]{corr="don’t" because="it\'s"}', 0),
        ("| --- | --- |", "| --- | --- |", 0),
    ],
)
def test_typewriter_signs_become_those_of_print(typed: str, printed: str, signs: int) -> None:
    assert typeset(typed) == (printed, signs)


def test_signs_are_set_only_where_the_recipe_says_so(desk: Path) -> None:
    book, recipe = desk / "books/book.txt", desk / "sources/recipes/tiny.yaml"
    book.write_text(book.read_text().replace("Hurry.", '"Hurry."'))
    run_import(desk, desk / "books")
    letter = desk / "sources/imported/letters/001.md"
    assert 'P.S. "Hurry."' in letter.read_text() and "typeset" not in letter.read_text()
    recipe.write_text(f"{recipe.read_text()}signs: printed\n")
    run_import(desk, desk / "books", force=True)
    assert "P.S. “Hurry.”" in letter.read_text() and "typeset: 2\n" in letter.read_text()
