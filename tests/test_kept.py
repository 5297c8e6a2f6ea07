"""What is kept from one test run to the next is what would be made or told anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import conftest
import kept
import pytest
import tei_validity
import verdicts
from kept import files_in

YEAR = 365 * 86_400


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "EDITIONS", tmp_path / "editions")
    monkeypatch.setattr(kept, "digest_of_all", lambda *made_of: "0123")
    return tmp_path / "editions"


def lay_old(editions: Path, count: int) -> None:
    for number in range(count):
        (editions / f"old-{number}").mkdir(parents=True)
        (editions / f"old-{number}" / "file").touch()
        os.utime(editions / f"old-{number}", (time.time() - YEAR + number,) * 2)


def fail(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def make(root: Path) -> None:
    root.mkdir()
    (root / "whole").touch()


def test_what_is_not_finished_is_made_again(editions: Path) -> None:
    def begin(root: Path) -> None:
        root.mkdir()
        (root / "part").touch()
        fail()

    with pytest.raises(KeyboardInterrupt):
        kept.kept("new", begin)
    assert [path.name for path in kept.kept("new", make).iterdir()] == ["whole"]
    assert kept.kept("new", fail) == editions / "new-0123"


def test_those_go_that_were_used_long_ago(editions: Path) -> None:
    lay_old(editions, kept.MOST + 1)
    kept.kept("new", make)
    assert {path.name for path in editions.iterdir()} == {"new-0123", *(f"old-{n}" for n in range(2, 7))}


def test_a_run_that_ends_while_it_removes_one_leaves_no_part_of_it(editions: Path, monkeypatch) -> None:
    lay_old(editions, kept.MOST)
    remove = shutil.rmtree

    def end_midway(folder: Path, **named: bool) -> None:
        if folder.exists():
            (folder / "file").unlink()
            fail()

    monkeypatch.setattr(shutil, "rmtree", end_midway)
    with pytest.raises(KeyboardInterrupt):
        kept.kept("new", make)
    assert all((folder / "file").exists() for folder in editions.glob("*-*"))
    monkeypatch.setattr(shutil, "rmtree", remove)
    kept.kept("new", make)
    assert len([*editions.iterdir()]) == kept.MOST


def test_what_is_kept_is_of_the_program_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from edition import paths

    monkeypatch.setattr(kept, "ROOT", tmp_path)

    def digest(*moves: tuple[str, str]) -> str:
        for source, target in moves:
            (tmp_path / target).parent.mkdir(exist_ok=True)
            (tmp_path / source).rename(tmp_path / target)
        return kept.digest_of_all()

    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "a.yaml").touch()
    here = digest()
    assert digest(("annotations/a.yaml", "sources/a.yaml")) != here
    assert digest(("sources/a.yaml", "annotations/a.yaml")) == here
    monkeypatch.setattr(paths, "PROGRAM", tmp_path)
    assert digest() != here


NOWHERE: dict[str, Callable[[Path], dict[str, str]]] = {
    "no folder": lambda root: {"XDG_CACHE_HOME": str(root / "file"), "HOME": "/"},
    "below a file": lambda root: {"XDG_CACHE_HOME": str(root / "file/cache"), "HOME": "/"},
    "the home is a file": lambda root: {"XDG_CACHE_HOME": "", "HOME": str(root / "file")},
    "its cache is a file": lambda root: {"XDG_CACHE_HOME": "relative", "HOME": str(root)},
}


@pytest.mark.parametrize("world", NOWHERE)
def test_where_nothing_can_be_kept_for_all_it_is_for_this_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: str
) -> None:
    for name in ("file", ".cache"):
        (tmp_path / name).touch()
    for name, value in NOWHERE[world](tmp_path).items():
        monkeypatch.setenv(name, value)
    (folder,) = conftest.folders_to_keep("verdicts")
    assert folder == conftest.ROOT / ".pytest_cache/letters-edition/verdicts"


def test_it_stands_in_the_cache_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for said, cache in {"": "home/.cache", "rel": "home/.cache", f"{tmp_path}/deep/new": "deep/new"}.items():
        monkeypatch.setenv("XDG_CACHE_HOME", said)
        assert conftest.folders_to_keep("a") == (tmp_path / cache / "letters-edition/a",)
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert conftest.folders_to_keep("a")[0].is_relative_to(conftest.ROOT)


def test_faults_are_told_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "FOLDER", None)
    verdicts.keep_verdicts(tmp_path / "verdicts")
    asked: list[str] = []

    def look(*faults: str) -> list[str]:
        asked.append("asked")
        return [*faults]

    for _ in range(2):
        assert verdicts.faults_unless_known(lambda: look("wrong"), "validator", b"page") == ["wrong"]
        assert verdicts.faults_unless_known(look, "validator", b"other page") == []
    assert len(asked) == 3
    assert verdicts.faults_unless_known(lambda: look("wrong"), "validatoro", b"ther page") == ["wrong"]


def test_what_is_made_of_an_imported_file_depends_on_it(tmp_path: Path) -> None:
    """Though what is imported into the folders of this edition is no part of it."""
    own, imported = (tmp_path / "sources" / name for name in ("letters/016.md", "imported/letters/016.md"))
    for file in (own, imported):
        file.parent.mkdir(parents=True)
        file.write_text("Ferns.")
    assert files_in(tmp_path / "sources") == [own]
    assert files_in(imported) == [imported]


def test_a_validator_that_was_ended_has_found_nothing_well(tmp_path: Path, monkeypatch) -> None:
    """As when there is no memory left for it."""
    monkeypatch.setattr(verdicts, "FOLDER", tmp_path / "verdicts")
    verdicts.FOLDER.mkdir()
    (file := tmp_path / "1.xml").write_text("<TEI/>")
    (schema := tmp_path / "schema.rng").write_text("<grammar/>")
    for code in (-9, 1):
        ended = subprocess.CompletedProcess((), code, stdout="", stderr="")
        monkeypatch.setattr(tei_validity.subprocess, "run", lambda *_, ended=ended, **__: ended)
        assert str(code) in tei_validity.by_jing([file], schema)
    assert not list(verdicts.FOLDER.iterdir())
