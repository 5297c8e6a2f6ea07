"""Numbers of things in messages."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """“1 letter”, “0 letters”, “1,200 letters”."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
