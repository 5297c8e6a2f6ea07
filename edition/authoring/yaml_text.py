"""Data as the YAML that an editor of this edition would type."""

from __future__ import annotations

import re
from typing import Any

import yaml

# What a reader of YAML might take for something else than text: numbers, truth values, nothing.
NOT_TEXT = re.compile(r"[-+.\d][\d_.,eE+-]*|true|false|yes|no|on|off|null|~|", re.I)


def scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line, in quotation marks where it must be or would be taken for a number."""
    day = re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text)
    plain = bool(day) or not NOT_TEXT.fullmatch(text)
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
    """Text, a list or a mapping on one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {value(item, flow=True)}" for key, item in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(value(item, flow=True) for item in data) + "]"
    return scalar(str(data), flow=flow)


def mapping(fields: dict[str, Any], indent: int = 0, *, block: tuple[str, ...] = ()) -> list[str]:
    """A line for each field; those of `block` with their text below, as it was typed."""
    lines: list[str] = []
    margin = " " * indent
    for key, data in fields.items():
        if key in block:
            inner = [f"{margin}  {line}" if line.strip() else "" for line in str(data).split("\n")]
            lines += [f"{margin}{key}: |", *inner]
        else:
            lines.append(f"{margin}{key}: {value(data)}")
    return lines
