"""Frozen versions: archives of TEI that `publish` wrote and nobody changes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from edition.anchors.agreement import EARLIER, ROWS
from edition.anchors.registry import COLUMNS
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.model import Document, Release, Source
from edition.read.tei import read_tei
from edition.words.letter_ids import DOCUMENT

VERSION = COLUMNS.index("version")
MEMBER = re.compile(rf"tei/{DOCUMENT}\.xml")
APART = frozenset({"tei/registers.xml", "tei/volume-index.xml", "tei/volume-names.xml"})
SIZE_LIMIT, TEXT_LIMIT = 100_000_000, 8_000_000  # bytes of an unpacked archive, and of a text in it
HINT = "“edition publish” writes the archive; restore it from the repository"


N207 = Rule(
    "N207",
    ERROR,
    "a frozen version that cannot be read",
    why="Old citations lead to the archives in `annotations/releases/`. Nobody edits them.",
    bad="`1.0.zip`, damaged when it was copied",
    good="the archive as it is in the repository",
)


def read_release(source: Source) -> tuple[list[Release], list[Diagnostic]]:
    """One version from its archive, `annotations/releases/1.0.zip`; none when the archive is damaged or too
    large (N207)."""
    version = PurePosixPath(source.path).stem
    documents: dict[str, Document] = {}
    records: dict[str, list[str]] = {}
    place = Location(source.path)
    try:
        with ZipFile(BytesIO(source.data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > SIZE_LIMIT:
                return [], [N207.at(place, "the archive is larger than any edition", HINT)]
            texts = [member for member in archive.infolist() if _is_text(member.filename)]
            if large := next((text.filename for text in texts if text.file_size > TEXT_LIMIT), ""):
                return [], [N207.at(place, f"{large} is larger than any text", HINT)]
            for name in archive.namelist():
                if name in {ROWS, EARLIER}:
                    records[name] = archive.read(name).decode().splitlines()
                if not _is_text(name):
                    continue
                document, problems = read_tei(Source(f"{source.path}/{name}", archive.read(name)))
                if document is None:
                    return [], [N207.at(place, f"{name}: {p.message}", HINT) for p in problems]
                documents[document.id] = document
                _ = document.head, document.facts  # drawn here once, and kept with it
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, zlib.error) as error:
        return [], [N207.at(place, f"the archive cannot be read: {error}", HINT)]
    earlier = dict(row.split("\t") for row in records.get(EARLIER, ()) if row.count("\t") == 1)
    rows = tuple(records[ROWS][1:]) if ROWS in records else None
    if (other := _version_in(rows or ())) and other != version:
        hint = f"restore {version}.zip from the repository; take away what is only a copy"
        return [], [N207.at(place, f"this is the archive of version {other}", hint)]
    return [Release(version, documents, source, rows, earlier)], []


def _version_in(rows: Sequence[str]) -> str:
    """Which version the rows of an archive are of; "" when there are none."""
    return next((row.split("\t")[VERSION] for row in rows if row.count("\t") == len(COLUMNS) - 1), "")


def _is_text(name: str) -> bool:
    return bool(MEMBER.fullmatch(name)) and name not in APART
