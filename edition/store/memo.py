"""Memoisation between runs: results are kept by the digest of what they were made of.

A stage of the line may be given a memo. It asks for a result by a key that names everything the result
depends on, so that a stale one cannot be found; with an empty memo it makes the same. What a run does not ask
for is forgotten after it. `state.py` keeps the memo between runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """The results of the last run, and those that this run has asked for."""

    def __init__(self, kept: Mapping[str, Any] | None = None) -> None:
        self._kept: Mapping[str, Any] = {} if kept is None else kept
        self.used: dict[str, Any] = {}

    def get(self, key: str, make: Callable[[], T]) -> T:
        """The result for a key, made by `make` if it is not kept."""
        self.find(key)
        if key not in self.used:
            self.used[key] = make()
        result: T = self.used[key]
        return result

    def find(self, key: str) -> Any:
        """The result for a key if it is kept, else None."""
        if key not in self.used and key in self._kept:
            with suppress(KeyError):  # it is there and cannot be read
                self.used[key] = self._kept[key]
        return self.used.get(key)

    def keep(self, key: str, value: Any) -> None:
        """Keep a result that was made."""
        self.used[key] = value

    def following(self) -> Memo:
        """The memo of the next run in this process. As long as nothing was asked for it has what this one
        has."""
        return Memo(self.used or self._kept)

    @property
    def changed(self) -> bool:
        """Has this run asked for other results than those that were kept?"""
        return self.used.keys() != self._kept.keys()
