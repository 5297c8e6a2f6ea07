"""The Nu HTML checker (vnu) over every page of both layers."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, missing

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
    command = ["java", "-jar", checker, "--skip-non-html", "--errors-only", "--format", "json", folder]
    result = subprocess.run(command, capture_output=True, text=True)
    messages = json.loads(result.stderr)["messages"]
    return [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages]


def test_every_page_is_valid_html(
    checker: Path, full_edition: Path, calendar_edition: Path, tmp_path: Path
) -> None:
    """All pages with the text, and of those without it the ones that are not the same."""
    full, calendar = full_edition / "site", calendar_edition / "site"
    pages = [page.relative_to(calendar) for page in calendar.rglob("*.html")]
    assert len(pages) > 800 and len(list(full.rglob("*.html"))) > 800
    for page in pages:
        if not (full / page).is_file() or (full / page).read_bytes() != (calendar / page).read_bytes():
            (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(calendar / page, tmp_path / page)
    assert faults(checker, full) == []
    assert faults(checker, tmp_path) == []


def test_the_checker_would_tell_a_fault(checker: Path, calendar_edition: Path, tmp_path: Path) -> None:
    """A fault in a page of ours, in a folder within a folder, is told."""
    page = (calendar_edition / "site/letters/1/index.html").read_text("utf-8")
    bad = tmp_path / "letters" / "1" / "index.html"
    bad.parent.mkdir(parents=True)
    bad.write_text(page.replace('<main id="content">', '<main id="content"><img src="x.png">'), "utf-8")
    told = faults(checker, tmp_path)
    assert any("alt" in fault and "letters/1/index.html" in fault for fault in told), told
