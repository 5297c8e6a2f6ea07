"""The printed volume that the edition follows: its pages, its index and its glossary of names.

The concordance is computed from the imported texts, the page ends visible in them, the contents page and the
index; without an import there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain

from slugify import slugify

from edition.model import Document, Edition
from edition.store.memo import Memo
from edition.tei.facts import plain_text
from edition.tei.reading import NOTE_SIGN, PAGE_END, text_of
from edition.tei.tree import XML_ID, E, Element, select
from edition.volume.book_index import (
    IndexEntry,
    IndexFile,
    NameEntry,
    NamesFile,
    PageRef,
    Subentry,
    fold_name,
    other_names,
)
from edition.volume.concordance import (
    Concordance,
    PageRange,
    build_concordance,
    in_sequence,
    read_unit,
    units_on_page,
    words_of_headings,
)
from edition.volume.page_bounds import Clues, TextUnit
from edition.words.digest import digest_of
from edition.words.letter_ids import number_of


@dataclass(frozen=True)
class IndexRow:
    """A heading of the index: its anchor on the page of the index, the register entry that it names, its
    pages (as printed, and the unit each leads to), and the headings it refers to with their anchors."""

    heading: str
    anchor: str
    entry: str
    pages: Sequence[tuple[str, str]]
    see: Sequence[tuple[str, str]]
    see_also: Sequence[tuple[str, str]]
    subentries: Sequence[IndexRow] = ()


@dataclass(frozen=True)
class PrintedVolume:
    """What the pages about the printed volume show; the concordance is kept in `memo`."""

    edition: Edition
    memo: Memo = field(default_factory=Memo)

    @cached_property
    def concordance(self) -> Concordance | None:
        """The pages of each text, or None when no index or not all texts of the volume are imported, or the
        contents page does not fit them."""
        index, names = self.edition.index, self.edition.names
        if index is None or not index.parts:
            return None
        documents = list(self._documents(index))
        if any(not document.included for document in documents):
            return None
        files = digest_of(index.model_dump_json(), names.model_dump_json() if names else "")
        clues = partial(_clues, index, names or NamesFile())
        vocabulary = self.memo.get(f"words of the index {files}", lambda: words_of_headings(clues()))
        words = digest_of(*sorted(vocabulary))
        units = [_Units(self.memo, document, vocabulary, words) for document in documents]
        key = digest_of(files, *(each.digest for each in units))
        return self.memo.get(f"concordance {key}", lambda: _compute(clues(), [each.units for each in units]))

    @property
    def pages(self) -> Mapping[str, PageRange]:
        """The printed pages of each text and note by id, as far as they are known."""
        return self.concordance.pages if self.concordance else {}

    def _documents(self, index: IndexFile) -> Iterator[Document]:
        for part in index.parts:
            for ref in (part.text, *part.letter_ids()):  # `check.links` has seen that they exist
                yield self.edition.documents[ref]

    @cached_property
    def by_page(self) -> list[tuple[int, list[PageRange], list[PageRange]]]:
        """(page, texts, notes) of each page: what is printed there, or may be."""
        by_page: dict[int, tuple[list[PageRange], list[PageRange]]] = defaultdict(lambda: ([], []))
        for pages in self.pages.values():
            for page in range(pages.first, pages.last + 1):
                by_page[page][".n" in pages.unit].append(pages)
        return [(page, *by_page[page]) for page in sorted(by_page)]

    @cached_property
    def by_text(self) -> list[tuple[PageRange, list[PageRange]]]:
        """The pages of each text, with those of its notes."""
        by_text: dict[str, tuple[PageRange, list[PageRange]]] = {}
        for pages in self.pages.values():
            document, _, note = pages.unit.partition(".")
            if note:
                by_text[document][1].append(pages)
            else:
                by_text[document] = (pages, [])
        return list(by_text.values())

    @cached_property
    def index(self) -> list[IndexRow]:
        """The rows of the index, in its order."""
        return [self._row(entry) for entry in self.edition.index.entries] if self.edition.index else []

    def _row(self, entry: Subentry, ref: str = "") -> IndexRow:
        ref = ref or self.entry_of(entry.heading)
        pages = [(page.text, self._target(page, ref)) for page in entry.pages]
        below = [self._row(sub, ref) for sub in entry.subentries] if isinstance(entry, IndexEntry) else []
        see, also = (
            [(to, self._anchors.get(_key(to), "")) for to in refs] for refs in (entry.see, entry.see_also)
        )
        return IndexRow(
            heading=entry.heading,
            anchor=self._anchors.get(_key(entry.heading), ""),
            entry=ref,
            pages=pages,
            see=see,
            see_also=also,
            subentries=below,
        )

    @cached_property
    def _anchors(self) -> Mapping[str, str]:
        """The anchor of each heading on the page of the index, by its key."""
        entries = self.edition.index.entries if self.edition.index else []
        headings = {_key(entry.heading): entry.heading for entry in reversed(entries)}
        return dict(zip(headings, _distinct(list(headings.values())), strict=True))

    def _target(self, ref: PageRef, entry: str) -> str:
        """The unit that a page number of the index means: the note, the paragraph that names its entry, or
        what else is on the page. In prose, which runs over many pages, the paragraph nearest to the page is
        taken."""
        if self.concordance is None:
            return ""
        if ref.notes:
            return next(
                (unit for note in ref.notes for unit in units_on_page(self.concordance, ref.page, note)), ""
            )
        units = units_on_page(self.concordance, ref.page)
        texts = [unit for unit in units if ".n" not in unit]
        for text in texts:
            named = self._named.get((text, entry), [])
            if named:
                return min(named, key=lambda unit: abs(self._page_of.get(unit, 0) - ref.page))
        prose = [unit for text in texts[:1] for unit in self._page_of if unit.startswith(f"{text}.")]
        return min(prose, key=lambda unit: abs(self._page_of[unit] - ref.page), default=next(iter(units), ""))

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], list[str]]:
        """The paragraphs of a text that name an entry, by (text, entry)."""
        units: dict[tuple[str, str], list[str]] = defaultdict(list)
        for mention in self.edition.mentions:
            if ".p" in mention.unit:
                units[mention.document, mention.entry].append(mention.unit)
        return units

    @cached_property
    def _page_of(self) -> Mapping[str, float]:
        """The approximate place of each paragraph of prose in pages, from the share of the text before it."""
        places: dict[str, float] = {}
        for ref, pages in self.pages.items():
            document = self.edition.documents.get(ref)
            if document is None or document.kind == "letter":
                continue
            before = 0
            paragraphs = select(document.tree, "/*/t:text//t:p[@xml:id]")
            lengths = [len(text_of(paragraph)) for paragraph in paragraphs]
            for paragraph, length in zip(paragraphs, lengths, strict=True):
                share = (before + length / 2) / (sum(lengths) or 1)
                places[str(paragraph.get(XML_ID))] = pages.first + share * (pages.last - pages.first)
                before += length
        return places

    def entry_of(self, heading: str) -> str:
        """The id of the register entry that a heading means, or "" when none or several could be meant."""
        main, _, rest = heading.partition(", ")
        forms = [heading, f"{rest} {main}"] if rest.endswith(" of") else [heading]
        matches = [refs for form in forms if len(refs := self._spellings.get(_key(form), set())) == 1]
        return next(iter(matches[0])) if matches else ""

    @cached_property
    def _spellings(self) -> Mapping[str, set[str]]:
        refs: dict[str, set[str]] = defaultdict(set)
        for kind, ref, entry in self.edition.entries():
            if not kind.linked:
                continue
            spellings = {entry.name, entry.sort_form, *entry.variants} - set(entry.ambiguous)
            for spelling in spellings:
                refs[_key(spelling)].add(ref)
        return refs

    @cached_property
    def names(self) -> list[tuple[NameEntry, str, str]]:
        """(entry, anchor, id of a register entry or "") for each name of the volume’s glossary of names."""
        entries = self.edition.names.entries if self.edition.names else []
        anchors = _distinct([entry.name for entry in entries])
        return [(e, anchor, self.entry_of(e.name)) for e, anchor in zip(entries, anchors, strict=True)]


def _clues(index: IndexFile, names: NamesFile) -> Clues:
    first = {part.text: part.page for part in index.parts if part.page}
    blank = frozenset(part.text for part in index.parts if part.after_blank)
    return Clues(first, index.page_after, index, other_names(index, names), blank)


@dataclass(frozen=True)
class _Units:
    """The units of a document in print, of whose words those of a vocabulary are known (`words` is its
    digest). They are read only when they are asked for, and kept."""

    memo: Memo
    document: Document
    vocabulary: frozenset[str]
    words: str

    @property
    def digest(self) -> str:
        """What changes only with what is looked for in them."""
        self.memo.hold(self._key, self._read)
        return self.memo.get(f"digest of {self._key}", lambda: digest_of(repr(self.units)))

    @property
    def units(self) -> Sequence[TextUnit]:
        """In the order of print."""
        return self.memo.get(self._key, self._read)

    @property
    def _key(self) -> str:
        return f"units in print {self.document.id} {self.document.facts.printed} {self.words}"

    def _read(self) -> Sequence[TextUnit]:
        return [read_unit(ref, text, self.vocabulary) for ref, text in print_order(self.document)]


def _compute(clues: Clues, units: Sequence[Sequence[TextUnit]]) -> Concordance | None:
    """The concordance, or None when the contents page does not fit the text."""
    try:
        return build_concordance(in_sequence(chain.from_iterable(units)), clues)
    except ValueError:
        return None


def _distinct(headings: Sequence[str]) -> list[str]:
    """An anchor for each heading; repeated ones are numbered."""
    anchors: list[str] = []
    for heading in headings:
        anchor = slugify(heading) or "entry"
        repeats = sum(earlier == anchor or earlier.startswith(f"{anchor}--") for earlier in anchors)
        anchors.append(f"{anchor}--{repeats + 1}" if repeats else anchor)
    return anchors


def _key(spelling: str) -> str:
    """The same key for “Chekhov, A. P.”, “A. Chekhov” and “Anton Chekhov”: surname and first initial."""
    bare = spelling.replace("*", "").split(" (")[0]
    surname, comma, given = bare.partition(", ")
    if not comma:
        words = bare.split()
        initials = len(words) > 1 and all(word.endswith(".") for word in words[:-1])
        if not initials:
            return " ".join(fold_name(word) for word in words)
        surname, given = words[-1], words[0]
    if not given[:1].isupper():
        return " ".join(fold_name(word) for word in bare.split())
    return f"{fold_name(surname)}, {given[0]}"


def emphasised(text: str) -> list[str | Element]:
    """The pieces of a text in which `*…*` becomes italic (`hi`)."""
    return [
        E("hi", piece, rend="italic") if index % 2 else piece
        for index, piece in enumerate(re.split(r"\*([^*]+)\*", text))
        if piece
    ]


def print_order(document: Document) -> Iterator[tuple[str, str]]:
    """(unit, text) of a document and its imported notes in the order of print: the notes of a letter after
    it, those of prose at the foot of each page."""
    notes = {
        str(note.get(XML_ID)): note
        for note in select(document.tree, "//t:standOff//t:note")
        if (note.get("n") or "").isdigit()
    }
    if document.kind == "letter":
        (letter,) = select(document.tree, "//t:div[@type='letter']")
        yield document.id, f"Letter {number_of(document.id)} {plain_text(letter)}".replace(NOTE_SIGN, "")
        yield from ((ref, f"{note.get('n')} {plain_text(note)}") for ref, note in notes.items())
        return
    waiting = list(notes)
    (body,) = select(document.tree, "/*/t:text")
    for number, page in enumerate(plain_text(body).split(PAGE_END)):
        yield document.id, (PAGE_END if number else "") + page.replace(NOTE_SIGN, "")
        for ref in waiting[: page.count(NOTE_SIGN)]:
            yield ref, f"{notes[ref].get('n')} {plain_text(notes[ref])}"
        waiting = waiting[page.count(NOTE_SIGN) :]
