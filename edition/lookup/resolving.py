"""What a citation means in the edition as it is now: `p. 110 n. 5`, `letter 16, n. 5`, an old address.

Nothing is guessed: when several texts may be meant all are given, and an id that was renamed or withdrawn
leads to what became of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from edition.forms.language import ENGLISH, Language, wording
from edition.lookup.addresses import unit_label
from edition.lookup.catalogue import Catalogue, CitationTarget, Matches
from edition.lookup.grammar import read_citation
from edition.model import Successor

State = Literal["current", "not included", "several", "moved", "withdrawn", "unknown"]
STATES = tuple(map(wording, get_args(State)))
MOST = 50  # pages in a range
PRINTED = r"p([0-9]+)-([0-9]+)(.*)"  # a range of printed pages
SENTENCES = {
    "current": wording("It is at this address."),
    "not included": wording(
        "Its text is not included here. The address is reserved for it, and leads to the page on which it "
        "will stand once the text has been imported."
    ),
    "several": wording("Any of these may be meant. “Perhaps” marks what is possible but not certain."),
    "moved": wording("{id} has had this address since version {version}. {reason}"),
    "withdrawn": wording("{id} was withdrawn in version {version}. {reason}"),
    "unknown": wording("Nothing in this edition matches it."),
    "no unit": wording("The text has no “{unit}”. The text itself is here."),
    "no pages": wording("Pages of the printed volume can be found only once a copy of it has been imported."),
}
NOT_YET_PUBLISHED = {
    "moved": wording("{id} has this address now. {reason}"),
    "withdrawn": wording("{id} was withdrawn. {reason}"),
}


@dataclass(frozen=True)
class Answer:
    """What a citation means: its state, the targets (those that are certain first), and a sentence that says
    so."""

    state: State
    targets: tuple[CitationTarget, ...]
    sentence: str


def resolve(text: str, catalogue: Catalogue) -> Answer:
    """What a citation means in the edition: one target, several possible ones, or none."""
    cited = read_citation(text, catalogue.grammar)
    if cited is None:
        return Answer("unknown", (), SENTENCES["unknown"])
    tried = cited.words, cited.key, cited.fallback
    matches = next(filter(None, (find_matches(key, catalogue) for key in tried)), [])
    if len(matches) == 1:
        return _answer_for(matches[0][0], catalogue)
    if matches:
        targets = tuple(catalogue.target(ref, certain) for ref, certain in matches)
        return Answer("several", targets, SENTENCES["several"])
    if re.fullmatch(PRINTED, cited.fallback) and catalogue.pages is None and catalogue.config.volume:
        return Answer("not included", (), SENTENCES["no pages"])
    return Answer("unknown", (), SENTENCES["unknown"])


def find_matches(key: str, catalogue: Catalogue) -> Matches:
    """The ids that a citation in its canonical form may mean, the certain ones first. If it names a unit,
    only documents that have this unit can be meant."""
    printed = re.fullmatch(PRINTED, key)
    matches = list(catalogue.index.get(key, ()))
    document, _, unit = key.rpartition(".")
    if printed:
        first, last = int(printed[1][:9]), int(printed[2][:9])
        pages = range(first, min(last, first + MOST) + 1)
        matches = [match for page in pages for match in catalogue.index.get(f"p{page}{printed[3]}", ())]
    elif not matches and document:
        if document not in catalogue.index:  # an id of the source may have dots
            document, _, unit = key.partition(".")
        passages = catalogue.index.get(document, ())
        units = [(f"{ref}.{catalogue.unit_of(ref, unit)}", certain) for ref, certain in passages]
        matches = [match for match in units if catalogue.is_citable(match[0])] or units[:1]
    once = dict(sorted(matches, key=lambda match: match[1]))  # certain on one page of several is certain
    return sorted(once.items(), key=lambda match: not match[1])


def _answer_for(ref: str, catalogue: Catalogue) -> Answer:
    """The answer when only one thing can be meant."""
    document, _, unit = ref.partition(".")
    if catalogue.has(ref):
        return Answer("current", (catalogue.target(ref),), SENTENCES["current"])
    if ref in catalogue.ends:
        return _moved(*catalogue.ends[ref], catalogue)
    if document in catalogue.ends:
        now, step = catalogue.ends[document]
        return _moved(f"{now}.{unit}" if catalogue.has(f"{now}.{unit}") else now, step, catalogue)
    if catalogue.is_citable(ref):
        return Answer("not included", (catalogue.target(ref),), SENTENCES["not included"])
    sentence = SENTENCES["no unit"].format(unit=unit_label(ref, catalogue.config.phrases))
    return Answer("unknown", (catalogue.target(document),), sentence)


def _moved(now: str, step: Successor, catalogue: Catalogue) -> Answer:
    targets = (catalogue.target(now),) if now else ()
    return Answer("moved" if now else "withdrawn", targets, describe_move(step, bool(now), ENGLISH))


def describe_move(step: Successor, moved: bool, phrases: Language) -> str:
    """The sentence that says since when an id has been renamed (`moved`) or withdrawn, and why."""
    state = "moved" if moved else "withdrawn"
    if not step.version:
        return phrases.say(NOT_YET_PUBLISHED[state], id=step.id, reason=step.reason)
    return phrases.say(SENTENCES[state], id=step.id, version=step.version, reason=step.reason)
