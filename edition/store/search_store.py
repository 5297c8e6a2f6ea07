"""What the search index is made of, kept between runs: the postings of each part, and a digest of each
shard.

`.cache/search.sqlite` can be deleted at any time. A shard is made again when a line of one of its parts is
another than before; which are, only the parts that changed need be asked. The digests are facts
(`store.incremental`): whether the site has a shard as it is to be is judged by what the last build
recorded, so that a build that was killed leaves nothing wrong behind. The lines of a part stand in rows of
several shards each, so that a few shards of many parts are read at a time.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from edition.store.state import version

PATH = ".cache/search.sqlite"
TABLES = """
    pragma synchronous = off;
    create table if not exists about (name text primary key, value text) without rowid;
    create table if not exists part (id text primary key, key text, outline text) without rowid;
    create table if not exists line (row text, part text, lines text, primary key (row, part)) without rowid;
    create index if not exists line_of_part on line (part);
    create table if not exists shard (name text primary key, digest text, words text) without rowid;
"""
IN_A_ROW = 64  # shards
Lines = Mapping[str, str]  # by the name of the shard


class SearchStore:
    """The store, in a file or (without a path, or where none can be used) in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._database = _open(path)

    def begin(self, state: str) -> None:
        """Forget everything that was kept in another state than this (other code, another number of
        shards)."""
        state = f"{version()} {state}"
        if self._one("select value from about where name = 'state'") != state:
            for table in ("about", "part", "line", "shard"):
                self._database.execute(f"delete from {table}")
            self._database.execute("insert into about values ('state', ?)", (state,))

    def keys(self) -> dict[str, str]:
        """The key of each part."""
        return dict(self._database.execute("select id, key from part"))

    def lines_of(self, part: str) -> Lines:
        """The lines of one part; none if it is not kept."""
        rows = self._database.execute("select lines from line where part = ?", (part,))
        return {name: line for (lines,) in rows for name, line in _split(lines)}

    def put(self, part: str, key: str, outline: str, lines: Lines) -> None:
        """Keep a part: its key, its outline, its lines."""
        self.remove(part)
        self._database.execute("insert into part values (?, ?, ?)", (part, key, outline))
        rows: dict[str, list[str]] = defaultdict(list)
        for name, line in lines.items():
            rows[_row(name)].append(f"{name} {line}")
        values = [(row, part, "\n".join(its)) for row, its in rows.items()]
        self._database.executemany("insert into line values (?, ?, ?)", values)

    def remove(self, part: str) -> None:
        self._database.execute("delete from part where id = ?", (part,))
        self._database.execute("delete from line where part = ?", (part,))

    def lines_in(self, shards: Collection[str]) -> Iterator[Mapping[str, list[tuple[str, str]]]]:
        """For some of the shards at a time the lines in them: (part, line), in the order of the parts'
        ids."""
        for row in sorted({_row(name) for name in shards}):
            found: dict[str, list[tuple[str, str]]] = {name: [] for name in shards if _row(name) == row}
            parts = self._database.execute("select part, lines from line where row = ? order by part", (row,))
            for part, lines in parts:
                for name, line in _split(lines):
                    if name in found:
                        found[name].append((part, line))
            yield found

    def outlines(self) -> dict[str, str]:
        """The outline of each part."""
        return dict(self._database.execute("select id, outline from part"))

    def digests(self) -> dict[str, str]:
        """The digest of each shard."""
        return dict(self._database.execute("select name, digest from shard"))

    def words(self) -> Iterator[str]:
        """The vocabulary of each shard."""
        for (words,) in self._database.execute("select words from shard order by name"):
            yield words

    def put_shards(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Keep (name, digest, vocabulary) of shards."""
        self._database.executemany("insert or replace into shard values (?, ?, ?)", rows)

    def close(self) -> None:
        """Keep what was put. Where nothing can be written, nothing is kept."""
        with suppress(sqlite3.Error):
            self._database.commit()
        self._database.close()

    def _one(self, question: str) -> str:
        row = self._database.execute(question).fetchone()
        return str(row[0]) if row else ""


def _row(shard: str) -> str:
    """The row in which the lines of a shard are, whose name is a number in hexadecimal or a word."""
    try:
        return str(int(shard, 16) // IN_A_ROW)
    except ValueError:
        return shard


def _split(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.split("\n"):
        name, _, rest = line.partition(" ")
        yield name, rest


def _open(path: Path | None) -> sqlite3.Connection:
    """The database in a file; one in memory where that cannot be used, whatever is wrong with it."""
    for _ in range(2 if path else 0):
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
