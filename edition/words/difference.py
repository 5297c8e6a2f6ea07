"""The difference of two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
WORDS = re.compile(r"[\w’'-]+\s*|[^\w\s]\s*")  # a word, or a sign, with the space after it


@dataclass(frozen=True)
class Stretch:
    """Words that are in both texts (`same`), only in the old (`gone`), or only in the new one (`new`)."""

    kind: Kind
    words: str

    @property
    def space(self) -> str:
        """The white space at the end of the words."""
        return self.words[len(self.words.rstrip()) :]


def compare_texts(old: str, new: str) -> Sequence[Stretch]:
    """The stretches that make up both texts: all but `new` give the old text, all but `gone` the new one, up
    to runs of white space. A single unchanged word between two changes counts as changed, so that the
    difference is easy to read."""
    before, after = WORDS.findall(f"{old} "), WORDS.findall(f"{new} ")
    stretches: list[Stretch] = []
    matcher = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            stretches.append(Stretch("same", "".join(before[i:j])))
            continue
        if j > i:
            stretches.append(Stretch("gone", "".join(before[i:j])))
        if m > k:
            stretches.append(Stretch("new", "".join(after[k:m])))
    return _without_islands(stretches)


def _without_islands(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Single words between changes become part of them; adjacent changes become one."""
    gone = new = ""
    merged: list[Stretch] = []
    for place, stretch in enumerate(stretches):
        inside = 0 < place < len(stretches) - 1
        if stretch.kind == "same" and not (inside and len(stretch.words.split()) == 1):
            merged += _changed(gone, new)
            gone = new = ""
            merged.append(stretch)
            continue
        if stretch.kind != "new":
            gone += stretch.words
        if stretch.kind != "gone":
            new += stretch.words
    return [*merged, *_changed(gone, new)]


def _changed(gone: str, new: str) -> list[Stretch]:
    return [
        *([Stretch("gone", gone)] if gone else []),
        *([Stretch("new", new)] if new else []),
    ]
