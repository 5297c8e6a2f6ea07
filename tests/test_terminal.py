"""What commands say in a terminal, and where they look for the edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run_command

from edition.cli import main
from edition.cli.console import in_colour
from edition.cli.progress import showing_progress
from edition.cli.telling import as_text
from edition.findings.diagnostics import Diagnostic, Location, Severity, most_telling
from edition.pipeline import assemble
from edition.store.source_files import read_files


def finding(line: int, code: str = "T101", message: str = "twice", path: str = "a.md") -> Diagnostic:
    severity = Severity.WARNING if code[0] == "T" else Severity.ERROR
    return Diagnostic(code, severity, message, Location(path, line, 1), "once")


def test_many_alike_are_told_once_and_counted() -> None:
    many = [finding(line) for line in range(1, 30)]
    absent = [finding(1, "L101", "“person-x” is not there", f"{n}.md") for n in range(9)]
    shown = most_telling([*absent, *many, finding(1, path="b.md")])
    assert [(each.finding.location.path, each.more) for each in shown] == [
        ("0.md", 8),
        ("a.md", 0),
        ("a.md", 0),
        ("a.md", 26),
        ("b.md", 0),
    ]


def test_reading_and_checking_move(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each stage says how much of it is done, until all is; without a terminal a long one has a line."""
    steps: list[tuple[str, int, int]] = []
    assemble(read_files(sample), progress=lambda *step: steps.append(step))
    documents = [(done, total) for stage, done, total in steps if total > 1]
    assert documents == sorted(documents) and documents[-1][0] == documents[-1][1] > 3
    with showing_progress() as show:
        for done in range(301):
            show("Checking", done, 300)
    assert capsys.readouterr().err == "Checking: 300 …\n"


def test_a_message_that_quotes_a_long_line_is_cut(tmp_path: Path) -> None:
    assert len(as_text(finding(1, message="*" * 20_000), tmp_path)) < 1000


def test_colour_adds_nothing_but_colour() -> None:
    import click

    text = f"{finding(3)}\n     3 | the the\n       | ^"
    coloured = in_colour(text, finding(3))
    assert coloured != text and click.unstyle(coloured) == text


@pytest.fixture
def broken(sample: Path) -> Path:
    path = sample / "annotations/persons.yaml"
    path.write_text(path.read_text("utf-8").replace("name: Ada", "name:Ada"), "utf-8")
    return sample


def test_places_can_be_opened_from_where_the_command_was_typed(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a folder below, from beside, and with the folder before or after the command."""
    monkeypatch.chdir(broken / "sources/letters")
    assert "../../annotations/persons.yaml:2:3: error" in run_command(main, ["check"], expect=1).output
    monkeypatch.chdir(broken.parent)
    for arguments in (["check", "--root", "sample"], ["--root", "sample", "check"], ["--root", "sample"]):
        output = run_command(main, arguments, expect=1).output
        assert "sample/annotations/persons.yaml:2:3: error D101" in output
        assert (Path.cwd() / "sample/annotations/persons.yaml").is_file()


def test_without_an_edition_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no configuration" in run_command(main, ["check"], expect=1).output


def test_fmt_fails_on_what_it_cannot_read(broken: Path) -> None:
    output = run_command(main, ["fmt", "--root", str(broken)], expect=1).output
    assert "persons.yaml: left as it is: it is not valid YAML" in output


def test_ids_with_commas_are_given_one_by_one(sample: Path) -> None:
    arguments = ["new", "letter", "--root", str(sample), "--from", "person-holm,person-brandt"]
    output = run_command(main, arguments, expect=2).output
    assert "--from person-holm --from person-brandt" in output
