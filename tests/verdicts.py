"""What a validator of others found well is not shown to it again on the same machine.

Its verdict depends on what it is shown and on itself alone. Where it finds nothing, the digest of both is
kept in the user's cache, for all checkouts; faults are never kept, so that each run tells them. `--thorough`
asks everything anew, as does a machine that has no such cache yet.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

FOLDER: Path | None = None  # an empty file for each digest; none where nothing is kept
Shown = bytes | str | Path  # a folder is all that is in it


def keep_verdicts(folder: Path) -> None:
    """Keep them in this folder from now on; those that nobody has asked for in a week go."""
    global FOLDER
    FOLDER = folder
    folder.mkdir(parents=True, exist_ok=True)
    for verdict in folder.iterdir():
        with suppress(FileNotFoundError):  # another worker of this run took it away
            if verdict.stat().st_mtime < time.time() - 7 * 86_400:
                verdict.unlink()


def faults_unless_known(look: Callable[[], list[str]], *shown: Shown) -> list[str]:
    """The faults that `look` returns; none, without a look, where it found none in the same before. `shown`
    is all that they depend on: the validator and what it is shown."""
    verdict = FOLDER and FOLDER / digest_of(shown)
    if verdict and verdict.exists():
        verdict.touch()
        return []
    faults = look()
    if verdict and not faults:
        verdict.touch()
    return faults


def digest_of(shown: Iterable[Shown]) -> str:
    digest = sha256()
    for each in shown:
        for data in parts_of(each):
            digest.update(b"%d " % len(data))
            digest.update(data)
    return digest.hexdigest()


def parts_of(shown: Shown) -> Iterable[bytes]:
    """The bytes of a text or file; the names and bytes of all files in a folder."""
    if isinstance(shown, Path) and shown.is_dir():
        for path in sorted(path for path in shown.rglob("*") if path.is_file()):
            yield path.relative_to(shown).as_posix().encode()
            yield path.read_bytes()
    elif isinstance(shown, Path):
        yield shown.read_bytes()
    else:
        yield shown.encode() if isinstance(shown, str) else shown
