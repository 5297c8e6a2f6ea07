"""A spelling leads to one entry, an entry to a place, and a name to an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.check.links import pointers
from edition.diagnostics import Diagnostic, Location
from edition.model import Edition
from edition.schemas import ConfigFields, Work
from edition.tei import XML_ID, Element, is_not_included, name_of, select, text_of


def check_spellings(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R102 two entries claim one spelling: then neither can be linked by itself."""
    seen: dict[str, tuple[str, Location]] = {}
    for register in edition.registers.values():
        if register.kind in {"works", "topics", "events"}:
            continue  # their names are not looked for in the text
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


def check_citations(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R201 a work that nothing cites."""
    works = edition.registers.get("works")
    cited = {name for _, name, _ in pointers(edition)} | {mention.entry for mention in edition.mentions}
    if config.volume:
        cited.add(config.volume.work)
    if works is None:
        return
    for ref, work in works.entries.items():
        if ref not in cited and not (isinstance(work, Work) and work.cited_in):
            yield Diagnostic("R201", f"nothing cites {ref}", works.locations[ref], "cite it, or take it away")


def check_mentions(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R202 a person, organisation, place or term that nothing names. Looked for only where every text is
    included (an entry may be there for a text that is not), and not for the people whom the volume's own
    glossary of names lists: they are in the register for its sake."""
    if any(is_not_included(document.tree) for document in edition.documents.values()):
        return
    named = {mention.entry for mention in edition.mentions} | {name for _, name, _ in pointers(edition)}
    glossary = config.volume.names if config.volume else ""
    for kind in ("persons", "organisations", "places", "glossary"):
        register = edition.registers.get(kind)
        if register is None:
            continue
        for ref, entry in register.entries.items():
            listed = any(glossary and citation.locator == glossary for citation in entry.sources)
            if ref not in named and not listed:
                yield Diagnostic(
                    "R202",
                    f"nothing names {ref}",
                    register.locations[ref],
                    "add the spelling under which it is named, or take it away",
                )


CAPITAL = re.compile(r"(?<=[\w,;:’)] )[A-Z][\w’'-]*[a-zà-ÿ]")


def check_names(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R203 a capitalised word in a summary, not at the start of a sentence, that no register knows."""
    known = _known_words(edition) | set(config.capitals)
    for document in edition.documents.values():
        if document.kind != "letter":
            continue
        for paragraph in select(document.tree, "//t:abstract/t:p"):
            place = document.origins.get(str(paragraph.get(XML_ID)), Location(document.id))
            for match in CAPITAL.finditer(_unlinked_text(paragraph)):
                if match.group().removesuffix("’s").removesuffix("'s") not in known:
                    yield Diagnostic(
                        "R203",
                        f"“{match.group()}” is in no register",
                        place,
                        "add it to a register, or to “capitals” in sources/edition.yaml",
                    )


def _known_words(edition: Edition) -> set[str]:
    entries = [entry for _, _, entry in edition.entries()]
    spellings = [s for e in entries for s in (e.name, *e.variants, *e.ambiguous, *e.transliterations)]
    return {word for spelling in spellings for word in re.findall(r"[\w’'-]+", spelling)}


def _unlinked_text(paragraph: Element) -> str:
    """The text of a paragraph, linked names as a dash."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        pieces.append("—" if child.get("ref") or name_of(child) in {"ptr", "hi"} else text_of(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
