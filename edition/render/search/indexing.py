"""From the parts to the shards: what has changed is indexed, and the shards that it touches are joined anew.

The shards are the same whichever way they were reached: a shard is a function of the lines of all parts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from edition.forms.registers import Person
from edition.kinds import KINDS
from edition.render.search.postings import (
    PEOPLE,
    base36,
    lines_of,
    postings_of,
    shard_name,
    shard_of_parts,
    shards_for,
    vocabulary_of,
)
from edition.render.search.texts import FoundText, Part
from edition.store.memo import digest_of
from edition.store.search_store import SearchStore

VOLUME = "volume"  # the part that says what stands on which printed page
OPENING = "text"  # the unit that has the opening and closing of a letter
PERSONS = next(kind.prefix for kind in KINDS.values() if kind.form is Person)


class Indexing:
    """The postings of an edition in a store. `pages` are the terms that cite the printed volume, each with
    the ids that are meant."""

    def __init__(
        self, parts: Mapping[str, Part], store: SearchStore, pages: Mapping[str, Sequence[str]]
    ) -> None:
        self.parts, self.store, self.pages = parts, store, pages
        self.shards = shards_for(len(parts))
        self._texts: dict[str, Sequence[FoundText]] = {}  # of the parts that changed
        self._made: dict[str, str] = {}  # the shards that changed

    def update(self) -> None:
        """Index the parts that have changed, and join the shards that have."""
        self.store.begin(f"{self.shards}")
        names = {shard_name(number) for number in range(self.shards)} | {PEOPLE}
        touched = names - self.store.digests().keys()
        keys = self.store.keys()
        for part, key, outline, lines in self._changed(keys):
            before = self.store.lines_of(part) if part in keys else {}
            both = before.keys() | lines.keys()
            touched.update(name for name in both if before.get(name) != lines.get(name))
            self.store.put(part, key, outline, lines)
        for part in keys.keys() - self.parts.keys() - {VOLUME}:
            touched.update(self.store.lines_of(part))
            self.store.remove(part)
        self._join(touched)

    def _changed(self, keys: Mapping[str, str]) -> Iterator[tuple[str, str, str, Mapping[str, str]]]:
        """(id, key, outline, lines) of each part that is not kept as it is now."""
        for part in self.parts.values():
            if keys.get(part.id) != part.key:
                texts = self._texts[part.id] = part.texts()
                yield part.id, part.key, outline_of(texts), postings_of(texts, self.shards, PERSONS)
        key = digest_of(repr(self.pages))
        if keys.get(VOLUME) != key:
            yield VOLUME, key, outline_of([]), lines_of(self.pages, self.shards, PERSONS)

    def _join(self, touched: set[str]) -> None:
        for lines in self.store.lines_in(touched):
            made = {name: shard_of_parts(lines[name]) for name in lines}
            self._made |= made
            rows = [(name, digest_of(shard), _words(name, shard)) for name, shard in made.items()]
            self.store.put_shards(rows)

    def shard(self, name: str) -> str:
        """A shard, by its name."""
        if name not in self._made:
            for lines in self.store.lines_in({name}):
                self._made[name] = shard_of_parts(lines[name])
        return self._made[name]

    def texts(self, part: Part) -> Sequence[FoundText]:
        """The texts of a part."""
        return self._texts.get(part.id) or part.texts()

    def vocabulary(self) -> list[str]:
        """All words of letters alone, in the order of the alphabet, each with the number of parts that have
        it: `grain 31`."""
        return sorted(row for words in self.store.words() if words for row in words.split("\n"))


def _words(name: str, shard: str) -> str:
    words = vocabulary_of(shard) if name != PEOPLE else ()
    return "\n".join(f"{word} {parts}" for word, parts in words)


def outline_of(texts: Iterable[FoundText]) -> str:
    """Of each text its day as a number, and how many passages of one kind and voice follow each other
    (with 1 for openings and closings), as JSON."""
    rows = []
    for text in texts:
        runs = groupby(
            text.passages, lambda passage: (passage.kind, passage.voices, int(passage.unit == OPENING))
        )
        rows.append([_day(text.date), [(*key, len(list(run))) for key, run in runs]])
    return json.dumps(rows, ensure_ascii=False)


def _day(date: str) -> str:
    """A day as one number, `1926-05` → 19260500, in base 36; "" for none."""
    digits = date.replace("-", "")
    return base36(int(f"{digits:0<8}")) if digits.isdigit() and date[0] != "-" else ""
