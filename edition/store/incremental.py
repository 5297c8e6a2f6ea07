"""What must be made again: a pure function from recorded facts to stale files, each with its reason.

A fact is a name and a digest: of a document, a register entry, a template, all titles together. A job says
which facts its file is made of (`Job.uses`); a use that is no fact stands for itself. A file is stale when
one of its facts has changed since it was made, when it was never made, or when it is no longer as it was
written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from edition.words.digest import digest_of

Facts = Mapping[str, str]
NEW, TOUCHED, OTHERWISE = "new", "not as it was written", "made of other things"


@dataclass(frozen=True)
class Recorded:
    """What the last build knew: its facts, and for the path of each file a digest of those it was made of."""

    facts: Facts = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def use_of(*content: str | bytes) -> str:
    """The use of a file for what it is, whichever it is: it stands for itself."""
    return f"file {digest_of(*content)}"


def key_of(uses: Collection[str], facts: Facts) -> str:
    """A digest of the facts that a file is made of."""
    return digest_of("\0".join(f"{use} {facts.get(use, '')}" for use in sorted(uses)))


def keys_of(planned: Mapping[str, Collection[str]], facts: Facts) -> dict[str, str]:
    """The key of each file, by path. `planned` gives the uses of every file of the site."""
    return {path: key_of(uses, facts) for path, uses in planned.items()}


def find_stale(
    planned: Mapping[str, Collection[str]],
    keys: Mapping[str, str],
    facts: Facts,
    recorded: Recorded,
    intact: Collection[str],
) -> dict[str, str]:
    """The files that must be made, by path, each with its reason. `planned` gives the uses of every file of
    the site, `keys` what `keys_of` makes of them, `intact` the paths of those that are still as the last
    build wrote them."""
    reasons = {}
    for path, uses in planned.items():
        before = recorded.keys.get(path)
        if before is None:
            reasons[path] = NEW
        elif path not in intact:
            reasons[path] = TOUCHED
        elif before != keys[path]:
            changed = [use for use in sorted(uses) if recorded.facts.get(use) != facts.get(use)]
            reasons[path] = ", ".join(changed) or OTHERWISE
    return reasons
