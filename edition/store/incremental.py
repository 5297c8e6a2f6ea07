"""What must be made again: a pure function from recorded facts to stale files, each with its reason.

A fact is a name and a digest: of a document, a register entry, a template, all titles together. A job says
which facts its file is made of (`Job.uses`); a use that is no fact stands for itself. A file is stale when
one of its facts is another than when it was made, when it was never made, or when it is no longer as it
was written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from edition.store.memo import digest_of

Facts = Mapping[str, str]
NEW, TOUCHED, OTHERWISE = "new", "not as it was written", "made of other things"


@dataclass(frozen=True)
class Recorded:
    """What the last build knew: its facts, and by path a digest of those that each file was made of."""

    facts: Facts = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def key_of(uses: Collection[str], facts: Facts) -> str:
    """A digest of what a file is made of."""
    return digest_of(*(piece for use in sorted(uses) for piece in (use, facts.get(use, ""))))


def find_stale(
    planned: Mapping[str, Collection[str]], facts: Facts, recorded: Recorded, intact: Collection[str]
) -> dict[str, str]:
    """By path the reason why a file must be made. `planned` has the uses of every file that there is to be,
    `intact` the paths of those that still are as the last build wrote them."""
    found = {}
    for path, uses in planned.items():
        before = recorded.keys.get(path)
        if before is None:
            found[path] = NEW
        elif path not in intact:
            found[path] = TOUCHED
        elif before != key_of(uses, facts):
            changed = [use for use in sorted(uses) if recorded.facts.get(use) != facts.get(use)]
            found[path] = ", ".join(changed) or OTHERWISE
    return found
