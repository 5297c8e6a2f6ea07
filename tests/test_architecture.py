"""The house keeps its order: imports point down, modules stay small, style and types hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

# each layer may use those before it; what stands on one line does not know its neighbours
LAYERS = [
    {"words", "findings"},
    {"paths"},
    {"forms"},
    {"tei", "kinds"},
    {"model", "workers"},
    {"anchors", "store"},
    {"volume"},
    {"lookup"},
    {"read", "merge", "check", "render"},
    {"importer"},
    {"pipeline"},
    {"authoring", "runs"},
    {"serve"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}


class Module(NamedTuple):
    """What these tests ask of a module: its part of the program, how many lines it has, what it says that it
    is for, and what it imports: anywhere, at its head, and under `if TYPE_CHECKING`."""

    path: Path
    part: str
    lines: int
    docstring: str | None
    imports: set[str]
    at_its_head: set[str]
    for_types: set[str]


@cache
def modules() -> list[Module]:
    return [read(path) for path in sorted((ROOT / "edition").rglob("*.py"))]


def read(path: Path) -> Module:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    found = [*statements(tree)]
    for_types = [
        node
        for node in found
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ]
    return Module(
        path.relative_to(ROOT),
        path.relative_to(ROOT / "edition").parts[0].removesuffix(".py"),
        text.count("\n"),
        ast.get_docstring(tree),
        imported(found),
        imported(tree.body),
        imported(node for condition in for_types for node in statements(condition)),
    )


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """All statements in a tree. (`ast.walk` would look through all expressions too, where none stand.)"""
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        for each in getattr(tree, block, ()):
            yield each
            yield from statements(each)


@cache
def own_names() -> frozenset[str]:
    """The names of all modules of the program."""
    return frozenset(name_of(path.relative_to(ROOT)) for path in (ROOT / "edition").rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(nodes: Iterable[ast.stmt]) -> set[str]:
    names = set[str]()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            said = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= said & own_names()  # `from edition import pipeline`
            names |= set() if said <= own_names() else {node.module}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def part_of(name: str) -> str:
    """The part of the program that a module of this name is in; "" for those of others."""
    head, _, rest = name.partition(".")
    return rest.partition(".")[0] if head == "edition" else ""


def test_imports_point_down() -> None:
    for module in modules():
        if module.part == "__init__":
            continue
        for name in module.imports - module.for_types:
            other = part_of(name)
            if other and other != module.part:
                assert RANK[other] < RANK[module.part], f"{module.path} must not import {name}"


def test_no_module_comes_back_to_itself() -> None:
    """By way of others, through what each imports at its head or for its types."""
    uses: dict[str, set[str]] = {}
    for module in modules():
        uses[name_of(module.path)] = module.at_its_head | module.for_types
    TopologicalSorter(uses).prepare()  # a CycleError tells the circle


def test_no_format_knows_another() -> None:
    """Formats share the site and its views; one knows nothing of another."""
    from edition.render import RENDERERS

    formats = {plan.__module__.split(".")[2] for plan in RENDERERS.values()}
    for module in modules():
        _, room, *rest = module.path.parts
        own = rest[0].removesuffix(".py") if rest else ""
        if room != "render" or own == "__init__":
            continue
        for name in module.imports:
            parts = name.split(".")
            if parts[:2] == ["edition", "render"] and len(parts) > 2:
                assert parts[2] == own or parts[2] not in formats, f"{module.path} uses {name}"


NAMED_OTHERWISE = {"pyyaml": "yaml", "python-slugify": "slugify", "markdown-it-py": "markdown_it"}


def test_a_bare_installation_can_import_every_module() -> None:
    """What stands at the head of a module comes with the program; an extra is imported where it is used."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.match(r"[\w-]+", each)[0].lower() for each in project["dependencies"]]
    known = {NAMED_OTHERWISE.get(name, name.replace("-", "_")) for name in names}
    known |= {"edition", "markupsafe", *sys.stdlib_module_names}  # markupsafe is part of Jinja
    for module in modules():
        assert known >= {name.partition(".")[0] for name in module.at_its_head}, module.path


def test_modules_stay_small_and_say_why_they_are() -> None:
    for module in modules():
        assert module.lines <= 350, module.path
        assert module.docstring, f"{module.path} does not say what it is for"


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join
)
def test_style_and_types(command: list[str]) -> None:
    result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
