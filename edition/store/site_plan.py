"""What is to be done to the folder of a site: what of it the last build made, what is somebody else's, and
what the files of this build change.

Which files a build made stands in the site itself (`.edition-files`), so that it changes with the site in one
step and is there however it was copied, and whatever became of `.cache/`.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from edition.store.filing import refuse_strays

if TYPE_CHECKING:
    from edition.model import Artifact

MADE = ".edition-files"
READY, MOVES = ".edition-new", ".edition-moves"  # while files are moved into a site one by one
TOLD = 3  # files that a message names


@dataclass(frozen=True)
class SiteFolder:
    """A site as it stands: its files (None for anything else, such as a link), its folders, and which of the
    files builds have made; None when no build has made any."""

    files: Mapping[str, os.stat_result | None]
    folders: Collection[str]
    made: frozenset[str] | None

    def strange_files(self) -> set[str]:
        """Files and links that no build has made."""
        return {name for name in self.files if name not in (self.made or ()) and name != MADE}

    def strange_folders(self) -> set[str]:
        """Folders in which there is nothing but what no build has made."""
        return {*self.folders} - folders_of(self.made or ())


@dataclass
class SitePlan:
    """What is to be done: files that stay (with their inodes), new and changed ones, those that go; the
    folders of the new site, and those of the old one that will be empty. `shared` says that somebody else’s
    files stand among them."""

    stay: dict[str, int] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    needless: list[str] = field(default_factory=list)
    shared: bool = False

    @property
    def fresh(self) -> list[str]:
        """The files that were made."""
        return [*self.new, *self.changed]

    @property
    def to_do(self) -> bool:
        """Whether anything changes."""
        return bool(self.new or self.changed or self.gone or self.needless)


def survey(site: Path) -> SiteFolder:
    """What stands in the folder of a site, without following links."""
    made = read_made(site)
    ours = folders_of(made or ())
    files: dict[str, os.stat_result | None] = {}
    folders: set[str] = set()
    for name, entry in entries(site, lambda name: name in ours or not name.startswith(".")):
        if name in {READY, MOVES}:
            continue
        if entry.is_dir(follow_symlinks=False):
            folders.add(name)
        else:
            info = entry.stat(follow_symlinks=False)
            files[name] = info if stat.S_ISREG(info.st_mode) else None
    return SiteFolder(files, folders, made)


def entries(top: Path, enters: Callable[[str], bool]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder with its relative path; a folder comes before its content. Folders that are
    not to be entered are only named."""
    waiting = [""] if top.is_dir() else []
    while waiting:
        prefix = waiting.pop()
        with os.scandir(f"{top}/{prefix}") as inside:
            for entry in inside:
                name = f"{prefix}{entry.name}"
                yield name, entry
                if entry.is_dir(follow_symlinks=False) and enters(name):
                    waiting.append(f"{name}/")


def above(name: str) -> Iterator[str]:
    """The folders above a path: `a/b/c` → `a/b`, `a`."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def folders_of(names: Iterable[str]) -> set[str]:
    """The folders in which some files stand."""
    folders: set[str] = set()
    for name in names:
        add_folders_of(name, folders)
    return folders


def add_folders_of(name: str, folders: set[str]) -> None:
    """Add to some folders those in which a file stands; of one that is among them all are."""
    for folder in above(name):
        if folder in folders:
            return
        folders.add(folder)


def read_made(site: Path) -> frozenset[str] | None:
    """The files that builds have made in a site, or None when it does not say so."""
    try:
        names = json.loads((site / MADE).read_bytes())
        return frozenset(map(str, names)) if isinstance(names, list) else None
    except (OSError, ValueError, RecursionError):
        return None


def made_file(names: Iterable[str]) -> Artifact:
    """The file that says which files a build has made."""
    from edition.model import Artifact  # with all forms: not for a build that makes nothing

    return Artifact(MADE, json.dumps(sorted(names), indent=0, ensure_ascii=False).encode() + b"\n")


def refuse_foreign_site(site: Path) -> None:
    """Raise OSError when a folder holds anything but hidden files and no build has made it."""
    if not site.is_dir() or read_made(site) is not None:
        return
    strange = sorted(entry.name for entry in os.scandir(site) if not entry.name.startswith("."))
    if strange:
        names = ", ".join(strange[:TOLD]) + (", …" if strange[TOLD:] else "")
        fault = (
            f"no build made what is here ({names}); move it away or delete it, then build again. "
            "Put files for the site into static/"
        )
        raise OSError(errno.ENOTEMPTY, fault, str(site))


def compare(
    site: Path, there: SiteFolder, artifacts: Iterable[Artifact], write: Callable[[str, bytes], None]
) -> SitePlan:
    """What is to be done so that a site holds these files; each one that is new or changed is given to
    `write` as it comes. Raises OSError when somebody else’s file or folder is where one of them belongs."""
    plan = SitePlan()
    files = there.strange_files()
    folders = there.strange_folders() | folders_of(files)
    for artifact in artifacts:
        name = artifact.path
        refuse_strays(name)
        if _sort(site, there, artifact, plan):
            for stranger in {name, *above(name)} & files or {name} & folders:
                fault = f"no build made this, and {name} belongs here; move it away, then build again"
                raise OSError(errno.EEXIST, fault, str(site / stranger))
            write(name, artifact.data or b"")
        files.discard(name)
    _add_the_rest(there, files, plan)
    return plan


def _sort(site: Path, there: SiteFolder, artifact: Artifact, plan: SitePlan) -> bool:
    """Note down whether a file stays, is new or is changed; must it be written?"""
    name, known = artifact.path, there.files.get(artifact.path)
    add_folders_of(name, plan.folders)
    if artifact.data is None:
        if known is None:
            raise FileNotFoundError(errno.ENOENT, "it was there when the build began", str(site / name))
        plan.stay[name] = known.st_ino
        return False
    if known is not None and known.st_size == len(artifact.data) and _same(site / name, artifact.data):
        plan.stay[name] = known.st_ino
        return False
    (plan.changed if known is not None else plan.new).append(name)
    return True


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _add_the_rest(there: SiteFolder, strangers: Collection[str], plan: SitePlan) -> None:
    """Note down what goes, and what stays although no build has made it. Hidden files at the top, such as
    `.gitignore`, are links in the next site; where there is anything else folders are not exchanged."""
    made = there.made or frozenset()
    plan.gone = sorted((made - {*plan.stay, *plan.fresh}) & there.files.keys())
    others = (there.strange_folders() | folders_of(strangers)) - plan.folders
    plan.needless = sorted({*there.folders} - plan.folders - others, reverse=True)
    plan.shared = bool(others)
    for name in strangers:
        info = there.files.get(name)
        if info is not None and name.startswith(".") and "/" not in name:
            plan.stay[name] = info.st_ino
        else:
            plan.shared = True
