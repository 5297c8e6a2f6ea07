"""Books of other shapes: lines broken by width, notes anywhere, letters whose metadata stands over them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, run_command
from letter_volume import COMPOUND, PARTED, RECIPE, MadeLetter, make_letters, volume

from edition.cli import main
from edition.importer.folder import survey
from edition.importer.letter_headings import number_of
from edition.importer.names import sort_form, tidy
from edition.importer.plain_text import Wrapping, unwrap
from edition.importer.run import read_recipes
from edition.importer.source import Book, read_source
from edition.model import Source
from edition.words.printed_dates import place_before, read_printed_date, with_year

FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def read_book(text: str, letters: Mapping[str, Any], **more: Any) -> Book:
    """A text read by a recipe of its letters."""
    recipe = {"recipe": "small", "about": "A small book.", "recognise": ["A"], "layout": "wrapped", **more}
    recipe["letters"] = {"heading": r"(?P<number>\d+)\.", "roles": [], **letters}
    recipes, problems = read_recipes(
        [Source("small.yaml", yaml.safe_dump(recipe, allow_unicode=True).encode())]
    )
    assert problems == []
    book = read_source(text.encode(), "small.txt", recipes[0])
    assert book.ledger.totals()["unaccounted"] == 0
    return book


def text_of(book: Book, number: int | str) -> str:
    """The text of a letter without its metadata."""
    return book.files[f"sources/imported/letters/{number:0>3}.md"].split("---\n\n", 1)[1].strip()


def notes_of(book: Book, number: int | str) -> dict[str, str]:
    notes = yaml.safe_load(book.files[f"annotations/imported/L{number}.yaml"])["notes"]
    return {note["id"]: note["text"].strip() for note in notes}


def metadata_of(book: Book, number: int | str) -> dict[str, Any]:
    path = next(
        path for path in book.files if path.endswith(f"letters/{number:0>3}.md") and "imported" not in path
    )
    return yaml.load(book.files[path].split("---\n")[1], yaml.BaseLoader)


def told(book: Book) -> list[str]:
    return [f"{problem.location.line} {problem.code} {problem.message}" for problem in book.problems]


# -- the volume of 261 letters --------------------------------------------------------------------------


def test_a_volume_of_261_letters_is_read_by_a_recipe_of_thirty_lines() -> None:
    letters = make_letters()
    assert len(RECIPE.splitlines()) <= 30
    recipes, problems = read_recipes([Source("harbour.yaml", RECIPE.encode())])
    book = read_source(volume(letters).encode(), "harbour.txt", recipes[0])
    totals = book.ledger.totals()
    assert (problems, book.problems, totals["unaccounted"], len(letters)) == ([], [], 0, 261)
    assert totals["read"] > 20_000 and totals["not_read"] == 10  # the index and the last line
    assert [letter.number for letter in letters if not is_as_made(book, letter)] == []
    rules = {word: rule for _, word, rule in book.ledger.hyphens}
    assert rules[f"{COMPOUND},"] == "kept: the book has it so elsewhere"
    assert rules[PARTED] == "taken out: the book has the word without it"


def test_the_recipe_of_the_manual_is_the_one_that_is_tested() -> None:
    assert f"```yaml\n{RECIPE}```" in (ROOT / "docs/recipes.md").read_text()


def is_as_made(book: Book, letter: MadeLetter) -> bool:
    """Was of a letter read what was put into it?"""
    text = book.files[f"sources/texts/{letter.number:03}.md"]
    known = metadata_of(book, letter.number)
    notes = book.files.get(f"annotations/notes/L{letter.number}.yaml", "")
    entry = book.entries["persons"][known["recipients"][0]]
    return (
        (entry["name"], known.get("date", ""), known.get("place", ""))
        == (letter.recipient, letter.date, letter.place)
        and known.get("received", {}).get("place", "") == letter.destination
        and (notes.count("  - id: "), text.count("[^")) == (letter.notes, letter.notes)
        and text.count(f"](#L{letter.number}.n") == letter.marks - letter.notes
        and ("::: verse" in text) == letter.verse
        and ("::: postscript" in text) == (letter.number % 17 == 0)
        and text.count("{.italic}") >= 1
        and (letter.number % 10 == 6) == ("[|12]" in text)
        and "[|]" not in text
        and text.count("::: closer") == 1
    )


def test_a_new_edition_needs_the_volume_and_its_recipe_and_nothing_else(tmp_path: Path) -> None:
    root, books = tmp_path / "mine", tmp_path / "books"
    run_command(main, ["init", str(root)])
    (root / "sources/recipes").mkdir()
    (root / "sources/recipes/harbour.yaml").write_text(RECIPE)
    books.mkdir()
    (books / "harbour.txt").write_text(volume(make_letters(12)))
    command = ["import", str(books / "harbour.txt"), "--root", str(root)]
    said = run_command(main, [*command, "--ledger", str(tmp_path / "ledger.json")]).output
    assert "12 letters of the calendar, 12 with a recipient" in said and " 0 unaccounted" in said
    assert json.loads((tmp_path / "ledger.json").read_text())[0]["hyphens"]
    assert not (root / "sources/letters/001.md").exists()  # the example of a new edition
    built = run_command(main, ["build", "--root", str(root)]).output
    assert "warning" not in built
    noted = next(letter for letter in make_letters(12) if letter.notes and letter.marks > letter.notes)
    page = (root / f"site/letters/{noted.number}/index.html").read_text()
    assert noted.recipient in page and 'href="#n1"' in page and "So it was" in page
    assert "The Harbour Letters" in (root / "site/index.html").read_text()

    letter = root / "sources/letters/218.md"
    letter.write_text(letter.read_text() + "\nAgnes Thorne writes of the clock.\n")
    before = {path: path.read_bytes() for path in (root / "annotations").rglob("*.yaml")}
    again = run_command(main, command).output
    assert "0 files written" in again and "Left as edited in the calendar: 1 letter." in again
    assert "writes of the clock" in letter.read_text()
    assert before == {path: path.read_bytes() for path in (root / "annotations").rglob("*.yaml")}


# -- lines and paragraphs -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "joined", "rule"),
    [
        (["a tide-", "table; the tide-table"], "a tide-table; the tide-table", "kept: the book has it so"),
        (["the light-", "house, a lighthouse"], "the lighthouse, a lighthouse", "taken out: the book has"),
        (["an Anglo-", "Saxon"], "an Anglo-Saxon", "kept: a capital"),
        (["the har-", "bour"], "the harbour", "taken out: nothing"),
        (["a well-", "known man"], "a well-known man", "kept: the recipe"),
        (["the har¬", "bour"], "the harbour", "marked as broken"),
        (["the har\u00ad", "bour"], "the harbour", "marked as broken"),
        (["he said--", "and went"], "he said--and went", ""),
        (["he said -", "and went"], "he said - and went", ""),
        (["he said --", "and went"], "he said -- and went", ""),
        (["in 1816-", "17 it"], "in 1816-17 it", "kept: a capital or a figure"),
    ],
)
def test_lines_are_joined(lines: list[str], joined: str, rule: str) -> None:
    plain = unwrap(lines, Wrapping(real_hyphens=["well-known"]))
    assert [line.text for line in plain.lines] == [joined]
    assert [decision[2].startswith(rule) for decision in plain.hyphens] == [True] * bool(rule)


@pytest.mark.parametrize(
    ("text", "indented", "paragraphs"),
    [
        ("One\ntwo.\n\nThree.", False, ["One two.", "Three."]),
        ("One\ntwo.\n    Your\n    friend", False, ["One two.", "Your\nfriend"]),
        ("  In\n    verse", False, ["In\n  verse"]),
        ("   The first line of a paragraph that is broken by width,\nand goes on", False, [
            "The first line of a paragraph that is broken by width, and goes on"]),
        ("  One\ntwo.\n  Three\nfour.\n            VERSE\n            LINES", True, [
            "One two.", "Three four.", "VERSE\nLINES"]),
        ("So it\n\n[Pg 12]\n\nwas.", False, ["So it [|12]was."]),
        ("It was.\n\n[Pg 12]\n\nThen", False, ["It was.", "[|12] Then"]),
        ("It [Pg 12]\nwas", False, ["It [|12] was"]),
    ],
)  # fmt: skip
def test_what_makes_a_paragraph(text: str, indented: bool, paragraphs: list[str]) -> None:
    wrapping = Wrapping(indented=indented, page=re.compile(r"\[Pg (?P<page>\d+)\]"))
    assert [line.text for line in unwrap(text.split("\n"), wrapping).lines] == paragraphs


@pytest.mark.parametrize(
    ("typed", "written", "more"),
    [
        ("_so_ it is", "*so* it is", {}),
        ("_so_ it is", "[so]{.italic} it is", {"italics_mean": "italics"}),
        ("a * b ~c~ {d} <e> #f `g` 2^3 \\ a_b",
         "a \\* b \\~c\\~ \\{d\\} \\<e\\> \\#f \\`g\\` 2\\^3 \\\\ a\\_b", {}),
        ("[so] it [is", "[so] it \\[is", {}),
        ("[so?] [illegible] [sic]", "\\[so?\\] [\\[illegible\\]]{.sic}", {}),
        ("[so](it) [is]{not}", "\\[so\\](it) \\[is\\]\\{not\\}", {}),
        ("* * * * *", "* * *", {}),
        ("# no head", "\\# no head", {}),
        ("  Verse _so_\n    it is", "::: verse\nVerse *so*\n  it is\n:::", {}),
        ("Well.\n\nADA.\n\nThe oil, too.",
         "Well.\n\n::: closer\nADA.\n:::\n\n::: postscript\nThe oil, too.\n:::", {}),
        ("ADA.\n\nWell.", "ADA.\n\nWell.", {}),
        ("Well.\n        Yours,\n        ADA.", "Well.\n\n::: closer\nYours,\n\nADA.\n:::", {}),
        ("Well.\n\nADA.\n\nOil.\n\nYours,\n\nSalt.", "Well.\n\n::: closer\nADA.\n:::\n\n::: postscript\n"
         "Oil.\n\nYours,\n\nSalt.\n:::", {}),
    ],
)  # fmt: skip
def test_plain_text_becomes_what_an_editor_would_type(typed: str, written: str, more: dict[str, str]) -> None:
    roles = [
        {"role": "salute", "where": "closer", "pattern": "Yours,"},
        {"role": "signed", "where": "closer", "pattern": r"ADA\."},
    ]
    book = read_book(f"A\n\n1.\n\n{typed}\n", {"roles": roles, **more})
    assert told(book) == []
    assert text_of(book, 1) == written


def test_a_line_that_is_left_out_parts_no_paragraph() -> None:
    drop = [{"rule": "running head", "pattern": "THE LETTERS +\\d+"}]
    book = read_book("A\n\n1.\n\nSo it\nTHE LETTERS     7\nwas.\n", {"drop": drop})
    assert text_of(book, 1) == "So it was."
    assert [(e.line, e.fate, e.detail) for e in book.ledger.entries if e.fate == "dropped"] == [
        (6, "dropped", "running head")
    ]


# -- notes ----------------------------------------------------------------------------------------------

FOOTNOTE = {"pattern": r"\[Footnote (?P<number>\w+): ", "ends": r"\]", "marker": r"\[(\w{1,2})\]"}
SIGNED = {"pattern": r"(?P<number>\*+|†) ?", "marker": r"(?<=\w)(\*+|†)"}
ENDNOTE = {"pattern": r"(?P<number>\d+)\. ", "marker": r"\((\d+)\)", "section": "NOTES"}
SAID = [{"role": "heading", "where": "opener", "pattern": "TO .*"}, {"role": "dateline", "where": "opener",
         "pattern": "<dateline>"}]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "text", "texts", "read"),
    [
        pytest.param({**FOOTNOTE, "at": "letter"},
            "1.\n\nOil[1] and salt.[2]\n\n[Footnote 1: Of [train]\nfish.]\n\n"
            "[Footnote 2: Sea.\n\nMore [x].]\n\n2.\n\nWell.",
            {1: "Oil[^1] and salt.[^2]", 2: "Well."},
            {1: {"n1": "Of [train] fish.", "n2": "Sea.\n\nMore [x]."}},
            id="prefix and suffix, several paragraphs, at the end of the letter"),
        pytest.param({**FOOTNOTE, "at": "paragraph"},
            "1.\n\nOil.[A]\n\n[Footnote A: Fish.]\n\nSalt.[A]\n\n[Footnote A: Sea.]",
            {1: "Oil.[^1]\n\nSalt.[^2]"}, {1: {"n1": "Fish.", "n2": "Sea."}},
            id="behind each paragraph, with letters that begin again"),
        pytest.param({**SIGNED, "at": "paragraph"},
            "1.\n\nOil* and salt†.\n\n* Fish.\n\n† Sea.\n\nTar*.\n\n* Pine.",
            {1: "Oil[^1] and salt[^2].\n\nTar[^3]."}, {1: {"n1": "Fish.", "n2": "Sea.", "n3": "Pine."}},
            id="signs"),
        pytest.param({**ENDNOTE, "at": "chapter"},
            "PART I\n\n1.\n\nOil.(1)\n\n2.\n\nSalt.(2)\n\nNOTES\n\n1. Fish.\n\n"
            "2. Sea.\n\nPART II\n\n3.\n\nTar.(1)\n\n"
            "NOTES\n\n1. Pine.\n\nMore.",
            {1: "Oil.[^1]", 2: "Salt.[^2]", 3: "Tar.[^1]"},
            {1: {"n1": "Fish."}, 2: {"n2": "Sea."}, 3: {"n1": "Pine.\n\nMore."}},
            id="at the end of the chapter, where the numbers begin again"),
        pytest.param({**FOOTNOTE, "at": "book"},
            "1.\n\nOil.[7]\n\n2.\n\nSalt[8] and oil.[9]\n\n[Footnote 7: Fish.]\n\n"
            "[Footnote 8: Sea.]\n\n[Footnote 9: F.]",
            {1: "Oil.[^7]", 2: "Salt[^8] and oil.[^9]"}, {1: {"n7": "Fish."}, 2: {"n8": "Sea.", "n9": "F."}},
            id="at the end of the book, numbered through"),
        pytest.param({**FOOTNOTE, "at": "letter"},
            "1.[1]\n\nTO ADA.[2]\n\nMay 3, 1820.\n\nOil.[2]\n\n[Footnote 1: Fish.]\n\n[Footnote 2: Ada.]",
            {1: "::: opener\n{.dateline}\nMay 3, 1820.[^1][^2]\n:::\n\nOil.[[2](#L1.n2)]{.sup}"},
            {1: {"n1": "Fish.", "n2": "Ada."}},
            id="references in headings, and twice to one note"),
        pytest.param({**FOOTNOTE, "at": "letter"},
            "1.[1]\n\nOil.\n\n[Footnote 1: Fish.]", {1: "[^1]Oil."}, {1: {"n1": "Fish."}},
            id="a reference in the heading of a letter without an opener"),
        pytest.param({**FOOTNOTE, "at": "book"},
            "1.\n\nOil.[1]\n\n2.\n\nMore oil.[1]\n\n[Footnote 1: Fish.]",
            {1: "Oil.[^1]", 2: "More oil.[[1](#L1.n1)]{.sup}"}, {1: {"n1": "Fish."}, 2: {}},
            id="two letters that refer to one note"),
        pytest.param({**FOOTNOTE, "at": "letter"},
            "1.\n\nOil.[1]\n\n    [Footnote 1: Fish of\n    the sea.]",
            {1: "Oil.[^1]"}, {1: {"n1": "Fish of the sea."}},
            id="a note that is set off"),
        pytest.param({"pattern": r"\[(?P<number>\d+)\] ", "marker": r"\[(\d+)\]", "at": "letter"},
            "1.\n\nOil[1] and salt.[2]\n\n[1] Fish.\n\nOf the sea.\n\n[2] Sea.",
            {1: "Oil[^1] and salt.[^2]"}, {1: {"n1": "Fish.\n\nOf the sea.", "n2": "Sea."}},
            id="a prefix that looks like the mark"),
        pytest.param({**FOOTNOTE, "at": "letter", "marker": r"\[(\d+(?:, ?\d+)*)\]"},
            "1.\n\nOil.[1, 2]\n\n[Footnote 1: Fish.]\n\n[Footnote 2: Sea.]", {1: "Oil.[^1][^2]"},
            {1: {"n1": "Fish.", "n2": "Sea."}}, id="one mark for two notes"),
    ],
)  # fmt: skip
def test_notes_are_found_wherever_they_stand(
    notes: dict[str, str], text: str, texts: dict[int, str], read: dict[int, dict[str, str]]
) -> None:
    parts = [{"pattern": r"PART [IVX]+"}] if "PART" in text else []
    book = read_book(f"A\n\n{text}\n", {"notes": notes, "roles": SAID, "groups": parts})
    assert told(book) == []
    assert {number: text_of(book, number) for number in texts} == texts
    assert {number: notes_of(book, number) for number in read} == read


@pytest.mark.parametrize(
    ("text", "letter", "notes", "messages"),
    [
        ("1.\n\nOil.\n\n[Footnote 1: Fish.]\n\nSalt.", "Oil.[^1]\n\nSalt.", {"n1": "Fish."},
         ["7 I114 letter 1: note 1 has no mark in the text"]),
        ("1.\n\nOil.[1]", "Oil.\\[1\\]", {}, ["5 I114 letter 1: the mark [1] has no note"]),
        ("1.\n\nOil.[1]\n\n[Footnote 1: Fish\n\n2.\n\nSalt.", "Oil.[^1]", {"n1": "Fish"},
         ["7 I114 letter 1: note 1 has no end"]),
        ("1.\n\n[Footnote 1: Fish.]", "[^1]", {"n1": "Fish."},
         ["5 I114 letter 1: note 1 has no mark in the text"]),
    ],
)  # fmt: skip
def test_a_note_without_a_mark_is_told_and_stays(
    text: str, letter: str, notes: dict[str, str], messages: list[str]
) -> None:
    book = read_book(f"A\n\n{text}\n", {"notes": {**FOOTNOTE, "at": "letter"}})
    assert (text_of(book, 1), notes_of(book, 1), told(book)) == (letter, notes, messages)


def test_prose_in_plain_text_has_its_notes_too() -> None:
    prose = {"parts": [{"id": "essay-preface", "begins": "PREFACE", "ends": "1\\."}]}
    text = (
        "A\n\nPREFACE\n\nThese _let-\nters_ were[1] kept.\n\n"
        "[Footnote 1: In a\nbox.]\n\n1.\n\nOil.[1]\n\n[Footnote 1: F.]\n"
    )
    book = read_book(text, {"notes": {**FOOTNOTE, "at": "letter"}}, prose=prose)
    assert told(book) == []
    assert book.files["sources/imported/essays/essay-preface.md"].endswith(
        "# PREFACE\n\nThese *letters* were[^1] kept.\n"
    )
    assert notes_of_essay(book) == ["In a box.\n"]


def notes_of_essay(book: Book) -> list[str]:
    return [n["text"] for n in yaml.safe_load(book.files["annotations/imported/essay-preface.yaml"])["notes"]]


# -- headings and what they say -------------------------------------------------------------------------


def test_letters_are_grouped_by_year_and_correspondent() -> None:
    text = """A

1817.

TO MR. ARROL

LETTER I

SKERROW, March 3.

Oil.

LETTER II

April.

1818.

TO LADY SELDEN

LETTER III

[Norwick, June 5th.]

Salt.
"""
    letters = {
        "heading": "LETTER (?P<number><roman>)",
        "groups": [{"pattern": r"(?P<year>\d{4})\."}, {"pattern": "TO (?P<recipient>.+)"}],
        "roles": [{"role": "dateline", "where": "opener", "pattern": "<dateline>"}],
        "calendar": {"sender": "Agnes Thorne"},
    }
    book = read_book(text, letters)
    first, second, third = (metadata_of(book, number) for number in (1, 2, 3))
    assert (first["recipients"], first["date"], first["place"]) == (
        ["person-mr-arrol"],
        "1817-03-03?",
        "place-skerrow",
    )
    assert second["recipients"] == ["person-mr-arrol"] and "date" not in second
    assert (third["recipients"], third["date"]) == (["person-lady-selden"], "1818-06-05?")
    assert third["date_certainty"] == "inferred" and third["sender"] == ["person-agnes-thorne"]


@pytest.mark.parametrize(
    ("heading", "lines", "known"),
    [
        (r"(?P<sender>[A-Z ]+) TO (?P<recipient>[A-Z ]+)\.", ["ADA TO NILS HOLM."],
         {"sender": ["person-ada"], "recipients": ["person-nils-holm"]}),
        (r"No\. (?P<number>\d+)\. TO (?P<recipient>[^,]+), (?P<date>.*)\.", ["No. 1. TO Ada, 3 May 1820."],
         {"recipients": ["person-ada"], "date": "1820-05-03"}),
        (r"(?P<number><roman>)\.--TO (?P<recipient>.+)\.", ["I.--TO THE BISHOP OF LUND."],
         {"recipients": ["person-bishop-of-lund"]}),
        (r"TO (?P<recipient>.+), AT (?P<destination>.+)", ["TO ADA, AT BATH", "LONDON, May 3, O. S. 1748."],
         {"recipients": ["person-ada"], "received": {"place": "place-bath"}, "place": "place-london",
          "calendar": "julian", "date": "1748-05-03"}),
        (r"(?P<number>\d+)", ["1", "TO HERR K. HOLM."], {"recipients": ["person-karl-holm"]}),
        (r"(?P<number>\d+)", ["1", "TO * * *."], {"recipients": ["unknown"]}),
        (r"(?P<number>\d+)", ["1", "TO OLD ADA."], {"recipients": ["person-known"]}),
    ],
)  # fmt: skip
def test_a_heading_says_who_wrote_to_whom(heading: str, lines: list[str], known: dict[str, Any]) -> None:
    roles = [
        {"role": "heading", "where": "opener", "pattern": r"TO (?P<recipient>.+?)\."},
        {"role": "dateline", "where": "opener", "pattern": "<dateline>"},
    ]
    calendar = {"sender": "Someone", "people": {"Karl Holm": ["Herr K. Holm"]}}
    letters = {"heading": heading, "roles": roles, "calendar": calendar}
    recipe = {"recipe": "x", "about": "x", "recognise": ["A"], "layout": "wrapped", "letters": letters}
    recipes, problems = read_recipes([Source("x.yaml", yaml.safe_dump(recipe).encode())])
    text = "A\n\n" + "\n\n".join([*lines, "Oil."])
    book = read_source(text.encode(), "x.txt", recipes[0], {"persons": {"old ada": "person-known"}})
    read = metadata_of(book, 1)
    assert (problems, told(book)) == ([], [])
    assert {key: read.get(key) for key in known} == known


@pytest.mark.parametrize(
    ("text", "letters", "messages"),
    [
        ("1.\n\nOil.\n\n2. *\n\nTar.\n\n3.\n\nSalt.", {},
         ["7 I113 letter 2 is not there, between 1 and 3"]),
        ("1.\n\nOil.\n\n9.\n\nSalt.", {}, ["7 I113 letters 2 to 8 are not there, between 1 and 9"]),
        ("1.\n\nOil.\n\n1.\n\nSalt.", {}, ["7 I115 letter 1 begins here, and on line 3"]),
        ("1.\n\nOil.\n\n1.\n\nSalt.", {"numbering": "counted"}, []),
        ("1.\n\nOil.", {"groups": [{"pattern": "TO .*"}]}, ["1 I113 no line looks like “TO .*”"]),
        ("1.\n\nOil.", {"begins": "HERE"}, ["1 I107 the place where the letters begin was not found"]),
        ("1.\n\nOil.", {"calendar": {}}, ["3 I116 no recipient was found for letter 1"]),
        ("1.\n\nIdes of March, 44.\n\nOil.", {"calendar": {"recipient": "Ada"},
         "roles": [{"role": "dateline", "where": "opener", "pattern": ".*44."}]},
         ["3 I116 no date was found for letter 1"]),
    ],
)  # fmt: skip
def test_what_is_missing_is_told(text: str, letters: dict[str, Any], messages: list[str]) -> None:
    assert told(read_book(f"A\n\n{text}\n", letters)) == messages


@pytest.mark.parametrize(
    ("key", "line", "message"),
    [
        (
            "layout: wraped",
            "letters: {heading: x, roles: []}",
            "“wraped” is not one of: lines, wrapped, indented",
        ),
        ("page: Pg", "letters: {heading: x, roles: []}", "the pattern needs a group (?P<page>…)"),
        ("language: en", "letters: {heading: <rome>, roles: []}", "there is no macro <rome>"),
        (
            "language: en",
            "letters: {heading: x, roles: [], calendar: {sendr: A}}",
            "“sendr” is not known here",
        ),
    ],
)
def test_a_slip_in_a_recipe_is_told_once(key: str, line: str, message: str) -> None:
    text = f"recipe: x\nabout: x\nrecognise: [A]\n{key}\n{line}\n"
    _, problems = read_recipes([Source("x.yaml", text.encode())])
    assert [message in problem.message for problem in problems] == [True], problems


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("12", (12, "")),
        ("XLIV", (44, "")),
        ("12a", (12, "a")),
        ("12 bis", (12, "a")),
        ("ABC", (0, "")),
        ("", (0, "")),
    ],
)
def test_numbers_of_letters(printed: str, number: tuple[int, str]) -> None:
    assert number_of(printed) == number


@pytest.mark.parametrize(
    ("printed", "name", "order"),
    [
        ("THE ARCHDUKE RUDOLPH.", "Archduke Rudolph", "Rudolph, Archduke"),
        ("STEINER & CO.", "Steiner & Co", ""),
        ("LUDWIG VAN BEETHOVEN", "Ludwig van Beethoven", "Beethoven, Ludwig van"),
        ("THE KING OF PRUSSIA", "King of Prussia", ""),
        ("M. D'ARGENSON-O'NEIL", "M. D'Argenson-O'Neil", "D'Argenson-O'Neil, M."),
        ("GEORGE IV", "George IV", "IV, George"),
        ("my dear Ada", "My dear Ada", ""),
        ("HIS NEPHEW", "His Nephew", ""),
    ],
)
def test_names_in_capitals(printed: str, name: str, order: str) -> None:
    assert (tidy(printed), sort_form(tidy(printed))) == (name, order)


@pytest.mark.parametrize(
    ("text", "edtf", "place"),
    [
        ("Feb. 23, 1817.", "1817-02-23", ""),
        ("Vienna, July 9, 1817.", "1817-07-09", "Vienna"),
        ("The Autumn of 1817.", "1817-23", ""),
        ("Vienna, April [March?] 30, 1819.", "1819-04-30?", "Vienna"),
        ("Hetzendorf, 1823 (?).", "1823?", "Hetzendorf"),
        ("Wednesday, July 3, 1817.", "1817-07-03", ""),
        ("Baden, July 18, Monday.", "--07-18", "Baden"),
        ("Baden, near Vienna, September 17, 1824.", "1824-09-17", "Baden"),
        ("Vienna, December 17 [his birthday], 1824.", "1824-12-17", "Vienna"),
        ("_Immediate._ Baden, October 14.", "--10-14", "Baden"),
        ("The end of February, 1827.", "1827-02~", ""),
        ("BATH, October 9, O. S. 1746", "1746-10-09", "BATH"),
        ("London, 3 Feb. 1741/2.", "1742-02-03", "London"),
        ("Braintree, the 19th of August, 1774.", "1774-08-19", "Braintree"),
        ("August 3-5, 1817", "1817-08-03/1817-08-05", ""),
        ("Stratford upon Avon, May 1", "--05-01", "Stratford upon Avon"),
        ("Sunday, Feb. 30, 1817", None, ""),
        ("Noon, 1 o'clock.", None, ""),
        ("I may march to 1812 men", "1812", ""),
        ("", None, ""),
    ],
)
def test_printed_dates(text: str, edtf: str | None, place: str) -> None:
    date = read_printed_date(text)
    assert (date and date.edtf, place_before(text, date.start if date else len(text))) == (edtf, place)


def test_dates_of_another_language_and_years_that_are_carried_on() -> None:
    date = read_printed_date("A Paris, mercredi 26 janvier 1689.", FRENCH)
    assert date is not None and date.edtf == "1689-01-26"
    june = read_printed_date("June 12")
    january = read_printed_date("Jan. 3")
    assert june and january
    assert with_year(june, 1824, "1824-05-17").edtf == "1824-06-12?"
    assert with_year(january, 1824, "1824-12-30").edtf == "1825-01-03?"
    assert (january.calendar, with_year(january, 1824).inferred) == ("gregorian", True)


# -- a folder of anything -------------------------------------------------------------------------------

FILES = {
    "harbour.txt": "THE HARBOUR LETTERS",
    "letters.csv": "id,date\n",
    "library.bib": "@book{a}",
    "works.json": '[{"type": "book", "title": "A"}]',
    "other.json": "{}",
    "016.docx": "PK",
    "old.doc": "…",
    "scan.jpg": "…",
    "corpus/a.xml": "<?xml version='1.0'?>\n<TEI xmlns='http://www.tei-c.org/ns/1.0'/>",
    "corpus/deep/b.xml": "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>",
    "corpus/no.xml": "<html/>",
    "one.xml": "<tei:TEI xmlns:tei='http://www.tei-c.org/ns/1.0'/>",
    "page.xml": "<html/>",
    "notes": "Only words.",
}


@pytest.fixture
def anything(tmp_path: Path) -> Path:
    """A folder with a file of each sort."""
    for name, text in FILES.items():
        (tmp_path / "books" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "books" / name).write_text(text)
    return tmp_path / "books"


def test_what_each_file_of_a_folder_is(anything: Path) -> None:
    os.mkfifo(anything / "zz.txt")
    found = survey(anything)
    assert [path.name for path in found.texts] == ["harbour.txt", "notes", "other.json"]
    assert [path.name for path in found.transcripts] == ["016.docx"]
    said = {other.name: f"{other.what}; {other.advice}" for other in found.others}
    assert list(said) == [
        *("letters.csv", "library.bib", "old.doc", "page.xml", "scan.jpg", "works.json", "zz.txt"),
        *("corpus/", "*.xml"),
    ]
    assert said["zz.txt"].startswith("a pipe or a device")
    assert f"“edition import {anything}/letters.csv”" in said["letters.csv"]
    assert said["corpus/"].startswith("2 TEI files; “edition init NAME --tei ")
    assert said["*.xml"].startswith("a TEI file") and "save it as .docx" in said["old.doc"]


def test_a_folder_of_anything_is_imported_as_far_as_it_can_be(anything: Path, tmp_path: Path) -> None:
    root = tmp_path / "mine"
    run_command(main, ["init", str(root)])
    (anything / "016.docx").unlink()
    told_ = run_command(main, ["import", str(anything), "--root", str(root)]).output
    assert "harbour.txt: warning I108" in told_ and "notes: warning I108" in told_
    assert "letters.csv: a table;" in told_ and "I108" not in told_.split("letters.csv", 1)[1]
    (root / "sources/recipes").mkdir()
    (root / "sources/recipes/harbour.yaml").write_text(RECIPE)
    (anything / "harbour.txt").write_text(volume(make_letters(2)))
    told_ = run_command(main, ["import", str(anything), "--root", str(root)]).output
    assert "harbour.txt by harbour:" in told_ and "2 letters of the calendar" in told_
