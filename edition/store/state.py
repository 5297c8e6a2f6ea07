"""What is kept between runs, all of it in `.cache/`, which can be deleted at any time.

`build.json` records what the last build read and wrote (names, sizes and times, so that no file need be read
to see that nothing has changed) and what each file was made of. `results.sqlite` has the documents as they
were read and merged (`results`). What another version of the program or of its libraries left is not used.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from edition import __version__
from edition.paths import ANNOTATIONS, MANUAL, OWN_TEMPLATES, PROGRAM, SOURCES, STATIC, TEMPLATES
from edition.store.copied_folders import copied_folders
from edition.store.corpus_files import corpus_files
from edition.store.filing import write_file
from edition.store.memo import Memo
from edition.store.results import KeptResults, write_results
from edition.store.site_folder import Written
from edition.store.site_plan import read_made
from edition.words.digest import digest_of

RECORD, RESULTS = ".cache/build.json", ".cache/results.sqlite"
INPUTS = (SOURCES, ANNOTATIONS, OWN_TEMPLATES, MANUAL)
MADE = ".schema.json"  # what the program itself writes among them
LIBRARIES = ("jinja2", "lxml", "markdown-it-py", "mdit-py-plugins", "pydantic", "python-slugify", "PyYAML")

Stamp = list[int]  # size in bytes, time of modification in nanoseconds; of an editor’s files that of change


@dataclass(frozen=True)
class BuildRecord:
    """What a build leaves: the stamps of what it read and wrote (by path; of the
    site from there), its messages, its facts, and by
    path a digest of those that each file was made of (see `incremental`)."""

    inputs: Mapping[str, Stamp] = field(default_factory=dict)
    site: Mapping[str, Stamp] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    def intact(self, now: Mapping[str, Stamp]) -> dict[str, int]:
        """The files of the site that are still as they were written, of those that are there now, and how
        many bytes each has."""
        return {path: stamp[0] for path, stamp in self.site.items() if now.get(path) == stamp}


def inputs(root: Path) -> dict[str, Stamp]:
    """The stamp of every file that a build depends on, the program's own included, by absolute path."""
    return _stamps(PROGRAM) | watched_inputs(root)


def watched_inputs(root: Path) -> dict[str, Stamp]:
    """The stamp of every file that a build depends on and that may change while the program runs."""
    own = [path for name in INPUTS for path in _paths(root / name) if not path.endswith(MADE)]
    own += [
        *_paths(root / STATIC, hidden=True),
        *(f"{root}/{name}" for name in [*corpus_files(root), *copied_folders(root)]),
    ]
    return _stamps(TEMPLATES) | dict(_stamped(own, None, with_change=True))


def write_record(root: Path, record: BuildRecord) -> None:
    """Record a successful build. Where nothing can be written, nothing is recorded."""
    data = {name: getattr(record, name) for name in BuildRecord.__dataclass_fields__}
    _write(root / RECORD, json.dumps({"version": version(), **data}).encode())


def site_stamps(root: Path) -> dict[str, Stamp]:
    """The stamp of every file of the site that builds have made, by its path from there."""
    names = sorted(read_made(root / "site") or ())
    return dict(_stamped(names, root / "site"))


def stamps_after(root: Path, before: Mapping[str, Stamp], written: Written) -> dict[str, Stamp]:
    """The stamps of a site after files were written and removed, from those before."""
    stamps = {path: stamp for path, stamp in before.items() if path not in written.removed_or_written}
    for path in written.written:
        info = (root / "site" / path).stat(follow_symlinks=False)
        stamps[path] = [info.st_size, info.st_mtime_ns]
    return stamps


def read_record(root: Path) -> BuildRecord:
    """The record of the last build; an empty one when there was none, or when it was by another version."""
    try:
        record = json.loads((root / RECORD).read_bytes())
        if record.pop("version") == version():
            return BuildRecord(**record)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    return BuildRecord()


def messages_if_unchanged(root: Path) -> list[str] | None:
    """The messages of the last build if nothing has changed since, else None."""
    last = read_record(root)
    if not last.inputs or last.inputs != inputs(root) or last.site != site_stamps(root):
        return None
    return list(last.messages)


def read_memo(root: Path) -> Memo:
    """What was read and merged in the last run; an empty memo if that cannot be read."""
    return Memo(KeptResults(root / RESULTS, version()))


def write_memo(root: Path, memo: Memo) -> None:
    """Keep what this run has used for the next. Where nothing can be written, nothing is kept."""
    if memo.changed:
        with suppress(OSError):
            write_results(root / RESULTS, version(), memo.used, memo.held)


def _write(path: Path, data: bytes) -> None:
    """Where nothing can be written, the next run makes it again."""
    with suppress(OSError):
        write_file(path, data)


def _walk(folder: Path, hidden: bool) -> Iterator[os.DirEntry[str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if (entry.name.startswith(".") and not hidden) or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), hidden)
        else:
            yield entry


def _paths(folder: Path, hidden: bool = False) -> Iterator[str]:
    return (entry.path for entry in _walk(folder, hidden))


def _stamps(folder: Path) -> dict[str, Stamp]:
    return dict(_stamped(_paths(folder)))


def _stamped(
    paths: Iterable[str], folder: Path | None = None, with_change: bool = False
) -> Iterator[tuple[str, Stamp]]:
    """Size and time of each file; one that vanishes meanwhile is left out, a link counts as itself. The time
    of change is set by the system alone, so that a file is known as another though its clock was set back or
    its time of modification was kept; what installs the program may touch it at any time."""
    before = f"{folder}/" if folder else ""
    for path in paths:
        with suppress(OSError):
            info = os.lstat(f"{before}{path}")
            yield path, [info.st_size, info.st_mtime_ns, *([info.st_ctime_ns] if with_change else [])]


def _content(path: str) -> bytes:
    """What is in a file; nothing in one that vanishes meanwhile or is a link to nothing."""
    with suppress(OSError):
        return Path(path).read_bytes()
    return b""


@cache
def version() -> str:
    """A digest of everything in the program and its libraries on which kept data depend. (Of the files
    themselves: another checkout of the same program has other times.)"""
    files = [path for path in _paths(PROGRAM) if not path.endswith(".md")]
    own = (part for path in files for part in (path[len(str(PROGRAM)) :], _content(path)))
    libraries = (metadata.version(name) for name in LIBRARIES)
    return digest_of(__version__, sys.version, *own, *libraries)
