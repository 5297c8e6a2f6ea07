"""Registers of a corpus: its own files of persons, places, organisations and works, the lists in its letters,
and the names to which nothing but letters point.

Each file is described by itself (`describing`); all descriptions together make the registers, in the types
that an edition's own have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.forms.corpus_map import CorpusMap
from edition.forms.registers import RegisterEntry
from edition.kinds import KINDS
from edition.model import Register
from edition.read.corpus.describing import (
    IN_A_HEADER,
    IN_A_REGISTER,
    IN_A_TEXT,
    Described,
    describe_entries,
)
from edition.read.corpus.entries import turned
from edition.read.corpus.keys import authority_of, key_of, slug_of

__all__ = ["CorpusRegisters", "Described", "describe_entries", "read_registers"]


@dataclass(frozen=True)
class CorpusRegisters:
    """The registers of a corpus as the edition has them, which pointers mean which entry, and the problems.
    `refs` is by register and pointer as in `Described`: `refs["persons"]["pmb2121"]` is `person-pmb2121`;
    `unnamed` says how many entries of each register no letter names, which are left out."""

    registers: tuple[Register[RegisterEntry], ...] = ()
    refs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    unnamed: Mapping[str, int] = field(default_factory=dict)

    def entry_of(self, pointer: str, register: str = "") -> str:
        """The id of the entry that a pointer means (`#pmb2121`, `pmb2121`, an address, a name), first in one
        register, then in the others; "" for none."""
        key = key_of(pointer)
        tables = [self.refs.get(register, {}), *self.refs.values()]
        return next((table[key] for table in tables if key in table), "")


R106 = Rule(
    "R106",
    WARNING,
    "two entries of a corpus that cannot be told apart",
    why="Two entries of a corpus have one name and nothing else is said of them, or one identifier "
    "elsewhere. Each keeps its page; their names are told apart by the corpus’ ids, and a pointer to what "
    "both have means the first. Told once for each register.",
    bad="two persons “Jan Lind”, one born in 1801 and one of whom nothing is said",
    good="`<birth when=…/>` in both, or one entry for what is one person",
)


@dataclass
class _Draft:
    """An entry in the making: its id, its descriptions, the one that counts most first."""

    id: str
    register: str
    said: list[Described]
    name: str = ""
    sort: str = ""

    @property
    def first(self) -> Described:
        return self.said[0]

    @property
    def is_named(self) -> bool:
        return any(each.rank > IN_A_REGISTER for each in self.said)


class _Drafts:
    """All entries, and the pointers that lead to them: by their own ids, then by whatever else means them."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.own: dict[str, dict[str, _Draft]] = defaultdict(dict)
        self.other: dict[str, dict[str, _Draft]] = defaultdict(dict)
        self.ids: set[str] = set()
        self.shared: list[tuple[Described, str]] = []  # what has a pointer of another entry too

    def take(self, described: Described) -> None:
        """Join a description to the entry that it means, or begin one."""
        draft = self.own[described.register].get(described.keys[0])
        if draft is None and described.rank >= IN_A_HEADER:
            draft = self._meant(described)
        if draft is None:
            if described.rank == IN_A_TEXT and not _may_begin(described):
                return
            draft = self._begin(described)
        else:
            draft.said.append(described)
        self._lead(draft, described)

    def take_by_name(self, described: Iterable[Described]) -> None:
        """Join names in headers, to which no pointer belongs, to the one entry of that name, or begin one."""
        holders: dict[tuple[str, str], list[_Draft]] = defaultdict(list)
        for draft in self.drafts:
            holders[draft.register, _name(draft)[0]].append(draft)
        for each in described:
            name = str(each.fields["name"])
            same = holders[each.register, _turned(each.register, name)[0]]
            if len(same) == 1:
                same[0].said.append(each)
                self.other[each.register].setdefault(name, same[0])
            else:
                self.take(replace(each, keys=(name,)))

    def _meant(self, described: Described) -> _Draft | None:
        tables = [self.own[described.register], self.other[described.register]]
        if described.register in {"persons", "organisations"}:
            other = "organisations" if described.register == "persons" else "persons"
            tables += [self.own[other], self.other[other]]
        tables += [table for name, table in self.own.items() if name != described.register]
        found = (table.get(key) for table in tables for key in described.keys)
        return next((draft for draft in found if draft is not None), None)

    def _begin(self, described: Described) -> _Draft:
        base = f"{KINDS[described.register].prefix}-{slug_of(described.keys[0]) or 'x'}"
        number, ref = 1, base
        while ref in self.ids:
            number += 1
            ref = f"{base}-{number}"
        draft = _Draft(ref, described.register, [described])
        self.ids.add(ref)
        self.drafts.append(draft)
        self.own[described.register].setdefault(described.keys[0], draft)
        return draft

    def _lead(self, draft: _Draft, described: Described) -> None:
        table = self.other[draft.register]
        names = [described.fields.get("name"), described.fields.get("sort")] if described.rank == 0 else []
        holders = [table.setdefault(key, draft) for key in described.keys[1:]]
        for name in filter(None, names):
            table.setdefault(name, draft)
        other = next((holder for holder in holders if holder is not draft), None)
        if other is not None and described.rank == IN_A_REGISTER:
            self.shared.append((described, other.first.keys[0]))


def _may_begin(described: Described) -> bool:
    """May a pointer in a text to nothing that is listed make an entry? A title, a term or a reference to
    literature may not."""
    return bool(described.fields["name"]) and described.fields["element"] not in {"title", "bibl", "term"}


def read_registers(described: Iterable[Described], corpus_map: CorpusMap) -> CorpusRegisters:
    """The registers, from what all files say: descriptions with a pointer in common are one entry, that with
    the lowest rank first. Ids are `person-` and the corpus' own id, made to fit (`forms.base.Ref`);
    duplicates are told apart, or merged by id and told (R106). Entries that no letter names are left out and
    counted."""
    drafts, said = _Drafts(), sorted(described, key=lambda d: (d.rank, d.register, d.location))
    for each in said:
        if each.keys:
            drafts.take(each)
    drafts.take_by_name(each for each in said if not each.keys)
    kept = [draft for draft in drafts.drafts if draft.is_named]
    unnamed = Counter(draft.register for draft in drafts.drafts if not draft.is_named)
    problems = [*_told_of_pointers(drafts.shared), *_tell_apart(kept)]
    ambiguous = _shared_spellings(kept)
    return CorpusRegisters(
        registers=_registers(kept, ambiguous),
        refs=_pointers(kept, drafts),
        problems=tuple(problems),
        unnamed=dict(unnamed),
    )


def _name(draft: _Draft) -> tuple[str, str]:
    """(name, what it is sorted by) of an entry: what its register says, else the commonest of what letters
    call it."""
    fields, register = draft.first.fields, draft.register
    if draft.first.rank < IN_A_HEADER:
        return str(fields["name"]), str(fields.get("sort") or "")
    best = [each for each in draft.said if each.rank == draft.first.rank]
    names = Counter(str(each.fields["name"]) for each in best if each.fields["name"])
    name, sort = _turned(register, names.most_common(1)[0][0] if names else draft.first.keys[0])
    key = _turned(register, draft.first.keys[0])
    return name, key[1] if key[0] != key[1] else sort


def _turned(register: str, name: str) -> tuple[str, str]:
    return turned(name) if register == "persons" else (name, name)


def _tell_apart(drafts: Sequence[_Draft]) -> list[Diagnostic]:
    """Give each entry its name, and those with the name of another what tells them apart behind it. Told
    where the corpus' register says nothing that does."""
    by_name: dict[tuple[str, str], list[_Draft]] = defaultdict(list)
    for draft in drafts:
        draft.name, draft.sort = _name(draft)
        by_name[draft.register, draft.name].append(draft)
    alike: dict[str, list[tuple[_Draft, str]]] = defaultdict(list)
    for (register, name), same in by_name.items():
        if len(same) == 1:
            continue
        marks = [_mark(draft) for draft in same]
        for draft, mark in zip(same, marks, strict=True):
            draft.name = f"{draft.name} ({_single(mark, marks) or _short(draft.first.keys[0])})"
        left = [draft for draft, mark in zip(same, marks, strict=True) if not _single(mark, marks)]
        listed = [draft for draft in left if draft.first.rank < IN_A_HEADER]
        if len(listed) > 1:
            alike[register].append((listed[1], f"{name}: {', '.join(d.first.keys[0] for d in listed[:4])}"))
    hint = "write dates or a note into the register, or make one entry of what is one"
    return [
        R106.at(names[0][0].first.location, _first_of("names that mean several entries", names), hint)
        for names in alike.values()
    ]


def _first_of(what: str, cases: Sequence[tuple[object, str]]) -> str:
    """“names that mean several entries (A: a1, a2; B: b1, b2; and 9 more)”."""
    shown = "; ".join(words for _, words in cases[:3])
    more = f"; and {len(cases) - 3} more" if len(cases) > 3 else ""
    return f"{what} ({shown}{more})"


def _told_of_pointers(shared: Iterable[tuple[Described, str]]) -> Iterator[Diagnostic]:
    cases: dict[str, list[tuple[Described, str]]] = defaultdict(list)
    for described, other in shared:
        cases[described.register].append((described, f"{described.keys[0]} and {other}"))
    for same in cases.values():
        message = _first_of("entries with an identifier or pointer of another", same)
        yield R106.at(same[0][0].location, message, "correct one, or make one entry of what is one")


def _short(key: str) -> str:
    return key.rpartition("/")[2] if _is_address(key) else key


def _single(mark: str, marks: Sequence[str]) -> str:
    return mark if marks.count(mark) == 1 else ""


def _mark(draft: _Draft) -> str:
    """What tells an entry from others of its name: its dates, its author, or what kind of thing it is; "" if
    nothing does."""
    fields = draft.first.fields
    born, died = (str(fields.get(key) or "") for key in ("born", "died"))
    if born or died:
        return f"{born.partition('-')[0]}–{died.partition('-')[0]}"
    authors = fields.get("csl", {}).get("author", [])
    if authors:
        return "; ".join(" ".join(reversed(author.values())) for author in authors[:2])
    summary = str(fields.get("summary") or fields.get("country") or "")
    return summary if len(summary) < 40 else ""


def _shared_spellings(drafts: Iterable[_Draft]) -> frozenset[str]:
    holders: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        for spelling in (draft.name, *draft.first.fields.get("variants", ())):
            holders[spelling].add(draft.id)
    return frozenset(spelling for spelling, ids in holders.items() if len(ids) > 1)


def _registers(drafts: Sequence[_Draft], shared: frozenset[str]) -> tuple[Register[RegisterEntry], ...]:
    entries: dict[str, dict[str, RegisterEntry]] = defaultdict(dict)
    places: dict[str, dict[str, Location]] = defaultdict(dict)
    for draft in sorted(drafts, key=lambda draft: draft.id):
        entry = _entry(draft, shared)
        if entry is not None:
            entries[draft.register][draft.id] = entry
            places[draft.register][draft.id] = draft.first.location
    return tuple(Register(name, entries[name], places[name]) for name in entries)


def _entry(draft: _Draft, shared: frozenset[str]) -> RegisterEntry | None:
    """The entry in its form. What the form refuses is left out; None where the form needs what is not there
    (an event without a date)."""
    form = KINDS[draft.register].form
    fields = {key: value for key, value in draft.first.fields.items() if key in form.model_fields}
    if draft.first.rank >= IN_A_HEADER:
        fields = _from_a_letter(draft)
    spellings = [each for each in fields.get("variants", ()) if each != draft.name and each[0] != "("]
    fields |= {
        "name": draft.name,
        "sort": draft.sort if draft.sort != draft.name else "",
        "variants": [each for each in spellings if each not in shared],
        "ambiguous": [each for each in spellings if each in shared],
    }
    for _ in range(len(fields)):
        try:
            return form.model_validate(fields)
        except ValidationError as error:
            wrong = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
            if not wrong & fields.keys() or "name" in wrong:
                return None
            fields = {key: value for key, value in fields.items() if key not in wrong}
    return None


def _from_a_letter(draft: _Draft) -> dict[str, Any]:
    """What is known of someone whom no register has: the authority files to which letters point."""
    addresses = [f"https://{key}" for each in draft.said for key in each.keys if _is_address(key)]
    return {"same_as": {authority_of(address): address for address in addresses}}


def _is_address(key: str) -> bool:
    host, slash, _ = key.partition("/")
    return bool(slash) and "." in host and " " not in key


def _pointers(kept: Sequence[_Draft], drafts: _Drafts) -> Mapping[str, Mapping[str, str]]:
    ids = {draft.id for draft in kept}
    return {
        register: {
            key: draft.id
            for table in (drafts.other[register], drafts.own[register])
            for key, draft in table.items()
            if draft.id in ids
        }
        for register in {*drafts.own, *drafts.other}
    }
