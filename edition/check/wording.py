"""How our own words are spelt, how much a summary says, and that it says it in words of its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from edition.check.running_text import Joined, Passage, RunningText
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import WARNING, Rule, yields
from edition.forms.configuration import ConfigFields
from edition.model import Edition
from edition.words.transliteration import CYRILLIC, latin_spellings
from edition.words.typography import fold_apostrophes

SHARE, ENOUGH = 0.1, 150  # a summary has a tenth of the words of its letter, or this many


T201 = Rule(
    "T201",
    WARNING,
    "a summary that is too short for its letter",
    why="Whoever has no access to the text knows only the summary. It has a tenth of the words of its "
    "letter, or 150 words. Looked for where the letter is included.",
    bad="a summary of eight words for a letter of two hundred",
    good="a summary of thirty words",
)


@yields(T201)
def check_summaries(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Summaries that are short for their letter, where the letter is there to be compared."""
    lengths: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in prose.documents.passages:
        lengths[passage.document][passage.kind] += passage.text.count(" ") + 1
    for ref, document in edition.documents.items():
        if document.kind != "letter":
            continue
        summary, text = lengths[ref]["summary"], lengths[ref]["text"]
        if summary < min(SHARE * text, ENOUGH):
            place = document.origins.get(f"{ref}.s1", document.origins[ref])
            message = f"the summary of {ref} has {summary} words, its letter {text}"
            yield T201.at(place, message, "say what else the letter asks, decides or reports")


A106 = Rule(
    "A106",
    WARNING,
    "two notes of ours with the same words",
    why="What is said twice is corrected once. A second note may refer to the first.",
    bad="the same sentence as the text of `n-garden` in L1 and of `n-park` in L2",
    good="`See [letter 1, note a](#L1.n-garden).` as the text of the second",
)


@yields(A106)
def check_notes_twice(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Notes of ours with the words of another."""
    seen: dict[str, Passage] = {}
    for passage in prose.ours.passages:
        if passage.kind == "note" and seen.setdefault(passage.text, passage) is not passage:
            first = seen[passage.text]
            message = f"the note {passage.unit} has the words of {first.unit}"
            hint = f"refer from the one to the other ({first.place})"
            yield A106.at(passage.place, message, hint)


A203 = Rule(
    "A203",
    WARNING,
    "a quotation that stands more than once in the target of its note",
    why="The sign of the note comes behind the first of several places, which may be the wrong one.",
    bad="`quote: the garden` in a paragraph that speaks of the garden three times",
    good="`quote: the garden at Lund is closed`",
)


@yields(A203)
def check_quotations(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Quotations that stand in the target of their note more than once."""
    texts = {passage.unit: passage.text for passage in prose.documents.passages}
    for note in edition.annotations:
        selector = note.places[0].selector if note.places else None
        if selector is None:
            continue
        target, quoted = f"{note.document}.{note.places[0].unit}", selector.exact
        count = fold_apostrophes(texts.get(target, "")).count(fold_apostrophes(quoted))
        if count > 1:
            message, hint = f"“{quoted}” stands {count} times in {target}", "quote more words around it"
            yield A203.at(note.location, message, hint, words=quoted, before="quote")


RUN = 9  # words in a row are no accident
SEED = 5  # each run of nine has a run of five that begins at every fifth word of the other text
QUOTED = re.compile(r"“[^”]*”")
STOP = " 0 "  # between what does not follow on each other
Gram = tuple[str, ...]


T203 = Rule(
    "T203",
    WARNING,
    "wording repeated from an imported text",
    why="Our summaries and notes are our own. Nine words in a row that an imported text has too are a "
    "quotation or a copy; names of registers and archives do not count.",
    bad="a summary that takes over a sentence of its letter",
    good="the same in other words, or in “quotation marks”",
)


@yields(T203)
def check_repeated(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Runs of words, outside quotation marks, that an imported text has too. The names of the registers and
    archives are nobody's wording."""
    theirs, ours = (list(map(str.lower, words)) for words in (prose.theirs.words, prose.ours.words))
    seeds = set(_grams(theirs, SEED, SEED)).intersection(_grams(ours, SEED))
    runs = _runs_around(seeds, theirs)
    for run in runs.intersection(_grams(ours, RUN)):
        pattern = re.compile(r"\W+".join(run), re.IGNORECASE)
        for passage in {passage: None for passage, _, _ in prose.ours.find(pattern)}:
            text = QUOTED.sub(STOP, _without_names(passage.text, edition, config))
            for shared in _shared(_words(text), runs):
                message = f"{len(shared)} words in a row stand in an imported text too: “{' '.join(shared)}”"
                yield _about(passage, shared, message)


def _words(text: str) -> list[str]:
    """The words of a text, a stop for each number."""
    return ["" if word.isdigit() else word for word in re.findall(r"[^\W_]+", text.lower())]


def _grams(words: Sequence[str], length: int, step: int = 1) -> Iterator[Gram]:
    """As many words in a row, from every word or from every `step`th."""
    return zip(*(islice(words, start, None, step) for start in range(length)), strict=False)


def _runs_around(seeds: set[Gram], theirs: Sequence[str]) -> set[Gram]:
    """All runs of the other text that contain one of the seeds."""
    found = set()
    for count, gram in enumerate(_grams(theirs, SEED, SEED)):
        if gram in seeds:
            place = count * SEED
            for start in range(max(0, place + SEED - RUN), place + 1):
                found.add(tuple(theirs[start : start + RUN]))
    return found


def _shared(words: Sequence[str], runs: set[Gram]) -> Iterator[Sequence[str]]:
    """The longest stretches of `words` of which every run is among `runs`."""
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


def _about(passage: Passage, run: Sequence[str], message: str) -> Diagnostic:
    match = re.search(r"\W+".join(map(re.escape, run)), passage.text, re.IGNORECASE)
    start = match.start() if match else 0
    advice = "say it in words of your own, or quote it as a quotation"
    return passage.finding(T203, message, (start, start + len(run[0])), advice)


def _without_names(text: str, edition: Edition, config: ConfigFields) -> str:
    """A text with a stop for every long name of the registers and archives."""
    names = [name for archive in config.repositories.values() for name in (archive.name, archive.former)]
    names += [name for _, _, entry in edition.entries() for name in (entry.name, *entry.variants)]
    for name in sorted(names, key=len, reverse=True):
        if " " in name:
            text = text.replace(name, STOP)
    return text


# British and American forms of words that are no names. Left out is what is good in both (program, of a
# computer; check; judgment; -ize, which T205 looks at).
BRITISH = dict(
    pair.split("/")
    for pair in """armour/armor behaviour/behavior colour/color coloured/colored endeavour/endeavor
    favour/favor favours/favors favoured/favored favouring/favoring favourable/favorable favourite/favorite
    harbour/harbor honour/honor honours/honors honoured/honored humour/humor labour/labor labours/labors
    labourer/laborer labourers/laborers neighbour/neighbor neighbours/neighbors neighbouring/neighboring
    rigour/rigor rumour/rumor rumours/rumors valour/valor vigour/vigor
    centre/center centres/centers centred/centered fibre/fiber kilometre/kilometer kilometres/kilometers
    litre/liter litres/liters manoeuvre/maneuver manoeuvres/maneuvers metre/meter metres/meters
    sombre/somber theatre/theater theatres/theaters
    defence/defense defences/defenses licence/license offence/offense offences/offenses pretence/pretense
    cancelled/canceled cancelling/canceling counsellor/counselor labelled/labeled marvellous/marvelous
    modelled/modeled quarrelled/quarreled signalled/signaled travelled/traveled traveller/traveler
    travellers/travelers travelling/traveling
    fulfil/fulfill fulfilment/fulfillment instalment/installment instalments/installments skilful/skillful
    analyse/analyze analysed/analyzed paralyse/paralyze paralysed/paralyzed
    aeroplane/airplane aeroplanes/airplanes catalogue/catalog catalogues/catalogs dialogue/dialog grey/gray
    mould/mold plough/plow ploughing/plowing ploughed/plowed sceptic/skeptic sceptical/skeptical
    scepticism/skepticism sulphur/sulfur towards/toward tyre/tire""".split()
)
AMERICAN = {american: british for british, american in BRITISH.items()}
SHORT = 5  # letters; a shorter name spelt in all ways is too often another word
SWAP = str.maketrans("sz", "zs")
IZE = re.compile(r"[a-z]{3,}i[sz](?:e[drs]?|ers?|ing|ations?)")


T204 = Rule(
    "T204",
    WARNING,
    "British and American spelling mixed",
    why="An edition spells in one way: the rarer kind is told. Words with a capital may be names, and what "
    "stands in quotation marks is quoted; neither is looked at.",
    bad="“the colour of the center”",
    good="“the colour of the centre”",
)
T205 = Rule(
    "T205",
    WARNING,
    "-ise and -ize mixed",
    why="Both are good English, one word has one spelling. The rarer ending is told.",
    bad="“organised” in two notes, “organized” in a third",
    good="“organised” in all",
)


@yields(T204, T205)
def check_spelling(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """British and American forms, and -ise and -ize, in one edition: the rarer kind is told. Words with a
    capital may be names, which stay as they are printed."""
    ours = prose.ours
    british, american = (ours.vocabulary & words.keys() for words in (BRITISH, AMERICAN))
    if british and american:
        count = Counter(ours.words)
        fewer = sum(count[word] for word in american) <= sum(count[word] for word in british)
        rarer, other, kind = (american, AMERICAN, "British") if fewer else (british, BRITISH, "American")
        for passage, span, word in _unquoted(ours, rarer):
            yield passage.finding(T204, f"“{word}” among {kind} spelling", span, f"write “{other[word]}”")
    both = {word for word in ours.vocabulary if IZE.fullmatch(word) and _other(word) in ours.vocabulary}
    if both:
        ise = {word for word in both if _suffix(word).startswith("is")}
        count = Counter(ours.words)
        fewer = sum(count[word] for word in ise) < sum(count[word] for word in both - ise)
        for passage, span, word in _unquoted(ours, ise if fewer else both - ise):
            message = f"“{word}” here, “{_other(word)}” elsewhere"
            yield passage.finding(T205, message, span, f"write “{_other(word)}”")


def _unquoted(joined: Joined, words: Iterable[str]) -> Iterator[tuple[Passage, tuple[int, int], str]]:
    """Where some words stand outside quotation marks."""
    for passage, span, word in joined.find_words(words):
        before = passage.text[: span[0]]
        if before.count("“") == before.count("”"):
            yield passage, span, word


def _suffix(word: str) -> str:
    return re.sub(r".*?(i[sz](?:e[drs]?|ers?|ing|ations?))\Z", r"\1", word)


def _other(word: str) -> str:
    """`organise` → `organize`, and back."""
    suffix = _suffix(word)
    return word[: len(word) - len(suffix)] + suffix[:2].translate(SWAP) + suffix[2:]


T202 = Rule(
    "T202",
    WARNING,
    "one name in two transliterations",
    why="A reader takes two spellings for two people. Looked for among the schemes by which the Cyrillic "
    "name of an entry can be written.",
    bad="“Brandtskii” in one summary, “Brandtsky” in another",
    good="one of them in both",
)


@yields(T202)
def check_transliteration(prose: RunningText, edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Names that our words spell by two schemes of transliteration: the rarer spelling is told."""
    ours = prose.ours
    names = {word for _, _, entry in edition.entries() for word in CYRILLIC.findall(entry.cyrillic)}
    count = Counter(ours.words)
    for name in sorted(name for name in names if len(name) >= SHORT):
        used = [spelt for spelt in latin_spellings(name) if spelt in ours.vocabulary]
        used.sort(key=lambda spelt: -count[spelt])
        for passage, span, spelt in ours.find_words(used[1:]):
            message = f"“{spelt}” here, “{used[0]}” elsewhere, for one name"
            yield passage.finding(T202, message, span, f"write “{used[0]}”, or mark the other as a title")
