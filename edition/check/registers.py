"""A spelling leads to one entry."""

from __future__ import annotations

from collections.abc import Iterator

from edition.diagnostics import Diagnostic, Location
from edition.model import Edition
from edition.schemas import ConfigFields


def check_spellings(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R102 two entries claim one spelling: then neither can be linked by itself."""
    seen: dict[str, tuple[str, Location]] = {}
    for register in edition.registers.values():
        if register.kind == "works":
            continue
        for ref, entry in register.entries.items():
            for spelling in dict.fromkeys([entry.name, *entry.variants]):
                if spelling in entry.ambiguous:
                    continue
                if spelling in seen and seen[spelling][0] != ref:
                    other, place = seen[spelling]
                    yield Diagnostic(
                        "R102",
                        f"“{spelling}” is claimed by {ref} and by {other}",
                        register.locations[ref],
                        f"move it to “ambiguous” in both (the other is at {place})",
                    )
                else:
                    seen[spelling] = (ref, register.locations[ref])
