"""Copies that a cloud folder, a file manager or a browser makes beside a file or a folder of the edition:
each is told once, and nothing in it is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import copy_sample

from edition.paths import MAPS
from edition.pipeline import assemble
from edition.store.corpus_files import corpus_files
from edition.store.memo import Memo
from edition.store.source_files import read_files
from edition.store.state import inputs
from edition.words.copied_names import copied_from

LETTER = "sources/letters/001"
NAMES = (
    "001 2", "001 (1)", "001(1)", "001 copy", "001 copy 3", "001 - Copy", "001 - Copy (2)", "001 - Kopie",
    "Copy of 001", "001 (conflicted copy 2026-11-30)", "001 (Ada's conflicted copy 2026-11-30)",
    "001 (another copy)", "001_conflict-2026", "001 (Conflict)", "001.sync-conflict-20261130-101010-ABCDEFG",
)  # fmt: skip
COPIES = (
    *(f"{LETTER}.md sources/letters/{name}.md" for name in NAMES),
    "sources/essays/essay-mosses.md sources/essays/essay-mosses 2.md",
    "sources/imported/letters/001.md sources/imported/letters/001 (1).md",
    "annotations/notes/L1.yaml annotations/notes/L1 (1).yaml",
    "annotations/imported/L1.yaml annotations/imported/L1 2.yaml",
    "annotations/persons.yaml annotations/persons (conflicted copy 2026-11-30).yaml",
    "sources/edition.yaml sources/edition 2.yaml",
    *(f"{name} {name} 2" for name in ("sources", "annotations", "sources/letters", "annotations/notes")),
    *(f"annotations annotations{mark}" for mark in (" (1)", " copy", " - Kopie")),
    "sources sources (conflicted copy 2026-11-30)",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Memo]:
    root, memo = copy_sample(tmp_path_factory.mktemp("copies") / "edition"), Memo()
    assert not assemble(read_files(root), memo).diagnostics
    return root, memo


def put_beside(root: Path, case: str) -> tuple[str, Path]:
    """Copy the file or folder that a case begins with to the path behind it; both."""
    original = next(case[:at] for at in range(len(case)) if case[at] == " " and (root / case[:at]).exists())
    copy = root / case[len(original) + 1 :]
    (shutil.copytree if (root / original).is_dir() else shutil.copyfile)(root / original, copy)
    return original, copy


@pytest.mark.parametrize("case", COPIES)
def test_a_copy_is_told_once(case: str, sample: tuple[Path, Memo]) -> None:
    root, memo = sample
    original, copy = put_beside(root, case)
    try:
        (told,) = assemble(read_files(root), memo.following()).diagnostics
    finally:
        shutil.rmtree(copy) if copy.is_dir() else copy.unlink()
    assert (told.code, told.location.path) == ("D110", copy.relative_to(root).as_posix())
    assert f"copy of {original}," in told.message
    assert f"into {original}, and delete it" in told.hint


def test_pictures_are_told_as_pictures(sample: tuple[Path, Memo]) -> None:
    """Which are often numbered; that they are not read is no error."""
    root, memo = sample
    pictures = [root / f"sources/letters/{name}.jpg" for name in ("scan", "scan 2", "scan (3)")]
    try:
        for picture in pictures:
            picture.touch()
        told = assemble(read_files(root), memo.following()).diagnostics
    finally:
        for picture in pictures:
            picture.unlink()
    assert [finding.code for finding in told] == ["D113"] * 3


def test_the_files_of_a_map_that_is_a_copy_are_not_looked_for(tmp_path: Path) -> None:
    for name, corpus in (("mosses", "a"), ("mosses 2", "b")):
        for path, text in ((f"{MAPS}/{name}.yaml", f"corpus: {corpus}\n"), (f"{corpus}/1.xml", "<TEI/>")):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
    assert list(corpus_files(tmp_path)) == ["a/1.xml"]


def test_a_file_whose_name_is_no_copy_s_is_told_by_its_own_name(sample: tuple[Path, Memo]) -> None:
    root, memo = sample
    _, copy = put_beside(root, f"{LETTER}.md sources/letters/001-DESKTOP.md")
    try:
        (told,) = assemble(read_files(root), memo.following()).diagnostics
    finally:
        copy.unlink()
    assert (told.code, told.location.path) == ("D107", "sources/letters/001-DESKTOP.md")
    assert f"{LETTER}.md" in told.message


def test_a_folder_beside_the_sources_is_seen_by_the_next_build(sample: tuple[Path, Memo]) -> None:
    root, _ = sample
    before = inputs(root)
    _, copy = put_beside(root, "sources sources 2")
    try:
        assert inputs(root).keys() - before.keys() == {str(copy)}
    finally:
        shutil.rmtree(copy)


@pytest.mark.parametrize(
    "path",
    [
        "sources/letters/002 2.md",
        "sources/essays/essay-2.md",
        "sources/essays/essay-conflict-1929.md",
        "sources/letters/0012.md",
        "sources/copy.md",
        "sources 3a",
    ],
)
def test_what_has_no_original_or_another_name_is_no_copy(path: str) -> None:
    assert copied_from(path, {f"{LETTER}.md", "sources", "sources/essays/essay.md"}) is None
