"""Everything that is pointed to exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.findings.diagnostics import Diagnostic, Location, did_you_mean
from edition.forms.configuration import VOLUME, ConfigFields
from edition.kinds import kind_of
from edition.model import Edition
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, is_not_included, tag

LETTER_ID = re.compile(r"L[1-9]\d*")
REF = tag("ref")


def known_ids(edition: Edition, config: ConfigFields) -> set[str]:
    """All ids of the edition: documents, their units, register entries, voices."""
    return edition.ids() | set(config.responsible) | {VOLUME}


def check_index(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """L102 a part of the printed volume that is no document."""
    for part in edition.index.parts if edition.index else ():
        for ref in (part.text, *part.letter_ids()):
            if ref not in edition.documents and ref not in edition.unreadable:
                place, hint = Location("sources/imported/index.yaml"), did_you_mean(ref, edition.documents)
                yield Diagnostic("L102", f"there is no document “{ref}”", place, hint or "see “parts”")


def check_links(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """L101 a register entry that does not exist, L102 any other target that does not."""
    ids = known_ids(edition, config)
    for document, name, place in pointers(edition):
        whole = name.split(".")[0]
        if name in ids or whole in edition.unreadable:
            continue
        if whole == document and name.startswith(f"{whole}.n"):
            continue  # note references are matched by check.annotations
        kind = kind_of(name)
        if kind is not None:
            hint = did_you_mean(name, (i for i in ids if i.startswith(f"{kind.prefix}-")))
            message = f"“{name}” is not in annotations/{kind.register}.yaml"
            yield Diagnostic("L101", message, place, hint or "add it there", words=name)
        elif not _text_is_missing(edition, name):
            hint = did_you_mean(name, ids) or "write the id of a letter, paragraph or note that is there"
            yield Diagnostic("L102", f"“{name}” does not exist", place, hint, words=name)


LETTER = re.compile(r"\bletters? (\d+)", re.IGNORECASE)
NOTE = re.compile(r"\bn(?:otes?|\.|n\.) (\d+)", re.IGNORECASE)


def check_link_words(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """L103 a link whose words name another letter or note than it leads to, L104 one that leads to the
    paragraph in which it stands."""
    for document in edition.documents.values():
        for link in document.tree.iter(REF):
            target = (link.get("target") or "").removeprefix("#")
            letter, _, unit = target.partition(".")
            if not LETTER_ID.fullmatch(letter):
                continue
            above = next((found for found in link.iterancestors() if found.get(XML_ID)), None)
            inside = str(above.get(XML_ID)) if above is not None else document.id
            place = document.origins.get(inside, document.origins.get(document.id, Location(document.id)))
            words = text_of(link)
            named, note = LETTER.search(words), NOTE.search(words)
            wrong = (named and f"L{named[1]}" != letter) or (note and unit and unit != f"n{note[1]}")
            if wrong:
                hint = "correct the words or the address"
                yield Diagnostic("L103", f"“{words}” leads to {target}", place, hint, words=words)
            elif target == inside and inside != document.id:
                message = f"“{words}” leads to the paragraph in which it stands"
                yield Diagnostic("L104", message, place, "take the link away", words=words)


def pointers(edition: Edition) -> Iterator[tuple[str, str, Location]]:
    """(document, id pointed to, place) for everything that an author points to."""
    for document in edition.documents.values():
        for target, place in document.links:
            yield document.id, target.removeprefix("#"), place
    for register in edition.registers.values():
        for ref, entry in register.entries.items():
            place = register.locations[ref]
            yield from (("", target, place) for target in entry.points_to)
    for change in edition.changes:
        yield from (("", target, change.location) for target in change.concerns)


def _text_is_missing(edition: Edition, name: str) -> bool:
    """Units of a text or of the volume's notes that are not imported cannot be checked."""
    letter = name.split(".")[0]
    document = edition.documents.get(letter)
    if document is None or "." not in name:
        return False
    return is_not_included(document.tree)
