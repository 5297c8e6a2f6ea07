"""A line of a source, which keeps its number from reading to ledger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line that holds words: its number (from 1) and its text."""

    number: int
    text: str
