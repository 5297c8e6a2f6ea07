"""`new` makes what builds, at its place, and keeps every byte of what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.authoring.new_entries import put_entry
from edition.authoring.yaml_text import mapping, value
from edition.cli import main
from edition.forms.line_yaml import read_yaml
from edition.pipeline import assemble
from edition.store.source_files import read_files

EACH = [
    ["letter", "--date", "1902-01-02", "--to", "person-holm", "--from", "person-brandt"],
    ["essay", "What came: after, perhaps"],
    ["note", "L1", "three new mosses"],
    ["note", "L2", "the next boat", "--source", "work-herbarium letter 2"],
    ["person", "Ek, Sven", "--born", "1850", "--variants", "S. Ek", "--source", "work-herbarium p. 7"],
    ["organisation", "Herbarium of Lund", "--founded", "1770"],
    ["place", "Uppsala", "--coordinates", "59.86, 17.64"],
    ["work", "Flora"],
    ["term", "herbarium", "--see-also", "place-lund"],
    ["topic", "Boats", "--broader", "topic-science"],
    ["event", "The garden opens", "--date", "1901-07-01", "--kind", "state"],
]


def run(root: Path, *arguments: str, expect: int = 0) -> str:
    return run_command(main, ["new", *arguments, "--root", str(root)], expect=expect).output


def test_one_of_each_builds_and_check_says_what_is_left(sample: Path) -> None:
    run_command(main, ["fmt", "--root", str(sample)])
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    places = []
    for arguments in EACH:
        output = run(sample, *arguments)
        assert "go on at" in output
        places.append(output.split("go on at ")[1].strip())
    for place in places:
        path, line, column = place.split(":")
        assert (
            (sample / path)
            .read_text()
            .split("\n")[int(line) - 1][int(column) - 1 :]
            .startswith("‹to write: ")
        )
    for path, data in before.items():
        left = iter(path.read_bytes().split(b"\n"))
        assert all(line in left for line in data.split(b"\n")), "what was there is there in its order"
    findings = assemble(read_files(sample)).diagnostics
    assert {f.code for f in findings} <= {"D220", "R201"}
    assert set(places) <= {str(f.location) for f in findings if f.code == "D220"}
    run_command(main, ["build", "--root", str(sample)])
    run_command(main, ["fmt", "--check", "--root", str(sample)])


def test_the_fields_are_those_of_the_neighbour(sample: Path) -> None:
    run(sample, "letter")
    assert (sample / "sources/letters/004.md").read_text() == (
        "---\n"
        "id: L4\n"
        "kind: note\n"
        "sender: [person-holm]\n"
        "recipients: [person-brandt]\n"
        'dating: "‹to write: how the date is known, and who says so›"\n'
        'archive: {repository: HB, fond: "1", opis: "2", delo: "‹to write: the file (delo)›"}\n'
        "topics: []\n"
        "---\n\n"
        "‹to write: the summary, a paragraph for each group of points›\n"
    )
    run(sample, "letter", "2a")
    assert (sample / "sources/letters/002a.md").read_text().startswith("---\nid: L2a\n")
    output = run(sample, "letter", "9", "--archive", "HB f. 1, op. 2, d. 8, l. 3", "--topics", "topic-mosses")
    assert "still open: date, place" in output
    text = (sample / "sources/letters/009.md").read_text()
    assert (
        'archive: {repository: HB, fond: "1", opis: "2", delo: "8", listy: "3"}\ntopics: [topic-mosses]'
        in text
    )


def test_entries_go_where_the_alphabet_wants_them(sample: Path) -> None:
    register = sample / "annotations/persons.yaml"
    holm, brandt = register.read_text().rstrip("\n").split("\n\n")
    register.write_text(f"# People.\n\n{brandt}\n\n{holm}\n# the end\n")
    run(sample, "person", "Ek, Sven")
    assert register.read_text() == (
        f"# People.\n\n{brandt}\n\nperson-ek:\n  name: Sven Ek\n  sort: Ek, Sven\n  variants: [Ek]\n"
        f'  summary: "‹to write: who this was, in a sentence›"\n\n{holm}\n# the end\n'
    )
    run(sample, "person", "Aa, Bo")
    assert register.read_text().startswith("# People.\n\nperson-aa:\n")
    run(sample, "person", "Zetterstedt, Johan")
    assert register.read_text().split("\n\n")[-2].startswith("person-zetterstedt:")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["letter", "2"], "letter 2 is there already"),
        (["letter", "twelve"], "“twelve” is not the number of a letter"),
        (["letter", "--to", "person-nobody"], "L101"),
        (["letter", "--date", "yesterday"], "D106"),
        (["letter", "--archive", "somewhere"], "is not a shelfmark"),
        (["person", "Holm, Ada"], "person-holm is there already"),
        (["person", "Ada Holm", "--id", "person-ada"], "means person-holm already"),
        (["person", "Nils", "--id", "person-nils"], "means person-brandt already"),
        (["term", "glass"], "is there already"),
        (["event", "Rain", "--date", "1901", "--kind", "state", "--letters", "L99"], "L102"),
        (["note", "L1", "the garden at Lundt"], "are not in L1"),
        (["note", "L1", "THREE  new Mosses"], "in s1 stands “three new mosses”"),
        (["note", "L1", "the"], "occur more than once in L1: s1, s2"),
        (["note", "L1", "a", "--at", "s1"], "quote more words"),
        (["note", "L9", "a"], "there is no document L9"),
        (["note", "L1", "three new mosses", "--id", "n-garden"], "has a note n-garden already"),
        (["essay", "Mosses"], "essay-mosses is there already"),
        (["place", "Ω", "--id", "lund"], "begins with “place-”"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    sample: Path, arguments: list[str], words: str
) -> None:
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    assert words in run(sample, *arguments, expect=1)
    assert before == {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}


def test_an_option_without_which_there_is_no_entry_is_named(sample: Path) -> None:
    assert "Missing option '--date'" in run(sample, "event", "Rain", expect=2)
    assert "Missing option '--kind'" in run(sample, "event", "Rain", "--date", "1901", expect=2)


def test_a_dry_run_prints_and_writes_nothing(sample: Path) -> None:
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    output = run(sample, "note", "L1", "three new mosses", "--dry-run")
    assert "  - id: n-three-new-mosses\n    at: s1\n    quote: three new mosses\n" in output
    assert before == {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}


def test_what_was_published_is_never_given_again(sample: Path) -> None:
    run_command(main, ["publish", "1.1", "-m", "x", "--date", "2026-02-01", "--root", str(sample)])
    (sample / "annotations/glossary.yaml").write_text("# none\n")
    (sample / "annotations/moved.yaml").write_text("- {id: term-glass, reason: Withdrawn.}\n")
    assert "cannot be used again" in run(sample, "term", "glass", expect=1)
    run(sample, "term", "lens")
    assert (
        (sample / "annotations/glossary.yaml").read_text().startswith("# none\n\nterm-lens:\n  name: lens\n")
    )


def test_a_shared_surname_is_not_claimed(sample: Path) -> None:
    output = run(sample, "person", "Holm, Berit", "--id", "person-holm-berit")
    assert "“Holm” means person-holm" in output
    assert "  ambiguous: [Holm]\n" in (sample / "annotations/persons.yaml").read_text()


def test_an_empty_list_of_notes_is_opened_and_a_missing_file_made(sample: Path) -> None:
    path = sample / "annotations/notes/L2.yaml"
    path.write_text("document: L2\nnotes: []  # none yet\n")
    run(sample, "note", "L2", "the next boat")
    assert path.read_text().startswith(
        "document: L2\nnotes:  # none yet\n  - id: n-the-next-boat\n    at: s1\n"
    )
    path.unlink()
    run(sample, "note", "L2", "the next boat")
    assert path.read_text().startswith("document: L2\nnotes:\n  - id: n-the-next-boat\n")


def test_line_ends_and_byte_order_marks_stay(sample: Path) -> None:
    for name, arguments in (
        ("places.yaml", ("place", "Uppsala")),
        ("notes/L1.yaml", ("note", "L1", "three new mosses")),
    ):
        path = sample / "annotations" / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        before = path.read_bytes()
        run(sample, *arguments)
        after = path.read_bytes()
        assert after.startswith(before[:20]) and after.count(b"\n") == after.count(b"\r\n")
        assert after.count(b"\xef\xbb\xbf") == 1


SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
TEXTS = st.one_of(st.text(SIGNS, max_size=9), st.text(" :#-'\"[]{},&*!|>%@`\\\n0a~é", max_size=6))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS)
def test_values_are_read_as_they_were_given(one: str, other: str) -> None:
    data, faults = read_yaml("\n".join(mapping({"a": one, "b": [other, one], "c": [{"d": other}]})), "")
    assert not faults and data.data == {"a": one, "b": [other, one], "c": [{"d": other}]}


def test_values_that_look_like_something_else_are_quoted() -> None:
    assert [value(text) for text in ("1883", "1936-09-01", "no", "a: b", "“x”", "[a]", "")] == [
        '"1883"',
        "1936-09-01",
        '"no"',
        '"a: b"',
        "“x”",
        '"[a]"',
        '""',
    ]
    assert value(["a, b", "c"]) == '["a, b", c]'


def test_an_entry_in_a_file_without_a_last_line_end() -> None:
    text, line = put_entry("person-a:\n  name: A", ["person-b:", "  name: B"], {"name": "B"}, "x")
    assert (text, line) == ("person-a:\n  name: A\n\nperson-b:\n  name: B\n", 4)
