"""The words of an edition as its authors wrote them, passage by passage, each with its place: what the rules
of style, names and wording look at.

A passage is *ours* when the editors wrote it, and *theirs* when it was imported or is the text of a letter.
Quoted documents inside our prose are left out, since nobody may mend their words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import Rule
from edition.forms.configuration import ConfigFields
from edition.kinds import mention_elements
from edition.model import Document, Edition
from edition.paths import CONFIG_PATH, TEXTS, is_imported
from edition.tei.reading import CHECKED, Profile, text_of
from edition.tei.tree import XML_ID, Element, tag
from edition.words.typography import TO_WRITE

WORD = re.compile(r"[^\W\d_]+")
CONTEXT = 24  # characters before a word by which its place in the file is found
LEFT_OUT = frozenset({"quote", "floatingText", "sic"})
SETTLED = frozenset({"ref", "hi", "foreign", "bibl", "ptr"})  # beside the names of entries
NOT_HERE = frozenset({"not-included", "withdrawn"})


@dataclass(frozen=True, eq=False)
class Passage:
    """A paragraph, heading, note or field: its words, the id it stands in, what it is, and its place.

    `bare` has a dash for every name, title and italic word, which are settled already."""

    text: str
    document: str
    unit: str
    kind: str  # summary, text, heading, note, entry, field
    place: Location
    element: Element | None = None

    @property
    def ours(self) -> bool:
        return not is_imported(self.place.path) and not self.place.path.startswith(TEXTS)

    @cached_property
    def bare(self) -> str:
        return self.text if self.element is None else text_of(self.element, _bare())

    def finding(
        self, rule: Rule, message: str, span: tuple[int, int], hint: str = "", *, text: str = ""
    ) -> Diagnostic:
        """A finding about the words from the one to the other offset of the text."""
        text = text or self.text
        start, end = span
        before = text[max(0, start - CONTEXT) : start].rpartition("—")[2]
        return rule.at(self.place, message, hint, words=text[start:end], before=before)

    def bare_finding(self, rule: Rule, message: str, span: tuple[int, int], hint: str = "") -> Diagnostic:
        return self.finding(rule, message, span, hint, text=self.bare)


class Joined:
    """Passages as one long text, so that a pattern runs once over all of them."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self.text = "\n".join(passage.text for passage in self.passages)
        self.starts = list(accumulate([0, *(len(passage.text) + 1 for passage in self.passages)]))

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, tuple[int, int], re.Match[str]]]:
        """Each match with its passage, and from where to where it stands in it."""
        for match in pattern.finditer(self.text):
            index = bisect_right(self.starts, match.start()) - 1
            start = self.starts[index]
            yield self.passages[index], (match.start() - start, match.end() - start), match

    @staticmethod
    def pattern(words: Iterable[str]) -> re.Pattern[str]:
        """Any of some words or phrases, the longest first; that no word goes on before it must be looked at
        by itself, since a pattern that begins with letters is found much faster."""
        longest_first = sorted(map(re.escape, words), key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(longest_first)})(?!\w)" if longest_first else r"(?!)")

    def find_words(self, words: Iterable[str]) -> Iterator[tuple[Passage, tuple[int, int], str]]:
        """Where any of some words or phrases stand as whole words."""
        words = list(words)
        if not words:
            return
        for passage, (start, end), match in self.find(self.pattern(words)):
            if start == 0 or not passage.text[start - 1].isalnum():
                yield passage, (start, end), match.group()


@dataclass(frozen=True)
class RunningText:
    """All passages of an edition: our own words, those that were imported, and those of documents."""

    passages: tuple[Passage, ...]

    @cached_property
    def ours(self) -> Joined:
        """What is still to be written is nobody's words yet."""
        return Joined(p for p in self.passages if p.ours and TO_WRITE not in p.text)

    @cached_property
    def theirs(self) -> Joined:
        return Joined(passage for passage in self.passages if not passage.ours)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return self.ours.vocabulary | self.theirs.vocabulary

    @cached_property
    def documents(self) -> Joined:
        return Joined(passage for passage in self.passages if passage.element is not None)


def read_running_text(edition: Edition, config: ConfigFields) -> RunningText:
    """The passages of the edition, in the order of its documents and registers."""
    found = [passage for document in edition.documents.values() for passage in _of_document(document)]
    for register in edition.registers.values():
        for ref, entry in register.entries.items():
            texts = [*entry.texts, *([] if register.kind.linked else [entry.name])]
            found += [Passage(text, "", ref, "entry", register.locations[ref]) for text in texts]
    place = Location(CONFIG_PATH, 1, 1)
    fields = [config.about, config.licence_text, config.not_included, *config.editorial]
    fields += [year.why for year in config.time.empty.values()]
    found += [Passage(text, "", "", "field", place) for text in fields]
    found += [Passage(change.what, "", "", "field", change.location) for change in edition.changes]
    return RunningText(tuple(found))


def _of_document(document: Document) -> Iterator[Passage]:
    """Paragraphs of summary, text and dating, headings, and whole notes."""
    own = document.origins.get(document.id, Location(document.id))
    for element, kind, unit in _units(document.tree, "text", document.id):
        text = text_of(element, CHECKED)
        if text:
            place = own if kind == "field" else document.origins.get(unit, own)
            yield Passage(text, document.id, unit, kind, place, element)


KINDS = {tag("abstract"): "summary", tag("correspDesc"): "field", tag("text"): "text"}
SHUT = frozenset(tag(name) for name in (*LEFT_OUT, "gap", "encodingDesc", "publicationStmt", "sourceDesc"))
P, HEAD, NOTE, GAP = tag("p"), tag("head"), tag("note"), tag("gap")


def _units(element: Element, kind: str, unit: str) -> Iterator[tuple[Element, str, str]]:
    """(element, kind, id it stands in) of each unit in and under an element; nothing of what is quoted."""
    for child in element:
        if child.tag in SHUT or not isinstance(child.tag, str):
            continue
        inside = child.get(XML_ID) or unit
        below = KINDS.get(child.tag, kind)
        if child.tag == NOTE and below != "field":
            yield child, "note", inside
        elif child.tag == P:
            if child.find(GAP) is None or child.find(GAP).get("reason", "") not in NOT_HERE:  # type: ignore[union-attr]
                yield child, below, inside
        elif child.tag == HEAD:
            yield child, "heading", inside
        else:
            yield from _units(child, below, inside)


def _bare() -> Profile:
    """How the rules read a text when what is settled (names, titles, links, italic words) is but a dash."""
    return replace(CHECKED, marks={**dict.fromkeys(SETTLED | mention_elements(), "—"), **CHECKED.marks})
