"""A new edition: it builds at once, has nothing wrong with it, and says how to go on."""

from __future__ import annotations

import runpy
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, run_command
from site_links import broken_links

from edition import __version__
from edition.cli import main
from edition.pipeline import assemble
from edition.store.source_files import read_files


def test_a_new_edition_builds_and_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    root = tmp_path / "letters of mine"
    told = run_command(main, ["init", str(root)]).output
    assert f"edition build --root '{root}'" in told and str(root / "sources/edition.yaml") in told
    assert run_command(main, ["check", "--root", str(root)]).output == "No mistakes found.\n"
    assert "0 not in order" in run_command(main, ["fmt", "--check", "--root", str(root)]).output
    built = run_command(main, ["build", "--root", str(root)]).output
    assert "error" not in built and "warning" not in built and broken_links(root / "site") == []
    for page in ("letters/1", "persons/thorne", "places/whitby"):
        assert (root / "site" / page / "index.html").is_file()
    assert "13 May 1887" in (root / "site/letters/1/index.html").read_text("utf-8")


FIVE_SENTENCES = """
Thorne writes from Whitby on the morning after the storm. She tells Pell that the harbour clock, which
Mr. Sanderson of York had repaired, stopped at ten past four - and that nobody in the town noticed it until
Sunday! The Harbour Commissioners want their money back, which she thinks "a joke". She asks Pell to see
Captain Weir about the bell, and to bring 20 pounds. If he cannot come before Easter, somebody will be sent
from Leeds.
"""


def test_the_first_summary_meets_few_warnings(tmp_path: Path) -> None:
    """Two places that no register has, a hyphen, a pair of quotation marks."""
    root = tmp_path / "x"
    run_command(main, ["init", str(root)])
    letter = root / "sources/letters/001.md"
    _, front, _ = letter.read_text("utf-8").split("---\n", 2)
    letter.write_text(f"---\n{front}---\n{FIVE_SENTENCES}", "utf-8")
    found = assemble(read_files(root)).diagnostics
    assert Counter(each.code for each in found) == {"R203": 2, "T104": 1, "T103": 1}, found


def test_the_version_of_a_new_edition_is_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1785283200")
    run_command(main, ["init", str(tmp_path / "x")])
    assert "\ndate: 2026-07-29\n" in (tmp_path / "x/sources/edition.yaml").read_text("utf-8")


def test_an_empty_folder_will_do_and_a_full_one_will_not(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = run_command(main, ["init", "."]).output
    assert told.startswith("This folder holds") and "edition build\n" in told and "--root" not in told
    (tmp_path / "sources/edition.yaml").write_text("mine")
    assert "is not empty" in run_command(main, ["init", "."], expect=1).output
    assert (tmp_path / "sources/edition.yaml").read_text() == "mine"
    assert "is a file" in run_command(main, ["init", "sources/edition.yaml"], expect=2).output


@pytest.mark.parametrize(
    ("run", "file", "name"),
    [
        (partial(runpy.run_path, str(ROOT / "build.py")), "build.py", "python build.py"),
        (partial(runpy.run_module, "edition", alter_sys=True), "edition", "python -m edition"),
    ],
    ids=["build.py", "-m"],
)
def test_the_program_is_called_as_it_was_called(
    run: Callable[..., object], file: str, name: str, tmp_path: Path, monkeypatch, capfd
) -> None:
    def said(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", [file, *arguments])
        with pytest.raises(SystemExit):
            run(run_name="__main__")
        return "".join(capfd.readouterr())

    assert f"{name} build --root {tmp_path / 'x'}" in said("init", str(tmp_path / "x"))
    assert f"“{name} publish”" in said("check", "--explain", "N201")
    assert f"“{name} init FOLDER”" in said("check", "--root", str(tmp_path))
    assert said("--help").startswith(f"Usage: {name} ") and said("--version") == f"edition {__version__}\n"


def test_words_of_an_edition_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/edition.yaml").write_text("“edition of letters”: x\n")
    result = CliRunner().invoke(main, ["check", "--root", str(tmp_path)], prog_name="python build.py")
    assert "“edition of letters”" in result.output
