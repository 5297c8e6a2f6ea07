"""A census of a TEI corpus before one begins: what its letters have, what is understood of it, and what
becomes of every word and every element.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.authoring.corpus_maps import proposed_map
from edition.findings import Refused
from edition.findings.diagnostics import Diagnostic, in_order
from edition.forms.corpus_map import first_found, is_letter_file
from edition.model import Source
from edition.model.parsed import CorpusLetter, DocumentFiles, ParsedSources, ReadMap
from edition.paths import MAPS
from edition.read.corpus import assign_files, read_letter, read_map, told_once
from edition.read.corpus.files import letter_at
from edition.read.corpus.ledger import ElementUse, Ledger, account
from edition.read.corpus.survey import survey
from edition.store.corpus_files import files_of
from edition.store.memo import Memo
from edition.tei.tree import E, Element, copy
from edition.workers import Progress, run

SHOWN_MISSING = 20  # places with missing words that are kept


@dataclass(frozen=True)
class LetterCount:
    """What one letter has: which fields of its header are there, its ledger, and the findings about it."""

    path: str
    fields: tuple[str, ...]
    ledger: Ledger
    problems: tuple[Diagnostic, ...]


@dataclass
class Census:
    """What a corpus has: `fields` of headers by how many letters have them, `registers` by the number of
    entries that letters name, `unnamed` by that of the others, `missing` words with their files."""

    files: int = 0
    others: list[str] = field(default_factory=list)  # files that are neither letters nor registers
    letters: int = 0
    unread: list[str] = field(default_factory=list)
    fields: Counter[str] = field(default_factory=Counter)
    registers: dict[str, int] = field(default_factory=dict)
    unnamed: Counter[str] = field(default_factory=Counter)
    words: int = 0
    unaccounted: int = 0
    moved: int = 0
    missing: list[tuple[str, str]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    elements: dict[tuple[str, str, bool], tuple[ElementUse, int]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def add(self, count: LetterCount) -> None:
        """Add what one letter has."""
        ledger = count.ledger
        self.letters += 1
        self.fields.update(count.fields)
        self.words += ledger.words
        self.unaccounted += ledger.unaccounted
        self.moved += ledger.moved
        self.dropped.update(dict(ledger.dropped))
        room = max(0, SHOWN_MISSING - len(self.missing))
        self.missing += [(count.path, words) for words in ledger.missing[:room]]
        self.problems += count.problems
        for use in ledger.elements:
            key = (use.element, use.fate, use.by_rule)
            first, letters = self.elements.get(key, (replace(use, count=0), 0))
            self.elements[key] = (replace(first, count=first.count + use.count), letters + 1)

    @property
    def uses(self) -> Sequence[tuple[ElementUse, int]]:
        """The elements, the most frequent first, each with the number of letters that have it."""
        return sorted(self.elements.values(), key=lambda use: (-use[0].count, use[0].element))

    def as_dict(self) -> dict[str, object]:
        """The census for programs."""
        return {
            "files": self.files,
            "letters": self.letters,
            "unread": self.unread,
            "others": self.others,
            "fields": dict(self.fields),
            "registers": self.registers,
            "unnamed": dict(self.unnamed),
            "words": {"read": self.words, "unaccounted": self.unaccounted, "elsewhere": self.moved},
            "dropped": dict(self.dropped),
            "missing": [{"file": path, "words": words} for path, words in self.missing],
            "elements": [
                {
                    "element": use.element,
                    "becomes": use.fate,
                    "rule": use.by_rule,
                    "count": use.count,
                    "letters": letters,
                    "example": use.example,
                }
                for use, letters in self.uses
            ],
            "findings": [finding.as_dict() for finding in in_order(self.problems)],
        }


def census_of(
    corpus: Path, map_file: Path | None, progress: Progress
) -> tuple[Census | None, list[Diagnostic]]:
    """A census of the TEI files in a folder, by a map or by what is seen in them; no census when the map
    cannot be read. What a map says of files is seen from its edition, or else from the folder above the
    corpus. Raises Refused when no file is a letter, OSError for one that cannot be read."""
    root = corpus.resolve().parent
    if map_file is None:
        maps, problems = read_map(Source("the map", proposed_map(corpus.resolve(), root).encode()))
    else:
        if map_file.resolve().parent.as_posix().endswith(f"/{MAPS}"):
            root = map_file.resolve().parents[2]
        maps, problems = read_map(Source(map_file.name, map_file.read_bytes()))
        folder = Path(os.path.relpath(corpus.resolve(), root)).as_posix()
        maps = [replace(by, map=by.map.model_copy(update={"corpus": folder})) for by in maps]
    if not maps:
        return None, problems
    files = files_of(root, maps[0].map)
    if map_file is not None and not any(is_letter_file(path, maps[0].map) for path in files):
        pattern = maps[0].map.files
        raise Refused(
            f"{corpus} has no file “{pattern}”, as {map_file.name} says of letters; give its folder “corpus:”"
        )
    return take_census(root, maps, files, progress), problems


def take_census(root: Path, maps: Iterable[ReadMap], files: Sequence[str], progress: Progress) -> Census:
    """A census of the corpora that some maps mean; `files` are the paths of their files, seen from the folder
    `root`. Raises `OSError` for a file that cannot be read."""
    parsed = ParsedSources(maps=list(maps))
    sources = [Source(path, (root / path).read_bytes()) for path in files]
    others = assign_files(sources, parsed)
    surveyed = survey(parsed.corpora, (), Memo(), progress)
    census = Census(
        files=len(sources), others=[source.path for source in others], unread=sorted(surveyed.unread)
    )
    for registers in surveyed.registers:
        census.problems += registers.problems
        census.unnamed.update(registers.unnamed)
        census.registers |= {register.name: len(register.entries) for register in registers.registers}
    census.problems += surveyed.problems
    for done, count in enumerate(run(count_letter, surveyed.documents), 1):
        census.add(count)
        progress("Counting words and elements", done, len(surveyed.documents))
    census.problems = told_once(census.problems)
    return census


def count_letter(files: DocumentFiles) -> LetterCount:
    """What one letter of a corpus has."""
    ((_, source),) = files.files
    assert files.in_corpus is not None
    corpus_map = files.in_corpus.by.map
    letter = letter_at(source, files.in_corpus.place, corpus_map)
    assert letter is not None
    read, problems = read_letter(source, files.id, files.in_corpus)
    ledger = account(letter, document_of(read), corpus_map) if read else Ledger(0)
    fields = {name: first_found(letter, paths) for name, paths in corpus_map.header.model_dump().items()}
    return LetterCount(source.path, tuple(name for name in fields if fields[name]), ledger, tuple(problems))


def document_of(letter: CorpusLetter) -> Element:
    """A letter as a document that has all of its words, though not yet its ids."""
    head = [copy(element) for elements in letter.head.values() for element in elements]
    notes = [copy(note) for note in letter.notes]
    body = [copy(element) for element in letter.body]
    return E(
        "TEI",
        E("teiHeader", E("title", letter.title), *head),
        E("standOff", *notes),
        E("text", E("body", *body)),
    )
