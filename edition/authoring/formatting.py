"""One order for the keys of front matter and YAML, without touching a word or a comment.

Keys are brought into the order of their form by moving whole lines with the comments above and beside them;
blank lines are made regular. How a value is written (quoted, in brackets, folded) and the order of entries
and list items are the editor's. Every change is proved before it is made: the data are equal, no line and no
comment is lost, and doing it again changes nothing. Where that cannot be shown the text stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import yaml

from edition.authoring.forms import EntriesOf, ListOf, form_within, keys_of
from edition.authoring.layout import NotSure, Piece, compose, content_end, is_block, pieces_of
from edition.forms.line_yaml import read_yaml

FENCE = re.compile(r"---[ \t]*\r?\n")


def format_file(path: str, text: str, form: Any) -> str:
    """The text of a file, formatted; of Markdown the front matter. Raises NotSure."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(bom)
    if not path.endswith(".md"):
        return bom + format_yaml(text, form)
    opening = FENCE.match(text)
    closing = re.compile(r"^---[ \t]*\r?$", re.M).search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        raise NotSure("it does not begin with a metadata block")
    front = text[opening.end() : closing.start()]
    return bom + text[: opening.end()] + format_yaml(front, form) + text[closing.start() :]


def format_yaml(text: str, form: Any) -> str:
    """A YAML text, formatted by its form, and proved. Raises NotSure."""
    if not text.strip():
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    before = text.replace("\r\n", "\n")
    if newline == "\r\n" and before.count("\n") != text.count("\r\n"):
        raise NotSure("its lines end in two ways")
    before = before if before.endswith("\n") else before + "\n"
    after = _once(before, form)
    if after != before:
        _prove(before, after)
        if _once(after, form) != after:
            raise NotSure("formatting it twice would not be the same as once")
    return after.replace("\n", newline)


def _once(text: str, form: Any) -> str:
    node, lines = compose(text), text.split("\n")[:-1]
    if node is not None and is_block(node):
        lines = _in_order(node, form, lines, 0, len(lines))
    return _with_regular_blanks("\n".join(lines) + "\n")


def _in_order(node: yaml.Node, form: Any, lines: list[str], first: int, end: int) -> list[str]:
    """The lines of a mapping or list with the keys of all mappings in it in order."""
    found = pieces_of(node, lines, first, end)
    pieces = list(found.pieces)
    bodies = {piece.start: _body(piece, form, lines) for piece in pieces}
    dash = ""
    if isinstance(node, yaml.MappingNode):
        dash = lines[pieces[0].start][: pieces[0].column]
        _take_dash(bodies[pieces[0].start], dash)
        pieces = _sorted(pieces, keys_of(form))
    heads = {piece.start: lines[piece.first : piece.start] for piece in pieces}
    out = lines[first : found.pieces[0].first]
    top = heads[pieces[0].start]
    while top and not top[0].strip() and pieces[0] is not found.pieces[0]:
        top.pop(0)
    if dash.strip():
        indent = dash[: len(dash) - len(dash.lstrip())]
        heads[pieces[0].start] = [indent + line.lstrip() if line.strip() else line for line in top]
        body = bodies[pieces[0].start]
        body[0] = dash + body[0][len(dash) :]
    parted = isinstance(form, EntriesOf) and first == 0
    for piece in pieces:
        head = heads[piece.start]
        if (
            parted
            and piece is not pieces[0]
            and not any(not line.strip() for line in head)
            and out[-1].strip()
        ):
            out.append("")
        out += [*head, *bodies[piece.start]]
    return out + lines[found.pieces[-1].end : end]


def _body(piece: Piece, form: Any, lines: list[str]) -> list[str]:
    """The lines of a key with its value, those within it in order."""
    if not is_block(piece.node):
        return lines[piece.start : piece.end]
    inner = form.item if isinstance(form, ListOf) else form_within(form, piece.name)
    first = piece.start + (piece.node.start_mark.line > piece.start)
    return lines[piece.start : first] + _in_order(piece.node, inner, lines, first, piece.end)


def _take_dash(body: list[str], dash: str) -> None:
    """Put blanks for the dash of a list item before its first key."""
    if dash.strip(" -"):
        raise NotSure(f"it has a key in a place that is not expected: {body[0].strip()[:40]}")
    body[0] = " " * len(dash) + body[0][len(dash) :]


def _sorted(pieces: list[Piece], keys: list[str]) -> list[Piece]:
    """The pieces in the order of the keys; a key that the form does not know stays behind the one before."""
    ranks: list[int] = []
    for piece in pieces:
        ranks.append(keys.index(piece.name) if piece.name in keys else ranks[-1] if ranks else -1)
    return [piece for _, piece in sorted(zip(ranks, pieces, strict=True), key=lambda pair: pair[0])]


def _with_regular_blanks(text: str) -> str:
    """No blanks at the ends of lines, no two blank lines together, none at the head or foot; what stands
    within a text of several lines is left alone."""
    lines = text.split("\n")[:-1]
    within = _within_texts(compose(text), lines, -1)
    out: list[str] = []
    for number, line in enumerate(lines):
        if number in within:
            out.append(line)
        elif line.strip() or (out and out[-1].strip()):
            out.append(line.rstrip())
        elif out and (number - 1) in within and not out[-1].strip():
            out.append("")
    last = max(within, default=-1)
    if last < len(lines) - 1:
        while out and not out[-1].strip():
            out.pop()
    return "\n".join(out) + "\n"


def _within_texts(node: yaml.Node | None, lines: list[str], column: int) -> set[int]:
    """The lines that belong to a scalar of several lines."""
    if node is None:
        return set()
    if isinstance(node, yaml.ScalarNode):
        end = content_end(node, lines, column)
        return set(range(node.start_mark.line, end)) if end - node.start_mark.line > 1 else set()
    inner = node.start_mark.column if is_block(node) else column
    parts = [part for child in node.value for part in (child if isinstance(child, tuple) else (child,))]
    return set().union(*(_within_texts(part, lines, inner) for part in parts)) if parts else set()


def _prove(before: str, after: str) -> None:
    """Raise NotSure unless the two say the same, to the last comment."""
    same_data = read_yaml(before, "")[0].data == read_yaml(after, "")[0].data
    same_lines = _lines(before) == _lines(after)
    if not (same_data and same_lines and comments(before) == comments(after)):
        raise NotSure("it cannot be shown that nothing would be lost")


def _lines(text: str) -> Counter[str]:
    """The words of each line that is not blank; a dash may pass from one key to another."""
    return Counter(line.strip().lstrip("- ") for line in text.split("\n") if line.strip())


def comments(text: str) -> Counter[str]:
    """Every comment, as often as it stands there: what lies between the tokens and is not blank."""
    found: list[str] = []
    done = 0
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            found += _comments_in(text[done : token.start_mark.index])
            done = max(done, token.end_mark.index)
    except yaml.YAMLError as error:
        raise NotSure("it is not valid YAML") from error
    return Counter(found + _comments_in(text[done:]))


def _comments_in(between: str) -> list[str]:
    return [line.strip() for line in between.split("\n") if line.strip().startswith("#")]
