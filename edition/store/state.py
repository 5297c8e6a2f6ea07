"""What is kept between runs, all of it in `.cache/`, which can be deleted at any time.

`build.json` records what the last build read and wrote (names, sizes and times, so that no file need be read
to see that nothing has changed) and what each file was made of. `memory.pickle` has the documents as they
were read and merged. What another version of the program or of its libraries has left is not used.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from edition import __version__
from edition.paths import ANNOTATIONS, MANUAL, OWN_TEMPLATES, PROGRAM, SOURCES, STATIC, TEMPLATES
from edition.store.filing import write_file
from edition.store.memo import Memo, digest_of
from edition.store.site_plan import read_made

RECORD, MEMORY = ".cache/build.json", ".cache/memory.pickle"
INPUTS = (SOURCES, ANNOTATIONS, OWN_TEMPLATES, MANUAL)
MADE = ".schema.json"  # what the program itself writes among them
LIBRARIES = ("jinja2", "lxml", "markdown-it-py", "pydantic", "PyYAML")

Stamp = list[int]  # size in bytes, time of modification in nanoseconds


@dataclass(frozen=True)
class BuildRecord:
    """What a build leaves: the stamps of what it read and wrote (by path), its messages, its facts, and by
    path a digest of those that each file was made of (see `incremental`)."""

    inputs: Mapping[str, Stamp] = field(default_factory=dict)
    site: Mapping[str, Stamp] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    def intact(self, root: Path) -> frozenset[str]:
        """The files of the site that are still as they were written, relative to the site."""
        site, now = root / "site", site_stamps(root)
        return frozenset(
            Path(path).relative_to(site).as_posix()
            for path, stamp in self.site.items()
            if now.get(path) == stamp
        )


def inputs(root: Path) -> dict[str, Stamp]:
    """The stamp of every file that a build depends on, the program's own included, by absolute path."""
    stamps: dict[str, Stamp] = {}
    for folder in (*(root / name for name in INPUTS), TEMPLATES, PROGRAM):
        stamps.update((path, stamp) for path, stamp in _stamps(folder).items() if not path.endswith(MADE))
    return stamps | _stamps(root / STATIC, hidden=True)


def write_record(root: Path, record: BuildRecord) -> None:
    """Record a successful build. Where nothing can be written, nothing is recorded."""
    data = {name: getattr(record, name) for name in BuildRecord.__dataclass_fields__}
    _write(root / RECORD, json.dumps({"version": _version(), **data}).encode())


def site_stamps(root: Path) -> dict[str, Stamp]:
    """The stamp of every file of the site that builds have made, by absolute path."""
    site = root / "site"
    return dict(_stamped(f"{site}/{name}" for name in sorted(read_made(site) or ())))


def read_record(root: Path) -> BuildRecord:
    """The record of the last build; an empty one when there was none, or when it was by another version."""
    try:
        record = json.loads((root / RECORD).read_bytes())
        if record.pop("version") == _version():
            return BuildRecord(**record)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return BuildRecord()


def messages_if_unchanged(root: Path) -> list[str] | None:
    """The messages of the last build if nothing has changed since, else None."""
    last = read_record(root)
    if not last.inputs or last.inputs != inputs(root) or last.site != site_stamps(root):
        return None
    return list(last.messages)


def read_memo(root: Path) -> Memo:
    """What was read and merged in the last run; an empty memo if that cannot be read. Unpickling is safe here
    because the program itself wrote the file; nothing from elsewhere is ever unpickled."""
    try:
        version, _, data = (root / MEMORY).read_bytes().partition(b"\n")
        if version.decode() == _version():
            return Memo(dict(pickle.loads(data).items()))
    except Exception:  # whatever is wrong with it, its content can be made again
        pass
    return Memo()


def write_memo(root: Path, memo: Memo) -> None:
    """Keep what this run has used for the next. Where nothing can be written, nothing is kept."""
    from edition.store.pickled_trees import pickled  # slow to import, not needed where nothing changed

    if memo.changed:
        _write(root / MEMORY, f"{_version()}\n".encode() + pickled(memo.used))


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


def _stamps(folder: Path, hidden: bool = False) -> dict[str, Stamp]:
    """Size and time of each file; one that vanishes meanwhile is left out, a link counts as itself."""
    return dict(_stamped(entry.path for entry in _walk(folder, hidden)))


def _stamped(paths: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    for path in paths:
        with suppress(OSError):
            info = os.lstat(path)
            yield path, [info.st_size, info.st_mtime_ns]


@cache
def _version() -> str:
    """A digest of everything in the program and its libraries on which kept data depend."""
    own = repr(sorted(_stamps(PROGRAM).items()))
    return digest_of(__version__, sys.version, own, *(metadata.version(name) for name in LIBRARIES))
