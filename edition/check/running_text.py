"""The words of an edition as its authors wrote them, passage by passage, each with its location: what the
rules of style, names and wording examine.

A passage is *ours* when the editors wrote it, and *theirs* when it was imported or is the text of a letter.
Documents quoted in our prose are left out, since nobody may change their words.
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
CONTEXT = 24  # characters before a word, by which its place in the file is found
LEFT_OUT = frozenset({"quote", "floatingText", "sic"})
IDENTIFIED = frozenset({"ref", "hi", "foreign", "bibl", "ptr"})  # besides the names of entries
NOT_HERE = frozenset({"not-included", "withdrawn"})


@dataclass(frozen=True, eq=False)
class Passage:
    """A paragraph, heading, note or field: its words, its document, the id of the unit it belongs to, what
    kind of passage it is, where it is in the sources, and the TEI element, if it comes from one."""

    text: str
    document: str
    unit: str
    kind: str  # summary, text, heading, note, entry, field
    place: Location
    element: Element | None = None

    @property
    def ours(self) -> bool:
        """Whether the editors of this edition wrote it. A note with a number is the volume's, whose voice it
        has, though the edition publishes it."""
        note = self.element if self.kind == "note" else None
        if note is not None and note.get("n", "").isdecimal() and note.get("resp") != "#edition":
            return False
        path = self.place.path
        return not is_imported(path) and not path.startswith(TEXTS) and not path.endswith(".xml")

    @cached_property
    def bare(self) -> str:
        """The text with a dash in place of every linked name, title, link and italic word, which need no
        checking."""
        return self.text if self.element is None else text_of(self.element, _bare_profile())

    def finding(
        self, rule: Rule, message: str, span: tuple[int, int], hint: str = "", *, text: str = ""
    ) -> Diagnostic:
        """A finding about the words between two offsets of the text (or of `text`, if given)."""
        text = text or self.text
        start, end = span
        before = text[max(0, start - CONTEXT) : start].rpartition("—")[2]
        return rule.at(self.place, message, hint, words=text[start:end], before=before)

    def bare_finding(self, rule: Rule, message: str, span: tuple[int, int], hint: str = "") -> Diagnostic:
        """A finding about the words between two offsets of `bare`."""
        return self.finding(rule, message, span, hint, text=self.bare)


class JoinedPassages:
    """Passages joined into one long text, so that a pattern runs once over all of them."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self.text = "\n".join(passage.text for passage in self.passages)
        self.starts = list(accumulate([0, *(len(passage.text) + 1 for passage in self.passages)]))

    @cached_property
    def words(self) -> list[str]:
        """All words in order, as they are capitalised."""
        return WORD.findall(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words that occur."""
        return frozenset(self.words)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, tuple[int, int], re.Match[str]]]:
        """(passage, offsets in it, match) for each match of a pattern."""
        for match in pattern.finditer(self.text):
            index = bisect_right(self.starts, match.start()) - 1
            start = self.starts[index]
            yield self.passages[index], (match.start() - start, match.end() - start), match

    @staticmethod
    def pattern(words: Iterable[str]) -> re.Pattern[str]:
        """A pattern for any of some words or phrases, the longest first. It does not test what precedes a
        match, since a pattern that begins with letters runs much faster."""
        longest_first = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
        return re.compile(rf"(?:{'|'.join(longest_first)})(?!\w)" if longest_first else r"(?!)")

    def find_words(self, words: Iterable[str]) -> Iterator[tuple[Passage, tuple[int, int], str]]:
        """(passage, offsets in it, words) wherever one of some words or phrases occurs as whole words."""
        words = list(words)
        if not words:
            return
        for passage, (start, end), match in self.find(self.pattern(words)):
            if start == 0 or not passage.text[start - 1].isalnum():
                yield passage, (start, end), match.group()


@dataclass(frozen=True)
class RunningText:
    """The passages of a document, or of what stands beside documents, and selections of them joined."""

    passages: tuple[Passage, ...]

    @cached_property
    def ours(self) -> JoinedPassages:
        """The editors’ own passages, without those still to be written."""
        return JoinedPassages(p for p in self.passages if p.ours and TO_WRITE not in p.text)

    @cached_property
    def theirs(self) -> JoinedPassages:
        """Passages that were imported or are the text of a letter."""
        return JoinedPassages(passage for passage in self.passages if not passage.ours)

    @cached_property
    def imported(self) -> JoinedPassages:
        """Passages that were imported."""
        return JoinedPassages(passage for passage in self.passages if is_imported(passage.place.path))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words that occur in our passages or in theirs."""
        return self.ours.vocabulary | self.theirs.vocabulary

    @cached_property
    def documents(self) -> JoinedPassages:
        """Passages of letters and essays, ours and theirs, without fields and register entries."""
        return JoinedPassages(passage for passage in self.passages if passage.element is not None)


def text_beside_documents(edition: Edition, config: ConfigFields) -> RunningText:
    """The passages of registers, configuration and list of versions, in this order."""
    passages: list[Passage] = []
    for register in edition.registers.values():
        for ref, entry in register.entries.items():
            texts = [*entry.texts, *([] if register.kind.linked else [entry.name])]
            passages += [
                Passage(text=text, document="", unit=ref, kind="entry", place=register.locations[ref])
                for text in texts
            ]
    place = Location(CONFIG_PATH, 1, 1)
    fields = [config.about, config.licence_text, config.not_included, *config.editorial]
    fields += [year.why for year in config.time.empty.values()]
    passages += [Passage(text=text, document="", unit="", kind="field", place=place) for text in fields]
    passages += [
        Passage(text=change.what, document="", unit="", kind="field", place=change.location)
        for change in edition.changes
    ]
    return RunningText(tuple(passages))


def text_of_document(document: Document) -> RunningText:
    """The passages of a document: paragraphs of the summary, text and dating, headings, and whole notes."""
    return RunningText(tuple(_of_document(document)))


def _of_document(document: Document) -> Iterator[Passage]:
    own = document.origins.get(document.id, Location(document.id))
    for element, kind, unit in _units(document.tree, "text", document.id):
        text = text_of(element, CHECKED)
        if text:
            place = own if kind == "field" else document.origins.get(unit, own)
            yield Passage(text=text, document=document.id, unit=unit, kind=kind, place=place, element=element)


KINDS = {tag("abstract"): "summary", tag("correspDesc"): "field", tag("text"): "text"}
SHUT = frozenset(tag(name) for name in (*LEFT_OUT, "gap", "encodingDesc", "publicationStmt", "sourceDesc"))
P, HEAD, NOTE, GAP = tag("p"), tag("head"), tag("note"), tag("gap")


def _units(element: Element, kind: str, unit: str) -> Iterator[tuple[Element, str, str]]:
    """(element, kind, id of the unit around it) of each unit under an element; quotations are left out."""
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


def _bare_profile() -> Profile:
    """The profile by which the rules read a text with a dash for what is identified already (names, titles,
    links, italic words)."""
    return replace(CHECKED, marks={**dict.fromkeys(IDENTIFIED | mention_elements(), "—"), **CHECKED.marks})
