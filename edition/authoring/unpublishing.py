"""Taking back the last version, while nobody can have seen it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.anchors import publication
from edition.anchors.registry import COLUMNS
from edition.authoring.yaml_pieces import UncertainLayout, compose, is_block, pieces_of
from edition.findings import Refused
from edition.model import Edition
from edition.paths import ANCHORS_PATH, CHANGES_PATH, CONFIG_PATH, RELEASES
from edition.pipeline import assemble
from edition.store.source_files import read_files
from edition.store.version_control import NoGit, tag_of, where_pushed


@dataclass
class Unpublished:
    """The files as they would be without the version (None: to be taken away), and as they were read."""

    files: dict[str, bytes | None]
    read: Mapping[str, bytes | None]


def unpublish_version(root: Path, version: str) -> Unpublished:
    """Everything that taking back `version` writes: registry, list of versions, configuration, citation file,
    and no archive. Raises Refused unless it is the last one, and for one that has a tag or was pushed."""
    read = read_files(root)
    sources: dict[str, bytes] = {source.path: source.data for source in read}
    edition = assemble(read).edition
    archive = f"{RELEASES}/{version}.zip"
    if edition is None or archive not in sources:
        raise Refused(f"there is no version {version} in {RELEASES}/")
    _refuse_seen(root, edition, version, archive)
    try:
        changes = _without_version(sources.get(CHANGES_PATH, b"").decode(), version)
    except UncertainLayout as doubt:
        raise Refused(f"{CHANGES_PATH} cannot be changed: {doubt}") from None
    files: dict[str, bytes | None] = {archive: None, CHANGES_PATH: changes.encode() or None}
    files[ANCHORS_PATH] = _without_rows(sources.get(ANCHORS_PATH, b""), version)
    before = [change for change in edition.changes if change.version != version]
    if before:
        last = before[-1].version, before[-1].date
        files[CONFIG_PATH] = publication.with_version(sources[CONFIG_PATH], *last)
        citation = root / publication.CITATION
        if citation.is_file():
            sources[publication.CITATION] = citation.read_bytes()
            files[publication.CITATION] = publication.with_citation(sources[publication.CITATION], *last)
    return Unpublished(files, sources)


def _refuse_seen(root: Path, edition: Edition, version: str, archive: str) -> None:
    last = publication.last_version(edition)
    if version != last:
        raise Refused(f"version {version} is not the last one, which is {last}; later ones stand on it")
    try:
        tag, branch = tag_of(root, version), where_pushed(root, archive)
    except NoGit:
        return
    if tag:
        raise Refused(f"version {version} has the tag {tag}; what was tagged may have been cited")
    if branch:
        raise Refused(f"version {version} was pushed to {branch}; others may have seen it")


def _without_rows(registry: bytes, version: str) -> bytes | None:
    """The registry without the rows of a version; None when nothing is left of it."""
    place = COLUMNS.index("version")
    lines = registry.decode().splitlines(keepends=True)
    kept = [line for line in lines if (line.split("\t") + [""] * place)[place] != version]
    return "".join(kept).encode() if len(kept) > 1 else None


def _without_version(text: str, version: str) -> str:
    """The list of versions without one of them. Raises UncertainLayout."""
    node, lines = compose(text), text.split("\n")
    if node is None or not is_block(node):
        return text
    for piece in pieces_of(node, lines, 0, len(lines) - 1).pieces:
        content = "\n".join(lines[piece.start : piece.end])
        if re.search(rf"\bversion: +[\"']?{re.escape(version)}[\"']?\s", f"{content}\n"):
            return "\n".join([*lines[: piece.first], *lines[piece.end :]]).lstrip("\n")
    return text
