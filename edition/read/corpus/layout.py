"""Brings what was read of a corpus into the order that TEI has for it, whatever the source has.

An element that cannot stand where it stands becomes its words; words that belong to no paragraph become one.
No word is lost. The sets are those of the content models of TEI P5 (`macro.paraContent`, `macro.phraseSeq`,
`macro.specialPara`, `div`, `opener`, …).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.read.corpus.nodes import BREAK, Content, Node, is_empty, trimmed
from edition.tei.content_models import BOTTOM, ORDER, TOP

Names = frozenset[str]


def _names(names: str) -> Names:
    return frozenset(names.split())


NOT_IN_PARAGRAPHS = _names(
    "ab addrLine body cell closer dateline div head item opener p postscript row salute signed trailer"
)
NOT_IN_PHRASES = NOT_IN_PARAGRAPHS | _names("bibl l label lg list table")
NOT_IN_DATES = NOT_IN_PHRASES | _names("quote")
NOT_IN_BLOCKS = NOT_IN_PARAGRAPHS - _names("ab p")
NOT_IN_OPENERS = (NOT_IN_DATES | _names("trailer")) - _names("dateline salute signed")
FORBIDDEN: dict[str, Names] = {
    **dict.fromkeys("foreign persName orgName placeName name term abbr expan label addrLine stamp fw".split(),
                    NOT_IN_PHRASES),
    **dict.fromkeys(("date", "dateline"), NOT_IN_DATES),
    **dict.fromkeys(("q", "quote", "note", "item", "cell"), NOT_IN_BLOCKS),
    **dict.fromkeys(("opener", "closer"), NOT_IN_OPENERS),
    "metamark": NOT_IN_PARAGRAPHS,
    "l": NOT_IN_PARAGRAPHS | _names("l lg"),
    "bibl": NOT_IN_PARAGRAPHS | _names("label list l lg stamp table quote"),
    "desc": NOT_IN_PHRASES,
}  # fmt: skip
EMPTY = _names("lb pb milestone ptr")
WHOLE = _names("p head ab")  # have no white space at their ends
MILESTONES = _names("lb pb milestone gap fw")  # may stand between paragraphs
HOLDERS = {"list": "item", "table": "row", "row": "cell", "lg": "l", "address": "addrLine"}
PARTS = {name: frozenset().union(*ORDER[name]) for name in HOLDERS}
COMMON = _names("p ab lg list table quote note")
NO_PARAGRAPHS = MILESTONES | {"note"}


def settled(node: Node) -> Content:
    """A node with everything in it in order, or what remains of it where it cannot be."""
    inside = [
        each for child in node.content for each in (settled(child) if isinstance(child, Node) else [child])
    ]
    if node.name == BREAK:
        return [node]
    if node.name in EMPTY:
        return [Node(node.name, node.attributes, [], node.line), *inside]
    if node.name == "q" and any(isinstance(each, Node) and each.name in {"p", "ab"} for each in inside):
        node = Node("quote", node.attributes, node.content, node.line)
    if node.name in PARTS:
        return _group(node, inside)
    if node.name == "subst":
        return _substitution(node, inside)
    if node.name == "choice":
        return _choice(node, [each for each in inside if isinstance(each, Node)])
    if node.name == "postscript":
        return [] if is_empty(inside) else _postscript(node, inside)
    if node.name == "div":
        return [_with(node, inside)]  # its parent brings it into order
    return _phrase(node, inside)


def _choice(node: Node, readings: list[Node]) -> Content:
    """What is written and how it is read; where one of the two has nothing in it, what there is."""
    if len(readings) == 2:
        return [_with(node, [*readings])]
    return [piece for each in readings for piece in ([each] if each.name == "sic" else each.content)]


def _with(node: Node, content: Content) -> Node:
    return Node(node.name, node.attributes, content, node.line, node.own_id, node.kind)


def _phrase(node: Node, inside: Content) -> Content:
    """An element that holds words, or nothing where it has none. White space between elements alone is the
    layout of the source."""
    content = [*_allowed(inside, FORBIDDEN.get(node.name, NOT_IN_PARAGRAPHS))]
    only_elements = not any(isinstance(each, str) and each.strip() for each in content)
    if node.name in WHOLE or node.name in NOT_IN_PARAGRAPHS:
        kept = _with(node, trimmed(content))
        return [] if kept.is_empty and node.name != "cell" else [kept]
    if not content and node.name != "gap":
        return []
    return [_with(node, trimmed(content) if only_elements else content)]


def _allowed(content: Iterable[Node | str], forbidden: Names) -> Iterator[Node | str]:
    """Content in which what is forbidden is its words; what parted paragraphs parts words."""
    for each in content:
        if isinstance(each, str):
            yield each
        elif each.name == BREAK:
            yield " "
        elif each.name in forbidden:
            yield " "
            yield from _allowed(each.content, forbidden)
            yield " "
        else:
            yield each


def _group(node: Node, inside: Content) -> Content:
    """A list, table, stanza or address: what is no part of one is put into one."""
    parts, holder = PARTS[node.name], HOLDERS[node.name]
    members: Content = []
    loose: Content = []

    def close() -> None:
        words = trimmed(loose)
        if not is_empty(words):
            members.append(_held(holder, words))
        loose.clear()

    for each in inside:
        if isinstance(each, Node) and each.name in parts:
            close()
            if each.name == "head" and members:
                each = _held(holder, each.content, each.line)
            members.append(each)
        elif isinstance(each, Node) and each.name in {"p", "ab", BREAK}:
            close()
            loose.extend(each.content)
            close()
        elif isinstance(each, Node) and each.name in {"lb", "pb"} and is_empty(loose):
            (loose if node.name == "row" else members).append(each)
        else:
            loose.append(each)
    close()
    if any(isinstance(each, Node) and each.name in parts - {"head"} for each in members):
        return [_with(node, _labelled(members) if node.name == "list" else members)]
    return [
        Node(BREAK),
        *(piece for each in members if isinstance(each, Node) for piece in each.content),
        Node(BREAK),
    ]


def _held(holder: str, words: Content, line: int = 0) -> Node:
    """Words as a part of a group, without what may not stand there; in a table they are a row of one cell."""
    if holder == "row":
        return Node(holder, {}, [_held("cell", words)], line)
    return Node(holder, {}, trimmed([*_allowed(words, FORBIDDEN[holder])]), line)


def _labelled(members: Content) -> Content:
    """The parts of a list in which each item has its label before it, or none has: else labels go into their
    items. (TEI P5, `list`.)"""
    names = [each.name for each in members if isinstance(each, Node) and each.name in {"label", "item"}]
    if "label" not in names or names == ["label", "item"] * (len(names) // 2):
        return members
    ordered: Content = []
    label: Content = []
    for each in [*members, Node("label")]:
        if isinstance(each, Node) and each.name == "item":
            ordered.append(Node("item", each.attributes, [*label, *each.content], each.line, each.own_id))
            label = []
        elif isinstance(each, Node) and each.name == "label":
            ordered += [Node("item", {}, trimmed(label))] if label else []
            label = [each, " "]
        else:
            ordered.append(each)
    return ordered


def _substitution(node: Node, inside: Content) -> Content:
    members = [each for each in inside if not isinstance(each, str) or each.strip()]
    names = {each.name if isinstance(each, Node) else "" for each in members}
    fits = names <= {"add", "del", "lb", "pb"} and {"add", "del"} & names
    return [_with(node, members)] if fits else inside


def _postscript(node: Node, inside: Content) -> Content:
    """A postscript: a heading first, then paragraphs, then what closes it; a note in the margin alone is
    none."""
    blocks, behind = division(inside)
    head = [block for block in blocks[:1] if block.name == "head"]
    ends = [block for block in blocks if block.name in {"closer", "signed"}]
    if not any(block.name in COMMON for block in blocks):
        head, ends = [], []
    lines = [line for block in blocks if block not in [*head, *ends] for line in _as_lines(block)]
    further = [line for block in behind for line in _as_lines(block)]
    if all(line.name in NO_PARAGRAPHS for line in [*head, *lines, *further, *ends]):
        return [*lines, *further]
    return [_with(node, [*head, *lines, *further, *ends])]


def _as_lines(node: Node) -> list[Node]:
    """What opens or closes a text, where neither begins or ends, as lines by themselves; a division as its
    blocks."""
    if node.name in {"div", "postscript"}:
        return [line for each in node.content if isinstance(each, Node) for line in _as_lines(each)]
    if node.name in COMMON | MILESTONES:
        return [node]
    if node.name == "address":
        return [_address_line(node)]
    lines: list[Node] = []
    loose: Content = []
    for each in [*node.content, Node(BREAK)]:
        apart = isinstance(each, Node) and each.name in {"salute", "signed", "dateline", "address", BREAK}
        if apart and not is_empty(loose):
            lines += [Node("ab", {"type": node.name}, trimmed(loose), node.line)]
        if apart:
            loose = []
            lines += _as_lines(each) if isinstance(each, Node) and each.name != BREAK else []
        else:
            loose.append(each)
    return lines


def _address_line(address: Node) -> Node:
    """An address that stands between paragraphs."""
    return Node("ab", {"type": "address"}, [address], address.line)


def blocks_of(content: Content) -> list[Node]:
    """Content as blocks: words by themselves become paragraphs, a reference to a note goes to the words
    before it."""
    blocks: list[Node] = []
    loose: Content = []

    def close() -> None:
        nonlocal loose
        if not is_empty(loose):
            blocks.append(Node("p", {}, trimmed(loose)))
        loose = []

    for each in content:
        if isinstance(each, str) or each.name not in COMMON | TOP | BOTTOM | MILESTONES | {
            "div",
            BREAK,
            "address",
        }:
            before = blocks[-1] if blocks else None
            is_sign = isinstance(each, Node) and each.name == "ptr" and is_empty(loose)
            if (
                is_sign
                and before is not None
                and before.name in {"p", "ab", "head", "salute", "signed", "dateline"}
            ):
                before.content.append(each)
            else:
                loose.append(each)
        elif each.name in MILESTONES and not is_empty(loose):
            loose.append(each)
        else:
            close()
            if each.name == "address":
                blocks.append(_address_line(each))
            elif each.name != BREAK:
                blocks.append(each)
    close()
    return blocks


def division(content: Content) -> tuple[list[Node], list[Node]]:
    """The blocks of a division in the order that TEI has for them, and the divisions that can only stand
    behind it. What opens a text amid it, and closes it before its end, are lines by themselves; paragraphs
    behind a closer are a postscript."""
    blocks = blocks_of(content)
    ordered: list[Node] = []
    behind: list[Node] = []
    state = "top"
    last = max((place for place, block in enumerate(blocks) if block.name in COMMON), default=-1)
    for place, block in enumerate(blocks):
        goes_on = place < last
        if block.name in MILESTONES:
            ordered.append(block)
        elif block.name == "div":
            if state == "bottom":
                behind.append(arranged(block, behind))
                continue
            ordered.append(arranged(block, behind))
            state = "divisions"
        elif block.name in TOP and state == "top":
            ordered.append(block)
        elif block.name in COMMON:
            state = _put_common(block, ordered, state)
        elif (
            block.name in BOTTOM
            and state != "top"
            and (not goes_on or block.name in {"closer", "postscript"})
        ):
            ordered.append(block)
            state = "bottom"
        else:
            for line in _as_lines(block):
                state = _put_common(line, ordered, state)
    return ordered, behind


def _put_common(block: Node, ordered: list[Node], state: str) -> str:
    """Put a paragraph or the like where it can stand; returns how far the division has come."""
    if state in {"top", "common"}:
        ordered.append(block)
        return "common"
    last = next((each for each in reversed(ordered) if each.name not in MILESTONES), None)
    holder = "div" if state == "divisions" else "postscript"
    made = last is not None and last.name == holder and last.kind == "made"
    if not made and block.name == "note":  # may stand anywhere
        ordered.append(block)
        return state
    if not made:
        ordered.append(Node(holder, {"type": "part"} if holder == "div" else {}, [], block.line, kind="made"))
        last = ordered[-1]
    assert last is not None
    last.content.append(block)
    return state


def arranged(node: Node, behind: list[Node]) -> Node:
    """A division within another, in order; what cannot stand in it goes behind."""
    blocks, further = division(node.content)
    behind += further
    return _with(node, list(blocks))


def note_blocks(content: Content) -> list[Node]:
    """The content of a note as the blocks that a note has."""
    lines: list[Node] = []
    for block in blocks_of(content):
        if block.name in COMMON:
            lines.append(block)
        elif block.name in {"fw", "gap"}:
            lines.append(Node("p", {}, [block], block.line))
        elif block.name not in MILESTONES:
            lines += _as_lines(block)
    return lines
