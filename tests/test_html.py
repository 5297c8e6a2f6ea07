"""The Nu HTML checker (vnu) over the pages of both layers."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import JAVA, ROOT, missing
from lxml import etree
from verdicts import faults_unless_known

JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def checker() -> Path:
    """The checker's jar; `npm install --no-save --no-package-lock vnu-jar` puts it there."""
    if not JAR.is_file():
        missing("the Nu HTML checker (npm install --no-save --no-package-lock vnu-jar)")
    if shutil.which("java") is None:
        missing("a Java runtime, which the Nu HTML checker needs")
    return JAR


def faults(checker: Path, folder: Path) -> list[str]:
    """What the checker says of all HTML files below a folder, in one process."""
    command = [*JAVA, "-jar", checker, "--skip-non-html", "--errors-only", "--format", "json", folder]

    def look() -> list[str]:
        result = subprocess.run(command, capture_output=True, text=True)
        messages = json.loads(result.stderr)["messages"]
        return [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages]

    return faults_unless_known(look, checker, *sorted(folder.rglob("*.html")))


def structures(page: Path) -> set[tuple[str, ...]]:
    """What stands in what: each element with its parent and the names of its attributes."""
    met = set()
    for each in etree.parse(page, etree.HTMLParser()).iter(etree.Element):
        parent = each.getparent()
        met.add(("" if parent is None else parent.tag, each.tag, *each.keys()))
    return met


def of_every_structure(pages: Iterable[Path]) -> list[Path]:
    """Of these pages so many that every structure that is met in any is met in one of them."""
    chosen: list[Path] = []
    met: set[tuple[str, ...]] = set()
    for page in pages:
        if new := structures(page) - met:
            chosen.append(page)
            met |= new
    assert len(met) > 400
    return chosen


def test_pages_are_valid_html(
    checker: Path, full_edition: Path, calendar_edition: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Pages in which everything occurs that occurs in any, in both layers; all of them with `--thorough`."""
    pages = [page for root in (full_edition, calendar_edition) for page in (root / "site").rglob("*.html")]
    assert len(pages) > 1600
    pages.sort(key=lambda page: (-page.stat().st_size, page))

    def look() -> list[str]:
        chosen = pages if pytestconfig.getoption("--thorough") else of_every_structure(pages)
        for page in chosen:
            copy = tmp_path / page.relative_to(full_edition.parent)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(page, copy)
        return faults_beside_one(checker, tmp_path, calendar_edition / "site/letters/1/index.html")

    assert faults_unless_known(look, checker, Path(__file__), *pages) == []


def faults_beside_one(checker: Path, folder: Path, page: Path) -> list[str]:
    """What the checker says of a folder, to which a page with a fault is added, so that one sees it told."""
    bad = folder / "with/a/fault/index.html"
    bad.parent.mkdir(parents=True)
    main = '<main id="content">'
    text = page.read_text("utf-8").replace(main, f'{main}<img src="x.png">')
    bad.write_text(text, "utf-8")
    told = faults(checker, folder)
    of_bad = [fault for fault in told if "with/a/fault" in fault]
    assert any("alt" in fault for fault in of_bad), told
    return [fault for fault in told if fault not in of_bad]
