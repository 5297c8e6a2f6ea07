"""From the parts to the shards: what has changed is indexed, and the shards that it touches are made anew.

A shard is a function of the postings of all parts and the same whichever way it was reached: joined from
those of all, or with those of a few parts put in the place of what they were.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.forms.registers import Person
from edition.kinds import KINDS
from edition.render.search.postings import (
    base36,
    bounded,
    joined,
    patched,
    postings_of,
    shard_of_terms,
    shards_for,
    vocabulary_of,
)
from edition.render.search.texts import FoundPassage, FoundText, Part
from edition.store.search_store import Postings, SearchStore
from edition.words.days import year_of
from edition.words.digest import digest_of
from edition.words.terms import MENTION, shard_of
from edition.workers import run

VOLUME = "volume"  # the part that says what stands on which printed page
PEOPLE = "people"  # the shard that has all mentions of persons, for the filter by person
OPENING = "text"  # the unit that has the opening and closing of a letter
PERSON = f"{MENTION}{next(kind.prefix for kind in KINDS.values() if kind.form is Person)}-"
FEW = 0.1  # share of the parts up to which their changes are put into the shards one by one

Changes = dict[str, dict[str, dict[str, str]]]  # by shard, term and part


@dataclass(frozen=True)
class IndexedPart:
    """What is made of a part: its outline, its postings, and its texts as the page of the search shows
    them."""

    outline: str
    postings: Postings
    shown: str


def index_part(part: Part) -> IndexedPart:
    """A part as it is searched; it depends on nothing else."""
    texts = part.texts()
    shown = json.dumps([_shown(text) for text in texts], ensure_ascii=False, separators=(",", ":"))
    return IndexedPart(outline_of(texts), postings_of(part.id, texts), shown)


class Indexing:
    """The index of an edition in a store. `pages` are the terms that cite the printed volume, each with the
    ids that are meant."""

    def __init__(self, parts: Mapping[str, Part], store: SearchStore, pages: Postings) -> None:
        self.parts, self.store, self.pages = parts, store, pages
        self.shards = shards_for(len(parts))
        self._shown: dict[str, str] = {}  # of the parts that changed

    def update(self) -> None:
        """Index the parts that have changed, and make the shards anew that have."""
        self.store.begin(f"{self.shards}")
        keys = self.store.keys()
        changed = [part for part in self.parts.values() if keys.get(part.id) != part.key]
        gone = keys.keys() - self.parts.keys() - {VOLUME}
        few = bool(self.store.digests()) and len(changed) + len(gone) <= FEW * len(self.parts)
        changes: Changes = defaultdict(lambda: defaultdict(dict))
        for part, indexed in zip(changed, run(index_part, changed), strict=True):
            self._shown[part.id] = indexed.shown
            self._replace(part.id, part.key, indexed.outline, indexed.postings, changes if few else None)
        for ref in gone:
            self._replace(ref, "", "", {}, changes if few else None)
        pages = digest_of(repr(self.pages))
        if keys.get(VOLUME) != pages:
            self._replace(VOLUME, pages, outline_of([]), self.pages, changes if few else None)
        if few:
            for shard, terms in changes.items():
                self._put(shard, patched(self.store.shard(shard), terms))
        else:
            self._join()

    def _replace(self, part: str, key: str, outline: str, now: Postings, changes: Changes | None) -> None:
        """Keep a part as it is now (without a key: forget it), and add what is different to the changes."""
        if changes is not None:
            before = self.store.postings_of(part)
            for term in before.keys() | now.keys():
                if before.get(term) != now.get(term):
                    for shard in self._shards_of(term):
                        changes[shard][term][part] = now.get(term, "")
        if key:
            self.store.put(part, key, outline, now)
        else:
            self.store.remove(part)

    def _join(self) -> None:
        """Make all shards of all parts."""
        names = [*(f"{number:x}" for number in range(self.shards)), PEOPLE]
        shards: dict[str, dict[str, str]] = {name: {} for name in names}
        for term, postings in joined(self.store.all_postings()).items():
            for shard in self._shards_of(term):
                shards[shard][term] = postings
        for shard in list(shards):
            self._put(shard, shard_of_terms(shards.pop(shard)))

    def _shards_of(self, term: str) -> tuple[str, ...]:
        own = f"{shard_of(term, self.shards):x}"
        return (own, PEOPLE) if term.startswith(PERSON) else (own,)

    def _put(self, shard: str, content: str) -> None:
        words = vocabulary_of(content) if shard != PEOPLE else ()
        rows = "\n".join(f"{word} {parts}" for word, parts in words)
        self.store.put_shard(shard, digest_of(bounded(content)), rows, content)

    # -- what was made --

    def shard(self, name: str) -> str:
        """A shard as it is published."""
        return bounded(self.store.shard(name))

    def shown(self, part: Part) -> str:
        """The texts of a part as the page of the search shows them, as JSON."""
        return self._shown.get(part.id) or index_part(part).shown

    def vocabulary(self) -> list[str]:
        """All words of letters alone, in the order of the alphabet, each with the number of parts that have
        it: `grain 31`."""
        return sorted(row for words in self.store.words() if words for row in words.split("\n"))


def outline_of(texts: Iterable[FoundText]) -> str:
    """Of each text its day as a number, and how many passages of one kind and voice follow each other
    (with 1 for openings and closings), as JSON."""
    rows = []
    for text in texts:
        runs = groupby(text.passages, _class_of)
        rows.append([_day(text.date), [(*key, len(list(run))) for key, run in runs]])
    return json.dumps(rows, ensure_ascii=False)


def _class_of(passage: FoundPassage) -> tuple[str, tuple[str, ...], int]:
    return passage.kind, passage.voices, int(passage.unit == OPENING)


def _day(date: str) -> str:
    """A day as one number, `1926-05` → 19260500, in base 36; "" for none."""
    if not date:
        return ""
    year, digits = year_of(date), date.lstrip("-")[4:].replace("-", "")
    day = 10_000 * year + int(f"{digits:0<4}")
    return f"-{base36(-day)}" if day < 0 else base36(day)


def _shown(text: FoundText) -> Sequence[object]:
    """A text as the page of the search shows it; what names and emendations explain only where there are."""
    passages: list[list[object]] = []
    for passage in text.passages:
        more: list[object] = [passage.named, passage.copied]
        while more and not any(more[-1].values() if isinstance(more[-1], Mapping) else more[-1]):  # type: ignore[arg-type]
            more.pop()
        passages.append([passage.unit, passage.label, passage.words, *more])
    return [text.url, text.name, text.about, passages]
