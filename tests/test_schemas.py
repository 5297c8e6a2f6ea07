"""The JSON Schemas are up to date, take what the edition has, and refuse what an editor mistypes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, run_command
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from edition.authoring.descriptions import DESCRIPTIONS, describe
from edition.authoring.forms import all_forms, keys_of
from edition.authoring.id_schema import FOLDER, ids_schema
from edition.authoring.json_schemas import SETTINGS, schemas, settings
from edition.cli import main
from edition.read import matches_pattern
from edition.read.documents import split_front_matter
from edition.render.site import Site
from edition.store.source_files import read_files

STALE = "run: edition schemas"


class Core(yaml.CSafeLoader):
    """YAML 1.2 as editors' programs read it: numbers and truth values are no text, dates are."""

    yaml_implicit_resolvers: dict[str, Any] = {}


Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|)$"), ["~", "n", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?\d+$"), list("-+0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?\d+\.\d+$"), list("-+0123456789"))


@pytest.fixture(scope="module")
def validators(own_edition: Path) -> dict[str, Draft7Validator]:
    texts = {path.name: json.loads(path.read_text("utf-8")) for path in (own_edition / FOLDER).iterdir()}
    registry = Registry().with_resources((name, Resource.from_contents(text)) for name, text in texts.items())
    for text in texts.values():
        Draft7Validator.check_schema(text)
    return {
        name.removesuffix(".schema.json"): Draft7Validator(text, registry=registry)
        for name, text in texts.items()
    }


@pytest.fixture(scope="module")
def own_paths(own_edition: Path) -> list[str]:
    return [source.path for source in read_files(own_edition)]


def faults(validator: Draft7Validator, data: Any) -> list[str]:
    return [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in validator.iter_errors(data)]


def data_of(path: str) -> Any:
    text = (ROOT / path).read_text("utf-8")
    front = split_front_matter(text) if path.endswith(".md") else (text, "", 1)
    assert front is not None
    return yaml.load(front[0], Loader=Core)


def test_they_are_up_to_date(own_edition: Path, calendar_site: Site) -> None:
    for name, text in schemas().items():
        assert (ROOT / FOLDER / name).read_text("utf-8") == text, STALE
    text = (ROOT / SETTINGS).read_text("utf-8")
    assert text == settings(text), STALE
    ids = (own_edition / FOLDER / "ids.schema.json").read_text("utf-8")
    assert ids == ids_schema(calendar_site.edition), STALE


def test_the_list_of_ids_does_not_depend_on_what_is_imported(calendar_site: Site, full_site: Site) -> None:
    assert ids_schema(full_site.edition) == ids_schema(calendar_site.edition)


@pytest.mark.parametrize(("pattern", "name"), [(pattern, name) for pattern, name, _ in all_forms()])
def test_the_editions_files_are_valid(pattern: str, name: str, own_paths: list[str], validators) -> None:
    paths = [path for path in own_paths if matches_pattern(path, pattern)]
    for path in paths:
        assert faults(validators[name], data_of(path)) == [], path


def test_mistakes_are_refused(validators) -> None:
    letter = data_of("sources/letters/016.md")
    for change, words in [
        ({"recipents": ["person-molotov"]}, "recipents"),
        ({"sender": ["person-stalni"]}, "person-stalni"),
        ({"topics": ["topic-nothing"]}, "topic-nothing"),
        ({"replies_to": ["L999"]}, "L999"),
        ({"kind": "!"}, "!"),
        ({"date": "1926/06/03"}, "1926/06/03"),
        ({"archive": {"fond": "558"}}, "558"),
    ]:
        found = faults(validators["letter"], letter | change)
        assert found and words in str(found), change
    persons = data_of("annotations/persons.yaml")
    ref = next(iter(persons))
    for key, value in [("borm", "1883"), ("see_also", ["term-nothing"]), ("offices", [{"form": "1900"}])]:
        assert faults(validators["persons"], {ref: persons[ref] | {key: value}})
    assert faults(validators["persons"], {"persn-x": {"name": "X"}})
    assert faults(validators["notes"], {"document": "L999", "notes": []})
    assert not faults(validators["persons"], {"person-x": {"name": "X", "born": 1883}})
    change = {"version": 0.2, "date": "2026-01-01", "what": "x", "concerns": [ref, "L16"]}
    assert not faults(validators["changes"], [change])


def test_every_key_is_described_once_and_nothing_else() -> None:
    for _, name, form in all_forms():
        if name in {"recipe", "map"}:
            continue  # docs/recipes.md, docs/corpora.md
        for model in _models(form):
            assert all(describe(model, key) for key in keys_of(model)), model
    names = {model.__name__: model for _, _, form in all_forms() for model in _models(form)}
    names |= {base.__name__: base for model in list(names.values()) for base in model.__mro__[1:-2]}
    for name, keys in DESCRIPTIONS.items():
        known = {info.alias or key for key, info in names[name].model_fields.items()}
        assert set(keys) <= known, name


def _models(form: Any) -> list[Any]:
    from edition.authoring.json_schemas import _forms_in

    return list(_forms_in(getattr(form, "item", None) or getattr(form, "value", None) or form))


def test_descriptions_reach_the_schemas(validators) -> None:
    letter = validators["letter"].schema["properties"]
    assert letter["sender"]["description"].startswith("The senders")
    assert list(letter)[:4] == ["id", "title", "subject", "statement"]
    persons = validators["persons"].schema["additionalProperties"]["properties"]
    assert persons["variants"]["description"].startswith("Spellings that mean only")


def test_a_build_writes_the_ids_again(sample) -> None:
    run_command(main, ["schemas", "--root", str(sample)])
    ids = sample / FOLDER / "ids.schema.json"
    with (sample / "annotations/places.yaml").open("a") as register:
        register.write("\nplace-uppsala:\n  name: Uppsala\n  summary: Town with a university.\n")
    run_command(main, ["build", "--root", str(sample)])
    assert "place-uppsala" in ids.read_text("utf-8")
    assert "up to date" in run_command(main, ["schemas", "--root", str(sample)]).output


def test_settings_of_ones_own_stay() -> None:
    text = json.dumps({"editor.fontSize": 20, "files.eol": "auto", "yaml.schemas": {"mine.json": "x.yaml"}})
    made = json.loads(settings(text))
    assert (made["editor.fontSize"], made["files.eol"]) == (20, "auto")
    assert made["yaml.schemas"]["mine.json"] == "x.yaml" and len(made["yaml.schemas"]) > 10
    assert settings(settings(text)) == settings(text)
    assert settings("{ // with a comment\n}") == "{ // with a comment\n}"


def test_settings_name_each_yaml_file_and_tasks_read_findings(own_paths: list[str]) -> None:
    named = json.loads((ROOT / SETTINGS).read_text())["yaml.schemas"]
    for path in named:
        assert (ROOT / path).is_file()
    covered = [pattern for patterns in named.values() for pattern in patterns]
    for path in own_paths:
        if path.endswith(".yaml") and not ("imported" in path or path.startswith("templates/")):
            assert any(matches_pattern(path, pattern) for pattern in covered), path
    task = json.loads((ROOT / ".vscode/tasks.json").read_text())["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]["regexp"]
    golden = (ROOT / "tests/checks/D202/golden.txt").read_text().splitlines()[0]
    match = re.match(pattern, golden)
    assert match and match[1] == "sources/letters/002.md" and match[4] == "warning" and match[5] == "D202"
