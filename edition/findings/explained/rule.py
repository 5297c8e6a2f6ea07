"""The form in which a rule is explained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Why a rule is there, what breaks it, and how it is kept."""

    why: str
    bad: str
    good: str
