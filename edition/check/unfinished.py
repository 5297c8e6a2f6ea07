"""What `python build.py new` left to be written is named until it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.diagnostics import Diagnostic, Location
from edition.model import Document, Edition
from edition.schemas import ConfigFields
from edition.tei import XML_ID, Element, select, select_text

TO_WRITE = re.compile("‹to write: ?([^›]*)›")
HINT = "write it in place of what stands between ‹ and ›"


def place_to_write(what: str) -> str:
    """The sign that stands where something is still to be written."""
    return f"‹to write: {what}›"


def check_unfinished(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """D220 a place that was left to be filled in."""
    for document in edition.documents.values():
        for element in select(document.tree, "//*[text()[contains(., '‹to write')]]"):
            for match in TO_WRITE.finditer(" ".join(select_text(element, "text()"))):
                yield _finding(match[1], _place_of(element, document))
    for register in edition.registers.values():
        for ref, entry in register.entries.items():
            for value in entry.model_dump().values():
                for match in TO_WRITE.finditer(str(value)):
                    yield _finding(match[1], register.locations[ref])


def _finding(what: str, place: Location) -> Diagnostic:
    return Diagnostic("D220", f"still to be written: {what}", place, HINT)


def _place_of(element: Element, document: Document) -> Location:
    """The place of the nearest element around that has one."""
    for around in (element, *element.iterancestors()):
        found = document.origins.get(str(around.get(XML_ID)))
        if found is not None:
            return found
    return document.origins.get(document.id, Location(document.id))
