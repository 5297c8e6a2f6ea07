"""Every code has a folder with a mistake and the words in which it is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import SHARED, TESTS
from word_files import zip_parts

from edition.check.pinpoint import pinpoint
from edition.diagnostics import CODES, Diagnostic, in_order
from edition.importer.run import run_import
from edition.importer.word import import_word
from edition.model import Source
from edition.pipeline import assemble, build, publish_version
from edition.read.files import read_files
from edition.read.tei import read_tei
from edition.validating import validate_edition

TEI_SCHEMA = SHARED / "schema" / "tei_all.rng"
FOLDERS = sorted(path.name for path in (TESTS / "checks").iterdir() if path.is_dir())


def findings(root: Path, folder: Path) -> list[Diagnostic]:
    """What is said about a case: it is imported, read as TEI, published, built or checked as an edition."""
    if (folder / "word").is_dir():
        file = zip_parts(folder / "word", root.parent / "letter.docx")
        return import_word(root, file, 3, by="edition", dry_run=False, force=False).problems
    if (folder / "import").is_dir():
        shutil.rmtree(root / "sources" / "imported")
        shutil.rmtree(root / "annotations" / "imported")
        only = (folder / "only").read_text().strip() if (folder / "only").is_file() else ""
        outcome = run_import(root, folder / "import", only=only)
        if (folder / "edit").is_file():
            edited = root / (folder / "edit").read_text().strip()
            edited.write_text(edited.read_text().replace("mosses", "ferns"))
            book = folder / "in" / "sources" / "recipes" / "tiny.yaml"
            recipe = root / "sources" / "recipes" / "tiny.yaml"
            recipe.write_text(book.read_text().replace("read: small", "read: tiny"))
            outcome = run_import(root, folder / "import")
        return in_order(outcome.problems)
    if (folder / "in" / "tei").is_dir():
        paths = sorted((folder / "in" / "tei").glob("*.xml"))
        return [d for path in paths for d in read_tei(Source(f"tei/{path.name}", path.read_bytes()))[1]]
    if (folder / "publish").is_file():
        version = (folder / "publish").read_text().strip()
        return publish_version(root, version, "2026-11-22", "Nothing").diagnostics
    if (folder / "in" / "pagefind").is_file():
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PAGEFIND_BINARY_PATH", str(root / "pagefind"))
            return build(root).diagnostics
    if folder.name == "S201":
        sources = read_files(root)
        result = assemble(sources)
        assert result.edition is not None and result.config is not None
        faults = validate_edition(result.edition, result.config, root, TEI_SCHEMA)
        return in_order(pinpoint(faults, {source.path: source for source in sources}))
    return assemble(read_files(root)).diagnostics


@pytest.mark.parametrize("code", FOLDERS)
def test_a_mistake_is_told(code: str, sample: Path, golden, request: pytest.FixtureRequest) -> None:
    folder = TESTS / "checks" / code
    if code == "S201":
        request.getfixturevalue("tei_schema")
    shutil.copytree(folder / "in", sample, dirs_exist_ok=True)
    found = findings(sample, folder)
    assert code in {finding.code for finding in found}
    golden(folder / "golden.txt", "".join(f"{finding}\n" for finding in found))


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert set(FOLDERS) == set(CODES)


def test_the_flawless_edition_has_no_findings(sample: Path) -> None:
    assert assemble(read_files(sample)).diagnostics == []


def test_all_mistakes_are_told_in_one_run(sample: Path) -> None:
    """Several cases on different files, laid over one another: none hides another."""
    codes = ["A101", "A202", "M104", "R102", "D110"]
    for code in codes:
        shutil.copytree(TESTS / "checks" / code / "in", sample, dirs_exist_ok=True)
    assert set(codes) <= {finding.code for finding in assemble(read_files(sample)).diagnostics}


def test_every_finding_has_a_place_that_exists(sample: Path) -> None:
    for code in FOLDERS:
        if code.startswith(("I", "S")):
            continue
        root = sample.parent / code
        shutil.copytree(sample, root)
        shutil.copytree(TESTS / "checks" / code / "in", root, dirs_exist_ok=True)
        for finding in assemble(read_files(root)).diagnostics:
            path = root / finding.location.path
            assert path.is_file(), finding
            lines = path.read_bytes().decode("utf-8", "replace").split("\n")
            assert finding.location.line <= len(lines), finding
