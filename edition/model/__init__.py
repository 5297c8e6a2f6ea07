"""The types of the edition, in the field’s terms. Stages pass them on, and none changes what it is given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast

from edition.findings.diagnostics import Location
from edition.forms.lists import ListEntry
from edition.forms.registers import RegisterEntry
from edition.kinds import KINDS, Kind
from edition.model.unread import ALL_READ, Unread
from edition.tei.canonical import tree_of
from edition.tei.facts import TreeFacts, facts_in
from edition.tei.heads import EssayHead, Head, LetterHead, essay_head, letter_head
from edition.tei.tree import Element
from edition.words.digest import digest_of
from edition.words.stable_text import stable_text

if TYPE_CHECKING:
    from edition.anchors.registry import Registry
    from edition.forms.base import Citation, Form
    from edition.forms.line_yaml import Marked
    from edition.forms.manual import ManualPage
    from edition.volume.book_index import IndexFile, NamesFile


@dataclass(frozen=True)
class Source:
    """A file as it was read: its path from the project's root (with /) and its bytes."""

    path: str
    data: bytes

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        """The content as text, without a byte order mark. Raises UnicodeDecodeError where it is not UTF-8."""
        return self.data.decode("utf-8").removeprefix("\ufeff")


Metadata = TypeVar("Metadata", bound="Form", covariant=True)


@dataclass(frozen=True)
class DocumentPart(Generic[Metadata]):
    """What one file contributes to a document: its metadata, its text as TEI elements, and where things are.

    `fields` is the validated metadata block. `body` holds the TEI elements that the file’s text became (`p`
    of a summary; `div`s of a letter), each still carrying its place as a working attribute."""

    document: str
    fields: Metadata
    body: tuple[Element, ...]
    marks: Marked

    @property
    def location(self) -> Location:
        """Where the metadata begins."""
        return self.marks.at()

    @property
    def id_location(self) -> Location:
        """Where it says of which document it is."""
        return self.marks.at(next(key for key in ("id", "letter", "document") if hasattr(self.fields, key)))


@dataclass(frozen=True)
class TextQuoteSelector:
    """A passage identified by its words (W3C Web Annotation Data Model, 4.2.4)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class NotePlace:
    """Where a note stands: the unit within its document (`s1`, `p3`), and the words behind which its sign is
    put, at the unit's end when there are none."""

    unit: str
    selector: TextQuoteSelector | None = None


@dataclass(frozen=True)
class Annotation:
    """A note of `document`: its id there (`n5`, `n-garden`), the number it is shown with ("" for ours, which
    get letters), its type, the id of who wrote it, its paragraphs as TEI, and the places where editors put it
    (none for a note whose sign is in the text itself)."""

    document: str
    id: str
    number: str
    type: str
    responsibility: str
    body: tuple[Element, ...]
    location: Location
    places: tuple[NotePlace, ...] = ()
    sources: tuple[Citation, ...] = ()

    @property
    def xml_id(self) -> str:
        """Its id in the edition, `L16.n5`."""
        return f"{self.document}.{self.id}"


Entry = TypeVar("Entry", bound=RegisterEntry, covariant=True)


@dataclass(frozen=True)
class Register(Generic[Entry]):
    """The entries of one kind (persons, terms, …) by id, and where each is. A faulty entry has a location but
    is not among the entries."""

    name: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """Its row in `kinds.KINDS`."""
        return KINDS[self.name]


Registers = Mapping[str, Register[RegisterEntry]]


def entries_of(registers: Registers) -> Iterator[tuple[Kind, str, RegisterEntry]]:
    """(kind, id, entry) of all entries of some registers."""
    for register in registers.values():
        yield from ((register.kind, ref, entry) for ref, entry in register.entries.items())


def every_register(read: Iterable[Register[RegisterEntry]]) -> Registers:
    """A register for each kind in the order of their names, of several of one kind the entries of all."""
    registers = {name: Register[RegisterEntry](name) for name in sorted(KINDS)}
    for new in read:
        old = registers[new.name]
        entries, places = {**new.entries, **old.entries}, {**new.locations, **old.locations}
        registers[new.name] = Register(new.name, entries, places)
    return registers


def register_of(registers: Registers, form: type[Entry]) -> Register[Entry]:
    """The register whose entries have the form `form`."""
    name = next(kind.register for kind in KINDS.values() if kind.form is form)
    return cast("Register[Entry]", registers[name])


Fields = TypeVar("Fields", bound=ListEntry, covariant=True)


@dataclass(frozen=True)
class Listed(Generic[Fields]):
    """An entry of one of `forms.lists.LISTS`, and where it stands."""

    fields: Fields
    location: Location


@dataclass(frozen=True)
class Change:
    """What changed in a version, the ids it concerns, and where the list says so."""

    version: str
    date: str
    what: str
    concerns: tuple[str, ...]
    location: Location

    def is_about(self, refs: Collection[str]) -> bool:
        """Does it concern one of these ids, of documents or entries, or the edition as a whole?"""
        return not self.concerns or not set(self.concerns).isdisjoint(refs)


@dataclass(frozen=True)
class Release:
    """A version as it was published: its frozen documents, and the archive that holds them."""

    version: str
    documents: Mapping[str, Document]
    archive: Source
    rows: tuple[str, ...] | None = None  # that it added to the registry; None where the archive does not say
    earlier: Mapping[str, str] = field(default_factory=dict)  # digests of the archives before it, by version


@dataclass(frozen=True)
class Successor:
    """What became of a published id: what replaces it ("" when withdrawn), why, and since which version."""

    id: str
    to: str
    reason: str
    version: str


class DocumentDigests(NamedTuple):
    """Digests of a document: all of it, its head (without how its summary begins), its ids."""

    whole: str
    head: str
    units: str


@dataclass(frozen=True)
class Document:
    """One text of the edition as TEI in its canonical form (`data`), of the `kind` letter, essay or start.
    `origins` maps each of its ids to its location in the sources; `links` are the pointers its authors wrote
    (`#L26.n2`) with their locations.

    What is asked of many documents at once is a fact, drawn from the tree once and kept with the document;
    the tree itself is read again where it is needed, so that an edition of thousands holds few of them.
    """

    id: str
    kind: str
    data: bytes
    origins: Mapping[str, Location] = field(default_factory=dict)
    links: tuple[tuple[str, Location], ...] = ()
    correspondents: tuple[tuple[str, str, Location], ...] = ()  # person, date, where it says so

    @property
    def tree(self) -> Element:
        """Its TEI. Nobody may change it: it is shared by all who ask."""
        return tree_of(self.data)

    @cached_property
    def head(self) -> Head:
        """What its header says about it."""
        return letter_head(self.tree) if self.kind == "letter" else essay_head(self.tree)

    @cached_property
    def facts(self) -> TreeFacts:
        """What is asked of it without its tree."""
        return facts_in(self.tree)

    @cached_property
    def digests(self) -> DocumentDigests:
        """Digests of what the pages of others show of it."""
        head = replace(self.head, description="")
        return DocumentDigests(digest_of(self.data), digest_of(stable_text(head)), digest_of(*self.units))

    @property
    def units(self) -> tuple[str, ...]:
        """Its ids, its own and those of its units, in order."""
        return self.facts.units

    @property
    def included(self) -> bool:
        """Is its text there, and not only what is said about it?"""
        return self.facts.included


@dataclass(frozen=True)
class Mention:
    """A place where a register entry is named: the unit (paragraph, note, …), the words that name it, and
    those around them."""

    entry: str
    document: str
    unit: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Edition:
    """Everything that is checked and rendered: the documents in order, and a register of every kind by its
    name, empty where the edition has none."""

    documents: Mapping[str, Document]
    registers: Registers
    registry: Registry
    mentions: tuple[Mention, ...] = ()
    unread: Unread = ALL_READ  # what of it could not be read
    index: IndexFile | None = None  # of the printed volume, when it is imported
    names: NamesFile | None = None
    changes: tuple[Change, ...] = ()  # oldest first
    successors: Mapping[str, Successor] = field(default_factory=dict)  # of ids that were renamed or withdrawn
    releases: tuple[Release, ...] = ()  # oldest first
    digests: Mapping[str, str] = field(default_factory=dict)  # of the files that were read, by path
    guide: tuple[ManualPage, ...] = ()
    lists: tuple[Listed[ListEntry], ...] = ()  # each in the order of its file
    start: Document | None = None  # the words of the start page

    def listed(self, form: type[Fields]) -> Sequence[Fields]:
        """The entries of the list whose entries have a form: `edition.listed(RequestFields)`."""
        return [entry.fields for entry in self.lists if isinstance(entry.fields, form)]

    def register(self, form: type[Entry]) -> Register[Entry]:
        """The register whose entries have a form: `edition.register(Person).entries`."""
        return register_of(self.registers, form)

    def entry(self, ref: str) -> RegisterEntry | None:
        """The register entry with an id, or None."""
        for register in self.registers.values():
            if ref in register.entries:
                return register.entries[ref]
        return None

    @cached_property
    def letters(self) -> Sequence[LetterHead]:
        """The heads of the letters, in the order of the edition."""
        heads = [document.head for document in self.documents.values()]
        return [head for head in heads if isinstance(head, LetterHead)]

    @cached_property
    def essays(self) -> Sequence[EssayHead]:
        """The heads of essays, introductions, sources and editorial texts, in the order of the edition."""
        heads = [document.head for document in self.documents.values()]
        return [head for head in heads if isinstance(head, EssayHead)]

    def ids(self) -> set[str]:
        """Everything that can be cited: the ids of documents, of their units and of register entries."""
        units = (document.units for document in self.documents.values())
        return set[str]().union(*units, *(register.locations for register in self.registers.values()))

    def entries(self) -> Iterator[tuple[Kind, str, RegisterEntry]]:
        """(kind, id, entry) of all register entries."""
        return entries_of(self.registers)


@dataclass(frozen=True)
class Artifact:
    """A file of the built site: its path from `site/` and its content, or None when it stays as it is."""

    path: str
    data: bytes | None


@dataclass(frozen=True)
class Job:
    """A file to be made: its path, the names of the facts it is made of, and the function that makes it;
    whether that works only in the process in which it was planned."""

    path: str
    uses: frozenset[str]
    make: Callable[[], bytes]
    here: bool = False
