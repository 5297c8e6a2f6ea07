"""Registers of a corpus: its own files of persons, places, organisations and works, the lists in its letters,
and the names to which nothing but letters point.

Each file is described by itself (`describing`); all descriptions together make the registers, in the types
that an edition's own have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.forms.corpus_map import CorpusMap
from edition.forms.registers import RegisterEntry
from edition.kinds import KINDS
from edition.model import Register
from edition.read.corpus.describing import (
    IN_A_HEADER,
    Described,
    describe_entries,
)
from edition.read.corpus.entries import life_in
from edition.read.corpus.entry_drafts import EntryDraft, EntryDrafts, is_address, name_of_entry
from edition.read.corpus.keys import authority_of, key_of

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
    "two entries of a corpus that cannot be distinguished",
    why="Two entries have one name and nothing more, or one identifier elsewhere. Each keeps its page; "
    "the corpus' ids distinguish their names, and a pointer that both have means the first. Reported "
    "once for each register.",
    bad="two persons “Jan Lind”, one born in 1801 and one of whom nothing is said",
    good="`<birth when=…/>` in both, or one entry for what is one person",
)


def read_registers(described: Iterable[Described], corpus_map: CorpusMap) -> CorpusRegisters:
    """The registers, from what all files say: descriptions with a pointer in common are one entry, that with
    the lowest rank first. Ids are `person-` and the corpus' own id, made to fit (`forms.base.Ref`);
    duplicates are told apart, or merged by id and told (R106). Entries that no letter names are left out and
    counted."""
    drafts, said = EntryDrafts(), sorted(described, key=lambda d: (d.rank, d.register, d.location))
    for each in said:
        if each.keys:
            drafts.take(each)
    drafts.take_by_name(each for each in said if not each.keys)
    drafts.join_by_name()
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


def _tell_apart(drafts: Sequence[EntryDraft]) -> list[Diagnostic]:
    """Give each entry its name, and those with the name of another what tells them apart behind it. Told
    where the corpus' register says nothing that does."""
    by_name: dict[tuple[str, str], list[EntryDraft]] = defaultdict(list)
    for draft in drafts:
        draft.name, draft.sort = name_of_entry(draft)
        by_name[draft.register, draft.name].append(draft)
    alike: dict[str, list[tuple[EntryDraft, str]]] = defaultdict(list)
    for (register, name), same in by_name.items():
        if len(same) == 1:
            continue
        marks = [_mark(draft) for draft in same]
        for draft, mark in zip(same, marks, strict=True):
            told = _single(mark, marks) or _short(draft.first.keys[0])
            draft.name, draft.sort = f"{draft.name} ({told})", draft.sort and f"{draft.sort} ({told})"
        left = [draft for draft, mark in zip(same, marks, strict=True) if not _single(mark, marks)]
        listed = [draft for draft in left if draft.first.rank < IN_A_HEADER]
        if len(listed) > 1:
            alike[register].append((listed[1], f"{name}: {', '.join(d.first.keys[0] for d in listed[:4])}"))
    hint = "add dates or a note to the register, or join entries for one thing"
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
        yield R106.at(same[0][0].location, message, "correct one, or join entries for one thing")


def _short(key: str) -> str:
    return key.rpartition("/")[2] if is_address(key) else key


def _single(mark: str, marks: Sequence[str]) -> str:
    return mark if marks.count(mark) == 1 else ""


def _mark(draft: EntryDraft) -> str:
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


def _shared_spellings(drafts: Iterable[EntryDraft]) -> frozenset[str]:
    holders: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        for spelling in (draft.name, *draft.first.fields.get("variants", ())):
            holders[spelling].add(draft.id)
    return frozenset(spelling for spelling, ids in holders.items() if len(ids) > 1)


def _registers(drafts: Sequence[EntryDraft], shared: frozenset[str]) -> tuple[Register[RegisterEntry], ...]:
    entries: dict[str, dict[str, RegisterEntry]] = defaultdict(dict)
    places: dict[str, dict[str, Location]] = defaultdict(dict)
    for draft in sorted(drafts, key=lambda draft: draft.id):
        entry = _entry(draft, shared)
        if entry is not None:
            entries[draft.register][draft.id] = entry
            places[draft.register][draft.id] = draft.first.location
    return tuple(Register(name, entries[name], places[name]) for name in entries)


def _entry(draft: EntryDraft, shared: frozenset[str]) -> RegisterEntry | None:
    """The entry in its form. What the form refuses is left out; None where the form needs what is not there
    (an event without a date)."""
    form = KINDS[draft.register].form
    said = draft.first.fields
    if draft.register == "persons":
        said = {**life_in(str(said["name"])), **said}
    fields = {key: value for key, value in said.items() if key in form.model_fields}
    fields["same_as"] = _addresses(draft) | fields.get("same_as", {})
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


def _addresses(draft: EntryDraft) -> dict[str, str]:
    """The authority files to which letters point."""
    letters = (each for each in draft.said if each.rank >= IN_A_HEADER)
    addresses = [f"https://{key}" for each in letters for key in each.keys if is_address(key)]
    return {authority_of(address): address for address in addresses}


def _pointers(kept: Sequence[EntryDraft], drafts: EntryDrafts) -> Mapping[str, Mapping[str, str]]:
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
