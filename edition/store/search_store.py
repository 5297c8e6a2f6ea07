"""What the search index is made of, kept between runs: the terms of each part, and the shards.

`.cache/search.sqlite` can be deleted at any time. The digests of the shards are facts
(`store.incremental`): whether the site has a shard as it is to be is judged by what the last build
recorded, so that a build that was killed leaves nothing wrong behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from edition.store.state import version

PATH = ".cache/search.sqlite"
TABLES = """
    pragma synchronous = off;
    create table if not exists about (name text primary key, value text) without rowid;
    create table if not exists part (id text primary key, key text, outline text, terms text, postings text);
    create table if not exists shard (name text primary key, digest text, words text, content text);
"""
Postings = Mapping[str, str]  # by term


class SearchStore:
    """The store, in a file or (without a path, or where none can be used) in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._database = _open(path)

    def renew(self, *, in_memory: bool = False) -> None:
        """Begin with nothing, whatever is wrong with the file; in memory, where a file cannot be written."""
        self._database.close()
        with suppress(OSError):
            if self._path is not None:
                self._path.unlink()
        self._database = _open(None if in_memory else self._path)

    def begin(self, state: str) -> None:
        """Forget everything that was kept in another state than this (other code, another number of
        shards)."""
        state = f"{version()} {state}"
        kept = self._database.execute("select value from about where name = 'state'").fetchone()
        if kept != (state,):
            for table in ("about", "part", "shard"):
                self._database.execute(f"delete from {table}")
            self._database.execute("insert into about values ('state', ?)", (state,))

    # -- parts --

    def keys(self) -> dict[str, str]:
        """The key of each part."""
        return dict(self._database.execute("select id, key from part"))

    def outlines(self) -> dict[str, str]:
        """The outline of each part."""
        return dict(self._database.execute("select id, outline from part"))

    def postings_of(self, part: str) -> Postings:
        """The postings of one part; none if it is not kept."""
        rows = self._database.execute("select terms, postings from part where id = ?", (part,))
        return {term: posting for row in rows for term, posting in _pairs(*row)}

    def all_postings(self) -> Iterator[Iterable[tuple[str, str]]]:
        """The (term, posting) of each part, in the order of their ids."""
        for row in self._database.execute("select terms, postings from part order by id"):
            yield _pairs(*row)

    def put(self, part: str, key: str, outline: str, postings: Postings) -> None:
        """Keep a part: its key, its outline, its postings."""
        row = (part, key, outline, "\t".join(postings), "\t".join(postings.values()))
        self._database.execute("insert or replace into part values (?, ?, ?, ?, ?)", row)

    def remove(self, part: str) -> None:
        """Forget a part."""
        self._database.execute("delete from part where id = ?", (part,))

    # -- shards --

    def digests(self) -> dict[str, str]:
        """The digest of each shard."""
        return dict(self._database.execute("select name, digest from shard order by name"))

    def words(self) -> Iterator[str]:
        """The vocabulary of each shard."""
        for (words,) in self._database.execute("select words from shard order by name"):
            yield words

    def shard(self, name: str) -> str:
        """The content of a shard; "" if it is not kept."""
        row = self._database.execute("select content from shard where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def put_shard(self, name: str, digest: str, words: str, content: str) -> None:
        """Keep a shard: its digest, its vocabulary, its content."""
        row = (name, digest, words, content)
        self._database.execute("insert or replace into shard values (?, ?, ?, ?)", row)

    def close(self) -> None:
        """Keep what was put. Where nothing can be written, nothing is kept."""
        with suppress(sqlite3.Error):
            self._database.commit()
        self._database.close()


def _pairs(terms: str, postings: str) -> Iterable[tuple[str, str]]:
    return zip(terms.split("\t"), postings.split("\t"), strict=True) if terms else ()


def _open(path: Path | None) -> sqlite3.Connection:
    """The database in a file; one in memory where that cannot be used."""
    for _ in range(2 if path else 0):  # a file that is no database is made anew
        assert path is not None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path)
            database.executescript(TABLES)
            return database
        except (OSError, sqlite3.Error):
            with suppress(OSError):
                path.unlink()
    database = sqlite3.connect(":memory:")
    database.executescript(TABLES)
    return database
