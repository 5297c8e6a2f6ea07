"""What the scripts that look for identifiers share: names as they are compared, and a register with what was
verified."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping


def plain(name: str) -> str:
    """A name without accents, case and signs."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in letters if c.isalnum())


def with_identifiers(register: str, verified: Mapping[str, Mapping[str, str]]) -> str:
    """A register (YAML) in which entries, by id, have their addresses in authority files; one that has some
    already stays as it is."""
    for ref, addresses in verified.items():
        line = "  same_as: {" + ", ".join(f"{name}: {url}" for name, url in addresses.items()) + "}\n"
        block = re.search(rf"(?ms)^{ref}:\n.*?(?=^\n|\Z)", register)
        if block and "same_as" not in block.group():
            register = register[: block.end()].rstrip("\n") + "\n" + line + register[block.end() :]
    return register
