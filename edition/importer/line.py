"""A line of a source, which keeps its number from reading to ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Line:
    """A line that holds words: its number (from 1) and its text. Where the source breaks its lines by width
    it is a whole paragraph, `last` the number of its last line; `verse` says that its lines stay apart."""

    number: int
    text: str
    last: int = 0
    verse: bool = False

    @property
    def numbers(self) -> range:
        """The numbers of all its lines in the file."""
        return range(self.number, max(self.number, self.last) + 1)

    def with_text(self, text: str) -> Line:
        """The same line with another text."""
        return replace(self, text=text)
