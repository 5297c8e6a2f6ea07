"""What a citation means in the edition as it stands now: `p. 110 n. 5`, `letter 16, n. 5`, an old address.

Nothing is guessed: where several texts may be meant all are told, and an id that was renamed or withdrawn
leads to what became of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from edition.addresses import unit_label
from edition.catalogue import Catalogue, Found, Place
from edition.citations import read_citation
from edition.model import Successor

State = Literal["current", "not included", "several", "moved", "withdrawn", "unknown"]
MOST = 50  # pages in a range
PRINTED = r"p([0-9]+)-([0-9]*)(.*)"  # a range of printed pages
SENTENCES = {
    "current": "It stands at this address.",
    "not included": "Its text is not included here. The address is kept for it, and leads to the page on "
    "which it stands when the text is imported.",
    "several": "Any of these may be meant. “Perhaps” marks what is possible and not certain.",
    "moved": "{id} has had this address since version {version}. {reason}",
    "withdrawn": "{id} was withdrawn in version {version}. {reason}",
    "unknown": "Nothing in this edition answers to it.",
    "no unit": "The text has nothing that is called “{unit}”. The text itself stands here.",
    "no pages": "Pages of the printed volume can be told only where a copy of it is imported.",
}


@dataclass(frozen=True)
class Answer:
    """What a citation means: its state, the places, and what is to be said of them."""

    state: State
    places: tuple[Place, ...]
    sentence: str


def resolve(text: str, catalogue: Catalogue) -> Answer:
    """What a citation means."""
    cited = read_citation(text, catalogue.grammar)
    if cited is None:
        return Answer("unknown", (), SENTENCES["unknown"])
    tried = cited.words, cited.key, cited.fallback
    found = next(filter(None, (find(key, catalogue) for key in tried)), [])
    if len(found) == 1:
        return _one(found[0][0], catalogue)
    if found:
        places = tuple(catalogue.place(ref, certain) for ref, certain in found)
        return Answer("several", places, SENTENCES["several"])
    if re.fullmatch(PRINTED, cited.fallback) and catalogue.pages is None:
        return Answer("not included", (), SENTENCES["no pages"])
    return Answer("unknown", (), SENTENCES["unknown"])


def find(key: str, catalogue: Catalogue) -> Found:
    """The ids that a citation in its one form may mean, the certain ones first. With a unit, several can only
    be meant if they have it."""
    found: dict[str, bool] = {}
    printed = re.fullmatch(PRINTED, key)
    document, _, unit = key.rpartition(".")
    if printed:
        for page in _numbers(printed[1], printed[2]):
            for ref, certain in catalogue.index.get(f"p{page}{printed[3]}", ()):
                found[ref] = found.get(ref, False) or certain
    elif key in catalogue.index:
        found = dict(catalogue.index[key])
    elif document:
        found = {f"{ref}.{unit}": certain for ref, certain in catalogue.index.get(document, ())}
        standing = {ref: certain for ref, certain in found.items() if catalogue.stands(ref)}
        found = standing or dict(list(found.items())[:1])
    return sorted(found.items(), key=lambda item: not item[1])


def _numbers(first: str, last: str) -> range:
    """`108`, `108–110`, `108–9`."""
    whole = first[: max(0, len(first) - len(last))] + last if last else first
    return range(int(first), min(int(whole), int(first) + MOST) + 1)


def _step(ref: str, catalogue: Catalogue) -> Successor | None:
    """What is said of an id, or of the document that it belongs to."""
    return catalogue.successors.get(ref) or catalogue.successors.get(ref.partition(".")[0])


def follow(ref: str, catalogue: Catalogue) -> tuple[str, Successor | None]:
    """The id that stands for another now ("" for none), and the last step on the way to it."""
    last: Successor | None = None
    for _ in range(len(catalogue.successors) + 1):  # and no longer, if steps lead round in a circle
        step = _step(ref, catalogue)
        if catalogue.has(ref) or step is None:
            return ref, last
        last = step
        unit = ref.partition(".")[2]
        ref = f"{step.to}.{unit}" if unit and step.to and step.id != ref and "." not in step.to else step.to
    return "", last


def _one(ref: str, catalogue: Catalogue) -> Answer:
    """The answer when only one thing can be meant."""
    now, step = follow(ref, catalogue)
    document = now.partition(".")[0]
    if step is not None:
        state: State = "moved" if document in catalogue.labels else "withdrawn"
        places = (catalogue.place(now),) if state == "moved" else ()
        told = SENTENCES[state].format(id=step.id, version=step.version, reason=step.reason)
        return Answer(state, places, told)
    if catalogue.has(now):
        return Answer("current", (catalogue.place(now),), SENTENCES["current"])
    if catalogue.stands(now):
        return Answer("not included", (catalogue.place(now),), SENTENCES["not included"])
    told = SENTENCES["no unit"].format(unit=unit_label(now))
    return Answer("unknown", (catalogue.place(document),), told)
