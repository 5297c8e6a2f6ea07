"""What the files of a folder are, as far as that can be told without a recipe, and what to do with them."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TEI_ROOT = re.compile(rb"<(?:\w+:)?(?:TEI|teiCorpus|TEI\.2)[\s>]")
HEAD = 65_536  # bytes of a file that are looked at
DEPTH, MOST = 4, 20_000  # folders within folders, and files, that are looked at
TABLES = frozenset({".csv", ".tsv"})
WORD = frozenset({".docx"})
OFFICE = frozenset({".doc", ".odt", ".rtf"})
BIBLIOGRAPHIES = frozenset({".json", ".bib", ".bibtex"})
IMAGES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf", ".gif", ".webp"})


@dataclass(frozen=True)
class Recognised:
    """A file, or several of a folder: what it is, and what to do with it."""

    name: str
    what: str
    advice: str


@dataclass
class FolderFiles:
    """The files of a folder: texts that a recipe may fit, transcripts of a word processor, and all others."""

    texts: list[Path] = field(default_factory=list)
    transcripts: list[Path] = field(default_factory=list)
    others: list[Recognised] = field(default_factory=list)


def text_files(folder: Path) -> list[Path]:
    """The files of a folder (or the file) that may be texts; what is something else by its form is not."""
    return survey(folder).texts


def survey(folder: Path) -> FolderFiles:
    """What the files of a folder are, or one file. In the folders within only TEI is looked for."""
    recognised = FolderFiles()
    tei: Counter[Path] = Counter()
    for path in sorted(folder.iterdir()) if folder.is_dir() else [folder]:
        if path.name.startswith(".") or path.is_symlink():
            continue
        if not path.is_file() and not path.is_dir():
            device = Recognised(path.name, "a pipe or a device", "nothing can be read from it")
            recognised.others.append(device)
        elif path.is_dir():
            tei[path] += sum(map(_is_tei, _xml_files(path)))
        elif _is_tei(path):
            tei[folder] += 1
        elif path.suffix.lower() in WORD or (path == folder and path.suffix.lower() in OFFICE):
            recognised.transcripts.append(path)
        elif known := _known(path):
            recognised.others.append(known)
        else:
            recognised.texts.append(path)
    recognised.others += [_corpus(place, count, folder) for place, count in tei.items() if count]
    return recognised


def _xml_files(folder: Path, depth: int = 1) -> Iterator[Path]:
    for path in sorted(folder.iterdir())[:MOST]:
        if path.is_symlink() or path.name.startswith("."):
            continue
        if path.is_dir() and depth < DEPTH:
            yield from _xml_files(path, depth + 1)
        elif path.suffix.lower() == ".xml":
            yield path


def _is_tei(path: Path) -> bool:
    """Is it a file whose root element is TEI's, however it is called?"""
    if path.suffix.lower() not in {".xml", ".tei", ".txt", ""} or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(HEAD).lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and TEI_ROOT.search(head) is not None


def _corpus(place: Path, count: int, folder: Path) -> Recognised:
    files = "a TEI file" if count == 1 else f"{count:,} TEI files"
    name = f"{place.relative_to(folder)}/" if place != folder else "*.xml" if place.is_dir() else place.name
    return Recognised(
        name, files, f"“edition init NAME --tei {shlex.quote(str(place))}” makes an edition of them"
    )


def _known(path: Path) -> Recognised | None:
    """What a file is by its ending; None for what may be a text."""
    suffix, place = path.suffix.lower(), shlex.quote(str(path))
    if suffix in TABLES:
        what, advice = "a table", f"“edition import {place}” reads the metadata of letters from it"
    elif suffix in BIBLIOGRAPHIES and (suffix != ".json" or _is_csl(path)):
        what, advice = "a bibliography", f"“edition import {place}” adds its works to the register"
    elif suffix in OFFICE:
        what = "a word processor’s file of another form"
        advice = "save it as .docx with the number of its letter as its name, 016.docx"
    elif suffix in IMAGES:
        what = "an image, or pages as images"
        advice = "letters name images under “facsimile”; words have to be typed or recognised first"
    elif suffix == ".xml":
        what, advice = "XML, but not TEI", "nothing here reads it; convert it to TEI"
    elif suffix in {".zip", ".gz", ".7z"}:
        what, advice = "an archive", "unpack it into the folder"
    else:
        return None
    return Recognised(path.name, what, advice)


def _is_csl(path: Path) -> bool:
    """Is it a list of works in CSL-JSON?"""
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(data, list) and all(isinstance(item, dict) and "type" in item for item in data)
