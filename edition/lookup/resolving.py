"""What a citation means in the edition as it stands now: `p. 110 n. 5`, `letter 16, n. 5`, an old address.

Nothing is guessed: where several texts may be meant all are told, and an id that was renamed or withdrawn
leads to what became of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from edition.lookup.addresses import unit_label
from edition.lookup.catalogue import Catalogue, CitationTarget, Found
from edition.lookup.grammar import read_citation
from edition.model import Successor

State = Literal["current", "not included", "several", "moved", "withdrawn", "unknown"]
MOST = 50  # pages in a range
PRINTED = r"p([0-9]+)-([0-9]+)(.*)"  # a range of printed pages
SENTENCES = {
    "current": "It is at this address.",
    "not included": "Its text is not included here. The address is reserved for it, and leads to the page on "
    "which it will stand once the text has been imported.",
    "several": "Any of these may be meant. “Perhaps” marks what is possible but not certain.",
    "moved": "{id} has had this address since version {version}. {reason}",
    "withdrawn": "{id} was withdrawn in version {version}. {reason}",
    "unknown": "Nothing in this edition matches it.",
    "no unit": "The text has no “{unit}”. The text itself is here.",
    "no pages": "Pages of the printed volume can be found only once a copy of it has been imported.",
}


@dataclass(frozen=True)
class Answer:
    """What a citation means: its state, the places, and what is to be said of them."""

    state: State
    places: tuple[CitationTarget, ...]
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
    if re.fullmatch(PRINTED, cited.fallback) and catalogue.pages is None and catalogue.config.volume:
        return Answer("not included", (), SENTENCES["no pages"])
    return Answer("unknown", (), SENTENCES["unknown"])


def find(key: str, catalogue: Catalogue) -> Found:
    """The ids that a citation in its one form may mean, the certain ones first. With a unit, several can only
    be meant if they have it."""
    printed = re.fullmatch(PRINTED, key)
    found = list(catalogue.index.get(key, ()))
    document, _, unit = key.rpartition(".")
    if printed:
        first, last = int(printed[1]), int(printed[2])
        pages = range(first, min(last, first + MOST) + 1)
        found = [item for page in pages for item in catalogue.index.get(f"p{page}{printed[3]}", ())]
    elif not found and document:
        units = [(f"{ref}.{unit}", certain) for ref, certain in catalogue.index.get(document, ())]
        found = [item for item in units if catalogue.stands(item[0])] or units[:1]
    once = dict(sorted(found, key=lambda item: item[1]))  # who is certain on one page of several is certain
    return sorted(once.items(), key=lambda item: not item[1])


def _one(ref: str, catalogue: Catalogue) -> Answer:
    """The answer when only one thing can be meant."""
    document, _, unit = ref.partition(".")
    if catalogue.has(ref):
        return Answer("current", (catalogue.place(ref),), SENTENCES["current"])
    if ref in catalogue.ends:
        return _moved(*catalogue.ends[ref], catalogue)
    if document in catalogue.ends:
        now, step = catalogue.ends[document]
        return _moved(f"{now}.{unit}" if catalogue.has(f"{now}.{unit}") else now, step, catalogue)
    if catalogue.stands(ref):
        return Answer("not included", (catalogue.place(ref),), SENTENCES["not included"])
    told = SENTENCES["no unit"].format(unit=unit_label(ref))
    return Answer("unknown", (catalogue.place(document),), told)


def _moved(now: str, step: Successor, catalogue: Catalogue) -> Answer:
    places = (catalogue.place(now),) if now else ()
    return Answer("moved" if now else "withdrawn", places, told_of(step, bool(now)))


def told_of(step: Successor, moved: bool) -> str:
    """What is said of an id that was renamed or withdrawn."""
    sentence = SENTENCES["moved" if moved else "withdrawn"]
    return sentence.format(id=step.id, version=step.version, reason=step.reason)
