"""All rules, gathered from the rooms in whose modules they stand.

Every module of these rooms is imported for it, so this one is imported only where all rules are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages

from edition import anchors, check, forms, importer, merge, read, render, store
from edition.findings.rule import Rule

ROOMS = (forms, store, anchors, read, merge, check, render, importer)


def _rules() -> Iterator[Rule]:
    for room in ROOMS:
        for info in walk_packages(room.__path__, f"{room.__name__}."):
            module = import_module(info.name)
            yield from (value for value in vars(module).values() if isinstance(value, Rule))


RULES: Mapping[str, Rule] = {rule.code: rule for rule in sorted(_rules(), key=lambda rule: rule.code)}
