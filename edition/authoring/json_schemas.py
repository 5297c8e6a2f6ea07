"""JSON Schemas of everything that editors write, made from the forms, so that an editor's program can help.

Draft 7, which all such programs know. The ids that a value may have are in a schema of their own
(`id_schema`). Numbers are accepted for text, as in the build (`line_yaml`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from edition.authoring.descriptions import describe
from edition.authoring.forms import EntriesOf, ListOf, all_forms, keys_of
from edition.authoring.id_schema import DIALECT, FOLDER, IDS, as_text, ids_schema, write_changed
from edition.importer.form import ProseRecipe, Typography
from edition.kinds import KINDS
from edition.model import Edition

SETTINGS = ".vscode/settings.json"
# what an id may begin with → what the list of such ids is called
ID_PATTERNS = {
    "^[a-z]+-": "entry",
    "^(person|org)-": "person-or-organisation",
    "^((person|org)-": "correspondent",
    "^place-": "place",
    "^work-": "work",
    "^topic-": "topic",
    "^event-": "event",
    "^L[1-9]": "letter",
    "^(L[1-9]": "document",
}
ANYTHING = {"concerns"}  # these may name whatever has an id
OWN_IDS = {"id", "letter"}  # these keys give an id instead of referring to one
EXAMPLES = {
    "date": ["1784-06-03", "1784-06", "1784", "1785-08-06/..", "1786-07~"],
    "archive": [{"repository": "BL", "shelfmark": "Add. MS 1234", "leaves": "ff. 1–2"}],
    "coordinates": ["60.39, 5.32"],
}


def schemas() -> dict[str, str]:
    """The schemas that depend on the forms alone: name of the file → its text."""
    texts = {}
    for _, name, form in all_forms():
        schema = {"$schema": DIALECT, "title": name, **_schema(form)}
        texts[f"{name}.schema.json"] = as_text(schema)
    return texts


def settings(text: str) -> str:
    """The text of `.vscode/settings.json`: which schema is for which YAML files, added to what `text`, its
    present content, has. A `text` that is not plain JSON stays as it is."""
    try:
        existing = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return text
    if not isinstance(existing, dict):
        return text
    globs: dict[str, list[str]] = {}
    for pattern, name, _ in all_forms():
        if pattern.endswith(".yaml"):
            globs.setdefault(f"./{FOLDER}/{name}.schema.json", []).append(pattern)
    known = existing.get("yaml.schemas")
    existing_schemas = known if isinstance(known, dict) else {}
    fixed = {"yaml.format.enable": False, "yaml.schemaStore.enable": False, "files.eol": "\n"}
    return as_text({**fixed, **existing, "yaml.schemas": {**existing_schemas, **globs}})


def write_schemas(root: Path, edition: Edition | None) -> list[str]:
    """Bring the schemas and settings up to date; returns the paths of those that changed. Without an edition
    the list of ids stays as it is. Raises OSError when a file cannot be written."""
    files = {f"{FOLDER}/{name}": text for name, text in schemas().items()}
    path = root / SETTINGS
    files[SETTINGS] = settings(path.read_text("utf-8") if path.is_file() else "")
    if edition is not None:
        files[f"{FOLDER}/{IDS}"] = ids_schema(edition)
    return write_changed(root, files)


def _schema(form: Any) -> dict[str, Any]:
    """The schema of a form, with the forms in it as definitions."""
    if isinstance(form, ListOf):
        inner = _schema(form.item)
        return {"type": "array", "items": _without(inner), **_definitions(inner)}
    if isinstance(form, EntriesOf):
        inner = _schema(form.value)
        prefix = next((kind.prefix for kind in KINDS.values() if kind.form is form.value), "")
        names = {"pattern": f"^{prefix}-[a-z0-9][a-z0-9-]*$"} if prefix else {}
        entries = {"additionalProperties": _without(inner), "propertyNames": names}
        return {"type": "object", **entries, **_definitions(inner)}
    made = form.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    inner_forms = {model.__name__: model for model in _forms_in(form)}
    definitions = made.pop("$defs", {})
    schema = _dressed(made, form)
    dressed = {name: _dressed(part, inner_forms.get(name)) for name, part in sorted(definitions.items())}
    return schema | ({"definitions": dressed} if dressed else {})


def _without(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "definitions"}


def _definitions(schema: dict[str, Any]) -> dict[str, Any]:
    return {"definitions": schema["definitions"]} if "definitions" in schema else {}


def _forms_in(form: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A form and all that its keys hold."""
    yield form
    for info in form.model_fields.values():
        yield from _forms_under(info.annotation)


def _forms_under(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _forms_in(annotation)
    for argument in getattr(annotation, "__args__", ()):
        yield from _forms_under(argument)


def _dressed(schema: dict[str, Any], form: type[BaseModel] | None) -> dict[str, Any]:
    """A form's schema with its keys in order, described, and with the lists of ids."""
    properties = schema.get("properties", {})
    order = [key for key in keys_of(form) if key in properties] if form else []
    dressed = {}
    for key in [*order, *(key for key in properties if key not in order)]:
        own = key in OWN_IDS and form is not None
        words = {"description": describe(form, key)} if form and describe(form, key) else {}
        examples = {"examples": EXAMPLES[key]} if key in EXAMPLES else {}
        dressed[key] = words | _part(properties[key], own, key) | examples
    plain = {k: v for k, v in schema.items() if k not in {"properties", "title"}}
    if form is ProseRecipe:  # a recipe's prose takes over what its letters say (`Recipe`)
        plain["required"] = [key for key in plain["required"] if key not in Typography.model_fields]
    return plain | ({"properties": dressed} if dressed else {})


def _part(part: Any, own: bool, key: str) -> Any:
    """A part of the schema of a `key`: texts may be numbers, known ids are listed (unless the key gives an id
    of its own), `$ref` has nothing beside it (draft 7, 8.3)."""
    if isinstance(part, list):
        return [_part(item, own, key) for item in part]
    if not isinstance(part, dict):
        return part
    part = {name: value for name, value in part.items() if name not in {"title", "default"}}
    if "$ref" in part:
        return {"allOf": [{"$ref": part.pop("$ref")}], **part} if len(part) > 1 else part
    if part.get("type") == "string":
        return _text(part, own, key)
    return {name: _part(value, own, key) if name in NESTED else value for name, value in part.items()}


NESTED = {"items", "anyOf", "allOf", "additionalProperties", "propertyNames"}


def _text(part: dict[str, Any], own: bool, key: str) -> dict[str, Any]:
    pattern = part.get("pattern", "")
    name = next((name for start, name in ID_PATTERNS.items() if pattern.startswith(start)), "")
    if name and not own:
        return {"allOf": [{"$ref": f"{IDS}#/definitions/{'anything' if key in ANYTHING else name}"}]}
    if "enum" in part or "const" in part or not any(re.search(pattern, number) for number in ("1926", "0.1")):
        return part
    return part | {"type": ["string", "number"]}
