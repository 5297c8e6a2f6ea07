"""Everything that is pointed to exists."""

from __future__ import annotations

from collections.abc import Iterator

from edition.diagnostics import Diagnostic, did_you_mean
from edition.model import Edition
from edition.schemas import ConfigFields
from edition.tei import XML_ID, is_not_included

REGISTER_PREFIXES = {
    "person": "persons",
    "org": "organisations",
    "place": "places",
    "work": "works",
    "term": "glossary",
}


def known_ids(edition: Edition, config: ConfigFields) -> set[str]:
    """All ids of the edition: documents, their units, register entries, voices."""
    ids = set(config.responsible) | edition.unreadable
    for document in edition.documents.values():
        ids.update(str(e.get(XML_ID)) for e in document.tree.iter() if e.get(XML_ID) is not None)
    for register in edition.registers.values():
        ids.update(register.locations)
    return ids


def check_links(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """L101 a register entry that does not exist, L102 any other target that does not."""
    ids = known_ids(edition, config)
    for document in edition.documents.values():
        for target, place in document.links:
            name = target[1:]
            whole = name.split(".")[0]
            if name in ids or whole in edition.unreadable:
                continue
            if whole == document.id and name.startswith(f"{whole}.n"):
                continue  # note references are matched by check.annotations
            prefix = name.split("-")[0]
            if prefix in REGISTER_PREFIXES and "-" in name:
                register = REGISTER_PREFIXES[prefix]
                hint = did_you_mean(name, (i for i in ids if i.startswith(f"{prefix}-")))
                yield Diagnostic(
                    "L101",
                    f"“{name}” is not in annotations/{register}.yaml",
                    place,
                    hint or "add it there",
                )
            elif _text_is_missing(edition, name):
                continue
            else:
                yield Diagnostic("L102", f"“{name}” does not exist", place, did_you_mean(name, ids))


def _text_is_missing(edition: Edition, name: str) -> bool:
    """Units of a text or of the volume's notes that are not imported cannot be checked."""
    letter = name.split(".")[0]
    document = edition.documents.get(letter)
    if document is None or "." not in name:
        return False
    return is_not_included(document.tree)
