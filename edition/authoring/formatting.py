"""One order for the keys of front matter and YAML, without touching a word or a comment.

Keys are put in the order of their form by moving whole lines with the comments above and beside them; blank
lines are made regular. How a value is written (quoted, in brackets, folded) and the order of entries and list
items are left to the editor. Every change is proved before it is made: the data are equal, no line and no
comment is lost, and formatting again changes nothing. Where this cannot be shown the text stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import yaml

from edition.authoring.forms import EntriesOf, ListOf, form_under, keys_of
from edition.authoring.yaml_pieces import Piece, UncertainLayout, compose, content_end, is_block, pieces_of
from edition.forms.line_yaml import read_yaml

FENCE = re.compile(r"---[ \t]*\r?\n")


def format_file(path: str, text: str, form: Any) -> str:
    """The text of a file, formatted by its form; of Markdown only the front matter. Raises UncertainLayout
    when it must stay as it is."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(bom)
    if not path.endswith(".md"):
        return bom + format_yaml(text, form)
    opening = FENCE.match(text)
    closing = re.compile(r"^---[ \t]*\r?$", re.M).search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        raise UncertainLayout("it does not begin with a metadata block")
    front = text[opening.end() : closing.start()]
    return bom + text[: opening.end()] + format_yaml(front, form) + text[closing.start() :]


def format_yaml(text: str, form: Any) -> str:
    """A YAML text, formatted by its form. Raises UncertainLayout when it cannot be shown that nothing else
    changes."""
    if not text.strip():
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    before = text.replace("\r\n", "\n")
    if newline == "\r\n" and before.count("\n") != text.count("\r\n"):
        raise UncertainLayout("its lines end in two ways")
    before = before if before.endswith("\n") else before + "\n"
    after = _format_once(before, form)
    if after != before:
        _prove(before, after)
        if _format_once(after, form) != after:
            raise UncertainLayout("formatting it twice would not be the same as once")
    return after.replace("\n", newline)


def _format_once(text: str, form: Any) -> str:
    node, lines = compose(text), text.split("\n")[:-1]
    if node is not None and is_block(node):
        lines = _in_order(node, form, lines, 0, len(lines))
    return _with_regular_blanks("\n".join(lines) + "\n")


def _in_order(node: yaml.Node, form: Any, lines: list[str], first: int, end: int) -> list[str]:
    """The lines `first` to `end` of a mapping or list, with the keys of all mappings in it in order."""
    original = pieces_of(node, lines, first, end).pieces
    pieces = list(original)
    bodies = {piece.start: _body(piece, form, lines) for piece in pieces}
    dash = ""
    if isinstance(node, yaml.MappingNode):
        dash = lines[pieces[0].start][: pieces[0].column]
        _take_dash(bodies[pieces[0].start], dash)
        pieces = _sorted(pieces, keys_of(form))
    heads = {piece.start: lines[piece.first : piece.start] for piece in pieces}
    if tuple(pieces) != original:
        heads = {piece.start: _not_deeper(heads[piece.start], piece.column) for piece in pieces}
    out = lines[first : original[0].first]
    top = heads[pieces[0].start]
    while top and not top[0].strip() and pieces[0] is not original[0]:
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
    return out + lines[original[-1].end : end]


def _not_deeper(comments: list[str], column: int) -> list[str]:
    """Comments above a key no deeper than the key: behind a text of several lines they would belong to it."""
    return [line if line[:column].strip() else line[:column] + line[column:].lstrip() for line in comments]


def _body(piece: Piece, form: Any, lines: list[str]) -> list[str]:
    """The lines of a key with its value, the keys within it in order."""
    if not is_block(piece.node):
        return lines[piece.start : piece.end]
    inner = form.item if isinstance(form, ListOf) else form_under(form, piece.name)
    first = piece.start + (piece.node.start_mark.line > piece.start)
    return lines[piece.start : first] + _in_order(piece.node, inner, lines, first, piece.end)


def _take_dash(body: list[str], dash: str) -> None:
    """Replace the dash of a list item before its first key by spaces."""
    if dash.strip(" -"):
        raise UncertainLayout(f"it has a key in a place that is not expected: {body[0].strip()[:40]}")
    body[0] = " " * len(dash) + body[0][len(dash) :]


def _sorted(pieces: list[Piece], keys: list[str]) -> list[Piece]:
    """The pieces in the order of the keys; a key that the form does not know stays after the one before
    it."""
    ranks: list[int] = []
    for piece in pieces:
        ranks.append(keys.index(piece.name) if piece.name in keys else ranks[-1] if ranks else -1)
    return [piece for _, piece in sorted(zip(ranks, pieces, strict=True), key=lambda pair: pair[0])]


def _with_regular_blanks(text: str) -> str:
    """No spaces at the ends of lines, no two blank lines together, none at the beginning or end; texts of
    several lines are left alone."""
    lines = text.split("\n")[:-1]
    within = _lines_of_texts(compose(text), lines, -1)
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


def _lines_of_texts(node: yaml.Node | None, lines: list[str], column: int) -> set[int]:
    """The numbers (from 0) of the lines that belong to scalars of several lines."""
    if node is None:
        return set()
    if isinstance(node, yaml.ScalarNode):
        end = content_end(node, lines, column)
        return set(range(node.start_mark.line, end)) if end - node.start_mark.line > 1 else set()
    inner = node.start_mark.column if is_block(node) else column
    parts = [part for child in node.value for part in (child if isinstance(child, tuple) else (child,))]
    return set().union(*(_lines_of_texts(part, lines, inner) for part in parts)) if parts else set()


def _prove(before: str, after: str) -> None:
    """Raise UncertainLayout unless two texts have the same data, lines and comments."""
    same_data = read_yaml(before, "")[0].data == read_yaml(after, "")[0].data
    same_lines = _lines(before) == _lines(after)
    if not (same_data and same_lines and comments_in(before) == comments_in(after)):
        raise UncertainLayout("it cannot be shown that nothing would be lost")


def _lines(text: str) -> Counter[str]:
    """The content of each line that is not blank; a dash may have moved from one key to another."""
    return Counter(line.strip().lstrip("- ") for line in text.split("\n") if line.strip())


def comments_in(text: str) -> Counter[str]:
    """Every comment with the number of its occurrences: what lies between the tokens and is not blank.
    Raises UncertainLayout when the text is not YAML."""
    comments: list[str] = []
    done = 0
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            comments += _comments_between(text[done : token.start_mark.index])
            done = max(done, token.end_mark.index)
    except yaml.YAMLError as error:
        raise UncertainLayout("it is not valid YAML") from error
    return Counter(comments + _comments_between(text[done:]))


def _comments_between(between: str) -> list[str]:
    return [line.strip() for line in between.split("\n") if line.strip().startswith("#")]
