"""What an edition says in its own words, document by document, as far as rules compare documents.

Each document contributes a few facts; the passages themselves are read again only where a rule finds
something.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import islice
from typing import TypeVar
from zlib import crc32

from edition.check.lexicon import Lexicon
from edition.check.running_text import RunningText
from edition.findings.diagnostics import Location

T = TypeVar("T")
Gram = tuple[str, ...]
RUN = 9  # words in a row that are the same are no accident


# British and American forms of words that are no names. Left out are forms that are correct in both (program,
# of a computer; check; judgment) and -ize, which T205 examines.
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
IZE = re.compile(r"[a-z]{3,}i[sz](?:e[drs]?|ers?|ing|ations?)")


@dataclass(frozen=True)
class WordsOfDocument:
    """What one document, or what stands beside documents (with the id ""), contributes.

    counts      how often words occur in our own passages, of those whose spelling is compared
    notes       (digest of the words, id, location) of each note of ours
    own         keys of all runs of `RUN` words in our passages
    imported    the same of what was imported
    """

    document: str
    counts: Mapping[str, int]
    notes: tuple[tuple[str, str, Location], ...]
    own: bytes
    imported: bytes


def words_of(document: str, prose: RunningText, lexicon: Lexicon) -> WordsOfDocument:
    """The facts about the words of a document."""
    compared = lexicon.romanised_words
    counts = Counter(
        word
        for word in prose.ours.words
        if word in BRITISH or word in AMERICAN or word in compared or IZE.fullmatch(word)
    )
    notes = [
        (blake2b(passage.text.encode(), digest_size=16).hexdigest(), passage.unit, passage.place)
        for passage in prose.ours.passages
        if passage.kind == "note"
    ]
    own, imported = ([word.lower() for word in part.words] for part in (prose.ours, prose.imported))
    runs = (keys_of_runs(part).tobytes() for part in (own, imported))
    return WordsOfDocument(document, dict(counts), tuple(notes), *runs)


def grams(words: Sequence[T], length: int) -> Iterator[tuple[T, ...]]:
    """Runs of `length` words, or of what stands for them, beginning at every word."""
    return zip(*(islice(words, start, None) for start in range(length)), strict=False)


@lru_cache(maxsize=65536)
def _number(word: str) -> int:
    return crc32(word.encode())


def keys_of_runs(words: Iterable[str]) -> array[int]:
    """A number for each run of `RUN` words, the same whenever the program runs: Python hashes texts
    otherwise each time, but not numbers."""
    return array("q", map(hash, grams(list(map(_number, words)), RUN)))


@dataclass(frozen=True)
class WordsOfEdition:
    """The facts of all documents, and a way back to the passages of one (by its id)."""

    parts: Sequence[WordsOfDocument]
    passages: Callable[[str], RunningText]
    lexicon: Lexicon

    @cached_property
    def count(self) -> Counter[str]:
        """How often the words occur whose spelling is compared."""
        total: Counter[str] = Counter()
        for part in self.parts:
            total.update(part.counts)
        return total

    @cached_property
    def shared_runs(self) -> frozenset[int]:
        """The keys of runs of words that stand in what was imported and in our own words."""
        imported = frozenset().union(*(_numbers(part.imported) for part in self.parts))
        return frozenset().union(*(imported.intersection(_numbers(part.own)) for part in self.parts))

    def with_words(self, wanted: Collection[str]) -> Iterator[RunningText]:
        """The passages of each document in whose own words some words occur."""
        return (
            self.passages(part.document) for part in self.parts if not part.counts.keys().isdisjoint(wanted)
        )

    def with_shared_runs(self) -> Iterator[RunningText]:
        """The passages of each document that repeats a run of words in its own."""
        if self.shared_runs:
            for part in self.parts:
                if not self.shared_runs.isdisjoint(_numbers(part.own)):
                    yield self.passages(part.document)


def _numbers(keys: bytes) -> array[int]:
    return array("q", keys)
