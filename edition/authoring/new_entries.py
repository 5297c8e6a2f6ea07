"""A new register entry, put in its place in the file; every other byte stays as it is."""

from __future__ import annotations

from typing import Any

import yaml
from slugify import slugify

from edition.authoring.desk import Desk, NewPiece
from edition.authoring.forms import keys_of
from edition.authoring.yaml_pieces import Piece, Pieces, UncertainLayout, compose, is_block, pieces_of
from edition.authoring.yaml_text import mapping
from edition.findings import Refused
from edition.forms.line_yaml import read_yaml
from edition.forms.registers import Person
from edition.kinds import Kind
from edition.paths import register_path
from edition.read.unfinished import place_to_write
from edition.words.dates import parse_date

Fields = dict[str, Any]


def new_entry(desk: Desk, kind: Kind, name: str, given: Fields, entry_id: str = "") -> NewPiece:
    """An entry called `name` in the register of `kind`, with the fields `given`; the id is `entry_id` or made
    from the name. Raises `Refused` when the id or a spelling is taken."""
    prefix = kind.prefix
    fields, remarks = _fields(desk, kind, name, given)
    ref = entry_id or f"{prefix}-{_slug(kind, fields)}"
    if not ref.startswith(f"{prefix}-"):
        raise Refused(f"the id of a {kind.noun} begins with “{prefix}-”")
    _refuse_taken(desk, kind, ref, fields)
    ordered = {key: fields[key] for key in keys_of(kind.form) if key in fields}
    piece = [f"{ref}:", *mapping(ordered, 2)]
    path = register_path(kind.register)
    text, first = put_entry(desk.text(path) or "", piece, fields, path)
    return NewPiece(path, text, first, tuple(piece), tuple(remarks))


def _fields(desk: Desk, kind: Kind, name: str, given: Fields) -> tuple[Fields, list[str]]:
    """What is known about the entry, and remarks on what was decided."""
    fields: Fields = {"name": name, **given}
    remarks = []
    if kind.form is Person and "," in name:
        surname, rest = (part.strip() for part in name.split(",", 1))
        fields = {"name": f"{rest} {surname}", "sort": name, **given}
        holder = _claims(desk).get(surname)
        if holder is None and not _is_shared(desk, surname):
            fields.setdefault("variants", [surname])
        else:
            fields.setdefault("ambiguous", [surname])
        if holder is not None:
            remarks.append(f"“{surname}” means {holder}; if it can mean either, move it to “ambiguous” there")
    fields.setdefault("summary", place_to_write(kind.to_write))
    return fields, remarks


def _slug(kind: Kind, fields: Fields) -> str:
    name = str(fields.get("sort") or fields["name"])
    slug = slugify(name.split(",")[0] if kind.form is Person else name, max_length=40, word_boundary=True)
    if not slug:
        raise Refused(f"“{name}” makes no id; give one with --id")
    return slug


def _claims(desk: Desk) -> dict[str, str]:
    """Each spelling that means one entry only, and the id of that entry."""
    claims: dict[str, str] = {}
    for kind, ref, entry in desk.edition.entries():
        for spelling in entry.spellings if kind.by_spelling else ():
            claims.setdefault(spelling, ref)
    return claims


def _is_shared(desk: Desk, spelling: str) -> bool:
    """Whether entries already share a spelling."""
    return any(spelling in entry.ambiguous for _, _, entry in desk.edition.entries())


def _refuse_taken(desk: Desk, kind: Kind, ref: str, fields: Fields) -> None:
    register = desk.edition.registers[kind.register]
    if ref in register.locations:
        fuller = f"{ref.split('-')[0]}-{slugify(str(fields.get('sort') or fields['name']))}"
        example = f", as {fuller}" if fuller not in register.locations else ""
        raise Refused(
            f"{ref} is there already, at {register.locations[ref]}; give another with --id{example}"
        )
    if desk.was_published(ref):
        raise Refused(f"{ref} was published once; its id cannot be used again; give another id with --id")
    claims = _claims(desk) if kind.by_spelling else {}
    claims |= {entry.name: entry_id for entry_id, entry in register.entries.items()}
    for spelling in (fields["name"], *fields.get("variants", ())):
        if spelling in claims:
            holder = claims[spelling]
            raise Refused(f"“{spelling}” means {holder} already; if it is another, give a fuller name")


def put_entry(text: str, piece: list[str], fields: Fields, path: str) -> tuple[str, int]:
    """The text of a register with `piece` put in its place, and the line (from 1) on which it begins. Where
    the entries are in alphabetical order, or events in chronological order, it is put in accordingly,
    otherwise at the end. Raises `Refused` when the layout of the file is uncertain."""
    if text.startswith("\ufeff"):
        rest, first = put_entry(text[1:], piece, fields, path)
        return "\ufeff" + rest, first
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []
    try:
        node = compose("\n".join(lines) + "\n")
        pieces = None if node is None else _pieces(node, lines)
    except UncertainLayout as doubt:
        raise Refused(f"{path} cannot be changed: {doubt}") from None
    if pieces is None:
        where, before, after = len(lines), bool(lines and lines[-1].strip()), False
    else:
        index = _place(pieces, fields, read_yaml(text, path)[0].data)
        where = pieces.pieces[index].first if index < len(pieces.pieces) else pieces.pieces[-1].end
        before = index > 0 and bool(lines[where - 1].strip())
        after = where < len(lines) and bool(lines[where].strip())
    added = [*([""] if before else []), *piece, *([""] if after else [])]
    whole = newline.join([*lines[:where], *added, *lines[where:]]) + newline
    return whole, where + 1 + before


def _pieces(node: yaml.Node, lines: list[str]) -> Pieces:
    if not (isinstance(node, yaml.MappingNode) and is_block(node)):
        raise UncertainLayout("it is not a list of entries, each under its id")
    return pieces_of(node, lines, 0, len(lines))


def _place(pieces: Pieces, fields: Fields, data: Any) -> int:
    """The index of the entry before which a new one is put."""
    for order in (_name_order, _time_order):
        keys = [order(_fields_of(piece, data)) for piece in pieces.pieces]
        own = order(fields)
        if own and all(keys) and keys == sorted(keys):
            return next((i for i, key in enumerate(keys) if key > own), len(keys))
    return len(pieces.pieces)


def _fields_of(piece: Piece, data: Any) -> Fields:
    entry = data.get(piece.name) if isinstance(data, dict) else None
    return entry if isinstance(entry, dict) else {}


def _name_order(fields: Fields) -> str:
    return str(fields.get("sort") or fields.get("name") or "").casefold()


def _time_order(fields: Fields) -> str:
    try:
        return parse_date(str(fields.get("date") or "")).sort_key
    except ValueError:
        return ""
