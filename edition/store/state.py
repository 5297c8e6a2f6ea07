"""What is kept between runs, all of it in `.cache/`, which can be deleted at any time.

`build.json` tells what the last build read and wrote: names, sizes and times, so that nothing need be read
to see that nothing has changed; and of what each file was made. `memory.pickle` has the documents as they
were read and merged. What another version of the program or of its libraries has left is not used.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from edition import __version__
from edition.paths import PROGRAM, TEMPLATES
from edition.store.filing import write_file
from edition.store.memo import Memo, digest_of

RECORD, MEMORY = ".cache/build.json", ".cache/memory.pickle"
INPUTS = ("sources", "annotations", "templates", "docs")
MADE = ".schema.json"  # what the program itself writes among them
LIBRARIES = ("jinja2", "lxml", "markdown-it-py", "pydantic", "PyYAML")

Stamp = list[int]


@dataclass(frozen=True)
class Last:
    """What the last build left: the stamps of what it read and wrote, what it said, of what its files were
    made."""

    inputs: Mapping[str, Stamp] = field(default_factory=dict)
    site: Mapping[str, Stamp] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    def intact(self, root: Path) -> frozenset[str]:
        """The files of the site that are as they were written, by their paths from it."""
        site, now = root / "site", _stamps(root / "site")
        return frozenset(
            Path(path).relative_to(site).as_posix()
            for path, stamp in self.site.items()
            if now.get(path) == stamp
        )


def templates_of(root: Path) -> Path:
    """The folder of an edition's templates: its own, or those that come with the program."""
    own = root / "templates"
    return own if own.is_dir() else TEMPLATES


def inputs(root: Path) -> dict[str, Stamp]:
    """Every file that a build depends on, the program's own among them."""
    found: dict[str, Stamp] = {}
    for folder in (*(root / name for name in INPUTS), templates_of(root), PROGRAM):
        found.update((path, stamp) for path, stamp in _stamps(folder).items() if not path.endswith(MADE))
    return found


def remember(root: Path, last: Last) -> None:
    """Record a successful build."""
    record = {"version": _version(), **{name: getattr(last, name) for name in Last.__dataclass_fields__}}
    _write(root / RECORD, json.dumps(record).encode())


def site_stamps(root: Path) -> dict[str, Stamp]:
    return _stamps(root / "site")


def recall(root: Path) -> Last:
    """What the last build left; nothing when there was none, or when it was by another version."""
    try:
        record = json.loads((root / RECORD).read_bytes())
        if record.pop("version") == _version():
            return Last(**record)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return Last()


def unchanged(root: Path) -> list[str] | None:
    """The messages of the last build when nothing has changed since, else None."""
    last = recall(root)
    if not last.inputs or last.inputs != inputs(root) or last.site != _stamps(root / "site"):
        return None
    return list(last.messages)


def recall_memo(root: Path) -> Memo:
    """What was read and merged in the last run. The file is our own: what comes from elsewhere is never
    read so."""
    try:
        version, _, data = (root / MEMORY).read_bytes().partition(b"\n")
        if version.decode() == _version():
            return Memo(dict(pickle.loads(data).items()))
    except Exception:  # whatever is wrong with it, it can be made again
        pass
    return Memo()


def keep_memo(root: Path, memo: Memo) -> None:
    """Keep what this run has used."""
    from edition.store.pickled_trees import pickled  # slow to import, and not needed where nothing changed

    if memo.changed:
        _write(root / MEMORY, f"{_version()}\n".encode() + pickled(memo.used))


def _write(path: Path, data: bytes) -> None:
    """Where nothing can be written, the next run makes it again."""
    with suppress(OSError):
        write_file(path, data)


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield entry


def _stamps(folder: Path) -> dict[str, Stamp]:
    """Size and time of each file; one that vanishes meanwhile is left out, a link counts as itself."""
    found: dict[str, Stamp] = {}
    for entry in _walk(folder):
        with suppress(FileNotFoundError):
            info = entry.stat(follow_symlinks=False)
            found[entry.path] = [info.st_size, info.st_mtime_ns]
    return found


@cache
def _version() -> str:
    """The program itself, as far as what it kept depends on it."""
    own = repr(sorted(_stamps(PROGRAM).items()))
    return digest_of(__version__, sys.version, own, *(metadata.version(name) for name in LIBRARIES))
