"""Places and helpers that many tests share."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from edition.pipeline import Result
    from edition.render.site import Site
    from edition.store.memo import Memo

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
SHARED = ROOT.parent / "shared"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # quickest first
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)


def folders_to_keep(*names: str) -> tuple[Path, ...]:
    """Folders of the user's cache, for all checkouts of a machine; of this checkout where those cannot be
    written."""
    said = Path(os.environ.get("XDG_CACHE_HOME", ""))
    with suppress(OSError, RuntimeError):  # RuntimeError: nobody knows a home
        users = said if said.is_absolute() else Path.home() / ".cache"  # as XDG has it
        folders = tuple(users / "letters-edition" / name for name in names)
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        if all(os.access(folder, os.W_OK | os.X_OK) for folder in folders):
            return folders
    return tuple(ROOT / ".pytest_cache" / "letters-edition" / name for name in names)


EDITIONS, VERDICTS = folders_to_keep("editions", "verdicts")  # see kept.py and verdicts.py
OWN_FILES = tuple(f"{folder}/" for folder in (ROOT / "sources", ROOT / "annotations", EDITIONS))
os.environ.setdefault("EDITION_PROCESSES", "1")  # pytest's own workers have all cores
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # they, and programs that tests start, are compiled once
sys.dont_write_bytecode = False
MEMORY, ROOM = Path("/dev/shm"), 8 << 30  # bytes that are to be free there
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # tests make and remove very many files
# any but surrogates, as Hypothesis itself takes; only it works out a table of UTF-8 for it (2 s of CPU)
CHARACTERS = st.characters(exclude_categories=["Cs"])
WIDE = {"width": 1280, "height": 900}  # the screen of a browser where a test does not say another
STRICT = bool(os.environ.get("EDITION_STRICT") or os.environ.get("CI"))


# a Java for short runs: it compiles quickly and little, and what is compiled so wants a deeper stack
JAVA = ("java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

# who asks for one of these asks for the edition of this repository; other tests do without it
OF_THE_EDITION = {"own_edition", "layer", "full_edition", "calendar_edition", "seeds", "truth_folder"}
READ_BY_ENGINE: list[str] = []  # files of this edition that a test of the engine has opened


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take what is made now as the golden files")
    thorough = "many more random edits and kills, and validators asked about everything anew (minutes)"
    parser.addoption("--thorough", action="store_true", help=thorough)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: for a third of its time a worker waits for browsers and programs."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """The same random cases in each run, so that one that fails has a cause in what was changed; others, and
    many more, with `--thorough`."""
    settings.register_profile("the same", derandomize=True)
    settings.load_profile("default" if config.getoption("--thorough") else "the same")
    if config.getoption("--thorough"):
        import axe

        axe.PLACES = axe.ROWS = 1_000_000
    else:
        from hypothesis.internal.conjecture import providers
        from verdicts import keep_verdicts

        keep_verdicts(VERDICTS)
        # Hypothesis also draws constants from all modules that are imported when a test begins, so that
        # cases depend on what ran before, and each worker parses the whole program for them
        providers._get_local_constants = lambda: providers._local_constants


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each test is one of the `edition` or of the `engine`. Those of the edition come first, so that one
    worker makes it while another has tests of the engine."""
    for item in items:
        own = OF_THE_EDITION.intersection(getattr(item, "fixturenames", ()))
        item.add_marker("edition" if own else "engine")
    items.sort(key=lambda item: item.get_closest_marker("edition") is None)


@pytest.fixture(autouse=True)
def engine_without_edition(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test of the engine opens no file of this edition."""
    READ_BY_ENGINE.clear()
    yield
    if request.node.get_closest_marker("engine"):
        assert READ_BY_ENGINE == [], "a test that reads the edition asks for it by a fixture"


@pytest.fixture(autouse=True)
def kinds_of_its_edition(request: pytest.FixtureRequest) -> None:
    """A process knows the kinds of registers of the edition that it read last (`edition.kinds.know`). A test
    begins with the engine's, or with those of the site that it asks for."""
    from edition.kinds import know
    from edition.render.site import Site

    know({})
    own = [name for name in request.fixturenames if name not in ("request", "kinds_of_its_edition")]
    for value in map(request.getfixturevalue, own):
        if isinstance(value, Site):
            know(value.config.registers)


def _note_reading(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(OWN_FILES):
        READ_BY_ENGINE.append(arguments[0])


sys.addaudithook(_note_reading)


@pytest.fixture(scope="session", autouse=True)
def templates_are_listed_once() -> Iterator[None]:
    """The engine's templates stay as they are, however many small editions are built."""
    from edition.paths import TEMPLATES
    from edition.render import templates

    look, of_engine = templates.files_below, templates.files_below(TEMPLATES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "files_below", lambda own: of_engine if own == TEMPLATES else look(own))
        yield


def missing(what: str) -> None:
    """Skip loudly, or fail where nothing may be skipped."""
    if STRICT:
        pytest.fail(f"{what} is missing, and nothing may be skipped here")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def seeds(own_edition: Path) -> Path:
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


def read_cases(path: Path) -> Any:
    """A YAML file with cases. All workers read all of them while they collect tests: so by libyaml."""
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def replace_in(path: Path, old: str, new: str) -> None:
    """Put other words in the place of some, where they first stand in a file."""
    text = path.read_text("utf-8")
    assert old in text, f"{old} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="session")
def own_edition() -> Path:
    """The edition of this repository, as it stands in the checkout. Nothing may be written there."""
    if not (ROOT / "sources/edition.yaml").is_file():
        missing("the edition of this repository (sources/edition.yaml)")
    return ROOT


@pytest.fixture(scope="session")
def full_edition(calendar_edition: Path, seeds: Path) -> Path:
    """The edition itself with the text imported: the folder with its site/. Nothing may be written there."""
    from kept import kept_edition

    return kept_edition("full", seeds, after=calendar_edition)


@pytest.fixture(scope="session")
def calendar_edition(own_edition: Path) -> Path:
    """The edition as the repository publishes it, without any text. Nothing may be written there."""
    from kept import kept_edition

    return kept_edition("calendar")


@pytest.fixture(params=["calendar_edition", "full_edition"])
def layer(request: pytest.FixtureRequest) -> Path:
    """Each of the two."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def full_result(full_edition: Path) -> Result:
    """What the line makes of the edition with its text. Nothing of it may be changed."""
    return lasting(result_of(full_edition))


@pytest.fixture(scope="session")
def calendar_result(calendar_edition: Path) -> Result:
    """What the line makes of the edition without any text. Nothing of it may be changed."""
    return lasting(result_of(calendar_edition))


@pytest.fixture(scope="session")
def full_site(full_edition: Path, full_result: Result) -> Site:
    return site_of(full_edition, full_result)


@pytest.fixture(scope="session")
def calendar_site(calendar_edition: Path, calendar_result: Result) -> Site:
    return site_of(calendar_edition, calendar_result)


def result_of(root: Path, memo: Memo | None = None) -> Result:
    """What the line makes of an edition without mistakes, for the most part from what its last build kept."""
    from edition.pipeline import assemble
    from edition.store.source_files import read_files
    from edition.store.state import read_memo

    result = assemble(read_files(root), memo or read_memo(root))
    assert not result.failed, result.diagnostics
    return result


def site_of(root: Path, result: Result | None = None, memo: Memo | None = None) -> Site:
    """An edition as those who render it see it, with what its last build kept."""
    from edition.paths import OWN_TEMPLATES
    from edition.render.site import Site
    from edition.store.state import read_memo

    memo = memo or read_memo(root)
    result = result or result_of(root, memo)
    assert result.edition is not None and result.config is not None
    return Site(result.edition, result.config, root / OWN_TEMPLATES, memo)


def lasting(result: Result) -> Result:
    """What stays to the end is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    return result


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        missing("a Chromium browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """A new page, which notes in `failures` what goes wrong and what it asks of others."""
    page = watched_page(browser)
    yield page
    page.context.close()


@pytest.fixture(scope="session")
def seasoned_tab(browser):
    page = watched_page(browser)
    yield page
    page.context.close()


@pytest.fixture
def tab(seasoned_tab):
    """The same for tests that leave nothing in the browser's storage: one for all, since a browser is quicker
    the second time."""
    seasoned_tab.wait_for_load_state()  # or what it still asks for is told of the next
    seasoned_tab.set_viewport_size(WIDE)
    if seasoned_tab.evaluate("matchMedia('print, (prefers-color-scheme: dark)').matches"):
        seasoned_tab.emulate_media(media="screen", color_scheme="light")
    seasoned_tab.mouse.move(0, 0)
    seasoned_tab.failures.clear()
    return seasoned_tab


@pytest.fixture(scope="session")
def seasoned_scriptless(browser):
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless(seasoned_scriptless):
    """The same, where pages have no scripts."""
    seasoned_scriptless.set_viewport_size(WIDE)
    seasoned_scriptless.mouse.move(0, 0)
    return seasoned_scriptless


def watched_page(browser):
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
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
    return page


def url(root: Path, path: str) -> str:
    return (root / "site" / path).as_uri()


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
