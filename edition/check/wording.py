"""How our own words are spelt, how much a summary says, and that it says it in its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from edition.check.lexicon import Lexicon
from edition.check.own_words import (
    AMERICAN,
    BRITISH,
    IZE,
    RUN,
    Gram,
    WordsOfEdition,
    grams,
    keys_of_runs,
)
from edition.check.read_document import ReadDocument
from edition.check.running_text import Passage
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule, yields
from edition.words.typography import as_seen

SHARE, ENOUGH = 0.1, 150  # a summary has a tenth of the words of its letter, or this many


T201 = Rule(
    "T201",
    WARNING,
    "a summary that is too short for its letter",
    why="Readers without access to the text have only the summary. It should have a tenth of the words of "
    "its letter, or 150 words. Checked if the letter is included and a summary has been begun.",
    bad="a summary of eight words for a letter of two hundred",
    good="a summary of thirty words",
)


@yields(T201)
def check_summary(read: ReadDocument) -> Iterator[Diagnostic]:
    """A summary that is too short for its letter (in words), where the letter is included."""
    document = read.document
    if document.kind != "letter":
        return
    lengths: Counter[str] = Counter()
    for passage in read.prose.documents.passages:
        lengths[passage.kind] += passage.text.count(" ") + 1
    summary, text = lengths["summary"], lengths["text"]
    if 0 < summary < min(SHARE * text, ENOUGH):
        place = document.origins.get(f"{document.id}.s1", document.origins[document.id])
        message = f"the summary of {document.id} has {summary} words, the letter {text}"
        yield T201.at(place, message, "say what else the letter asks, decides or reports")


A106 = Rule(
    "A106",
    WARNING,
    "two notes of ours with the same words",
    why="A correction would have to be made twice. A second note can refer to the first.",
    bad="the same sentence as the text of `n-garden` in L1 and of `n-park` in L2",
    good="`See [letter 1, note a](#L1.n-garden).` as the text of the second",
)


@yields(A106)
def check_notes_twice(words: WordsOfEdition) -> Iterator[Diagnostic]:
    """Notes of ours with the same words as an earlier one."""
    seen: dict[str, tuple[str, Location]] = {}
    for part in words.parts:
        for digest, unit, place in part.notes:
            first, first_place = seen.setdefault(digest, (unit, place))
            if first != unit:
                message = f"the note {unit} has the words of {first}"
                yield A106.at(place, message, f"refer to the other in one of them ({first_place})")


A203 = Rule(
    "A203",
    WARNING,
    "a quotation that occurs more than once in the target of its note",
    why="The sign of the note follows the first occurrence, which may be the wrong one.",
    bad="`quote: the garden` in a paragraph that speaks of the garden three times",
    good="`quote: the garden at Lund is closed`",
)


@yields(A203)
def check_quotations(read: ReadDocument) -> Iterator[Diagnostic]:
    """Quotations that occur more than once in the target of their note."""
    texts = {passage.unit: passage.text for passage in read.prose.documents.passages}
    for note in read.parts.annotations:
        selector = note.places[0].selector if note.places else None
        if selector is None:
            continue
        target, quoted = f"{note.document}.{note.places[0].unit}", selector.exact
        count = as_seen(texts.get(target, ""))[0].count(as_seen(quoted)[0])
        if count > 1:
            message, hint = f"“{quoted}” occurs {count} times in {target}", "quote more words around it"
            yield A203.at(note.location, message, hint, words=quoted, before="quote")


STOP = " 0 "  # between words that do not follow each other


T203 = Rule(
    "T203",
    WARNING,
    "wording repeated from an imported text",
    why="Our summaries and notes are our own. Nine consecutive words that an imported text has too are a "
    "quotation or a copy; names of registers and archives do not count.",
    bad="a summary that takes over a sentence of its letter",
    good="the same in other words, or in “quotation marks”",
)


@yields(T203)
def check_repeated(words: WordsOfEdition) -> Iterator[Diagnostic]:
    """Runs of nine words, outside quotation marks, that an imported text has too. Names in registers and of
    archives do not count."""
    opening, closing = words.lexicon.config.phrases.quotation_marks
    quoted = re.compile(f"{opening}[^{closing}]*{closing}")
    for prose in words.with_shared_runs():
        ours = [word.lower() for word in prose.ours.words]
        keyed = zip(grams(ours, RUN), keys_of_runs(ours), strict=True)
        runs = {gram: None for gram, key in keyed if key in words.shared_runs}
        for run in runs:
            pattern = re.compile(r"\W+".join(run), re.IGNORECASE)
            for passage in {passage: None for passage, _, _ in prose.ours.find(pattern)}:
                text = quoted.sub(STOP, _without_names(passage.text, words.lexicon))
                for shared in _shared(_words(text), runs):
                    repeated = " ".join(shared)
                    message = f"{len(shared)} consecutive words are in an imported text too: “{repeated}”"
                    yield _repetition(passage, shared, message)


def _words(text: str) -> list[str]:
    """The words of a text in lower case; a number becomes "", so that no run crosses it."""
    return ["" if word.isdigit() else word for word in re.findall(r"[^\W_]+", text.lower())]


def _shared(words: Sequence[str], runs: Collection[Gram]) -> Iterator[Sequence[str]]:
    """The longest stretches of `words` in which every run of `RUN` words is among `runs`."""
    start = 0
    while start + RUN <= len(words):
        end = start + RUN
        if tuple(words[start:end]) in runs:
            while tuple(words[end + 1 - RUN : end + 1]) in runs:
                end += 1
            yield words[start:end]
            start = end
        else:
            start += 1


def _repetition(passage: Passage, run: Sequence[str], message: str) -> Diagnostic:
    match = re.search(r"\W+".join(map(re.escape, run)), passage.text, re.IGNORECASE)
    start = match.start() if match else 0
    advice = "say it in your own words, or mark it as a quotation"
    return passage.finding(T203, message, (start, start + len(run[0])), advice)


def _without_names(text: str, lexicon: Lexicon) -> str:
    """A text with a stop in place of every name of two or more words in registers and of archives."""
    for name in lexicon.long_names:
        text = text.replace(name, STOP)
    return text


SWAP = str.maketrans("sz", "zs")


T204 = Rule(
    "T204",
    WARNING,
    "British and American spelling mixed",
    why="An edition uses one spelling; the rarer kind is reported. Words with a capital and words in "
    "quotation marks are not checked.",
    bad="“the colour of the center”",
    good="“the colour of the centre”",
)
T205 = Rule(
    "T205",
    WARNING,
    "-ise and -ize mixed",
    why="Both are good English, but an edition uses one. The rarer ending is reported.",
    bad="“organised” in two notes, “organized” in a third",
    good="“organised” in all",
)


@yields(T204, T205)
def check_spelling(words: WordsOfEdition) -> Iterator[Diagnostic]:
    """British and American forms (T204), or -ise and -ize in one word (T205), within one edition: the rarer
    is reported. Words with a capital may be names and are not examined."""
    if words.lexicon.config.language != "en":
        return
    count = words.count
    british, american = (count.keys() & forms.keys() for forms in (BRITISH, AMERICAN))
    if british and american:
        fewer = sum(count[word] for word in american) <= sum(count[word] for word in british)
        rarer, counterpart, kind = (
            (american, AMERICAN, "British") if fewer else (british, BRITISH, "American")
        )
        for passage, span, word in _unquoted(words, rarer):
            yield passage.finding(
                T204, f"“{word}” among {kind} spelling", span, f"write “{counterpart[word]}”"
            )
    both = {word for word in count if IZE.fullmatch(word) and _with_other_suffix(word) in count}
    if both:
        ise = {word for word in both if _suffix(word).startswith("is")}
        fewer = sum(count[word] for word in ise) < sum(count[word] for word in both - ise)
        for passage, span, word in _unquoted(words, ise if fewer else both - ise):
            message = f"“{word}” here, “{_with_other_suffix(word)}” elsewhere"
            yield passage.finding(T205, message, span, f"write “{_with_other_suffix(word)}”")


def _unquoted(
    words: WordsOfEdition, wanted: Collection[str]
) -> Iterator[tuple[Passage, tuple[int, int], str]]:
    """(passage, offsets, word) wherever some words occur outside quotation marks."""
    for prose in words.with_words(wanted):
        for passage, span, word in prose.ours.find_words(wanted):
            before = passage.text[: span[0]]
            if before.count("“") == before.count("”"):
                yield passage, span, word


def _suffix(word: str) -> str:
    return re.sub(r".*?(i[sz](?:e[drs]?|ers?|ing|ations?))\Z", r"\1", word)


def _with_other_suffix(word: str) -> str:
    """`organise` → `organize`, and back."""
    suffix = _suffix(word)
    return word[: len(word) - len(suffix)] + suffix[:2].translate(SWAP) + suffix[2:]


T202 = Rule(
    "T202",
    WARNING,
    "one name in two transliterations",
    why="Readers take two spellings for two people. Checked among the ways in which the Cyrillic name of "
    "an entry can be transliterated.",
    bad="“Brandtskii” in one summary, “Brandtsky” in another",
    good="one of them in both",
)


@yields(T202)
def check_transliteration(words: WordsOfEdition) -> Iterator[Diagnostic]:
    """Names that our words spell by two schemes of transliteration: the rarer spellings are reported."""
    count = words.count
    for spellings in words.lexicon.romanised.values():
        used = [spelt for spelt in spellings if spelt in count]
        if len(used) < 2:
            continue
        first, *others = sorted(used, key=lambda spelt: -count[spelt])
        for prose in words.with_words(others):
            for passage, span, spelt in prose.ours.find_words(others):
                message = f"“{spelt}” here, “{first}” elsewhere, for one name"
                yield passage.finding(T202, message, span, f"write “{first}”, or mark the other as a title")
