"""The metadata of letters as a table, both ways: a row for each letter, a column for each key.

Several values stand in one cell with semicolons between them; `archive.fond` is a key within a key; what has
still more parts stands as in YAML. In a table that is read back an empty cell changes nothing, and `-` takes
a value away. Where nothing has changed a file stays byte for byte.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, get_args, get_origin

import yaml

from edition.authoring.formatting import format_yaml
from edition.authoring.forms import keys_of
from edition.authoring.yaml_pieces import UncertainLayout, compose, pieces_of
from edition.authoring.yaml_text import mapping, value
from edition.findings.diagnostics import Diagnostic, Location, did_you_mean
from edition.forms.documents import LetterFields, Shelfmark
from edition.forms.line_yaml import D103, D105, Marked, read_yaml, validate
from edition.forms.yaml_syntax import D101
from edition.model import Source
from edition.paths import LETTERS, letter_path
from edition.read.documents import split_front_matter
from edition.read.unfinished import place_to_write

AWAY = "-"
SUMMARY = "summary"  # of a letter that is new: the only column that is no key
Row = Mapping[str, str]


@dataclass
class TableResult:
    """The letters' files as a table makes them (path → text), how many stay as they are, and all faults."""

    files: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    problems: list[Diagnostic] = field(default_factory=list)


def write_table(sources: Iterable[Source]) -> str:
    """The letters among the sources as CSV, in the order of their files. Letters that cannot be read are left
    out; `check` tells them."""
    letters = [data for source in sources if _is_letter(source.path) and (data := _metadata(source))]
    rows = [dict(_cells(data)) for data in letters]
    used = {column for row in rows for column in row}
    columns = [column for column in _columns() if column in used or "." not in column]
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\r\n")  # RFC 4180
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def read_table(path: str, data: bytes, sources: Iterable[Source]) -> TableResult:
    """What a table makes of the letters. A column or cell that cannot be read is told by row and column, and
    then nothing is made."""
    result = TableResult()
    letters = {source.path: source for source in sources if _is_letter(source.path)}
    heads = {path: _metadata(source) for path, source in letters.items()}
    paths = {str(head["id"]): path for path, head in heads.items() if head and "id" in head}
    seen: dict[str, int] = {}
    for number, line, row in _rows(path, data, result.problems):
        ref = row.get("id", "")
        if not ref or ref in seen:
            message = f"{ref} is in row {seen[ref]} too" if ref else "the letter has no id"
            result.problems.append(
                D105.at(Location(path, line), f"row {number}, column id: {message}", "write L and its number")
            )
            continue
        seen[ref] = number
        file = paths.get(ref) or letter_path(ref)
        before = letters[file].data.decode("utf-8") if file in letters else ""
        after, faults = _completed(before, row, TablePlace(path, line, number))
        result.problems += faults
        if after == before:
            result.unchanged += 1
        elif not faults:
            result.files[file] = after
    if result.problems:
        result.files.clear()
    return result


def _is_letter(path: str) -> bool:
    return path.startswith(f"{LETTERS}/") and PurePosixPath(path).suffix == ".md"


def _metadata(source: Source) -> dict[str, Any] | None:
    """The metadata of a letter as it is typed; None when it cannot be read."""
    parts = split_front_matter(source.data.decode("utf-8", "replace").removeprefix("\ufeff"))
    data = read_yaml(parts[0], source.path)[0].data if parts else None
    return data if isinstance(data, dict) else None


def _columns() -> list[str]:
    """All columns there can be, in the order of the form."""
    nested = {"archive": keys_of(Shelfmark)}
    return [
        column
        for key in keys_of(LetterFields)
        for column in ([f"{key}.{part}" for part in nested[key]] if key in nested else [key])
    ]


def _cells(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The cells of a letter, by column."""
    for key, content in data.items():
        if isinstance(content, dict) and f"{key}.repository" in _columns():
            yield from ((f"{key}.{part}", str(text or "")) for part, text in content.items())
        elif _is_list_of_texts(key) and isinstance(content, list) and not any(";" in str(c) for c in content):
            yield key, "; ".join(map(str, content))
        elif content is not None:
            yield key, content if isinstance(content, str) else value(content)


def _is_list_of_texts(key: str) -> bool:
    """Does a key hold a list of words or ids?"""
    annotation = LetterFields.model_fields[key].annotation if key in LetterFields.model_fields else None
    inner = get_args(annotation)[0] if get_origin(annotation) is list else None
    return inner is str or (bool(get_args(inner)) and get_args(inner)[0] is str)


def _content(column: str, cell: str) -> Any:
    """What a cell says, as YAML has it."""
    key = column.partition(".")[0]
    if _is_list_of_texts(key) and not cell.startswith("["):
        return [part.strip() for part in cell.split(";") if part.strip()]
    annotation = LetterFields.model_fields[key].annotation
    if cell[:1] in "[{" and annotation is not str and "." not in column:
        marked, problems = read_yaml(f"x: {cell}", "")
        return cell if problems else marked.data["x"]
    return cell


@dataclass(frozen=True)
class TablePlace:
    """Where a row stands: the file of the table, its line there, and its number as a spreadsheet counts."""

    path: str
    line: int
    number: int

    @property
    def location(self) -> Location:
        """The line of the table, for a finding."""
        return Location(self.path, self.line)


def _rows(path: str, data: bytes, problems: list[Diagnostic]) -> Iterator[tuple[int, int, Row]]:
    """The rows with their numbers as a spreadsheet counts them (the first below the head is row 2) and the
    lines on which they begin."""
    rows = _read_rows(path, data, problems)
    columns = [name.strip() for name in rows[0][1]] if rows else []
    problems += _faults_of_head(columns, path) if not problems else []
    if problems:
        return
    longer = {len(cells) for _, cells in rows[1:] if any(map(str.strip, cells))}
    if len(rows) > 2 and len(longer) == 1 and (cells_each := longer.pop()) > len(columns):
        message = f"the head has {len(columns)} cells, each row {cells_each}"
        problems.append(D105.at(Location(path, 1), message, "give each column its name"))
        return
    for number, (line, cells) in enumerate(rows[1:], 2):
        if len(cells) > len(columns):
            hint = "put quotation marks around a cell with commas in it"
            message = f"row {number} has {len(cells)} cells, the head {len(columns)}"
            problems.append(D105.at(Location(path, line), message, hint))
        elif any(cell.strip() for cell in cells):
            yield number, line, {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}


def _read_rows(path: str, data: bytes, problems: list[Diagnostic]) -> list[tuple[int, list[str]]]:
    """All rows with the lines on which they begin."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Location(path, data[: error.start].count(b"\n") + 1)
        problems.append(D101.at(place, "the table is not UTF-8", "export it as “CSV UTF-8”"))
        return []
    if "\n" not in text:  # as old Macintoshes have it
        text = text.replace("\r", "\n")
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=max(",;\t", key=head.count))
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "a quotation mark may be open; export the table again"
        problems.append(D101.at(Location(path, line), f"the table cannot be read: {error}", hint))
    return rows


def _faults_of_head(columns: Sequence[str], path: str) -> Iterator[Diagnostic]:
    """Columns that are not known, or stand twice, or are missing."""
    known = [*_columns(), SUMMARY]
    for number, name in enumerate(columns, 1):
        if name not in known or name in columns[: number - 1]:
            again = "stands twice" if name in known else "is not known here"
            hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
            yield D103.at(Location(path, 1), f"row 1, column {number}: the column “{name}” {again}", hint)
    if "id" not in columns:
        message, hint = "row 1: no column is called “id”", "it holds the ids of the letters"
        yield D103.at(Location(path, 1), message, hint)


def _completed(text: str, row: Row, place: TablePlace) -> tuple[str, list[Diagnostic]]:
    """A letter's file with what a row says, and the faults of the row."""
    newline = "\r\n" if "\r\n" in text else "\n"
    parts = split_front_matter(text.removeprefix("\ufeff"))
    front = parts[0] if parts else ""
    before = read_yaml(front, place.path)[0].data or {}
    after, changed = _with_cells(before, row)
    marked = Marked(after, place.path, {(): (place.line, 0)})
    _, faults = validate(LetterFields, marked)
    faults = [_in_row(fault, row, place) for fault in faults]
    if faults or not changed:
        return text, faults
    try:
        front = with_keys(front, {key: after.get(key) for key in changed}, LetterFields)
    except UncertainLayout as doubt:
        return text, [
            D101.at(
                place.location,
                f"row {place.number}: {row['id']} cannot be changed: {doubt}",
                "change the letter’s file by hand",
            )
        ]
    body = parts[1] if parts else f"\n{row.get(SUMMARY) or place_to_write('a summary of the letter')}\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + f"---\n{front}---\n{body}".replace("\n", newline), []


def _with_cells(before: Mapping[str, Any], row: Row) -> tuple[dict[str, Any], set[str]]:
    """The metadata with what the cells of a row say, and the keys that they change."""
    after, changed, old = dict(before), set[str](), dict(_cells(before))
    for column, cell in row.items():
        key, dot, part = column.partition(".")
        if column == SUMMARY or not cell or cell == old.get(column, ""):
            continue
        changed.add(key)
        content = None if cell == AWAY else _content(column, cell)
        if dot:
            inner = dict(after.get(key) or {}) | {part: content}
            content = {name: item for name, item in inner.items() if item is not None} or None
        after[key] = content
        if content is None:
            del after[key]
    return after, changed


def _in_row(fault: Diagnostic, row: Row, place: TablePlace) -> Diagnostic:
    message = f"row {place.number} ({row.get('id', '')}), {fault.message}"
    return replace(fault, message=message, location=place.location)


def with_keys(front: str, values: Mapping[str, Any], form: Any) -> str:
    """A mapping in YAML, whose form is `form`, with other values of some keys (None: without the key). Raises
    UncertainLayout."""
    lines = front.split("\n") if front else []
    node = compose(front + "\n") if front.strip() else None
    if isinstance(node, yaml.MappingNode):
        pieces = pieces_of(node, lines, 0, len(lines)).pieces
        for piece in reversed(pieces):
            if piece.name in values:
                data = values[piece.name]
                lines[piece.start : piece.end] = [] if data is None else mapping({piece.name: data})
        values = {key: data for key, data in values.items() if key not in {piece.name for piece in pieces}}
    added: Sequence[str] = mapping({key: data for key, data in values.items() if data is not None})
    text = "\n".join([*lines, *added]) + "\n"
    return format_yaml(text, form) if added else text
