"""Everything that can be cited in the edition, by every form of citation that leads to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.forms.configuration import ConfigFields
from edition.forms.documents import Shelfmark
from edition.lookup.addresses import address, unit_label
from edition.lookup.citation_words import normalise
from edition.lookup.grammar import CitationRule, grammar
from edition.model import Document, Edition, Successor
from edition.tei.heads import Copy, LetterHead
from edition.volume.concordance import Concordance
from edition.words.days import day_number, day_of_number
from edition.words.letter_ids import is_letter_id, number_of

Matches = Sequence[tuple[str, bool]]  # ids that may be meant, and whether it is certain
WITH_THE_TEXT = "[pneh][0-9]+|text"  # units that come and go with an imported text
LONGEST = 31  # days: a letter dated within a longer stretch is not meant by any single day
MOST_LEAVES = 1000  # of a range that can be cited one by one; a longer one is a slip


@dataclass(frozen=True)
class CitationTarget:
    """What a citation may mean: its label, its path from the site's root and its address on the web;
    `certain` is false when other things may be meant as well."""

    id: str
    label: str
    path: str
    url: str
    certain: bool


@dataclass(frozen=True)
class Catalogue:
    """What can be cited. `pages` are those of the printed volume, if they are known; `history` says what
    became of ids (by default what the edition knows of it)."""

    edition: Edition
    config: ConfigFields
    pages: Concordance | None = None
    history: Mapping[str, Successor] | None = None

    @cached_property
    def grammar(self) -> Sequence[CitationRule]:
        """The replacements that bring citations of this edition to one form."""
        return grammar(self.edition, self.config)

    @cached_property
    def successors(self) -> Mapping[str, Successor]:
        """What became of each id that was renamed or withdrawn."""
        return self.edition.successors if self.history is None else self.history

    @cached_property
    def letters(self) -> Mapping[str, LetterHead]:
        """The headers of the letters by their ids, in the order of the edition."""
        return {letter.id: letter for letter in self.edition.letters}

    @cached_property
    def texts(self) -> Sequence[str]:
        """The ids of all documents, letters first."""
        return sorted(self.edition.documents, key=lambda ref: ref not in self.letters)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each document and each register entry is called, by its id."""
        say = self.config.phrases.say
        labels = {
            ref: say("Letter {number}", number=number_of(ref)) if ref in self.letters else self.title(ref)
            for ref in self.texts
        }
        return labels | {ref: entry.name for _, ref, entry in self.edition.entries()}

    def title(self, ref: str) -> str:
        """The title of a document. Raises KeyError when there is none with this id."""
        return self.edition.documents[ref].head.title

    @cached_property
    def units(self) -> Mapping[str, Sequence[str]]:
        """The units that can be cited in each document (`s1`, `p3`, `n5`), in order, by its id; without those
        whose words were moved to another document."""
        return {
            ref: [unit for unit in _units(document) if not self._is_elsewhere(f"{ref}.{unit}", document)]
            for ref, document in self.edition.documents.items()
        }

    def _is_elsewhere(self, ref: str, document: Document) -> bool:
        step = self.successors.get(ref)
        moved = step is not None and step.to.partition(".")[0] not in {"", document.id}
        return moved and ref in document.facts.leftovers

    @cached_property
    def absent(self) -> frozenset[str]:
        """The ids of the documents whose text is not included."""
        return frozenset(ref for ref in self.texts if not self.edition.documents[ref].head.included)

    @cached_property
    def keys(self) -> Mapping[str, Sequence[str]]:
        """The forms in which each document and each register entry can be cited, and each id that was
        published; `~` marks a form that may mean something else. The names of entries are left to the search,
        which knows all spellings."""
        forms: dict[str, list[str]] = {}
        for ref in (*self.labels, *self.successors):
            place = f"/{address(ref)}".replace("/#", ".").rstrip("/")
            forms[ref] = [ref.lower(), place] if place.startswith("/essays/") else [ref.lower()]
            if ref in self.edition.documents:
                forms[ref].append(normalise(self.labels[ref]))
            elif "." not in ref and ref not in self.labels and is_letter_id(ref):
                gone = self.config.phrases.say("Letter {number}", number=number_of(ref))
                forms[ref].append(normalise(gone))
        for ref in self.letters:
            title = normalise(f"{self.labels[ref]}, {self.title(ref)}")
            forms[ref] += [title, number_of(ref).lower(), *citation_forms(self.letters[ref])]
        if self.config.volume and self.config.volume.work in forms:
            forms[self.config.volume.work].append("@")
        return {ref: list(dict.fromkeys(keys)) for ref, keys in forms.items()}

    def unit_of(self, ref: str, cited: str) -> str:
        """The unit of a document that is cited: itself, or the note that its page shows under a letter (our
        notes in their order are a, b, c), or one with an id of the source, whose capitals are lost."""
        own = next((unit for unit in self.units.get(ref, ()) if unit.lower() == cited), None)
        if own is not None:
            return own
        notes = [unit for unit in self.units.get(ref, ()) if unit.startswith("n-")]
        letter = re.fullmatch("n-([a-z])", cited)
        place = ord(letter[1]) - ord("a") if letter else len(notes)
        return notes[place] if cited not in notes and place < len(notes) else cited

    @cached_property
    def index(self) -> Mapping[str, Matches]:
        """What each form of citation may mean, in the order of the edition."""
        index: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for ref, keys in (*self.keys.items(), *((ref, keys) for ref, _, keys in self.printed_pages)):
            for key in keys:
                index[key.removeprefix("~")].append((ref, not key.startswith("~")))
        return index

    @cached_property
    def printed_pages(self) -> Sequence[tuple[str, int, Sequence[str]]]:
        """(id of a text or note, printed page, forms in which the page cites it), in the order of the volume;
        none when the pages are not known."""
        rows = []
        for ref, pages in (self.pages.pages if self.pages else {}).items():
            note = re.search(r"\.n[0-9]+$", ref)
            for page in range(pages.first, pages.last + 1):
                mark = "" if pages.begins_by <= page <= pages.ends_from else "~"
                forms = [f"{mark}p{page}", *([f"{mark}p{page}{note[0]}"] if note else [])]
                rows.append((ref, page, forms))
        return rows

    @cached_property
    def ends(self) -> Mapping[str, tuple[str, Successor]]:
        """For each id that was renamed or withdrawn the id that replaces it now ("" for none), and the last
        of the steps that lead there."""
        return {ref: self._end(ref) for ref in self.successors}

    def _end(self, ref: str) -> tuple[str, Successor]:
        step = self.successors[ref]
        for _ in self.successors:  # no more steps than these, in case they form a circle
            if self.has(step.to) or step.to not in self.successors:
                break
            step = self.successors[step.to]
        return (step.to if self.has(step.to) else ""), step

    def has(self, ref: str) -> bool:
        """Is there a document, register entry or unit with this id?"""
        document, _, unit = ref.partition(".")
        return document in self.labels and (not unit or unit in self.units.get(document, ()))

    def is_citable(self, ref: str) -> bool:
        """Is there something with this id, or may there be when its text is imported?"""
        document, _, unit = ref.partition(".")
        return self.has(ref) or (document in self.absent and bool(re.fullmatch(WITH_THE_TEXT, unit)))

    def target(self, ref: str, certain: bool = True) -> CitationTarget:
        """An id as a target, with a label such as “Letter 16, note 5”. Raises KeyError when there is no such
        document or entry."""
        document, _, unit = ref.partition(".")
        label = (
            f"{self.labels[document]}, {unit_label(ref, self.config.phrases)}"
            if unit
            else self.labels[document]
        )
        return CitationTarget(ref, label, address(ref), self.config.url + address(ref), certain)


def _units(document: Document) -> list[str]:
    own = f"{document.id}."
    return [unit.removeprefix(own) for unit in document.units if unit.startswith(own)]


def citation_forms(letter: LetterHead) -> Iterator[str]:
    """The days of a letter and its leaves in the archive, as citations of it are brought to one form:
    `=1926-05-03`, `f558/1/3266/5`."""
    yield from _days(letter)
    for kept in (letter.edited, *letter.witnesses):
        yield from _shelf(kept)


def _days(letter: LetterHead) -> Iterator[str]:
    """The day of a letter, or the days on which it may have been written."""
    if letter.earliest and letter.earliest == letter.latest:
        yield f"={letter.earliest}"
    elif letter.earliest and letter.latest:
        first, last = day_number(letter.earliest), day_number(letter.latest)
        days = range(first, last + 1) if last - first < LONGEST else ()
        yield from (f"~={day_of_number(day)}" for day in days)


def _shelf(kept: Copy) -> Iterator[str]:
    """`f558/1/3266/` for the delo, and the same with each leaf after it, or with `~` and `-` when no leaf is
    known. A shelfmark that is not Russian as it is written, with the archive and without, and without the
    leaves, when others may be meant."""
    shelfmark = kept.shelfmark
    fond, opis, delo, leaves = Shelfmark.parts(normalise(shelfmark))
    file = f"f{fond}/{opis}/{delo}/"
    if not delo:
        without = shelfmark.removesuffix(kept.leaves)
        yield from filter(None, map(normalise, (shelfmark, kept.words if shelfmark else "")))
        yield from (f"~{normalise(without)}" for _ in range(bool(kept.leaves and without.strip(", "))))
    else:
        yield file
        pairs = ((int(a), int(b or a)) for a, b in re.findall(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", leaves))
        ranges = [range(first, min(last, first + MOST_LEAVES) + 1) for first, last in pairs]
        yield from [f"{file}{leaf}" for leaves_of in ranges for leaf in leaves_of] or [f"~{file}-"]
