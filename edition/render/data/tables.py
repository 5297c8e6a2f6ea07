"""The tables as CSV with a `datapackage.json` that describes them, and all of them in one SQLite database."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain

from edition.model import Job
from edition.render.data_rows import Cell
from edition.render.data_tables import Column, Table, filled_tables
from edition.render.offers import DATABASE, PACKAGE
from edition.render.offers import TABLES as CSV
from edition.render.site import Site

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SQL_TYPES = {"string": "text", "integer": "integer", "number": "real", "boolean": "integer"}


def plan(site: Site) -> Iterator[Job]:
    """The jobs for the tables that have rows, for what describes them and for the database."""
    tables = site.once(filled_tables)
    for table in tables:
        yield Job(CSV.format(table.name), table.uses, partial(_csv_bytes, site, table))
    yield Job(PACKAGE, frozenset({"config", "shape", "pages"}), partial(_package_bytes, site, tables))
    uses = frozenset(chain.from_iterable(table.uses for table in tables))
    yield Job(DATABASE, uses, partial(database, site, tables))


def _csv_bytes(site: Site, table: Table) -> bytes:
    return csv_of(table.columns, table.rows(site)).encode()


def csv_of(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> str:
    """A table with the names of its columns in the first line (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(map(_written, rows))
    return text.getvalue()


def _written(row: Sequence[Cell]) -> list[Cell]:
    return [str(cell).lower() if isinstance(cell, bool) else cell for cell in row]


def _package_bytes(site: Site, tables: Sequence[Table]) -> bytes:
    return (json.dumps(package(site, tables), ensure_ascii=False, indent=1) + "\n").encode()


def package(site: Site, tables: Sequence[Table]) -> dict[str, object]:
    """The description of the tables (Data Package 2.0, Table Schema 2.0)."""
    config = site.config
    return {
        "$schema": PROFILE,
        "name": "edition",
        "title": config.title,
        "description": config.about,
        "homepage": config.url,
        "version": config.version,
        "created": f"{config.date}T00:00:00Z",
        "licenses": [{"path": config.licence, "title": config.licence_text}],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [
            {"name": column.name, "type": column.type, "description": column.description}
            for column in table.columns
        ],
    }
    if table.keyed:
        schema["primaryKey"] = [table.columns[0].name]
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
            for column, other in table.refers
        ]
    return {
        "name": table.name,
        "description": table.description,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def database(site: Site, tables: Sequence[Table]) -> bytes:
    """The tables as one SQLite database."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in tables:
            connection.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f'insert into "{table.name}" values ({marks})', table.rows(site))
        connection.commit()
        return connection.serialize()


def _create(table: Table) -> str:
    columns = [f'"{column.name}" {SQL_TYPES[column.type]}' for column in table.columns]
    if table.keyed:
        columns[0] += " primary key"
    return f'create table "{table.name}" ({", ".join(columns)})'
