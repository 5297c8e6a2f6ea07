"""Memoisation between runs: results are kept by the digest of what they were made of.

A stage of the line may be given a memo. It asks for a result by a key that names everything the result
depends on, so that a stale one cannot be found; with an empty memo it makes the same. What a run does not ask
for, and does not hold, is forgotten after it. `state.py` keeps the memo between runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """The results of the last run, and those that this run has asked for. Those that were recalled are
    remembered from run to run of one process, and never written."""

    def __init__(
        self, kept: Mapping[str, Any] | None = None, remembered: Mapping[str, Any] | None = None
    ) -> None:
        self._kept: Mapping[str, Any] = {} if kept is None else kept
        self._remembered: Mapping[str, Any] = {} if remembered is None else remembered
        self._recalled: dict[str, Any] = {}
        self.used: dict[str, Any] = {}
        self.held: set[str] = set()

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

    def recall(self, key: str, make: Callable[[], T], made_of: object = None) -> T:
        """As `get`, for what is quickly made and large to keep. What it is made of may be given beside the
        key, as values that are equal when nothing has changed: what did not change is the same object in each
        run, so that long lists are quickly compared."""
        if key not in self._recalled:
            before, result = self._remembered.get(key, (None, None))
            same = key in self._remembered and before == made_of
            self._recalled[key] = (made_of, result if same else make())
        made: T = self._recalled[key][1]
        return made

    def hold(self, key: str, make: Callable[[], object] | None = None) -> None:
        """Keep a result for a later run, though this one may not ask for it. It is not read; one that is not
        kept is made, if it is said how."""
        if key in self.used or key in self._kept:
            self.held.add(key)
        elif make is not None:
            self.used[key] = make()

    def following(self) -> Memo:
        """The memo of the next run in this process. As long as nothing was asked for it has what this one
        has."""
        if not self.used:
            return Memo(self._kept, {**self._remembered, **self._recalled})
        for key in self.held:
            self.find(key)
        return Memo(self.used, self._recalled)

    @property
    def changed(self) -> bool:
        """Has this run asked for other results than those that were kept?"""
        return self.used.keys() | self.held != self._kept.keys()
