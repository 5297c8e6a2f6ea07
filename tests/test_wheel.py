"""What is installed is all that an edition needs: the wheel, made of the sdist, far from the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, run_command

from edition import __version__
from edition.cli import main

TRACKED = ("edition", "templates")


def run(command: list[str | Path], folder: Path) -> str:
    """What a command says; the checkout is not on its way."""
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    result = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that is made of it."""
    folder = tmp_path_factory.mktemp("distributions")
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder], ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    run([*pip, "-w", folder, sdist], folder)
    return folder


@pytest.fixture(scope="module")
def installed(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment with the wheel in it. The libraries are lent by the environment of
    the tests, so that nothing is fetched; what that environment has installed of the edition comes later."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=True)
    python = next(place / name for name in ("bin/python", "Scripts/python.exe") if (place / name).exists())
    (wheel,) = distributions.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index"]
    run([*pip, wheel], place)
    library = next(place.rglob("site-packages"))
    lent = next(path for path in map(Path, sys.path) if (path / "jinja2").is_dir())
    (library / "lent.pth").write_text(
        f"{lent}\n", "utf-8"
    )  # adds the folder, and reads none of its .pth files
    assert Path(run([python, "-c", "import edition; print(edition.__file__)"], place)).is_relative_to(library)
    return python


def test_nothing_is_missing_in_the_distributions(distributions: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", *TRACKED], cwd=ROOT, capture_output=True, text=True
    ).stdout.splitlines()
    wanted = set(listed) or pytest.skip("not a clone of the repository")
    (sdist,), (wheel,) = distributions.glob("*.tar.gz"), distributions.glob("*.whl")
    with tarfile.open(sdist) as archive:
        assert wanted <= {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.replace("templates/", "edition/templates/", 1) if name.startswith("templates") else name
            for name in wanted} <= set(names)  # fmt: skip
    assert {name.split("/")[0] for name in names} == {"edition", f"letters_edition-{__version__}.dist-info"}


def test_an_edition_is_begun_and_built_far_from_the_repository(installed: Path, tmp_path: Path) -> None:
    edition = installed.with_name("edition")
    assert run([edition, "init", "x"], tmp_path).startswith("x holds an invented edition")
    assert "Open site/index.html" in run([edition, "build", "--root", "x"], tmp_path)
    assert "The Harbour Clock" in (tmp_path / "x/site/index.html").read_text("utf-8")
    assert (tmp_path / "x/site/assets/css/margin.css").is_file()


def test_the_example_is_built_as_here(installed: Path, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("site", ".cache")
    for name in ("there", "here"):
        shutil.copytree(ROOT / "examples/two-lights", tmp_path / name, ignore=ignored)
    run([installed, "-m", "edition", "build", "--root", "there"], tmp_path)
    run_command(main, ["build", "--root", str(tmp_path / "here")])
    there, here = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name / "site").rglob("*.*")}
        for name in ("there", "here")
    )
    assert there == here


def test_it_says_what_it_is(installed: Path, tmp_path: Path) -> None:
    assert run([installed, "-m", "edition", "--version"], tmp_path) == f"edition {__version__}\n"
    assert run([installed, "-m", "edition", "new", "--help"], tmp_path).startswith(
        "Usage: python -m edition new"
    )


def test_what_ci_installs_is_locked() -> None:
    """Each package by its version and hashes, within the ranges that users have; the HTML checker too."""
    import tomllib

    from packaging.requirements import Requirement

    locked = (ROOT / ".ci/requirements.txt").read_text("utf-8")
    versions = dict(re.findall(r"(?m)^([a-z0-9-]+)==([^ ;]+)", locked))
    assert locked.count("--hash=sha256:") > len(versions) > 40 and "://" not in locked
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for text in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        wanted = Requirement(text)
        version = versions[wanted.name.lower().replace("_", "-")]
        assert wanted.specifier.contains(version, prereleases=True), text
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert "--require-hashes -r .ci/requirements.txt" in script and re.search(
        r"vnu-jar@\d+\.\d+\.\d+", script
    )
