"""Places and helpers that many tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
SHARED = ROOT.parent / "shared"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
STRICT = bool(os.environ.get("EDITION_STRICT") or os.environ.get("CI"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take what is made now as the golden files")


def missing(what: str) -> None:
    """Skip loudly, or fail where nothing may be skipped."""
    if STRICT:
        pytest.fail(f"{what} is missing, and nothing may be skipped here")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the source documents, which are in copyright and not part of the project."""
    if not (SHARED / "seeds").is_dir():
        missing("the folder of source documents (../shared/seeds)")
    return SHARED / "seeds"


@pytest.fixture(scope="session")
def truth_folder() -> Path:
    if not (SHARED / "truth").is_dir():
        missing("the ground truth (../shared/truth)")
    return SHARED / "truth"


@pytest.fixture(scope="session")
def tei_schema() -> Path:
    """The RelaxNG schema of TEI P5 (tei_all)."""
    if not (SHARED / "schema" / "tei_all.rng").is_file():
        missing("the TEI schema (../shared/schema/tei_all.rng)")
    if shutil.which("java") is None:
        missing("a Java runtime, which jing needs")
    return SHARED / "schema" / "tei_all.rng"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The small flawless edition, in a folder of its own."""
    return copy_sample(tmp_path / "sample")


def copy_sample(target: Path) -> Path:
    shutil.copytree(TESTS / "sample", target)
    return target


def own_template(root: Path, name: str) -> Path:
    """A template of the edition's own in place of the engine's of that name, at first the same."""
    path = root / "templates" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "templates" / name, path)
    return path


@pytest.fixture(scope="session")
def full_edition(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """The edition itself with the text imported, built once: the folder with its site/."""
    from edition.cli import main

    root = tmp_path_factory.mktemp("edition")
    copy_edition(root)
    for arguments in (["import", str(seeds), "--root", str(root)], ["build", "--root", str(root)]):
        run_command(main, arguments)
    return root


@pytest.fixture(scope="session")
def calendar_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as the repository publishes it, without any text, built once."""
    from edition.cli import main

    root = tmp_path_factory.mktemp("calendar")
    copy_edition(root)
    run_command(main, ["build", "--root", str(root)])
    return root


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        missing("a Chromium browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.failures = []
    page.on(
        "console", lambda message: page.failures.append(message.text) if message.type == "error" else None
    )
    page.on("requestfailed", lambda request: page.failures.append(request.url))
    page.on(
        "request",
        lambda request: page.failures.append(request.url) if not request.url.startswith("file:") else None,
    )
    yield page
    context.close()


def url(root: Path, path: str) -> str:
    return (root / "site" / path).as_uri()


def copy_edition(root: Path) -> None:
    """The sources of the real edition without what was imported."""
    for folder in ("sources", "annotations", "docs"):
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("imported"))


def run_command(main, arguments: list[str], *, expect: int = 0):
    from click.testing import CliRunner

    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == expect, result.output
    return result


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare text with a golden file; `--accept` writes it."""

    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
            return
        expected = path.read_text("utf-8") if path.is_file() else ""
        assert actual == expected, f"{path} differs; look at the difference, then pytest --accept"

    return compare
