"""Data as the YAML that an editor of this edition would type."""

from __future__ import annotations

import re
from typing import Any

import yaml

# what a reader of YAML might take for something other than text: numbers, truth values, null
NOT_TEXT = re.compile(r"[-+.\d][\d_.,eE+-]*|true|false|yes|no|on|off|null|~|", re.I)
LONGEST = 10_000  # characters of a text of which it is tried whether it can stand without quotation marks


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a scalar on one line, quoted where it must be or might be taken for a number; `flow` means
    that it is within brackets."""
    day = re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text)
    plain = bool(day) or (len(text) < LONGEST and not NOT_TEXT.fullmatch(text))
    if (
        plain
        and not any(sign in text for sign in (": ", " #", "\n"))
        and not (flow and re.search(r"[,\[\]{}]", text))
    ):
        try:
            if yaml.load(f"[{text}]" if flow else text, Loader=yaml.BaseLoader) in (text, [text]):
                return text
        except yaml.YAMLError:
            pass
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def value(data: Any, *, flow: bool = False) -> str:
    """A text, list or mapping on one line; `flow` as in `scalar`."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {value(item, flow=True)}" for key, item in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(value(item, flow=True) for item in data) + "]"
    return scalar(str(data), flow=flow)


def mapping(fields: dict[str, Any], indent: int = 0, *, block: tuple[str, ...] = ()) -> list[str]:
    """The lines of a mapping, indented by so many spaces: one for each field, but for the keys in `block` the
    text as it was typed on lines below (`|`)."""
    lines: list[str] = []
    margin = " " * indent
    for key, data in fields.items():
        if key in block:
            inner = [f"{margin}  {line}" if line.strip() else "" for line in str(data).split("\n")]
            lines += [f"{margin}{key}: |", *inner]
        else:
            lines.append(f"{margin}{key}: {value(data)}")
    return lines
