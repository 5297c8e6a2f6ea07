"""A publication follows the last one in number and date, says what stops it, and can be taken back while
nobody can have seen it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import copy_sample, run_command

from edition.anchors.publication import _order
from edition.authoring.unpublishing import unpublish_version
from edition.cli import main
from edition.findings import Refused
from edition.runs.publishing import PublicationResult, publish_version
from edition.store.filing import write_together

DAY = "2026-11-22"


def publish(root: Path, version: str, date: str = DAY) -> PublicationResult:
    outcome = publish_version(root, version, date, f"Version {version}")
    write_together(root, outcome.files, "the version")
    return outcome


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_sample(tmp_path_factory.mktemp("published") / "edition")
    assert publish(root, "1.0").files
    return root


@pytest.fixture
def published(published_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published_once, tmp_path / "edition")


def contents(root: Path) -> dict[str, bytes]:
    folders = (root / "sources", root / "annotations")
    paths = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


@pytest.mark.parametrize(
    ("version", "date", "words"),
    [
        ("0.9", DAY, "version 0.9 does not follow 1.0"),
        ("1.0", DAY, "already published"),
        ("1.1", "2026-11-21", "2026-11-21 lies before 2026-11-22, the date of version 1.0"),
        ("1.1", "22.11.2026", "is not a day"),
    ],
)
def test_a_version_follows_the_last(published: Path, version: str, date: str, words: str) -> None:
    outcome = publish_version(published, version, date, "More.")
    assert not outcome.files
    assert [words in str(finding) for finding in outcome.diagnostics] == [True]


def test_versions_have_an_order() -> None:
    versions = ["2026-11", "1.10", "1.9", "1.0.1", "1.0", "1.0-beta", "1.0-alpha", "0.9"]
    assert sorted(versions, key=_order, reverse=True) == versions


def test_what_stops_a_publication_is_said(published: Path) -> None:
    path = published / "sources/letters/003.md"
    path.write_text(path.read_text("utf-8").replace("Holm", "‹to write: who›"), "utf-8")
    arguments = ["publish", "1.1", "-m", "More.", "--root", str(published)]
    output = run_command(main, arguments, expect=1).output
    assert "Nothing was published because of places that are still to be written (D220)" in output


def test_a_dry_run_writes_nothing(published: Path) -> None:
    before = contents(published)
    arguments = ["publish", "1.1", "-m", "More.", "--date", DAY, "--dry-run", "--root", str(published)]
    assert "annotations/releases/1.1.zip" in run_command(main, arguments).output
    assert contents(published) == before


def test_what_is_saved_while_a_version_is_prepared_is_not_lost(published: Path, monkeypatch) -> None:
    config = published / "sources/edition.yaml"

    def prepared(*given: str) -> PublicationResult:
        result = publish_version(*given)
        config.write_text(f"{config.read_text('utf-8')}# mine\n", "utf-8")
        return result

    monkeypatch.setattr("edition.runs.publishing.publish_version", prepared)
    arguments = ["publish", "1.1", "-m", "More.", "--date", DAY, "--root", str(published)]
    told = run_command(main, arguments, expect=1).output
    assert "sources/edition.yaml: somebody changed this while" in told
    assert config.read_text("utf-8").endswith("# mine\n")
    assert not (published / "annotations/releases/1.1.zip").exists()


@pytest.mark.parametrize("change", [False, True])
def test_the_last_version_can_be_taken_back(published: Path, change: bool) -> None:
    if change:
        path = published / "sources/letters/003.md"
        path.write_text(path.read_text("utf-8") + "\nA second paragraph is new.\n", "utf-8")
    before = contents(published)
    assert publish(published, "1.1").files
    with pytest.raises(Refused, match="not the last"):
        unpublish_version(published, "1.0")
    with pytest.raises(Refused, match="no version 2"):
        unpublish_version(published, "2.0")
    run_command(main, ["unpublish", "1.1", "--root", str(published)])
    assert contents(published) == before


def test_the_first_version_can_be_taken_back(published: Path) -> None:
    run_command(main, ["unpublish", "1.0", "--root", str(published)])
    assert not {"annotations/anchors.tsv", "sources/changes.yaml"} & contents(published).keys()


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def test_what_others_may_have_seen_stays(published: Path, tmp_path: Path) -> None:
    git(published, "init", "-q", "-b", "main")
    git(published, "add", "-A")
    git(published, "commit", "-qm", "Version 1.0")
    git(published, "tag", "v1.0")
    with pytest.raises(Refused, match="has the tag"):
        unpublish_version(published, "1.0")
    git(published, "tag", "-d", "v1.0")
    assert unpublish_version(published, "1.0").files
    git(tmp_path, "init", "-q", "--bare", "there")
    git(published, "push", "-q", str(tmp_path / "there"), "main")
    git(published, "remote", "add", "origin", str(tmp_path / "there"))
    git(published, "fetch", "-q", "origin")
    with pytest.raises(Refused, match="pushed to origin/main"):
        unpublish_version(published, "1.0")
