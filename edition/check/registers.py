"""A spelling leads to one entry, an entry is used, and no entry contradicts itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from edition.check.links import pointers
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, WARNING, Rule, yields
from edition.forms.configuration import ConfigFields
from edition.forms.registers import Person, Topic, Work
from edition.kinds import KINDS
from edition.model import Edition

R102 = Rule(
    "R102",
    ERROR,
    "two register entries claim one spelling",
    why="A spelling that two entries claim can be linked to neither.",
    bad="`variants: [Lind]` in two entries",
    good="`ambiguous: [Lind]` in both, and in the text `[Lind]{ref=person-lind-karl}`",
)


@yields(R102)
def check_spellings(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Spellings that two entries claim, in registers whose names are looked for in the texts."""
    seen: dict[str, tuple[str, Location]] = {}
    for register in edition.registers.values():
        if not register.kind.by_spelling:
            continue
        for ref, entry in register.entries.items():
            for spelling in entry.spellings:
                if spelling in seen and seen[spelling][0] != ref:
                    owner, place = seen[spelling]
                    yield R102.at(
                        register.locations[ref],
                        f"“{spelling}” is claimed by {ref} and by {owner}",
                        f"move it to “ambiguous” in both (the other is at {place})",
                        words=spelling,
                    )
                else:
                    seen[spelling] = (ref, register.locations[ref])


R201 = Rule(
    "R201",
    WARNING,
    "a work that is cited nowhere",
    why="The bibliography lists the works that the edition uses: those cited in a note, text or entry, "
    "and those with `cited_in`.",
    bad="`work-flora`, which nothing cites",
    good="`sources: [{work: work-flora, locator: p. 12}]` in a note",
)


@yields(R201)
def check_citations(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Works that nothing cites and that have no `cited_in`."""
    works = edition.register(Work)
    cited = {name for _, name, _ in pointers(edition)} | {mention.entry for mention in edition.mentions}
    if config.volume:
        cited.add(config.volume.work)
    for ref, work in works.entries.items():
        if ref not in cited and not work.cited_in:
            yield R201.at(works.locations[ref], f"nothing cites {ref}", "cite it, or remove it")


R202 = Rule(
    "R202",
    WARNING,
    "a register entry that nothing mentions",
    why="No passage leads to the entry: often a spelling is missing. Checked only if all texts are included.",
    bad="`place-malmo` with the name “Malmö”, where the texts write “Malmoe”",
    good="the same with `variants: [Malmoe]`",
)


@yields(R202)
def check_mentions(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Entries that are linked by their spellings (a person, a place …) and that nothing names. Skipped where
    a text is not included, since an entry may be there for it, and for those in the volume’s own glossary of
    names."""
    if any(not document.included for document in edition.documents.values()):
        return
    named = {mention.entry for mention in edition.mentions} | {name for _, name, _ in pointers(edition)}
    glossary = config.volume.names if config.volume else ""
    for register in (edition.registers[name] for name, kind in KINDS.items() if kind.by_spelling):
        for ref, entry in register.entries.items():
            listed = any(glossary and citation.locator == glossary for citation in entry.sources)
            if ref not in named and not listed:
                yield R202.at(
                    register.locations[ref],
                    f"nothing names {ref}",
                    "add the spelling that the texts use, or remove it",
                )


R103 = Rule(
    "R103",
    ERROR,
    "a topic that is below itself",
    why="The taxonomy is a tree; a topic cannot be below itself.",
    bad="`broader: topic-mosses` in `topic-plants`, and `broader: topic-plants` in `topic-mosses`",
    good="`broader` in the narrower of the two only",
)


R105 = Rule(
    "R105",
    ERROR,
    "a topic that is too deep",
    why="Nobody finds a way through so many levels, and the TEI cannot nest them.",
    bad="a topic with forty others above it",
    good="a taxonomy of two or three levels",
)
DEEPEST = 30


@yields(R103, R105)
def check_topics(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Topics that are, through those above them, below themselves."""
    register = edition.register(Topic)
    above = {ref: topic.broader for ref, topic in register.entries.items()}
    for ref in above:
        chain = [ref]
        while (broader := above.get(chain[-1])) and broader not in chain and len(chain) <= DEEPEST:
            chain.append(broader)
        if len(chain) > DEEPEST:
            message = f"{ref} is below {DEEPEST} others or more"
            yield R105.at(register.locations[ref], message, "remove some levels", words="broader")
            return
        if broader == ref:
            message = f"{ref} is below itself: {' → '.join([*chain, ref])}"
            yield R103.at(register.locations[ref], message, "correct “broader”", words="broader")


R104 = Rule(
    "R104",
    WARNING,
    "two entries with one name",
    why="Nobody could distinguish the two in a list. Or one thing has two entries.",
    bad="two works called “Letters”",
    good="“Letters (1901)” and “Letters (1902)”",
)
R206 = Rule(
    "R206",
    WARNING,
    "a spelling given twice in one entry",
    why="One is superfluous; perhaps another spelling was meant.",
    bad="`variants: [Brandt, N. Brandt, Brandt]`",
    good="`variants: [Brandt, N. Brandt]`",
)
R207 = Rule(
    "R207",
    WARNING,
    "a phrase in “not_in” without any spelling of its entry",
    why="The phrase keeps nothing from being linked, because none of the spellings is in it.",
    bad="`not_in: [Lumd Brothers]` in `place-lund`",
    good="`not_in: [Lund Brothers]`",
)
R208 = Rule(
    "R208",
    WARNING,
    "an entry that points to itself, or twice to another",
    why="An entry that points to itself leads in a circle; the second of two pointers adds nothing.",
    bad="`see_also: [term-glass]` in `term-glass`",
    good="`see_also: [person-brandt]`",
)


@yields(R104, R206, R207, R208)
def check_entries(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Entries that contradict or repeat themselves, or have the name of another."""
    for register in edition.registers.values():
        names: dict[str, str] = {}
        for ref, entry in register.entries.items():
            place = register.locations[ref]
            if names.setdefault(entry.name, ref) != ref:
                message = f"{ref} has the name of {names[entry.name]}, “{entry.name}”"
                yield R104.at(place, message, "give them different names, or merge them", words=entry.name)
            for key in ("variants", "ambiguous", "transliterations"):
                for spelling in _twice(getattr(entry, key)):
                    message, hint = f"“{spelling}” is twice in “{key}” of {ref}", "remove one of them"
                    yield R206.at(place, message, hint, words=spelling, before=key)
            spellings = (entry.name, *entry.variants, *entry.ambiguous, *entry.transliterations)
            for phrase in entry.not_in:
                if not any(spelling in phrase for spelling in spellings):
                    message = f"“{phrase}” has no spelling of {ref}"
                    hint = "write in “not_in” the spelling with the words around it, or remove the phrase"
                    yield R207.at(place, message, hint, words=phrase)
            for target in dict.fromkeys([*_twice(entry.see_also), *({ref} & set(entry.see_also))]):
                message = f"{ref} points {'to itself' if target == ref else f'twice to {target}'}"
                yield R208.at(place, message, "remove it", words=target, before="see_also")


def _twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


R209 = Rule(
    "R209",
    WARNING,
    "an entry that speaks of a letter which does not name it",
    why="Readers who follow the reference find nothing: the number is wrong, or a spelling is missing. "
    "Checked in letters whose text is included.",
    bad="`in_letters: Letter 2 asks after her.`, where nothing in letter 2 names her",
    good="`in_letters: Letter 3 asks after her.`",
)
SAID_LETTERS = re.compile(r"\bletters? (\d+(?:(?:, | and |, and )\d+)*)", re.IGNORECASE)

NAMELESS = re.compile(r"\b(?:un|not )named\b|\bwithout (?:naming|(?:a|her|his|their) name)\b", re.IGNORECASE)


@yields(R209)
def check_said_letters(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Letters that a person's entry speaks of, and that do not name the person in text, summary or notes.
    Entries that say so themselves (“not named”, “unnamed”, “without her name”) are passed over."""
    named = {(mention.entry, mention.document) for mention in edition.mentions}
    persons = edition.register(Person)
    for ref, person in persons.entries.items():
        numbers = [n for said in SAID_LETTERS.findall(person.in_letters) for n in re.findall(r"\d+", said)]
        for number in dict.fromkeys(numbers) if not NAMELESS.search(person.in_letters) else ():
            letter = edition.documents.get(f"L{number}")
            if letter is None or not letter.included or (ref, letter.id) in named:
                continue
            if ref not in {correspondent for correspondent, _, _ in letter.correspondents}:
                message = f"letter {number} does not name {ref}, as its entry says"
                hint = "correct the number, or add the spelling under which the letter names the person"
                yield R209.at(persons.locations[ref], message, hint, words="in_letters")
