"""What was made in the last run, in one SQLite file: a row for each result, read only when it is asked for.

The file can be deleted at any time. One that another version of the program has left, or that is damaged, is
begun anew.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Iterator, Mapping, Set
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from edition.store.pickled_trees import pickled

SCHEMA = """
create table if not exists version (digest text);
create table if not exists results (key text primary key, value blob) without rowid;
"""


class KeptResults(Mapping[str, Any]):
    """The results of the last run by their keys. Unpickling is safe here because the program itself wrote the
    file; nothing from elsewhere is ever unpickled. What cannot be read counts as never made."""

    def __init__(self, path: Path, version: str) -> None:
        self.path, self.version = path, version
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._keys: frozenset[str] = frozenset()
        with suppress(sqlite3.Error, OSError):
            self._keys = self._read_keys()

    def _read_keys(self) -> frozenset[str]:
        if not self.path.is_file():
            return frozenset()
        connection = self._connected()
        if connection.execute("select digest from version").fetchone() != (self.version,):
            return frozenset()
        return frozenset(key for (key,) in connection.execute("select key from results"))

    def _connected(self) -> sqlite3.Connection:
        """The connection of this process; one must not be used in another."""
        if self._connection is None or self._process != os.getpid():
            address = f"{self.path.absolute().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._process = os.getpid()
        return self._connection

    def __getitem__(self, key: str) -> Any:
        if key in self._keys:
            with suppress(Exception):  # whatever is wrong with it, its content can be made again
                row = self._connected().execute("select value from results where key = ?", (key,)).fetchone()
                return pickle.loads(row[0])
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def write_results(path: Path, version: str, results: Mapping[str, Any], held: Set[str] = frozenset()) -> None:
    """Make a file have these results, and of its own those with the keys in `held`; only new ones are
    written. Raises OSError when that cannot be done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for name in (path, path.with_name(f"{path.name}-journal")):
        if name.is_symlink():  # nothing is written through a link
            name.unlink()
    try:
        _write(path, version, results, held)
    except sqlite3.DatabaseError:  # it is damaged
        path.unlink(missing_ok=True)
        try:
            _write(path, version, results, held)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error


def _write(path: Path, version: str, results: Mapping[str, Any], held: Set[str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = off")  # it can be made again
        connection.execute("begin immediate")
        for statement in SCHEMA.strip().split("\n"):
            connection.execute(statement)
        if connection.execute("select digest from version").fetchone() != (version,):
            connection.execute("delete from version")
            connection.execute("delete from results")
            connection.execute("insert into version values (?)", (version,))
        present = {key for (key,) in connection.execute("select key from results")}
        new = ((key, pickled(value)) for key, value in results.items() if key not in present)
        connection.executemany("insert into results values (?, ?)", new)
        gone = ((key,) for key in present - results.keys() - held)
        connection.executemany("delete from results where key = ?", gone)
        connection.execute("commit")
