"""The documents say what is so."""

from __future__ import annotations

import re
import shlex

import yaml
from conftest import ROOT


def test_the_readme_has_its_two_commands() -> None:
    text = (ROOT / "README.md").read_text()
    assert "python -m pip install -e . && python build.py\n" in text
    assert "python -m pip install -e '.[test]' && python -m pytest\n" in text


def test_every_container_and_class_is_explained() -> None:
    from edition.read.markdown_syntax import CONTAINERS
    from edition.read.markdown_tei import PARAGRAPH_ROLES

    text = (ROOT / "docs/source-format.md").read_text()
    for name in CONTAINERS:
        assert re.search(rf"(::: {name}|`{name}`)", text), name
    for name in set(PARAGRAPH_ROLES) - {"p"}:
        assert f"{{.{name}}}" in text, name


def test_every_key_is_explained() -> None:
    from edition.forms.documents import EssayFields, LetterFields
    from edition.forms.notes import NoteFields
    from edition.forms.registers import Person

    text = (ROOT / "docs/source-format.md").read_text()
    for model in (LetterFields, EssayFields, NoteFields, Person):
        for name, field in model.model_fields.items():
            if name not in {"full", "same_as", "type", "by", "see_also"}:
                assert (field.alias or name) in text, name


def test_paths_named_in_documents_exist() -> None:
    for document in [ROOT / "README.md", ROOT / "edition/DESIGN.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for path in re.findall(
            r"`((?:docs|edition|tests|benchmarks|sources/recipes)/[\w./-]+)`", document.read_text()
        ):
            assert (ROOT / path).exists(), f"{document.name}: {path}"


def test_the_workflow_runs_commands_that_exist() -> None:
    """Each of its lines that begins with `edition` is read as the command line reads it."""
    from edition.cli import main

    text = (ROOT / ".github/workflows/site.yaml").read_text()
    jobs = yaml.safe_load(text)["jobs"]
    lines = [line for step in jobs["build"]["steps"] for line in step.get("run", "").splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("edition ")]
    assert {name for name, *_ in commands} == {"fmt", "build", "pdf"}
    for name, *options in commands:
        main.commands[name].make_context(name, options)  # raises `UsageError` for what it does not know
    for name in re.findall(r"-r (\S+)", "\n".join(lines)):
        assert (ROOT / name).exists(), name
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@v\d+", each) for each in re.findall(r"uses: (\S+)", text))


def test_commands_named_in_documents_exist() -> None:
    from edition.cli import main
    from edition.cli.new import new

    kinds = new.list_commands(None)  # type: ignore[arg-type]
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = document.read_text()
        typed = "".join(re.findall(r"```sh\n(.*?)```", text, re.S)) + "\n".join(
            re.findall("`edition .+", text)
        )
        for command, kind in re.findall(r"(?m)^`?edition ([a-z]+)(?: ([a-z]+))?", typed):
            assert command in main.commands, f"{document.name}: {command}"
            assert command != "new" or not kind or kind in kinds, f"{document.name}: {kind}"
    assert all(
        f"new {kind}" in (ROOT / "docs/desk.md").read_text()
        or f"`{kind}`" in (ROOT / "docs/desk.md").read_text()
        for kind in kinds
    )


HELD = re.compile(r"(?ms)^Held by (.*?)(?=\n\n|\n\*\*|\Z)")  # what a document says of the tests behind it
WITHOUT = {"README.md", "codes.md", "commands.md", "marks.md"}  # an index; pages that are written by tests


def test_the_tests_that_documents_name_exist() -> None:
    """A promise says which tests hold it: files of tests, each with names of tests in it."""
    for document in [ROOT / "edition/DESIGN.md", *sorted((ROOT / "docs").glob("*.md"))]:
        held = HELD.findall(document.read_text())
        assert held or document.name in WITHOUT, document.name
        for promise in held:
            file = ""
            for word in re.findall(r"`([^`]+)`", promise):
                file = (ROOT / word).read_text() if word.startswith("tests/") else file
                assert word.startswith("tests/") or f"def {word}(" in file, f"{document.name}: {word}"
