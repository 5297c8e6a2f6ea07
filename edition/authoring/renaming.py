"""Another id for something, two entries made one, something taken away: in all files at once.

Each function returns the files as they would be (None for one that goes). What was published keeps its
address: `moved.yaml` says where it leads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import yaml

from edition.authoring.desk import Desk
from edition.authoring.mentions import editable, places_of, replace_id, without_doubles
from edition.authoring.yaml_pieces import Pieces, UncertainLayout, compose, is_block, pieces_of
from edition.authoring.yaml_text import mapping, value
from edition.findings import Refused
from edition.findings.diagnostics import Diagnostic, Severity
from edition.kinds import kind_of
from edition.model import Source
from edition.paths import MOVED_PATH, NOTES, id_by_name, register_path
from edition.pipeline import assemble
from edition.words.letter_ids import LETTER, letter_order

NEW_ID = re.compile(rf"{LETTER}|[a-z]+-[a-z0-9][a-z0-9-]*|n-[a-z0-9][a-z0-9-]*")
SHOWN = 5  # places that a refusal names


@dataclass
class Plan:
    """The files as they would be (None: to be taken away), and sentences for the editor."""

    files: dict[str, str | None] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def plan_rename(desk: Desk, old: str, new: str, reason: str = "") -> Plan:
    """Give a document, register entry or note of the edition another id. Raises Refused when there is no
    such thing, the new id is taken or is of another kind, or was published once."""
    texts = _texts(desk)
    if "." in old and "." not in new:
        new = f"{old.partition('.')[0]}.{new}"
    _refuse_unknown(desk, old)
    _refuse_taken(desk, old, new)
    plan = Plan(dict(replace_id(texts, old, new)))
    for path in texts:
        if (
            path.endswith((".md", ".yaml"))
            and "." not in old
            and kind_of(old) is None
            and id_by_name(path) == old
        ):
            moved = str(PurePosixPath(path).with_name(_file_name(path, new)))
            plan.files[moved], plan.files[path] = plan.files.get(path) or texts[path], None
    _add_move(plan, desk, texts, old, new, reason or "renamed")
    return plan


def plan_merge(desk: Desk, old: str, into: str, reason: str = "") -> Plan:
    """Make one entry of two: the names of `old` become variants of `into`, and all that names it names
    `into`. Raises Refused when they are not two entries of one register."""
    kind = kind_of(old)
    for ref in (old, into):
        _refuse_unknown(desk, ref)
    if kind is None or kind_of(into) != kind or old == into:
        raise Refused(f"{old} and {into} are not two entries of one register")
    path, texts = register_path(kind.register), _texts(desk)
    gone, kept = desk.edition.entry(old), desk.edition.entry(into)
    assert gone is not None and kept is not None
    names = [name for name in dict.fromkeys([gone.name, *gone.variants]) if name not in kept.names]
    register = _without_piece(texts[path], old, path)
    register = _with_variants(register, into, names, path) if names else register
    plan = Plan(dict(replace_id(texts | {path: register}, old, into)))
    plan.files.setdefault(path, register)
    plan.files = {p: without_doubles(t, into) if t else t for p, t in plan.files.items()}
    left = [key for key in gone.model_fields_set - {"name", "variants", "sort"} if getattr(gone, key)]
    if left:
        plan.remarks.append(
            f"Not carried over from {old}: {', '.join(sorted(left))}. See the removed lines above."
        )
    _add_move(plan, desk, texts, old, into, reason or "one and the same")
    return plan


def plan_removal(desk: Desk, ref: str, reason: str) -> Plan:
    """Take a document, register entry or note away. Raises Refused when something names it, or when it was
    published and no reason is given."""
    texts = _texts(desk)
    _refuse_unknown(desk, ref)
    if not reason and ref in desk.edition.registry.published:
        raise Refused(
            f"{ref} was published; give the reason with --reason, for readers who follow an old address"
        )
    kind, plan = kind_of(ref), Plan()
    if kind is not None:
        path = register_path(kind.register)
        plan.files[path] = _without_piece(texts[path], ref, path)
    elif "." in ref:
        path = f"{NOTES}/{ref.partition('.')[0]}.yaml"
        plan.files[path] = _without_piece(texts.get(path, ""), ref.partition(".")[2], path)
        sign = ref.partition(".")[2].removeprefix("n-")
        own = {p: t for p, t in texts.items() if p.endswith(".md") and id_by_name(p) == ref.partition(".")[0]}
        plan.files |= {p: t.replace(f"[^{sign}]", "") for p, t in own.items() if f"[^{sign}]" in t}
    else:
        plan.files |= {p: None for p in texts if p.endswith((".md", ".yaml")) and id_by_name(p) == ref}
    rest = {path: text for path, text in (texts | plan.files).items() if text is not None}
    places = places_of(rest, ref)
    if places:
        more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
        where = ", ".join(map(str, places[:SHOWN]))
        otherwise = ", or merge it with another" if kind is not None else ""
        raise Refused(f"{ref} is named in {where}{more}; remove it there{otherwise}")
    _add_move(plan, desk, texts, ref, "", reason)
    return plan


def new_errors(desk: Desk, plan: Plan) -> list[Diagnostic]:
    """The errors that the edition would have after a plan and does not have before it."""
    sources = dict(desk.sources)
    for path, text in plan.files.items():
        if text is None:
            sources.pop(path, None)
        else:
            sources[path] = Source(path, text.encode())
    before = Counter((d.code, d.message) for d in desk.findings)
    after = assemble(list(sources.values())).diagnostics
    return [d for d in after if d.severity is Severity.ERROR and not before[(d.code, d.message)]]


def _texts(desk: Desk) -> dict[str, str]:
    paths = (path for path in desk.sources if path.endswith((".md", ".yaml")))
    return editable({path: desk.text(path) or "" for path in paths})


def _refuse_unknown(desk: Desk, ref: str) -> None:
    _, dot, unit = ref.partition(".")
    if dot and not unit.startswith("n-"):
        raise Refused(f"{ref}: only notes of this edition, documents and entries can be renamed")
    if ref not in desk.edition.ids():
        raise Refused(f"there is no {ref}")


def _refuse_taken(desk: Desk, old: str, new: str) -> None:
    _, dot, unit = new.partition(".")
    if not NEW_ID.fullmatch(unit if dot else new) or dot != old.partition(".")[1]:
        raise Refused(f"“{new}” cannot be the id of what {old} is")
    kinds = [re.match(r"L(?=\d)|[a-z]+-|", ref)[0] for ref in (old, new)]  # type: ignore[index]
    if kinds[0] != kinds[1]:
        raise Refused(f"{new} would change the kind of {old}: its id must begin with {kinds[0]}")
    if new in desk.edition.ids():
        raise Refused(f"there is a {new} already; to join the two: “edition merge {old} {new}”")
    if desk.was_published(new):
        raise Refused(f"{new} was published once; its id cannot be used again")


def _file_name(path: str, new: str) -> str:
    """The name of a document's file under its new id: numbers keep their zeros."""
    file = PurePosixPath(path)
    digits, (number, late) = re.match(r"\d*", file.stem)[0], letter_order(new)  # type: ignore[index]
    return f"{number:0{len(digits)}}{late}{file.suffix}" if digits and number else f"{new}{file.suffix}"


def _add_move(plan: Plan, desk: Desk, texts: Mapping[str, str], old: str, new: str, reason: str) -> None:
    """Say in moved.yaml what became of an id, if it was published."""
    if old not in desk.edition.registry.published:
        return
    text = plan.files.get(MOVED_PATH) or texts.get(MOVED_PATH) or ""
    row = {"id": old, **({"to": new} if new else {}), "reason": reason}
    plan.files[MOVED_PATH] = f"{text.rstrip()}\n" * bool(text.strip()) + f"- {value(row)}\n"


def _pieces_in(text: str, path: str) -> tuple[Pieces, list[str]]:
    lines = text.split("\n")
    try:
        node = compose(text)
        if isinstance(node, yaml.MappingNode) and path.startswith(f"{NOTES}/"):
            node = next((v for k, v in node.value if k.value == "notes"), None)
        if node is None or not is_block(node) or not node.value:
            raise UncertainLayout("its entries are not written on lines of their own")
        return pieces_of(node, lines, node.start_mark.line, len(lines) - 1), lines
    except UncertainLayout as doubt:
        raise Refused(f"{path} cannot be changed: {doubt}") from None


def _without_piece(text: str, name: str, path: str) -> str:
    """A register without an entry, or a file of notes without a note, with the comments that belong to it."""
    pieces, lines = _pieces_in(text, path)
    for piece in pieces.pieces:
        if piece.name == name or (not piece.name and _id_of(piece.node) == name):
            return "\n".join([*lines[: piece.first], *lines[piece.end :]])
    raise Refused(f"{path} has no {name} of its own")


def _id_of(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((str(item.value) for key, item in pairs if key.value == "id"), "")


def _with_variants(text: str, ref: str, names: list[str], path: str) -> str:
    """A register in which an entry has further variants."""
    pieces, lines = _pieces_in(text, path)
    piece = next(piece for piece in pieces.pieces if piece.name == ref)
    pairs = {key.value: (key, item) for key, item in piece.node.value}
    key, item = pairs.get("variants", (pairs["name"][0], None))
    if item is None:
        line = pairs["name"][1].end_mark.line + 1
        return "\n".join([*lines[:line], *mapping({"variants": names}, key.start_mark.column), *lines[line:]])
    if not item.flow_style:
        line = item.value[-1].end_mark.line + 1
        dash = " " * item.start_mark.column + "- "
        return "\n".join([*lines[:line], *(dash + value(name) for name in names), *lines[line:]])
    at = item.end_mark
    added = (", " if item.value else "") + value(names)[1:-1]
    lines[at.line] = lines[at.line][: at.column - 1].rstrip() + added + lines[at.line][at.column - 1 :]
    return "\n".join(lines)
