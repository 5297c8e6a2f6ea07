"""Names in our own words and in the texts: each has an entry, one entry, and a spelling that it knows."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from edition.check.running_text import WORD, Joined, Passage, RunningText
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import WARNING, Rule, yields
from edition.forms.configuration import ConfigFields
from edition.forms.registers import Work
from edition.model import Edition
from edition.paths import CONFIG_PATH
from edition.words.dates import MONTHS

CAPITAL = re.compile(r"[\w,;:’)] ([^\W\d_a-zà-ÿа-я][\w’'-]*[^\W\d_])")
NAME_WORD = re.compile(r"[\w’'-]+")
POSSESSIVE = re.compile(r"[’']s?$")
NAMED = ("summary", "note")  # what is held to the registers; essays may name whom they like
LETTERS = 4  # a spelling of fewer letters is too often another word


R203 = Rule(
    "R203",
    WARNING,
    "a name in a summary or note that no register has",
    why="Everybody and everything that a summary or note names is explained, or listed in "
    "`sources/edition.yaml` as a name that needs no entry (`unregistered`) or as no name (`capitals`).",
    bad="`… and writes to Lindqvist about it.`",
    good="the same, and an entry `person-lindqvist`",
)


@yields(R203)
def check_names(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Words with a capital, not at the start of a sentence, that are known nowhere."""
    known = _known_words(edition, config)
    held = Joined(passage for passage in prose.ours.passages if passage.kind in NAMED)
    doubtful = {passage for passage, _, match in held.find(CAPITAL) if not _is_known(match[1], known)}
    for passage in held.passages:
        for match in CAPITAL.finditer(passage.bare) if passage in doubtful else ():
            if not _is_known(match[1], known):
                word = POSSESSIVE.sub("", match[1])
                span = match.start(1), match.start(1) + len(word)
                yield passage.bare_finding(R203, f"“{word}” is in no register", span, _advice(word, known))


def _is_known(word: str, known: set[str]) -> bool:
    if word in known:
        return True
    word = POSSESSIVE.sub("", word)
    return word in known or all(part in known or part.islower() for part in word.split("-"))


def _advice(word: str, known: set[str]) -> str:
    """What to do with an unknown name; a guess among the known words of its first letter."""
    near = difflib.get_close_matches(word, [name for name in known if name[:1] == word[:1]], n=1, cutoff=0.8)
    guess = f"did you mean “{near[0]}”? If not, " if near else ""
    lists = "to “unregistered” or, if it is no name, to “capitals”"
    return f"{guess}add it to a register, or in {CONFIG_PATH} {lists}"


def _known_words(edition: Edition, config: ConfigFields) -> set[str]:
    """The words of all names that the edition's own files give: registers, works and their authors, voices,
    archives, and the words with a capital that are no names."""
    names: list[str] = [
        *MONTHS,
        *config.capitals,
        *config.unregistered,
        config.title,
        config.publisher,
    ]
    if config.volume:
        names += [config.volume.title, config.volume.short, config.volume.names]
    names += [voice.name for voice in config.responsible.values()]
    for archive in config.repositories.values():
        names += [archive.name, archive.former, archive.settlement, archive.country]
    for _, _, entry in edition.entries():
        names += [entry.name, *entry.variants, *entry.ambiguous, *entry.transliterations, *entry.not_in]
    for work in edition.register(Work).entries.values():
        names += _texts_in(work.csl)
        names += [citation.locator for citation in work.sources]
    return {POSSESSIVE.sub("", word) for name in names for word in NAME_WORD.findall(name)} | set(
        config.capitals
    )


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)


R204 = Rule(
    "R204",
    WARNING,
    "a name that several bear and that is not told apart",
    why="Several people bear the name, and the passage is tied to none of them.",
    bad="`Holm asks what Lind is doing.`",
    good="`Holm asks what [Lind]{ref=person-lind-karl} is doing.`",
)


@yields(R204)
def check_ambiguous(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Names that several people bear, where nothing says who is meant."""
    owners: dict[str, list[str]] = defaultdict(list)
    for _, ref, entry in edition.entries():
        for spelling in entry.ambiguous:
            owners[spelling].append(ref)
    shared = {spelling: refs for spelling, refs in owners.items() if len(refs) > 1}
    for passage, span, spelling in _untied(shared, prose, edition):
        refs = shared[spelling]
        if passage.kind == "field":
            continue  # where nothing can be said of a name
        yield passage.bare_finding(
            R204,
            f"“{spelling}” may be {', '.join(refs[:-1])} or {refs[-1]}",
            span,
            f"write [{spelling}]{{ref={refs[0]}}}, whoever is meant",
        )


R205 = Rule(
    "R205",
    WARNING,
    "a spelling of a name that is not registered as a variant",
    why="The register knows the spelling only for the search, and the name in the text is not tied to it.",
    bad="“Nils Brant” in a text and in `transliterations`, but not in `variants`",
    good="the spelling in `variants`; or in `not_in`, with the words around it, when it means somebody else",
)


@yields(R205)
def check_variants(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Spellings that an entry has among its transliterations only."""
    owners: dict[str, str] = {}
    tied: set[str] = set()
    for kind, ref, entry in edition.entries():
        tied |= {entry.name, *entry.variants, *entry.ambiguous}
        if kind.by_spelling:
            owners |= {spelling: ref for spelling in entry.transliterations if len(spelling) >= LETTERS}
    unknown = {spelling: ref for spelling, ref in owners.items() if spelling not in tied}
    for passage, span, spelling in _untied(unknown, prose, edition):
        ref = unknown[spelling]
        yield passage.bare_finding(
            R205,
            f"“{spelling}” is a spelling of {ref} that its “variants” do not have",
            span,
            f"add it to the variants of {ref}, or to “not_in” with the words around it",
        )


def _untied(
    spellings: Iterable[str], prose: RunningText, edition: Edition
) -> Iterator[tuple[Passage, tuple[int, int], str]]:
    """Where spellings stand as whole words, not tied to an entry and not in a phrase to be passed over."""
    words = prose.vocabulary
    spellings = {spelling for spelling in spellings if words.issuperset(WORD.findall(spelling))}
    phrases = Joined.pattern({phrase for _, _, entry in edition.entries() for phrase in entry.not_in})
    pattern = Joined.pattern(spellings)
    found = dict.fromkeys(passage for passage, _, _ in prose.documents.find_words(spellings))
    for passage in found:
        spans = [match.span() for match in phrases.finditer(passage.bare)]
        for match in pattern.finditer(passage.bare):
            start, end = match.span()
            inside = any(before <= start and end <= after for before, after in spans)
            if not inside and not passage.bare[start - 1 : start].isalnum():
                yield passage, (start, end), match.group()
