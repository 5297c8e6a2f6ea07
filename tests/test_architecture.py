"""The house keeps its order: imports point down, modules stay small, style and types hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib

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
MODULES = sorted((ROOT / "edition").rglob("*.py"))


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("edition"):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("edition"))


def type_checking_only(path) -> set[str]:
    """Modules imported only under `if TYPE_CHECKING`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            found |= {n.module for n in ast.walk(node) if isinstance(n, ast.ImportFrom)}
    return found


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path) -> None:
    own = path.relative_to(ROOT / "edition").parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for module in set(imports(path)) - type_checking_only(path):
        other = part_of(module)
        if other and other != own:
            assert RANK[other] < RANK[own], f"{own} must not import {module}"


def test_no_format_knows_another() -> None:
    """Formats share the site and its views; one knows nothing of another."""
    from edition.render import RENDERERS

    formats = {plan.__module__.split(".")[2] for plan in RENDERERS.values()}
    for path in (ROOT / "edition" / "render").rglob("*.py"):
        own = path.relative_to(ROOT / "edition" / "render").parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        for module in imports(path):
            parts = module.split(".")
            if parts[1] == "render" and len(parts) > 2:
                assert parts[2] == own or parts[2] not in formats, f"{path} uses {module}"


NAMED_OTHERWISE = {"pyyaml": "yaml", "python-slugify": "slugify", "markdown-it-py": "markdown_it"}


def test_a_bare_installation_can_import_every_module() -> None:
    """What stands at the head of a module comes with the program; an extra is imported where it is used."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.match(r"[\w-]+", each)[0].lower() for each in project["dependencies"]]
    known = {NAMED_OTHERWISE.get(name, name.replace("-", "_")) for name in names}
    known |= {"edition", "markupsafe", *sys.stdlib_module_names}  # markupsafe is part of Jinja
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            modules = [node.module] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert known >= {module.partition(".")[0] for module in modules}, path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_small_and_say_why_they_are(path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 350
    assert ast.get_docstring(ast.parse(text)), "a module says what it is for"


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join
)
def test_style_and_types(command: list[str]) -> None:
    result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
