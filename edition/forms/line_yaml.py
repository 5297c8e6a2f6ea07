"""YAML with the line and column of each value, in which text stays text.

PyYAML turns `1926-06-03` into a date, `on` into True and `0123` into octal; here every plain scalar is a
string, so that the forms see what the editor wrote. Keys given twice, aliases and tags are refused
(`yaml_syntax`). (YAML 1.2.2, chapter 3.2.1: keys of a mapping are unique.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from edition.findings.diagnostics import Diagnostic, Location, did_you_mean, located
from edition.findings.rule import ERROR, Rule
from edition.forms.dates_meant import date_meant
from edition.forms.yaml_slips import INSTEAD, fields_instead, key_without_blank
from edition.forms.yaml_syntax import D101, UNWRITABLE, composed, refused_events, syntax_error

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Marked:
    """The data of a YAML document, and the line and column (from 1) of each value and key by its path into
    the data."""

    data: Any = None
    path: str = ""
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    empty: frozenset[int] = frozenset()  # lines that are blank or have nothing but a comment

    def at(self, *path: str | int) -> Location:
        """The location of a value, or of the nearest value around it."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return Location(self.path, line, column)

    def at_key(self, *path: str | int) -> Location:
        """The location of a key, or of its value when it has none."""
        line_column = self.keys.get(path)
        return Location(self.path, *line_column) if line_column else self.at(*path)


def read_yaml(text: str, path: str, *, first_line: int = 1) -> tuple[Marked, list[Diagnostic]]:
    """Parse one YAML document; `first_line` is the line of the file on which `text` begins.

    Returns the data (None when it cannot be read) with its marks, and the problems: wrong syntax (D101) and
    keys given twice (D102).
    """
    lines = enumerate(text.split("\n"), first_line)
    empty = frozenset(number for number, line in lines if not line.strip() or line.lstrip().startswith("#"))
    marked = Marked(path=path, empty=empty)
    marked.marks[()] = (first_line, 1)
    shift = first_line - 1
    if control := next(located(UNWRITABLE, text, path, first_line), None):
        message = f"this is not valid YAML: a control character (U+{ord(control[0][0]):04X}) stands here"
        return marked, [D101.at(control[1], message, "remove it")]
    try:
        refused = refused_events(text, path, shift)
        if refused:
            return marked, refused
        node = composed(text)
    except yaml.YAMLError as error:
        return marked, [syntax_error(error, text, path, shift)]
    problems: list[Diagnostic] = []
    if node is not None:
        marked.data = _construct(
            node=node, path=(), marked=marked, shift=shift, problems=problems, seen=set()
        )
    return marked, problems


D102 = Rule(
    "D102",
    ERROR,
    "a key given twice",
    why="Only one of the two can count, and nobody can see which.",
    bad="`kind: letter` and three lines below `kind: note`",
    good="one of the two",
)


def _construct(
    node: yaml.Node, path: Path, marked: Marked, shift: int, problems: list[Diagnostic], seen: set[int]
) -> Any:
    place = (node.start_mark.line + 1 + shift, node.start_mark.column + 1)
    marked.marks[path] = place
    if id(node) in seen:
        problems.append(
            D101.at(
                Location(marked.path, *place), "a YAML alias (*name) is not allowed", "write the value out"
            )
        )
        return None
    if isinstance(node, yaml.ScalarNode):
        plain = node.style is None and node.value in {"", "null", "~"}
        if node.style == "|" and node.value.strip():  # the text begins on the next line
            marked.marks[path] = (place[0] + 1, 1)
        return None if plain else node.value
    seen.add(id(node))
    construct = partial(_construct, marked=marked, shift=shift, problems=problems, seen=seen)
    if isinstance(node, yaml.SequenceNode):
        return [construct(item, (*path, i)) for i, item in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_place = (key_node.start_mark.line + 1 + shift, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(
                D101.at(
                    Location(marked.path, *key_place),
                    "a key must be a plain word",
                    "put text that begins with [ or { in quotation marks",
                )
            )
            continue
        key = key_node.value
        if key in result:
            problems.append(
                D102.at(
                    Location(marked.path, *key_place),
                    f"the key “{key}” is given twice",
                    "keep one of the two",
                )
            )
            continue
        marked.keys[(*path, key)] = key_place
        result[key] = construct(value_node, (*path, key))
    return result


D103 = Rule(
    "D103",
    ERROR,
    "an unknown key",
    why="An unknown key is mostly a slip; what it says would be lost.",
    bad="`recipient: [person-holm]`",
    good="`recipients: [person-holm]`",
)
D104 = Rule(
    "D104",
    ERROR,
    "a required key is missing",
    why="The page needs it: a letter has a sender, an essay a title.",
    bad="an essay without `title:`",
    good="`title: Mosses and lenses`",
)
D105 = Rule(
    "D105",
    ERROR,
    "a value of the wrong type or form",
    why="The key wants a list, one of a few words, or an id of a certain form.",
    bad="`sender: person-holm`",
    good="`sender: [person-holm]`",
)
D106 = Rule(
    "D106",
    ERROR,
    "a date that is impossible or not EDTF",
    why="Dates are sorted, counted and drawn. They are written in EDTF, which can express uncertainty.",
    bad="`date: 1901-02-30`, `date: May 1901`",
    good="`date: 1901-02-28`, `date: 1901-05`, `date: 1901-05~`",
)


MOST_FAULTS = 1000  # that are told of one file; so many have one cause
LABEL_OR_FIELDS = ("constrained-str", dict)  # text may stand in place of fields, and fields were given


def validate(
    model: type[Model], marked: Marked, path: Path = (), data: Any = None
) -> tuple[Model | None, list[Diagnostic]]:
    """Validate `data` (or all of `marked`) against a form; `path` is where `data` is in `marked`. Returns
    None if it does not fit, with each fault at its line: unknown keys with a guess (D103), missing keys
    (D104), wrong values (D105) and dates (D106)."""
    if data is None:
        data = marked.data
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        told = [e for e in error.errors() if (*e["loc"], type(e["input"]))[-2:] != LABEL_OR_FIELDS]
        return None, _without_renamed([_fault(model, marked, path, fault) for fault in told[:MOST_FAULTS]])


def _without_renamed(faults: list[Diagnostic]) -> list[Diagnostic]:
    """A key that is unknown because it is mistyped is not missing as well."""
    meant = {fault.hint for fault in faults if fault.code == D103.code}
    return [
        fault
        for fault in faults
        if fault.code != D104.code or f"did you mean {fault.message.split()[2]}?" not in meant
    ]


def _fault(model: type[BaseModel], marked: Marked, prefix: Path, fault: Any) -> Diagnostic:
    inner: Path = ()
    for part in fault["loc"]:  # it also names the members of unions, as in “list[str]”
        if not str(part).endswith("]") or (*prefix, *inner, part) in marked.keys:
            inner = (*inner, part)
    path = (*prefix, *inner)
    name = next((part for part in reversed(inner) if isinstance(part, str)), "this")
    kind = fault["type"]
    if kind == "extra_forbidden":
        known = _keys_of(model, inner[:-1])
        hint = did_you_mean(str(inner[-1]), known) or f"known keys: {', '.join(known)}"
        return D103.at(marked.at_key(*path), f"the key “{inner[-1]}” is not known here", hint)
    if kind == "missing":
        place = _where_missing(str(inner[-1]), _keys_of(model, inner[:-1]), marked, path[:-1])
        return D104.at(place, f"the key “{inner[-1]}” is missing", f"add “{inner[-1]}: …”")
    message = fault["msg"].removeprefix("Value error, ")
    if fault.get("input") == "" and message.startswith("“”"):
        kind, message = "string_too_short", ""
    if message.startswith("“") and "date" in message:
        hint = date_meant(str(fault.get("input")))
        if not hint and "write" not in message and "as in" not in message:
            hint = "correct it, or write only what is known, as in 1926-06 or 1926"
        return D106.at(marked.at(*path), f"{name}: {message}", hint)
    description, hint = _describe_fault(kind, fault, message)
    if kind in INSTEAD and (keys := _keys_of(model, inner)) and fault.get("input") is not None:
        hint = key_without_blank(str(fault["input"])) or fields_instead(kind, fault["input"], keys) or hint
    if not inner and (key := next((k for k in QUOTED.findall(message) if (*path, k) in marked.keys), "")):
        return D105.at(marked.at_key(*path, key), f"{key}: {description}", hint)  # it concerns several keys
    return D105.at(marked.at(*path), description if name == "this" else f"{name}: {description}", hint)


QUOTED = re.compile(r"“([^”]*)”")


def _where_missing(key: str, known: Sequence[str], marked: Marked, path: Path) -> Location:
    """Where a key belongs that is missing in the mapping at a path: at the next key that is there, in the
    order of the form, or at the last one before it."""
    there = [each for each in known if (*path, each) in marked.keys]
    at = known.index(key) if key in known else 0
    behind = [each for each in there if known.index(each) > at]
    nearest = behind[:1] or there[-1:]
    place = marked.at_key(*path, *nearest) if nearest else marked.at(*path)
    while behind and place.line - 1 in marked.empty:  # it was commented out, or emptied
        place = Location(place.path, place.line - 1, 1)
    return place


# pydantic's name of a fault → what is wrong, and what to do
FAULTS = {
    "list_type": ("this must be a list", "write it in brackets: [{}]"),
    "string_type": (
        "this must be text, not a list or several fields",
        'write one value: text with a colon or a bracket in quotation marks, "[…]", long text below |',
    ),
    "dict_type": ("this must have several fields", "write key: value, each on a line of its own, indented"),
    "model_type": ("this must have several fields", "write key: value, each on a line of its own, indented"),
    "model_attributes_type": ("this must have several fields", "write key: value, or {{key: value}}"),
    "string_too_short": ("nothing is written here", "write something, or remove the key"),
    "too_short": ("the list is empty", "write at least one"),
}
# part of a pattern in the forms, and what it asks for
FORMS = (
    ("^[a-z]+-", "write the id of an entry, as in person-brandt"),
    ("^[a-z]+$", "use lower-case letters only, as in ship"),
    ("^[^<", "write words without the signs < > & { }"),
    ("^[^", "write a kind in words, as in postcard"),
    ("^#", "write a colour as # and six figures, as in #7a2f1d"),
    ("[a-z]{2", "write the code of a language, as in de"),
    ("^((person", "write the id of a person or body, as in person-brandt or person-brandt?, or unknown"),
    ("^(10[.]", "write a DOI without its address, as in 10.5281/zenodo.17"),
    ("^[a-z][a-z0-9-]*$", "use lower-case letters, digits and hyphens, a letter first, as in holm-1910"),
    ("^[a-z][a-z_]*$", "use lower-case letters and underscores, as in home_port"),
    ("^[a-z][a-z-]*$", "use lower-case letters and hyphens, as in ships"),
    (r"^L[1-9][0-9]*\.r", "the id of a request is its letter and a number, as in L16.r2"),
    ("^s[1-9]", "write a paragraph of the summary, as in s2"),
    ("^p[1-9]", "write a paragraph of the text, as in p3"),
    ("^L[1-9]", "the id of a letter is L and its number, as in L16 or L16a"),
    ("^(L[1-9]", "write the id of a letter, as in L16, or of an essay"),
    ("https?", "write a whole address, https://…; that of the site ends with /"),
    (r"^-?\d+", "write latitude and longitude in degrees, as in 55.75, 37.62"),
    (r"^n(\d+", "the id of a note is n and its number, as in n5, or n- and a word, as in n-garden"),
    (r"^\d{4}-", "write year, month and day, as in 2026-11-22"),
    (r"^\d{4}$", "write a year, as in 1926"),
    ("^[0-9A-Za-z]", "write a number of a version, as in 1.1"),
)
PREFIXES = re.compile(r"\^\(?([a-z]+(?:\|[a-z]+)*)\)?-")


def _describe_fault(kind: str, fault: Any, message: str) -> tuple[str, str]:
    """What pydantic reports, in an editor's words, and what to write."""
    given, context = fault.get("input"), fault.get("ctx", {})
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return f"“{given}” is not one of: {', '.join(choices)}", did_you_mean(
            str(given), choices
        ) or "write one of these"
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        prefixes = PREFIXES.match(pattern)
        hint = next((form for sign, form in FORMS if pattern.startswith(sign) or sign in pattern[:9]), "")
        if prefixes:
            begins = " or ".join(f"{prefix}-" for prefix in prefixes[1].split("|"))
            hint = f"it begins with {begins} and continues in lower case without spaces"
            words = re.sub(r"[^a-z0-9]+", "-", str(given).lower()).strip("-")
            if " or " not in begins and not words.startswith(begins):
                hint += f", as in {begins}{words}"
        return f"“{given}” does not have the right form", hint
    if given is None and kind.endswith("_type"):
        return FAULTS["string_too_short"]
    if kind in FAULTS:
        description, hint = FAULTS[kind]
        return description, key_without_blank(str(given)) or hint.format(given)
    description, _, hint = message.partition("; ")
    return description[:1].lower() + description[1:], hint


def _keys_of(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """The keys that a model has at a path into it."""
    current: Any = model
    is_key = False  # of the editors' own, in a mapping from names to fields
    for part in path:
        if isinstance(part, int) or is_key:
            is_key = False
            continue
        field_info = getattr(current, "model_fields", {}).get(part)
        if field_info is None:
            return []
        current = _model_in(field_info.annotation)
        is_key = get_origin(field_info.annotation) is dict
    return [info.alias or name for name, info in getattr(current, "model_fields", {}).items()]


def _model_in(annotation: Any) -> Any:
    """The model inside `list[Model]`, `Model | None` and the like, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _model_in(argument)
        if inner is not None:
            return inner
    return None
