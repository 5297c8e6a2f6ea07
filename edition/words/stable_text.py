"""A value as text that is the same in every run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel


def stable_text(value: Any) -> str:
    """A value as text that is the same in every run: sets are sorted, objects written by their fields."""
    if is_dataclass(value):
        inside = ",".join(stable_text(getattr(value, field.name)) for field in fields(value))
        return f"{type(value).__name__}({inside})"
    if isinstance(value, frozenset | set):
        return f"{{{','.join(sorted(map(stable_text, value)))}}}"
    if isinstance(value, tuple | list):
        return f"[{','.join(map(stable_text, value))}]"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{stable_text(k)}:{stable_text(v)}' for k, v in value.items())}}}"
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    return repr(value)
