"""What was made once need not be made again: results by the digest of what they were made of.

A stage of the line may be given a memory. It asks for a result by a key that names everything the result
depends on, so that a stale one cannot be found; with an empty memory it makes the same. What a run does
not ask for is forgotten after it. `state.py` keeps memories between runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any, TypeVar

T = TypeVar("T")


def digest_of(*pieces: str | bytes) -> str:
    """A digest of some pieces, in their order; no two different lists of pieces share one."""
    found = blake2b(digest_size=16)
    for piece in pieces:
        data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


class Memo:
    """The results of the last run, and those that this run has asked for."""

    def __init__(self, kept: Mapping[str, Any] | None = None) -> None:
        self._kept = kept or {}
        self.used: dict[str, Any] = {}

    def get(self, key: str, make: Callable[[], T]) -> T:
        """The result for a key, made if it is not there."""
        if key not in self.used:
            if key in self._kept:
                self.used[key] = self._kept[key]
            else:
                self.used[key] = make()
        result: T = self.used[key]
        return result

    def find(self, key: str) -> Any:
        """The result for a key if it is there, else None."""
        if key not in self.used and key in self._kept:
            self.used[key] = self._kept[key]
        return self.used.get(key)

    @property
    def changed(self) -> bool:
        """Has this run asked for other results than those that are kept?"""
        return self.used.keys() != self._kept.keys()
