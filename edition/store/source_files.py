"""The only reading from disk: walk the source folders and take each file as bytes."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from edition.findings.rule import ERROR, Rule
from edition.model import Source
from edition.paths import ANNOTATIONS, MANUAL, OWN_TEMPLATES, SOURCES, STATIC, TEMPLATES
from edition.store.copied_folders import copied_folders
from edition.store.corpus_files import corpus_files

# reported where files are read, and where texts are joined with their metadata
D110 = Rule(
    "D110",
    ERROR,
    "a file that belongs to nothing the edition knows",
    why="Nothing reads this file. Its name or folder is wrong.",
    bad="`annotations/person.yaml`",
    good="`annotations/persons.yaml`",
)


FOLDERS = (SOURCES, ANNOTATIONS, MANUAL)
SUFFIXES = frozenset({".md", ".yaml", ".yml", ".xml", ".tsv", ".zip"})
FILES_OF_OURS = (".md", ".yaml", ".yml", ".tsv")
BESIDE = frozenset("LICENSE LICENCE COPYING README NOTICE AUTHORS CONTRIBUTING".split())  # speak of a folder


def find_files(root: Path, folders: tuple[str, ...] = FOLDERS) -> Iterator[str]:
    """The paths of the source files from the edition's folder, in order, without hidden ones; of the manual
    only its pages. Raises OSError when a folder cannot be read, and for a link, since everything that is
    published must be in the edition."""
    for folder in folders:
        start = len(str(root / folder)) - len(folder)
        for path in _in_order(_walk(root / folder)):
            name, dot, suffix = path.rpartition("/")[2].rpartition(".")
            if dot + suffix in SUFFIXES if folder == MANUAL else (name or suffix) not in BESIDE:
                yield path[start:]


def find_static(root: Path) -> list[Path]:
    """The files below `static/` in order, hidden ones too. Raises OSError for a link."""
    return [Path(path) for path in _in_order(_walk(root / STATIC, hidden=True))]


def files_below(folder: Path) -> Sequence[Path]:
    """Every file in a folder and those within it, in no order; none where there is no such folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def _in_order(paths: Iterable[str]) -> Sequence[str]:
    """Paths with `/` between their parts, sorted part by part."""
    return sorted((path.replace(os.sep, "/") for path in paths), key=lambda path: path.split("/"))


def _walk(top: Path, hidden: bool = False) -> Iterator[str]:
    """The files below a folder; those that are hidden only if it is said."""
    if top.is_symlink():
        _refuse_link(top)
    if not top.is_dir():
        if top.exists() and top.name != MANUAL:
            raise OSError(errno.ENOTDIR, "this is not a folder, and one belongs here", str(top))
        return
    for entry in os.scandir(top):
        if entry.name.startswith(".") and not hidden:
            continue
        _refuse_name(entry.path)
        if entry.is_symlink():
            _refuse_link(Path(entry.path))
        elif entry.is_dir():
            if not hidden and entry.name.endswith(FILES_OF_OURS):
                raise OSError(errno.EISDIR, "this is a folder, and its name is that of a file", entry.path)
            yield from _walk(Path(entry.path), hidden)
        elif entry.is_file():
            yield entry.path
        else:
            raise OSError(errno.EINVAL, "this is a pipe or a device, and no file", entry.path)


def _refuse_name(path: str) -> None:
    """Refuse a name that is no text: it would be an id, or part of an address."""
    shown = path.encode("utf-8", "replace").decode()
    if shown != path:
        raise OSError(errno.EILSEQ, "its name is not UTF-8; give it another", shown)
    if not path.isprintable():
        raise OSError(errno.EILSEQ, "a control character stands in its name; give it another", repr(path))


def _refuse_link(path: Path) -> None:
    raise OSError(errno.ELOOP, "this is a link; put the file itself here", str(path))


def read_files(root: Path, unchanged: Iterable[Source] = ()) -> list[Source]:
    """All source files of an edition, with paths relative to its folder; those in `static/` are only named,
    and so are folders that have the names of copies of the edition's own. Those that are `unchanged` since
    they were read are not read again. Raises OSError as `find_files`."""
    known = {source.path: source for source in unchanged}
    templates = [Source(p.relative_to(root).as_posix(), p.read_bytes()) for p in _own_templates(root)]
    static = [Source(path.relative_to(root).as_posix(), b"") for path in find_static(root)]
    read = [
        known.get(name) or Source(name, _content(root / name))
        for name in dict.fromkeys([*find_files(root), *corpus_files(root)])
    ]
    copies = [Source(f"{name}/", b"") for name in copied_folders(root)]
    return [*read, *templates, *static, *copies]


def _own_templates(root: Path) -> list[Path]:
    """An edition's templates; of the program's, which may lie in the same folder, only the phrases."""
    top = root / OWN_TEMPLATES
    files = [Path(path) for path in _in_order(_walk(top))]
    ours = files and top.samefile(TEMPLATES)
    return [path for path in files if path.match("phrases/*.yaml")] if ours else files


def _content(path: Path) -> bytes:
    """What stands in a file; nothing of one that is only named, since it may be large."""
    return path.read_bytes() if path.suffix in SUFFIXES else b""
