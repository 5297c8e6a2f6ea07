"""What the line makes of two small editions: TEI, pages, the model. `pytest --accept` rewrites it.

The files in `tests/goldens/` are for the eye: whoever changes the program sees in their difference what the
change does.
"""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, TESTS
from lxml import etree
from pydantic import BaseModel

GOLDENS = TESTS / "goldens"
EDITIONS = {"sample": TESTS / "sample", "two-lights": ROOT / "examples" / "two-lights"}
TEI_FILE = re.compile(r"tei/(?!edition)[^/]+\.xml")  # that of the whole edition repeats the others
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
SIZE = re.compile(r"[\d.]+ (bytes|kB|MB)(?=</small>)")  # differs with the library that packs
WIDTH = 100  # characters of a line in the dump of the model


def line_of(name: str, folder: Path):
    """An edition assembled, and its jobs: (result, {path: job}, {path: template})."""
    from edition.kinds import know

    result, jobs, templates = assembled(name, folder)
    know(result.config.registers)
    return result, jobs, templates


@cache
def assembled(name: str, folder: Path):
    from edition.pipeline import assemble
    from edition.render import plan
    from edition.render.pages import ROUTES
    from edition.render.site import Site
    from edition.store.memo import Memo
    from edition.store.source_files import read_files

    root = folder / name
    shutil.copytree(EDITIONS[name], root, ignore=shutil.ignore_patterns("site", ".cache"))
    result = assemble(read_files(root))
    assert not result.failed, result.diagnostics
    site = Site(result.edition, result.config, ROOT / "templates", Memo())
    jobs = {job.path: job for job in plan(site)}
    templates = {route.path: route.template for part in ROUTES for route in part(site)}
    templates["downloads/index.html"] = "downloads.html.j2"
    return result, jobs, templates


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("goldens")


@pytest.mark.parametrize("name", EDITIONS)
def test_tei(name: str, folder: Path, golden) -> None:
    _, jobs, _ = line_of(name, folder)
    files = {path: job.make().decode() for path, job in jobs.items() if TEI_FILE.fullmatch(path)}
    for path, text in files.items():
        golden(GOLDENS / name / path, text)
    kept = {path.relative_to(GOLDENS / name).as_posix() for path in (GOLDENS / name / "tei").iterdir()}
    assert kept == files.keys(), "a golden file that is not made any more"


@pytest.mark.parametrize("name", EDITIONS)
def test_a_page_of_each_kind(name: str, folder: Path, golden) -> None:
    """The `main` of the first page of each template."""
    _, jobs, templates = line_of(name, folder)
    first: dict[str, str] = {}
    for path, template in sorted(templates.items()):
        first.setdefault(template, path)
    for template, path in first.items():
        found = MAIN.search(jobs[path].make().decode())
        assert found, path
        text = f"<!-- {path} -->\n{SIZE.sub('… MB', found.group())}\n"
        golden(GOLDENS / name / "pages" / f"{template.removesuffix('.j2')}", text)
    pages = GOLDENS / name / "pages"
    kept = {path.relative_to(pages).as_posix() for path in pages.rglob("*.html")}
    assert kept == {template.removesuffix(".j2") for template in first}


@pytest.mark.parametrize("name", EDITIONS)
def test_model(name: str, folder: Path, golden) -> None:
    result, _, _ = line_of(name, folder)
    golden(GOLDENS / name / "model.txt", "\n".join(dump(result.edition)) + "\n")


def dump(value: object, name: str = "", depth: int = 0) -> Iterator[str]:
    """A value as indented lines: the names of its type and fields, trees as their words."""
    label = "  " * depth + (f"{name}: " if name else "")
    if isinstance(value, etree._Element):
        words = " ".join("".join(value.itertext()).split())
        yield label + f"<{etree.QName(value).localname}> " + shorten(words)
    elif type(value).__name__ == "Location":
        yield label + str(value)
    elif dataclasses.is_dataclass(value) or isinstance(value, BaseModel):
        yield label + type(value).__name__
        for key, item in fields_of(value):
            yield from dump(item, key, depth + 1)
    elif isinstance(value, Mapping):
        yield label + "{}" if not value else label.rstrip()
        for key, item in sorted(value.items(), key=lambda pair: str(pair[0])):
            yield from dump(item, str(key), depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        yield label + "[]" if not value else label.rstrip()
        for item in items:
            yield from dump(item, "-", depth + 1)
    else:
        yield label + shorten(str(value))


def fields_of(value) -> Iterator[tuple[str, object]]:
    if isinstance(value, BaseModel):
        yield from ((key, getattr(value, key)) for key in sorted(value.model_fields_set))
    else:
        named = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        left_out = ("", None, (), [], {}, frozenset())
        for key, item in named.items():
            empty = not isinstance(item, etree._Element) and item in left_out
            if not empty and not isinstance(item, bytes) and key != "digests":
                yield key, item


def shorten(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
