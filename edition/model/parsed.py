"""What was read, before it is merged: the files of each document, and everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.corpus_map import CorpusMap
from edition.forms.lists import ListEntry
from edition.forms.registers import RegisterEntry
from edition.model import (
    Annotation,
    Change,
    DocumentPart,
    Listed,
    Register,
    Release,
    Source,
)
from edition.tei.tree import Element

if TYPE_CHECKING:
    from edition.anchors.registry import AnchorRow, Move
    from edition.forms.documents import EssayFields, ImportedFields, LetterFields, TextFields
    from edition.forms.manual import ManualPage
    from edition.volume.book_index import IndexFile, NamesFile


@dataclass(frozen=True)
class StartText:
    """The words of the start page as TEI elements, and the file in which they stand."""

    body: tuple[Element, ...]
    path: str


@dataclass(frozen=True)
class ReadMap:
    """How a corpus of TEI is read, and the file that says so."""

    map: CorpusMap
    source: Source


@dataclass(frozen=True)
class Corpus:
    """A TEI corpus: its map, the files of its letters, and those of its registers."""

    by: ReadMap
    letters: tuple[Source, ...]
    registers: tuple[Source, ...]


Refs = Mapping[str, Mapping[str, str]]  # by register (and `documents`) what a pointer of a corpus means


@dataclass(frozen=True)
class Waiver:
    """A finding that may stay, everywhere or in one `file`; `needs` is "imported" if it needs the texts."""

    code: str
    about: str
    reason: str
    location: Location
    file: str = ""
    needs: str = ""


@dataclass(frozen=True)
class InCorpus:
    """Where a letter of a corpus stands: by which map, as which letter of its file, with the day by which it
    is ordered, and what the pointers of its file mean, with a digest of that."""

    by: ReadMap
    place: int
    day: str
    refs: Refs
    refs_digest: str


@dataclass(frozen=True)
class DocumentFiles:
    """The files of one document, `id` by their names or by what they say, each with what it is: `calendar`
    and `essays` are metadata, `texts` and `prose` the texts belonging to them, `annotations` notes; `corpus`
    is a file of a TEI corpus, which is read as `in_corpus` says."""

    id: str
    files: tuple[tuple[str, Source], ...]
    in_corpus: InCorpus | None = None


@dataclass(frozen=True)
class CorpusLetter:
    """A letter of a TEI corpus, in the profile of the hub but for its ids: what its header says (`head`,
    parts of a `teiHeader` by their names), the divisions of its text and its notes, with their places and
    own ids as working attributes, and the images that its page breaks point to."""

    document: str
    title: str
    kind: str
    language: str
    head: Mapping[str, tuple[Element, ...]]
    body: tuple[Element, ...]
    notes: tuple[Element, ...]
    images: tuple[tuple[str, str], ...]
    link_names: bool
    location: Location


@dataclass
class DocumentParts:
    """What was read of one document, and the problems in its files. `claims` says of each file (by path) of
    which document it says that it is; what belongs to another is not among the parts."""

    id: str
    calendar: list[DocumentPart[LetterFields]] = field(default_factory=list)
    texts: list[DocumentPart[TextFields]] = field(default_factory=list)
    essays: list[DocumentPart[EssayFields]] = field(default_factory=list)
    prose: list[DocumentPart[ImportedFields]] = field(default_factory=list)
    corpus: list[CorpusLetter] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    claims: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)  # paths of files that could not be read
    problems: list[Diagnostic] = field(default_factory=list)


@dataclass
class ParsedSources:
    """Everything that was read, sorted by what it is, but for documents, of which there are only the files:
    each is read where it is merged."""

    documents: list[DocumentFiles] = field(default_factory=list)
    maps: list[ReadMap] = field(default_factory=list)
    corpora: list[Corpus] = field(default_factory=list)
    registers: list[Register[RegisterEntry]] = field(default_factory=list)
    index: list[IndexFile] = field(default_factory=list)
    names: list[NamesFile] = field(default_factory=list)
    guide: list[ManualPage] = field(default_factory=list)
    start: list[StartText] = field(default_factory=list)
    lists: list[Listed[ListEntry]] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    anchors: list[AnchorRow] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)  # of the files, by path
    unread: set[str] = field(default_factory=set)  # paths of files that could not be read, or not whole
