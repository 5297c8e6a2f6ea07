"""A new edition: the small one in `starter/`, whose every file holds the place of one of the editors' own."""

from __future__ import annotations

from pathlib import Path

from edition.anchors.publication import with_version
from edition.findings import Refused
from edition.paths import CONFIG_PATH

STARTER = Path(__file__).parent / "starter"
VERSION = "0.1"


def new_edition(folder: Path, date: str) -> dict[str, bytes]:
    """The files of a new edition by their paths from its folder, its version of the day `date` (ISO 8601).
    Raises Refused when something lies in the folder, OSError when that cannot be seen."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty; a new edition gets a folder of its own")
    paths = sorted(path for path in STARTER.rglob("*") if path.is_file())
    files = {path.relative_to(STARTER).as_posix(): path.read_bytes() for path in paths}
    return files | {CONFIG_PATH: with_version(files[CONFIG_PATH], VERSION, date)}
