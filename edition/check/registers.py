"""A spelling leads to one entry, an entry to a place, and no entry contradicts itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from edition.check.links import pointers
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.configuration import ConfigFields
from edition.forms.registers import Topic, Work
from edition.kinds import KINDS
from edition.model import Edition
from edition.tei.tree import is_not_included


def check_spellings(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R102 two entries claim one spelling: then neither can be linked by itself."""
    seen: dict[str, tuple[str, Location]] = {}
    for register in edition.registers.values():
        if not register.kind.by_spelling:
            continue
        for ref, entry in register.entries.items():
            for spelling in entry.spellings:
                if spelling in seen and seen[spelling][0] != ref:
                    other, place = seen[spelling]
                    yield Diagnostic(
                        "R102",
                        f"“{spelling}” is claimed by {ref} and by {other}",
                        register.locations[ref],
                        f"move it to “ambiguous” in both (the other is at {place})",
                        words=spelling,
                    )
                else:
                    seen[spelling] = (ref, register.locations[ref])


def check_citations(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R201 a work that nothing cites."""
    works = edition.register(Work)
    cited = {name for _, name, _ in pointers(edition)} | {mention.entry for mention in edition.mentions}
    if config.volume:
        cited.add(config.volume.work)
    for ref, work in works.entries.items():
        if ref not in cited and not work.cited_in:
            yield Diagnostic("R201", f"nothing cites {ref}", works.locations[ref], "cite it, or take it away")


def check_mentions(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R202 an entry that is tied to its spellings (a person, a place …) and that nothing names. Looked for
    only where every text is included (an entry may be there for a text that is not), and not for the people
    whom the volume's own glossary of names lists: they are in the register for its sake."""
    if any(is_not_included(document.tree) for document in edition.documents.values()):
        return
    named = {mention.entry for mention in edition.mentions} | {name for _, name, _ in pointers(edition)}
    glossary = config.volume.names if config.volume else ""
    for register in (edition.registers[name] for name, kind in KINDS.items() if kind.by_spelling):
        for ref, entry in register.entries.items():
            listed = any(glossary and citation.locator == glossary for citation in entry.sources)
            if ref not in named and not listed:
                yield Diagnostic(
                    "R202",
                    f"nothing names {ref}",
                    register.locations[ref],
                    "add the spelling under which it is named, or take it away",
                )


def check_topics(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R103 a topic that stands, over those above it, below itself: it would have no place in the taxonomy."""
    register = edition.register(Topic)
    above = {ref: topic.broader for ref, topic in register.entries.items()}
    for ref in above:
        chain = [ref]
        while (broader := above.get(chain[-1])) and broader not in chain:
            chain.append(broader)
        if broader == ref:
            message = f"{ref} stands below itself: {' → '.join([*chain, ref])}"
            yield Diagnostic("R103", message, register.locations[ref], "correct “broader”", words="broader")


def check_entries(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """R104 two entries with one name, R206 a spelling given twice in an entry, R207 a phrase to be passed
    over in which none of its spellings stands, R208 an entry that points to itself or twice to another."""
    for register in edition.registers.values():
        names: dict[str, str] = {}
        for ref, entry in register.entries.items():
            place = register.locations[ref]
            if names.setdefault(entry.name, ref) != ref:
                message = f"{ref} has the name of {names[entry.name]}, “{entry.name}”"
                yield Diagnostic(
                    "R104", message, place, "tell them apart, or make them one", words=entry.name
                )
            for key in ("variants", "ambiguous", "transliterations"):
                for spelling in _twice(getattr(entry, key)):
                    message, hint = f"“{spelling}” stands twice in “{key}” of {ref}", "take one of them away"
                    yield Diagnostic("R206", message, place, hint, words=spelling, before=key)
            spellings = (entry.name, *entry.variants, *entry.ambiguous, *entry.transliterations)
            for phrase in entry.not_in:
                if not any(spelling in phrase for spelling in spellings):
                    message = f"no spelling of {ref} stands in “{phrase}”"
                    hint = "write in “not_in” the spelling with the words around it, or take the phrase away"
                    yield Diagnostic("R207", message, place, hint, words=phrase)
            for other in dict.fromkeys([*_twice(entry.see_also), *({ref} & set(entry.see_also))]):
                message = f"{ref} points {'to itself' if other == ref else f'twice to {other}'}"
                yield Diagnostic("R208", message, place, "take it away", words=other, before="see_also")


def _twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
