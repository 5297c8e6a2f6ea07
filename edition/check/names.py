"""Names in our own words and in the texts: each has an entry, only one, and a spelling that the entry
knows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from edition.check.lexicon import POSSESSIVE, Lexicon, Spellings
from edition.check.running_text import JoinedPassages, Passage, RunningText
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import WARNING, Rule, yields
from edition.paths import CONFIG_PATH
from edition.words.capitals import EVERY_NOUN

CAPITAL = re.compile(r"[\w,;:’)] ([^\W\d_a-zà-ÿа-я][\w’'-]*[^\W\d_])")
NAMED = ("summary", "note")  # passages whose names must be registered; essays may name whom they like


R203 = Rule(
    "R203",
    WARNING,
    "a name in a summary or note that no register has",
    why="Every name in a summary or note is explained, or is listed in `sources/edition.yaml`: under "
    "`unregistered` if it needs no entry, under `capitals` if it is not a name.",
    bad="`… and writes to Lindqvist about it.`",
    good="the same, and an entry `person-lindqvist`",
)


@yields(R203)
def check_names(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """Capitalised words, not at the start of a sentence, that are neither in a register nor in the
    configuration. Where every noun has a capital, or names are marked by hand, this says nothing."""
    known = lexicon.known
    if lexicon.config.language in EVERY_NOUN or lexicon.config.link == "marked":
        return
    checked = JoinedPassages(passage for passage in prose.ours.passages if passage.kind in NAMED)
    doubtful = {passage for passage, _, match in checked.find(CAPITAL) if not _is_known(match[1], known)}
    for passage in checked.passages:
        for match in CAPITAL.finditer(passage.bare) if passage in doubtful else ():
            if not _is_known(match[1], known):
                word = POSSESSIVE.sub("", match[1])
                span = match.start(1), match.start(1) + len(word)
                yield passage.bare_finding(R203, f"“{word}” is in no register", span, _advice(word, known))


def _is_known(word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
    word = POSSESSIVE.sub("", word)
    return word in known or all(part in known or part.islower() for part in word.split("-"))


def _advice(word: str, known: frozenset[str]) -> str:
    """What to do about an unknown name, with a guess among the known words that have the same first
    letter."""
    near = difflib.get_close_matches(word, [name for name in known if name[:1] == word[:1]], n=1, cutoff=0.8)
    guess = f"did you mean “{near[0]}”? If not, " if near else ""
    lists = "to “unregistered” or, if it is not a name, to “capitals”"
    return f"{guess}add it to a register, or in {CONFIG_PATH} {lists}"


R204 = Rule(
    "R204",
    WARNING,
    "an ambiguous name",
    why="Several people bear the name, and the passage is linked to none of them.",
    bad="`Holm asks what Lind is doing.`",
    good="`Holm asks what [Lind]{ref=person-lind-karl} is doing.`",
)


@yields(R204)
def check_ambiguous(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """Names that several people bear, where nothing says who is meant."""
    for passage, span, spelling in _untied(lexicon.shared, prose, lexicon):
        refs = lexicon.shared.owners[spelling]
        if passage.kind == "field":
            continue  # where the author cannot say who is meant
        yield passage.bare_finding(
            R204,
            f"“{spelling}” may be {', '.join(refs[:-1])} or {refs[-1]}",
            span,
            f"write [{spelling}]{{ref={refs[0]}}}, or the id of the person meant",
        )


R205 = Rule(
    "R205",
    WARNING,
    "a spelling of a name that is not registered as a variant",
    why="The register has the spelling only for the search, so the name in the text is not linked.",
    bad="“Nils Brant” in a text and in `transliterations`, but not in `variants`",
    good="the spelling in `variants`; or in `not_in`, with the words around it, when it means somebody else",
)


@yields(R205)
def check_variants(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """Spellings that an entry lists among its transliterations only."""
    for passage, span, spelling in _untied(lexicon.untied, prose, lexicon):
        (ref,) = lexicon.untied.owners[spelling]
        yield passage.bare_finding(
            R205,
            f"“{spelling}” is a spelling of {ref} that its “variants” do not have",
            span,
            f"add it to the variants of {ref}, or to “not_in” with the words around it",
        )


def _untied(
    spellings: Spellings, prose: RunningText, lexicon: Lexicon
) -> Iterator[tuple[Passage, tuple[int, int], str]]:
    """(passage, offsets, spelling) where spellings occur as whole words, neither linked to an entry nor
    within a phrase to be passed over. Where names are marked by hand, none is missed."""
    if lexicon.config.link == "marked":
        return
    present = spellings.among(prose.vocabulary)
    pattern = JoinedPassages.pattern(present)
    passages = dict.fromkeys(passage for passage, _, _ in prose.documents.find_words(present))
    for passage in passages:
        spans = [match.span() for match in lexicon.phrases.finditer(passage.bare)]
        for match in pattern.finditer(passage.bare):
            start, end = match.span()
            inside = any(before <= start and end <= after for before, after in spans)
            if not inside and not passage.bare[start - 1 : start].isalnum():
                yield passage, (start, end), match.group()


UNKNOWN = re.compile(
    r"\b(?:(?:a certain|an unknown|an unidentified|somebody called) (?P<name>[A-Z][\w’]+[a-z])"
    r"|an? (?P<bare>[A-Z][\w’]+[a-z])(?=[,.;:)]))"
)


R210 = Rule(
    "R210",
    WARNING,
    "somebody called unknown who has an entry",
    why="The register knows the person; the passage was written before that was known.",
    bad="“condemned together with a certain Lind”, where `person-lind-karl` is the one",
    good="“condemned together with [Lind]{ref=person-lind-karl}”",
)


@yields(R210)
def check_unknown(prose: RunningText, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """Surnames with an indefinite article (“a Lind”, “a certain Lind”) that persons of the register bear.
    Looked for in English only."""
    if lexicon.config.language != "en":
        return
    for passage, span, match in prose.ours.find(UNKNOWN):
        name = match["name"] or match["bare"]
        refs = [ref for ref in lexicon.surnames.get(name, ()) if ref != passage.unit]
        start = passage.text.index(name, span[0])
        if refs and (match["name"] or passage.kind == "note"):  # elsewhere “a Lind” may be a figure of speech
            message, hint = (
                f"“{name}” may be {' or '.join(refs)}",
                "say who is meant, or that it is somebody else",
            )
            yield passage.finding(R210, message, (start, start + len(name)), hint)
