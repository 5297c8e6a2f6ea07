"""What is kept from one test run to the next is what would be made or told anew."""

from __future__ import annotations

import subprocess
from pathlib import Path

import tei_validity
import verdicts
from kept import files_in


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
