"""Topics as a tree: which are below a broad one, and which above a narrow one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.forms.registers import Topic


def by_broadest(topics: Iterable[tuple[str, Topic]]) -> Mapping[str, Sequence[str]]:
    """The topics that have none above them, each with all below it, however deep: the order is that of
    `topics`, and those below one stand behind it."""
    narrower: dict[str, list[str]] = {}
    for ref, topic in topics:
        narrower.setdefault(topic.broader or "", []).append(ref)
    return {ref: list(_below(ref, narrower)) for ref in narrower.get("", ())}


def _below(ref: str, narrower: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for each in narrower.get(ref, ()):
        yield each
        yield from _below(each, narrower)


def above(ref: str, topics: Mapping[str, Topic]) -> Iterator[str]:
    """The topics above one, the nearest first."""
    while ref in topics and (broader := topics[ref].broader):
        yield broader
        ref = broader
