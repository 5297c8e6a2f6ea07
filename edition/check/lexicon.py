"""The names that an edition knows: what the words of each document are held against."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.check.running_text import WORD, JoinedPassages
from edition.forms.configuration import ConfigFields
from edition.forms.registers import Event, Person, RegisterEntry, Work
from edition.kinds import Kind
from edition.model import Registers, entries_of, register_of
from edition.words.capitals import with_a_capital
from edition.words.transliteration import CYRILLIC, latin_spellings

NAME_WORD = re.compile(r"[\w’'-]+")
POSSESSIVE = re.compile(r"[’']s?$")
LETTERS = 4  # a shorter spelling is too often another word
SHORT = 5  # letters; spellings of a shorter name are too often other words


@dataclass(frozen=True)
class Spellings:
    """Spellings of names, each with the ids of the entries that may be meant."""

    owners: Mapping[str, tuple[str, ...]]

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The words of which each spelling is made."""
        return {spelling: frozenset(WORD.findall(spelling)) for spelling in self.owners}

    def among(self, vocabulary: frozenset[str]) -> list[str]:
        """The spellings all of whose words occur in a vocabulary."""
        return [spelling for spelling, words in self.words.items() if vocabulary.issuperset(words)]


@dataclass(frozen=True)
class Lexicon:
    """What registers and configuration know of names; each list is made once."""

    registers: Registers
    config: ConfigFields

    @cached_property
    def _entries(self) -> Sequence[tuple[Kind, str, RegisterEntry]]:
        return list(entries_of(self.registers))

    @cached_property
    def known(self) -> frozenset[str]:
        """The words of all names in the edition’s own files: registers, works and their authors, voices,
        archives; and the capitalised words that are no names."""
        config = self.config
        names: list[str] = [
            *with_a_capital(config.language),
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
        for _, _, entry in self._entries:
            names += [entry.name, *entry.variants, *entry.ambiguous, *entry.transliterations, *entry.not_in]
        for work in register_of(self.registers, Work).entries.values():
            names += _texts_in(work.csl)
            names += [citation.locator for citation in work.sources]
        words = {POSSESSIVE.sub("", word) for name in names for word in NAME_WORD.findall(name)}
        return frozenset(words | set(config.capitals))

    @cached_property
    def shared(self) -> Spellings:
        """Spellings that several entries share, which must be told apart in the text."""
        owners: dict[str, list[str]] = defaultdict(list)
        for _, ref, entry in self._entries:
            for spelling in entry.ambiguous:
                owners[spelling].append(ref)
        return Spellings({spelling: tuple(refs) for spelling, refs in owners.items() if len(refs) > 1})

    @cached_property
    def surnames(self) -> Mapping[str, tuple[str, ...]]:
        """Names of one word that persons bear, each with the ids of their entries."""
        owners: dict[str, list[str]] = defaultdict(list)
        for ref, person in register_of(self.registers, Person).entries.items():
            for spelling in dict.fromkeys((*person.variants, *person.ambiguous)):
                if " " not in spelling:
                    owners[spelling].append(ref)
        return {name: tuple(refs) for name, refs in owners.items()}

    @cached_property
    def events(self) -> Mapping[str, str]:
        """The dates of the events of the chronology, by their ids."""
        return {ref: event.date for ref, event in register_of(self.registers, Event).entries.items()}

    @cached_property
    def untied(self) -> Spellings:
        """Spellings that an entry lists among its transliterations only, so that nothing is tied by them."""
        owners: dict[str, str] = {}
        tied: set[str] = set()
        for kind, ref, entry in self._entries:
            tied |= {entry.name, *entry.variants, *entry.ambiguous}
            if kind.by_spelling:
                owners |= {spelling: ref for spelling in entry.transliterations if len(spelling) >= LETTERS}
        return Spellings({spelling: (ref,) for spelling, ref in owners.items() if spelling not in tied})

    @cached_property
    def phrases(self) -> re.Pattern[str]:
        """Phrases in which a name means somebody else."""
        return JoinedPassages.pattern({phrase for _, _, entry in self._entries for phrase in entry.not_in})

    @cached_property
    def russian(self) -> Sequence[str]:
        """The Russian names of the registers."""
        names = {word for _, _, entry in self._entries for word in CYRILLIC.findall(entry.cyrillic)}
        return sorted(name for name in names if len(name) >= SHORT)

    @cached_property
    def romanised(self) -> Mapping[str, tuple[str, ...]]:
        """Each Russian name of the registers with the ways in which it can be written in Latin letters."""
        return {name: latin_spellings(name) for name in self.russian}

    @cached_property
    def romanised_words(self) -> frozenset[str]:
        """All that stands in `romanised`."""
        return frozenset(spelling for spellings in self.romanised.values() for spelling in spellings)

    @cached_property
    def long_names(self) -> list[str]:
        """Names of two or more words in registers and of archives, the longest first."""
        names = [
            name for archive in self.config.repositories.values() for name in (archive.name, archive.former)
        ]
        names += [name for _, _, entry in self._entries for name in (entry.name, *entry.variants)]
        return sorted({name for name in names if " " in name}, key=lambda name: (-len(name), name))

    @cached_property
    def description(self) -> str:
        """All of it in words, the same in each run: what findings about a document depend on."""
        parts: list[Iterable[str]] = [
            sorted(self.known),
            [f"{spelling} {refs}" for spelling, refs in self.shared.owners.items()],
            [f"{spelling} {refs}" for spelling, refs in self.untied.owners.items()],
            [self.phrases.pattern],
            [f"{name} {refs}" for name, refs in self.surnames.items()],
            [f"{ref} {date}" for ref, date in self.events.items()],
            self.russian,
        ]
        return "\n".join(" ".join(part) for part in parts)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
