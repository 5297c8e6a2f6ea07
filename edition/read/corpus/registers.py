"""Registers of a corpus: its own files of persons, places, organisations and works, the lists in its letters,
and the names in its headers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.corpus_map import CorpusMap
from edition.forms.registers import RegisterEntry
from edition.model import Register
from edition.tei.tree import Element


@dataclass(frozen=True)
class Described:
    """What one place in the corpus says of an entry: the register (`persons`), the pointers that mean it
    as they are written in the corpus (without `#`: `pmb2121`, a key, the address of an authority; the
    name itself where there is no pointer), the fields of the entry's form, the place, and how much it
    counts: 0 a register of the corpus, 1 a list in a letter, 2 a name in a letter's header."""

    register: str
    keys: tuple[str, ...]
    fields: Mapping[str, Any]
    location: Location
    rank: int


@dataclass(frozen=True)
class CorpusRegisters:
    """The registers of a corpus as the edition has them, which pointers mean which entry, and the problems.
    `refs` is by register and pointer as in `Described`: `refs["persons"]["pmb2121"]` is `person-pmb2121`."""

    registers: tuple[Register[RegisterEntry], ...] = ()
    refs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()

    def entry_of(self, pointer: str, register: str = "") -> str:
        """The id of the entry that a pointer means (`#pmb2121`, `pmb2121`, an address), first in one
        register, then in the others; "" for none."""
        key = pointer.strip().removeprefix("#")
        tables = [self.refs.get(register, {}), *self.refs.values()]
        return next((table[key] for table in tables if key in table), "")


def describe_entries(tree: Element, path: str, corpus_map: CorpusMap) -> tuple[Described, ...]:
    """What one file of the corpus says of entries: a register's file all that it lists, a letter its
    lists and the correspondents and places of its header. Runs for each file by itself, in several
    processes; what it returns is kept."""
    return ()


def read_registers(described: Iterable[Described], corpus_map: CorpusMap) -> CorpusRegisters:
    """The registers, from what all files say: descriptions with a pointer in common are one entry, that
    with the lowest rank first. Ids are `person-` and the corpus' own id, made to fit (`forms.base.Ref`);
    duplicates are told apart, or merged by id and told."""
    return CorpusRegisters()
