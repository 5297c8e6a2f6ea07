"""Entries of a corpus' registers in the making: what was said of each in several places, and all pointers
that lead to it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from edition.kinds import KINDS
from edition.read.corpus.describing import IN_A_HEADER, IN_A_REGISTER, IN_A_TEXT, Described
from edition.read.corpus.entries import turned
from edition.read.corpus.keys import slug_of


@dataclass
class EntryDraft:
    """An entry in the making: its id, its descriptions, the one that counts most first."""

    id: str
    register: str
    said: list[Described]
    name: str = ""
    sort: str = ""

    @property
    def first(self) -> Described:
        """The description that counts most."""
        return self.said[0]

    @property
    def keys(self) -> list[str]:
        """All pointers that mean it."""
        return [key for each in self.said for key in each.keys]

    @property
    def is_named(self) -> bool:
        """Does a letter name it, and not only a register?"""
        return any(each.rank > IN_A_REGISTER for each in self.said)


class EntryDrafts:
    """All entries, and the pointers that lead to them: by their own ids, then by whatever else means them."""

    def __init__(self) -> None:
        self.drafts: list[EntryDraft] = []
        self.own: dict[str, dict[str, EntryDraft]] = defaultdict(dict)
        self.other: dict[str, dict[str, EntryDraft]] = defaultdict(dict)
        self.ids: set[str] = set()
        self.shared: list[tuple[Described, str]] = []  # what has a pointer of another entry too

    def take(self, described: Described) -> None:
        """Join a description to the entry that it means, or begin one."""
        draft = self.own[described.register].get(described.keys[0])
        if draft is None and described.rank >= IN_A_HEADER:
            draft = self._meant(described) or self._at_their_address(described)
        if draft is None:
            if described.rank == IN_A_TEXT and not _may_begin(described):
                return
            draft = self._begin(described)
        else:
            draft.said.append(described)
        self._lead(draft, described)

    def take_by_name(self, described: Iterable[Described]) -> None:
        """Join names in headers, to which no pointer belongs, to the one entry of that name, or begin one."""
        holders: dict[tuple[str, str], list[EntryDraft]] = defaultdict(list)
        for draft in self.drafts:
            holders[draft.register, name_of_entry(draft)[0]].append(draft)
        for each in described:
            name = str(each.fields["name"])
            same = holders[each.register, _turned(each.register, name)[0]]
            if len(same) == 1:
                same[0].said.append(each)
                self.other[each.register].setdefault(name, same[0])
            else:
                self.take(replace(each, keys=(name,)))

    def join_by_name(self) -> None:
        """Make one entry of the one whom headers name by an address in an authority file and the one of the
        same name that texts or lists call by an id of the corpus: two ways of pointing, not two persons."""
        same: dict[tuple[str, str], list[EntryDraft]] = defaultdict(list)
        joined: set[str] = set()
        for draft in self.drafts:
            same[draft.register, name_of_entry(draft)[0]].append(draft)
        for (_, name), drafts in same.items():
            by_address = [draft for draft in drafts if all(map(is_address, draft.keys))]
            others = [draft for draft in drafts if not any(map(is_address, draft.keys))]
            if len(by_address) == len(others) == 1 and len(drafts) == 2 and " " in name:
                self._join(by_address[0], others[0])
                joined.add(by_address[0].id)
        self.drafts = [draft for draft in self.drafts if draft.id not in joined]

    def _join(self, draft: EntryDraft, into: EntryDraft) -> None:
        into.said = sorted((*into.said, *draft.said), key=lambda each: each.rank)
        names = {str(each.fields.get(name)) for each in draft.said for name in ("name", "sort")}
        for table in (self.own[into.register], self.other[into.register]):
            table.update({key: into for key in (*draft.keys, *names) if table.get(key) is draft})

    def _meant(self, described: Described) -> EntryDraft | None:
        tables = [self.own[described.register], self.other[described.register]]
        if described.register in {"persons", "organisations"}:
            other = "organisations" if described.register == "persons" else "persons"
            tables += [self.own[other], self.other[other]]
        tables += [table for name, table in self.own.items() if name != described.register]
        drafts = (table.get(key) for table in tables for key in described.keys)
        return next((draft for draft in drafts if draft is not None), None)

    def _at_their_address(self, described: Described) -> EntryDraft | None:
        """The entry to whose page in the corpus' own site a name points (`https://letters.example/p7`), which
        ends with its id."""
        tables = [self.own[described.register], *self.own.values()]
        for key in filter(is_address, described.keys):
            last = re.split("[/#=]", key)[-1]
            draft = next((table[last] for table in tables if last in table), None)
            if draft is not None:
                self.other[draft.register].setdefault(key, draft)
                return draft
        return None

    def _begin(self, described: Described) -> EntryDraft:
        base = f"{KINDS[described.register].prefix}-{slug_of(described.keys[0]) or 'x'}"
        number, ref = 1, base
        while ref in self.ids:
            number += 1
            ref = f"{base}-{number}"
        draft = EntryDraft(ref, described.register, [described])
        self.ids.add(ref)
        self.drafts.append(draft)
        self.own[described.register].setdefault(described.keys[0], draft)
        return draft

    def _lead(self, draft: EntryDraft, described: Described) -> None:
        table = self.other[draft.register]
        names = [described.fields.get("name"), described.fields.get("sort")] if described.rank == 0 else []
        holders = [table.setdefault(key, draft) for key in described.keys[1:]]
        for name in filter(None, names):
            table.setdefault(name, draft)
        other = next((holder for holder in holders if holder is not draft), None)
        if other is not None and described.rank == IN_A_REGISTER:
            self.shared.append((described, other.first.keys[0]))


NO_BEGINNINGS = frozenset({"title", "bibl", "term", "ref"})


def _may_begin(described: Described) -> bool:
    """May a pointer in a text to nothing that is listed make an entry? A title, a term, a reference to
    literature or a link may not."""
    return bool(described.fields["name"]) and described.fields["element"] not in NO_BEGINNINGS


def name_of_entry(draft: EntryDraft) -> tuple[str, str]:
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


def is_address(key: str) -> bool:
    """Is a pointer, as `keys.key_of` has it, an address?"""
    host, slash, _ = key.partition("/")
    return bool(slash) and "." in host and " " not in key
