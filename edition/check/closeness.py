"""Sentences of ours that follow a sentence of the text that they are about, word for word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.check.read_document import ReadDocument
from edition.check.running_text import Passage
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import WARNING, Rule, yields

SHARE, ENOUGH = 0.6, 7  # of the content words of a sentence; in a shorter one they are an accident
LETTERS = 4  # words with fewer are no content words
COMMON = frozenset(
    """about after again against also although another because been before being between both cannot could
    does during each either even every from have having here into itself just less like made make many might
    more most much must neither never only other over said same says shall should since some still such than
    that their them themselves then there therefore these they this those though through thus till under until
    upon very were what when where whether which while whom whose will with within would""".split()
)
ENDS = r"(?:(?<=[^\W\d_]{2}[.!?])|(?<=[\d)”’][.!?])|(?<=[.!?][)”’]))"  # not after an initial
SENTENCE = re.compile(ENDS + r"\s+(?=[\W\d_]*[^\W\d_a-z])")
QUOTED = re.compile(r"“[^”]*”")
WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")


T206 = Rule(
    "T206",
    WARNING,
    "a sentence that follows the imported text word for word",
    why="A sentence with some words changed is not yet in your own words. A sentence is reported if it "
    "has three in five of the longer words of a sentence of the text, in the same order. Quotations "
    "are not checked. Checked in summaries and notes if the text is included.",
    bad="a summary that keeps the order and most of the words of a sentence of its letter",
    good="what the sentence says, in an order and in words of your own",
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, where it stands, and its content words in order, each once."""

    text: str
    start: int
    passage: Passage
    words: Sequence[str]


@yields(T206)
def check_closeness(read: ReadDocument) -> Iterator[Diagnostic]:
    """Sentences of summary and notes whose content words stand, most of them and in their order, in one
    sentence of the document's imported text or notes. An index of words finds the sentence to compare with,
    so that the cost is that of reading both."""
    theirs = [s for passage in read.prose.imported.passages for s in sentences(passage)]
    if not theirs:
        return
    index: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(theirs):
        for word in set(sentence.words):
            index[word].append(at)
    for passage in read.prose.ours.passages:
        for sentence in sentences(passage) if passage.kind in ("summary", "note") else ():
            close = closest(sentence, theirs, index)
            if close:
                message = f"“{sentence.text}” follows “{close.text}”"
                span = (sentence.start, sentence.start + len(sentence.text))
                yield passage.finding(T206, message, span, "use your own words and your own order")


def sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage; quotations are no part of their words."""
    start = 0
    for text in SENTENCE.split(passage.text):
        start = passage.text.index(text, start)
        words = [_stem(word) for word in WORD.findall(QUOTED.sub(" ", text)) if word[0].islower()]
        content = [word for word in words if len(word) >= LETTERS and word not in COMMON]
        yield Sentence(text, start, passage, list(dict.fromkeys(content)))
        start += len(text)


def _stem(word: str) -> str:
    """A word without the endings that grammar gives it in English."""
    return re.sub(r"(?:’s|’|ies|es|s|ed|ing)$", "", word) if len(word) > LETTERS + 1 else word


def closest(sentence: Sentence, others: Sequence[Sentence], index: dict[str, list[int]]) -> Sentence | None:
    """The first of the other sentences in which enough of the words of one stand in their order."""
    if len(sentence.words) < ENOUGH:
        return None
    needed = SHARE * len(sentence.words)
    shared = Counter(at for word in sentence.words for at in index.get(word, ()))
    for at, count in sorted(shared.items()):
        if count >= needed and in_order(sentence.words, others[at].words) >= needed:
            return others[at]
    return None


def in_order(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words two sequences share in one order (their longest common subsequence)."""
    row = [0] * (len(second) + 1)
    for word in first:
        before = row
        row = [0]
        for at, other in enumerate(second):
            row.append(before[at] + 1 if word == other else max(row[at], before[at + 1]))
    return row[-1]
