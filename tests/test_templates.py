"""Templates: the edition's own file by file before the engine's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import copy_sample, run_command

from edition.cli import main
from edition.paths import TEMPLATES
from edition.runs.building import build_site


def site_of(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root / "site").as_posix(): p.read_bytes() for p in (root / "site").rglob("*.*")}


def put(root: Path, name: str, text: str) -> None:
    (root / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "templates" / name).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_sample(tmp_path_factory.mktemp("templates") / "edition")
    run_command(main, ["build", "--root", str(root)])
    return root


@pytest.fixture
def built(site: Path) -> Iterator[Path]:
    """The sample, built, without templates of its own; those that a test gives it go after it."""
    yield site
    shutil.rmtree(site / "templates")
    build_site(site)


OWN = {
    "about.html.j2": ("about/index.html", "<title>Mine</title>"),
    "css/book.css": ("assets/css/book.css", "body { color: navy }"),
    "css/margin.css.j2": ("assets/css/margin.css", "/* {{ count }} notes */"),
    "js/mark.js": ("assets/js/mark.js", "// mine"),
    "favicon.svg": ("assets/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
}


def test_one_file_changes_one_file_and_its_going_changes_it_back(built: Path) -> None:
    before = site_of(built)
    for name, (_, text) in OWN.items():
        put(built, name, text)
    made = set(build_site(built).stale)
    after = site_of(built)
    assert (
        made == {path for path, _ in OWN.values()} == {path for path in after if after[path] != before[path]}
    )
    for name in OWN:
        (built / "templates" / name).unlink()
    assert set(build_site(built).stale) == made and site_of(built) == before


def test_a_file_that_the_engine_has_not_is_added(built: Path) -> None:
    put(built, "css/fonts.css", "/* mine */")
    assert set(build_site(built).stale) == {"assets/css/fonts.css"}


def test_a_template_may_build_on_the_engines_of_the_same_name(built: Path) -> None:
    put(built, "about.html.j2", '{% extends "engine/about.html.j2" %}{% block title %}My own{% endblock %}')
    assert set(build_site(built).stale) == {"about/index.html"}
    page = (built / "site/about/index.html").read_text("utf-8")
    assert "<title>My own</title>" in page and "About this edition" in page


def test_a_changed_part_reaches_the_pages_that_use_it(built: Path) -> None:
    base = (TEMPLATES / "base.html.j2").read_text("utf-8")
    put(built, "base.html.j2", base.replace("</footer>", "<p>One line more.</p></footer>"))
    pages = {path for path in site_of(built) if path.endswith(".html")}
    assert pages - {"404.html"} <= set(build_site(built).stale)
    assert all(b"One line more." in site_of(built)[path] for path in pages if path.startswith("letters/"))


@pytest.mark.parametrize("text", ["{% if %}", "{{ 1 / 0 }}", '{% extends "engine/abuot.html.j2" %}'])
@pytest.mark.parametrize("name", ["about.html.j2", "css/margin.css.j2"])
def test_a_fault_is_told_at_its_line(built: Path, name: str, text: str) -> None:
    put(built, name, f"\n{text}\n")
    (finding,) = [d for d in build_site(built).diagnostics if d.code == "X202"]
    assert (finding.location.path, finding.location.line) == (f"templates/{name}", 2)
