"""YAML that remembers where each value stands, and takes text as text.

PyYAML turns `1926-06-03` into a date, `on` into True and `0123` into octal; here every plain scalar is a
string, so that what the editor wrote is what the models see. Keys given twice, aliases and tags are
refused. (YAML 1.2.2, chapter 3.2.1: keys of a mapping are unique.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from edition.diagnostics import Diagnostic, Location, did_you_mean

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Marked:
    """Plain data and, for each path into it, the place where it stands."""

    data: Any = None
    path: str = ""
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def at(self, *path: str | int) -> Location:
        """The place of a value, or of the nearest thing around it."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return Location(self.path, line, column)

    def at_key(self, *path: str | int) -> Location:
        line_column = self.keys.get(path)
        return Location(self.path, *line_column) if line_column else self.at(*path)


# libyaml's parser is three times faster; its events carry the same marks.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str, path: str, *, first_line: int = 1) -> tuple[Marked, list[Diagnostic]]:
    """Parse one YAML document. `first_line` is the line of the file at which `text` begins.

    Returns the data (None where it cannot be read) with its marks, and what is wrong with it.
    """
    marked = Marked(path=path)
    marked.marks[()] = (first_line, 1)
    shift = first_line - 1
    try:
        refused = _refuse_events(text, path, shift)
        if refused:
            return marked, refused
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        return marked, [_syntax_error(error, path, shift)]
    problems: list[Diagnostic] = []
    if node is not None:
        marked.data = _construct(node, (), marked, shift, problems, set())
    return marked, problems


DEEPEST = 50  # levels of lists and mappings; what is composed of more can exhaust the stack


UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def _fault_of(event: Any, depth: int) -> str | None:
    """What of an event is never allowed."""
    tag = getattr(event, "tag", None)
    if tag is not None:
        return f"a YAML tag ({tag}) is not allowed"
    if depth > DEEPEST:
        return f"lists within lists, more than {DEEPEST} deep"
    if isinstance(event, yaml.ScalarEvent) and UNWRITABLE.search(event.value):
        return "a control character stands here"
    return None


def _refuse_events(text: str, path: str, shift: int) -> list[Diagnostic]:
    """Tags, and nesting that nobody means: told before anything is composed."""
    loader = _Loader(text)
    depth = 0
    try:
        while (event := loader.get_event()) is not None:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            fault = _fault_of(event, depth)
            if fault is not None:
                place = Location(path, event.start_mark.line + 1 + shift, event.start_mark.column + 1)
                return [Diagnostic("D101", fault, place, "write the value as it is")]
    finally:
        loader.dispose()
    return []


def _syntax_error(error: yaml.YAMLError, path: str, shift: int) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Location(path, mark.line + 1 + shift, mark.column + 1) if mark else Location(path, 1 + shift)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if "special characters" in str(error):
        problem = "a control character stands here"
    return Diagnostic(
        "D101",
        f"this is not valid YAML: {problem}",
        place,
        "check the indentation, and put text with a colon, quotation mark or bracket in quotation marks",
    )


def _construct(
    node: yaml.Node, path: Path, marked: Marked, shift: int, problems: list[Diagnostic], seen: set[int]
) -> Any:
    place = (node.start_mark.line + 1 + shift, node.start_mark.column + 1)
    marked.marks[path] = place
    if id(node) in seen:
        problems.append(
            Diagnostic(
                "D101",
                "a YAML alias (*name) is not allowed",
                Location(marked.path, *place),
                "write the value out",
            )
        )
        return None
    if isinstance(node, yaml.ScalarNode):
        plain = node.style is None and node.value in {"", "null", "~"}
        if node.style == "|":  # the text begins on the next line
            marked.marks[path] = (place[0] + 1, 1)
        return None if plain else node.value
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(item, (*path, i), marked, shift, problems, seen) for i, item in enumerate(node.value)
        ]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_place = (key_node.start_mark.line + 1 + shift, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(
                Diagnostic("D101", "a key must be a plain word", Location(marked.path, *key_place))
            )
            continue
        key = key_node.value
        if key in result:
            problems.append(
                Diagnostic(
                    "D102",
                    f"the key “{key}” is given twice",
                    Location(marked.path, *key_place),
                    "keep one of the two",
                )
            )
            continue
        marked.keys[(*path, key)] = key_place
        result[key] = _construct(value_node, (*path, key), marked, shift, problems, seen)
    return result


def validate(
    model: type[Model], marked: Marked, path: Path = (), data: Any = None
) -> tuple[Model | None, list[Diagnostic]]:
    """Check data against a pydantic model; every fault is told at its line, with a guess at misspelt keys."""
    if data is None:
        data = marked.data
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_fault(model, marked, path, fault) for fault in error.errors()]


def _fault(model: type[BaseModel], marked: Marked, prefix: Path, fault: Any) -> Diagnostic:
    inner = tuple(part for part in fault["loc"] if not str(part).endswith("]"))
    path = (*prefix, *inner)
    name = ".".join(str(part) for part in inner) or "this"
    kind = fault["type"]
    if kind == "extra_forbidden":
        known = _keys_of(model, inner[:-1])
        hint = did_you_mean(str(inner[-1]), known) or f"known keys: {', '.join(known)}"
        return Diagnostic("D103", f"the key “{inner[-1]}” is not known here", marked.at_key(*path), hint)
    if kind == "missing":
        return Diagnostic(
            "D104", f"the key “{inner[-1]}” is missing", marked.at(*path[:-1]), f"add “{inner[-1]}: …”"
        )
    message = fault["msg"].removeprefix("Value error, ")
    code = "D106" if message.startswith("“") and "date" in message else "D105"
    return Diagnostic(code, f"{name}: {message[:1].lower() + message[1:]}", marked.at(*path))


def _keys_of(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """The keys that a model knows at a path into it."""
    current: Any = model
    for part in path:
        if isinstance(part, int):
            continue
        field_info = getattr(current, "model_fields", {}).get(part)
        if field_info is None:
            return []
        current = _model_in(field_info.annotation)
    return [info.alias or name for name, info in getattr(current, "model_fields", {}).items()]


def _model_in(annotation: Any) -> Any:
    """The model inside `list[Model]`, `Model | None` and their like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
