"""Readers: from a file to what it contributes to the edition, with the problems in it.

`READERS` is the table of source formats: a folder (or file) of the project and the function that reads
it. A new book needs no new reader, only a recipe (`importer.form`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial

from edition.anchors.registry import AnchorRow, Move
from edition.findings.diagnostics import Diagnostic, has_errors
from edition.forms.base import Form
from edition.forms.line_yaml import MOST_FAULTS
from edition.forms.lists import LISTS, ListEntry
from edition.forms.manual import ManualPage
from edition.forms.own_kinds import OwnEntry
from edition.forms.registers import RegisterEntry
from edition.kinds import KINDS
from edition.model import Annotation, Change, DocumentPart, Listed, Register, Release, Source
from edition.model.parsed import (
    DocumentFiles,
    DocumentParts,
    ParsedSources,
    ReadMap,
    StartText,
    Waiver,
)
from edition.paths import (
    ANCHORS_PATH,
    CHANGES_PATH,
    CONFIG_PATH,
    ESSAYS,
    IMPORTED_ESSAYS,
    IMPORTED_NOTES,
    IMPORTED_TEXTS,
    INDEX_PATH,
    LETTERS,
    MANIFEST_PATH,
    MANUAL,
    MAPS,
    MOVED_PATH,
    NAMES_PATH,
    NOTES,
    RECIPES,
    RELEASES,
    START_PATH,
    STATIC,
    TEXTS,
    WAIVERS_PATH,
    id_by_name,
    register_name,
    register_path,
)
from edition.read.anchors import read_anchors, read_moves
from edition.read.annotations import A103, read_notes, read_waivers
from edition.read.back_matter import read_index, read_names
from edition.read.corpus import CORPUS, assign_files, read_letter, read_map
from edition.read.documents import (
    read_calendar,
    read_essay,
    read_imported,
    read_imported_essay,
    read_own_text,
    read_start,
)
from edition.read.doubts import doubts
from edition.read.list_files import read_changes, read_entries
from edition.read.manual import read_manual
from edition.read.other_files import copied, misnamed, missing_registers, not_read
from edition.read.registers import read_register
from edition.read.releases import read_release
from edition.read.text_files import unreadable
from edition.read.unfinished import find_unfinished
from edition.store.copied_folders import EDITORS_FOLDERS
from edition.store.memo import Memo
from edition.store.source_files import FILES_OF_OURS
from edition.volume.book_index import IndexFile, NamesFile
from edition.words.copied_names import copied_from, with_folders

Item = (
    DocumentPart[Form]
    | Annotation
    | Register[RegisterEntry]
    | Waiver
    | Change
    | AnchorRow
    | Move
    | Release
    | IndexFile
    | NamesFile
    | ManualPage
    | StartText
    | ReadMap
    | Listed[ListEntry]
)
Reader = Callable[[Source], tuple[Sequence[Item], list[Diagnostic]]]

# (pattern of paths, field of ParsedSources, reader); the first that matches reads the file
READERS: tuple[tuple[str, str, Reader], ...] = (
    (f"{LETTERS}/*.md", "calendar", read_calendar),
    (f"{TEXTS}/*.md", "texts", read_own_text),
    (f"{IMPORTED_TEXTS}/*.md", "texts", read_imported),
    (f"{ESSAYS}/*.md", "essays", read_essay),
    (f"{IMPORTED_ESSAYS}/*.md", "prose", read_imported_essay),
    (INDEX_PATH, "index", read_index),
    (NAMES_PATH, "names", read_names),
    (f"{MANUAL}/*.md", "guide", read_manual),
    (START_PATH, "start", read_start),
    (f"{MAPS}/*.yaml", "maps", read_map),
    (CHANGES_PATH, "changes", read_changes),
    (ANCHORS_PATH, "anchors", read_anchors),
    (MOVED_PATH, "moves", read_moves),
    (f"{RELEASES}/*.zip", "releases", read_release),
    (WAIVERS_PATH, "waivers", read_waivers),
    (f"{NOTES}/*.yaml", "annotations", read_notes),
    (f"{IMPORTED_NOTES}/*.yaml", "annotations", read_notes),
)
BINARY = frozenset({"releases"})
WITHOUT_DOUBTS = BINARY | {"guide", "maps", "anchors", "index", "names"}
OF_DOCUMENTS = frozenset({"calendar", "essays", "texts", "prose", "annotations"})
KNOWN = (CONFIG_PATH, f"{RECIPES}/*.yaml", MANIFEST_PATH)
ENDINGS = (*FILES_OF_OURS, ".zip")  # of the names of files that are read, but for those of corpora


def readers() -> list[tuple[str, str, Reader]]:
    """The rows of READERS, and one for each kind of register and of list: (pattern, field of ParsedSources,
    reader)."""
    return [
        *READERS,
        *((register_path(name), "registers", read_register) for name in KINDS),
        *((register_path(name), "lists", read_entries) for name in LISTS),
    ]


def matches_pattern(path: str, pattern: str) -> bool:
    """Whether a path matches a pattern in which a star stands for part of a name, never for a folder."""
    return _compiled(pattern).fullmatch(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", "[^/]*"))


def parse_sources(sources: Iterable[Source], memo: Memo | None = None) -> ParsedSources:
    """Read every source that is no document's with the first reader whose pattern matches. A file that no
    reader knows is reported (D110), not skipped; `memo` keeps what was read from unchanged files."""
    parsed, memo, rows = ParsedSources(), memo or Memo(), readers()
    documents: dict[str, list[tuple[str, Source]]] = {}
    meant: set[str] = set()  # files that have another name
    of_corpora: list[Source] = []  # if a map says so
    sources, copies = [*sources], dict[str, str]()
    there = with_folders(source.path for source in sources) | EDITORS_FOLDERS
    for source in sources:
        parsed.digests[source.path] = source.digest
        if source.path.startswith(f"{STATIC}/"):  # it is published as it is
            continue
        copy = None if source.path.endswith(".xml") else copied_from(source.path, there)
        if copy and (copy[0] != source.path or source.path.endswith(ENDINGS)):  # of pictures D113 tells
            copies.setdefault(*copy)
            continue
        row = next((row for row in rows if matches_pattern(source.path, row[0])), None)
        if row is not None and row[1] in OF_DOCUMENTS:
            documents.setdefault(id_by_name(source.path), []).append((row[1], source))
        elif row is not None:
            items, problems = _read_by(row, source, memo)
            getattr(parsed, row[1]).extend(items)
            parsed.problems += problems
            if has_errors(problems) and not (items and row[1] == "registers"):
                parsed.unread.add(source.path)
        elif source.path.endswith(".xml"):
            of_corpora.append(source)
        elif not any(matches_pattern(source.path, pattern) for pattern in KNOWN):
            _tell_not_read(source, parsed, meant)
    for source in assign_files(of_corpora, parsed):
        _tell_not_read(source, parsed, meant)
    parsed.unread |= meant - parsed.digests.keys()
    gone = list(missing_registers(parsed))
    parsed.problems += [*gone, *copied(copies)]
    parsed.unread |= {finding.location.path for finding in gone}
    parsed.documents = [DocumentFiles(ref, tuple(files)) for ref, files in documents.items()]
    return parsed


def _tell_not_read(source: Source, parsed: ParsedSources, meant: set[str]) -> None:
    names = [*dict.fromkeys(pattern for pattern, _, _ in readers()), *KNOWN]
    parsed.problems.append(not_read(source.path, names))
    parsed.unread.add(source.path)
    meant.add(misnamed(source.path, names))


def read_document(document: DocumentFiles) -> DocumentParts:
    """Read the files of one document."""
    parts = DocumentParts(document.id)
    for group, source in document.files:
        if document.in_corpus is not None and group == CORPUS:
            letter, told = read_letter(source, document.id, document.in_corpus)
            parts.problems += told
            parts.corpus += [letter] if letter else []
            continue
        row = next(row for row in READERS if row[1] == group and matches_pattern(source.path, row[0]))
        items, problems = _read_by(row, source, Memo())
        parts.problems += problems
        for item in items:
            assert isinstance(item, DocumentPart | Annotation)
            parts.claims[source.path] = item.document
            if item.document == document.id:
                getattr(parts, group).append(item)
        if has_errors(problems) and not items:
            parts.unread.add(source.path)
    _keep_first_notes(parts)
    return parts


def _form_of(group: str, source: Source) -> str:
    """What a register is read by beside its text and this program: its form, if the edition describes it."""
    form = KINDS[register_name(source.path)].form if group == "registers" else None
    if form is None or not issubclass(form, OwnEntry):
        return ""
    return repr((form.__name__, form.described, form.lifetime))


def _keep_first_notes(parts: DocumentParts) -> None:
    """Of notes with one id in two files the first counts; the other is reported (A103)."""
    first: dict[str, Annotation] = {}
    for note in parts.annotations:
        other = first.setdefault(note.id, note)
        if other is not note:
            message = f"the note {note.id} stands in {other.location.path} too"
            parts.problems.append(A103.at(note.location, message, "give one of the two another id"))
    parts.annotations[:] = first.values()


def _read_by(
    row: tuple[str, str, Reader], source: Source, memo: Memo
) -> tuple[Sequence[Item], Sequence[Diagnostic]]:
    _, group, read = row
    fault = unreadable(source) if group not in BINARY else None
    if fault is not None:
        return [], [fault]
    key = f"read {source.path} {source.digest} {_form_of(group, source)}"
    return memo.get(key, partial(_read, read, source, with_doubts=group not in WITHOUT_DOUBTS))


def _read(read: Reader, source: Source, *, with_doubts: bool) -> tuple[Sequence[Item], Sequence[Diagnostic]]:
    items, problems = read(source)
    if not with_doubts:
        return items, problems
    doubtful = [] if has_errors(problems) else doubts(source)
    every = [*problems, *doubtful, *find_unfinished(source)]
    if len(every) > MOST_FAULTS:
        every = sorted(every, key=lambda finding: -finding.severity)[:MOST_FAULTS]
    return items, every
