"""The search index of a site: its files, and what is joined from all parts.

    search/data/texts.js       of every part: the days, kinds and voices of its passages
    search/data/names.js       the names of register entries, and the spellings of a name that mean the same
    search/data/people.js      where each person is named, for the filter
    search/data/vocabulary.js  the words that occur, for those who mistype one
    search/data/words/1f.js    a shard: where the words with some beginnings stand
    search/data/text/L16.js    a part: its words, to be shown

They are scripts and not JSON, so that the search works from a folder too. Which must be made again is told
by facts, as of all files.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import takewhile

from edition.forms.registers import Person
from edition.kinds import KINDS
from edition.lookup.catalogue import Catalogue
from edition.model import Job
from edition.render.search.indexing import PEOPLE, VOLUME, Indexing
from edition.render.search.postings import UNSURE, base36
from edition.render.search.spellings import Family, distinct, families_of, in_use
from edition.render.search.texts import BATCH, parts_of
from edition.render.site import Site
from edition.store.search_store import SearchStore
from edition.words.digest import digest_of
from edition.words.terms import CITATION, terms_in

FOLDER = "search/data"


class SearchIndex:
    """The index of a site, brought up to date in the store. `facts` and `jobs` tell what there is to make."""

    def __init__(self, site: Site, store: SearchStore) -> None:
        self.site, self.store = site, store
        self.parts = {part.id: part for part in parts_of(site.edition, site.config)}
        self.indexing = Indexing(self.parts, store, _printed_pages(site))
        self.indexing.update()

    def facts(self) -> dict[str, str]:
        """The digests of what the files are made of."""
        facts = {f"search part:{part.id}": part.key for part in self.parts.values()}
        facts |= {f"search words:{name}": digest for name, digest in self.store.digests().items()}
        facts["search vocabulary"] = digest_of(*self.store.words())
        facts["search names"] = digest_of(self._digest_of_names, facts["search vocabulary"])
        outlines = self.store.outlines()
        rows = (f"{part} {outlines[part]}" for part in self.parts)
        facts["search texts"] = digest_of(self.site.config.digest, self._digest_of_names, *rows)
        return facts

    @cached_property
    def _entries(self) -> list[tuple[str, str, str, Sequence[str], str]]:
        """(register, id, name by which it is sorted if it is a person, all names, Cyrillic name) of all
        entries that have pages."""
        return [
            (kind.register, ref, entry.sort_form if kind.form is Person else "", entry.names, entry.cyrillic)
            for kind in KINDS.values()
            if kind.own_pages
            for ref, entry in self.site.edition.registers[kind.register].entries.items()
        ]

    @cached_property
    def _digest_of_names(self) -> str:
        return digest_of(repr(self._entries))

    def jobs(self) -> Iterator[Job]:
        """The files of the index."""
        yield _job("texts", "search texts", self._all_texts)
        yield _job("names", "search names", self._all_names)
        yield _job("vocabulary", "search vocabulary", self._vocabulary)
        for name in self.store.digests():
            path = PEOPLE if name == PEOPLE else f"words/{name}"
            yield _job(path, f"search words:{name}", partial(self._shard, name))
        for part in self.parts.values():
            yield _job(f"text/{part.id}", f"search part:{part.id}", partial(self.indexing.shown, part))

    def _shard(self, name: str) -> str:
        return _json(self.indexing.shard(name))

    def _all_texts(self) -> str:
        """Of each part its texts: day and passages, as `L16 bgtmv.a2b12`, where `a` stands for a kind, a
        voice and whether it is but an opening or closing, the first of `classes`."""
        outlines, label = self.store.outlines(), cache(self._label)
        classes: dict[tuple[str, str, int], str] = {}
        rows = []
        for part in self.parts:
            texts = []
            for date, runs in json.loads(outlines[part]):
                keys = [((kind, label(tuple(by)), light), number) for kind, by, light, number in runs]
                marks = [f"{classes.setdefault(key, _letters(len(classes)))}{number}" for key, number in keys]
                texts.append((f"{date}." if date else "") + "".join(marks))
            rows.append(" ".join([part, *texts]))
        return _json({"shards": self.indexing.shards, "classes": list(classes), "parts": "\n".join(rows)})

    def _label(self, voices: Sequence[str]) -> str:
        """Whose words, as readers are told: “Ada Holm and Ole Ek”, or the label of an editor."""
        responsible = self.site.config.responsible
        by_name = {person.name: person for person in responsible.values()}
        labels = []
        for voice in voices:
            person, entry = responsible.get(voice) or by_name.get(voice), self.site.edition.entry(voice)
            labels.append((person.label or person.name) if person else entry.name if entry else voice)
        return self.site.config.phrases.listed(labels)

    def _all_names(self) -> str:
        """The entries that have pages: id, part and place of each in it, the name by which it is sorted if
        it is a person, and its names as they are compared; and the families of spellings."""
        memo = self.site.memo
        families = memo.get(f"search families {self._digest_of_names}", self._families)
        entries = memo.get(f"search entries {self._digest_of_names}", self._folded_entries)
        present = {row.split(" ")[0] for row in self.indexing.vocabulary()}
        used = [" ".join(here) + "|" + " ".join(others) for here, others in in_use(families, present)]
        return _json({"entries": entries, "families": used})

    def _families(self) -> list[Family]:
        by_spelling = {register for register, kind in KINDS.items() if kind.by_spelling}
        return families_of((row[4], row[3]) for row in self._entries if row[0] in by_spelling)

    def _folded_entries(self) -> list[object]:
        families = self.site.memo.get(f"search families {self._digest_of_names}", self._families)
        first = {word: family[0] for family in reversed(families) for word in family}
        rows: list[object] = []
        places = Counter[str]()
        for register, ref, sort_form, names, _ in self._entries:
            part, place = divmod(places[register], BATCH)
            places[register] += 1
            own = [_folded(name) for name in (*names, sort_form.split(",")[0])]
            rows.append([ref, f"{register}-{part + 1}", place, sort_form, *distinct(own, first)])
        return rows

    def _vocabulary(self) -> str:
        """All words in the order of the alphabet, each as the number of letters that it shares with the one
        before, the rest, and how common it is (the logarithm of the number of parts), all in base 36."""
        before, rows = "", []
        for row in self.indexing.vocabulary():
            word, _, parts = row.partition(" ")
            shared = sum(
                1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, word[:35], strict=False))
            )
            rows.append(f"{base36(shared)}{word[shared:]}{int(parts).bit_length()}")
            before = word
        return _json("\n".join(rows))


def index_of(site: Site, store: SearchStore) -> SearchIndex:
    """The index of a site, up to date. A store that cannot be used is made anew, and in memory where its file
    cannot be written: the disk is full, or the folder is another user’s."""
    for in_memory in (False, True):
        try:
            return SearchIndex(site, store)
        except sqlite3.Error:
            store.renew(in_memory=in_memory)
    return SearchIndex(site, store)


def _printed_pages(site: Site) -> Mapping[str, str]:
    """For each page of the printed volume, and each note on it, what stands there, as postings."""
    by_term: dict[str, str] = {}
    for ref, _, forms in Catalogue(site.edition, site.config, site.printed.concordance).printed_pages:
        for form in forms:
            term, unsure = CITATION + form.removeprefix(UNSURE), UNSURE if form[0] == UNSURE else ""
            by_term[term] = f"{by_term.get(term, VOLUME)} {ref}{unsure}"
    return by_term


def _job(name: str, fact: str, make: Callable[[], str]) -> Job:
    def script() -> bytes:
        return f"searchData({json.dumps(name)},{make()})\n".encode()

    return Job(f"{FOLDER}/{name}.js", frozenset({fact}), script, here=True)  # the store is


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _letters(number: int) -> str:
    """0 → a, 25 → z, 26 → ba."""
    letters = chr(97 + number % 26)
    return _letters(number // 26) + letters if number >= 26 else letters


def _folded(name: str) -> str:
    return " ".join(dict(terms_in(name)).values())
