"""What a publication leaves in three places must agree: the rows of the registry, the archive, the list of
versions.

An archive has, beside the TEI, the rows that its version added (`anchors.tsv`) and the digests of the
archives before it (`versions.tsv`). So a registry that was deleted, cut or set back is noticed, and can be
put together again from the archives; and so is an archive that is gone or was exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.anchors.registry import COLUMNS
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.model import Edition, Release
from edition.paths import ANCHORS_PATH, CHANGES_PATH, RELEASES

ROWS, EARLIER = "anchors.tsv", "versions.tsv"  # in an archive
CITED = re.compile(r"[^.]+\.(?:[sphn]\d+[a-z]*|n-[a-z0-9-]+)")
TOLD = 3  # ids that a message names

N208 = Rule(
    "N208",
    ERROR,
    "a registry, an archive and a list of versions that contradict one another",
    why="Each publication writes to `annotations/anchors.tsv`, `annotations/releases/` and "
    "`sources/changes.yaml`. If one of them is lost, cut or reset, old citations lead astray.",
    bad="`annotations/anchors.tsv` deleted, or of an older day than `annotations/releases/1.1.zip`",
    good="all three as the repository has them",
)


def disagreements(edition: Edition) -> Iterator[Diagnostic]:
    """What the registry, the archives and the list of versions say against one another (N208)."""
    yield from _lost_rows(edition)
    yield from _lost_archives(edition)
    listed = {change.version for change in edition.changes}
    places = {release.version: Location(release.archive.path) for release in edition.releases}
    for version, place in ({row.version: row.location for row in edition.registry.rows} | places).items():
        if version not in listed:
            message = f"version {version} was published and is not in {CHANGES_PATH}"
            row = f'- {{version: "{version}", date: …, what: …}}'
            hint = f"restore it from the repository, or add there {row} at its place in time"
            yield N208.at(place, message, hint)


def unknown_versions(edition: Edition, present: str) -> Iterator[Diagnostic]:
    """Listed versions that neither the registry nor an archive knows (N208): both were lost together. What
    stands before the first that is known may be of another program; the last may be still to be published,
    unless it is the `present` one, which `sources/edition.yaml` names."""
    known = {*edition.registry.versions, *(release.version for release in edition.releases)}
    listed = [change.version for change in edition.changes]
    first = next((at for at, version in enumerate(listed) if version in known), 0)
    unknown = [change for change in edition.changes[first:] if change.version not in known]
    if unknown and unknown[-1].version == listed[-1] != present:
        del unknown[-1]
    if unknown:
        names = " and ".join(change.version for change in unknown)
        message = f"neither {ANCHORS_PATH} nor {RELEASES} knows version {names}"
        hint = "restore both from the repository; if it was never published, take its row away until it is"
        yield N208.at(unknown[0].location, message, hint)


def _lost_rows(edition: Edition) -> Iterator[Diagnostic]:
    """What archives have and the registry has not."""
    rows = {row.line() for row in edition.registry.rows}
    for release in edition.releases:
        if release.rows is None:
            lost = sorted(_ids_in(release) - edition.registry.published.keys())
            hint = "restore it from the repository"
        else:
            missing = [row.split("\t")[0] for row in release.rows if row not in rows]
            lost = [
                xml_id for xml_id in dict.fromkeys(missing) if not _is_of_a_branch(xml_id, release, edition)
            ]
            archive = f"{RELEASES}/{release.version}.zip"
            hint = f"restore it from the repository, or add the rows of {ROWS} in {archive}"
        if lost:
            place = _place_of_row(lost[0], release, edition)
            names = ", ".join(lost[:TOLD]) + (f" and {len(lost) - TOLD} more" if lost[TOLD:] else "")
            message = f"{ANCHORS_PATH} does not know what version {release.version} published: {names}"
            yield N208.at(place, message, hint)


def _place_of_row(xml_id: str, release: Release, edition: Edition) -> Location:
    """Where the row of an id stands that the registry has otherwise than an archive, or where it stood:
    behind the row before it."""
    rows = [row.split("\t")[0] for row in release.rows or ()]
    before = rows[: rows.index(xml_id) + 1] if xml_id in rows else [xml_id]
    known = edition.registry.latest
    there = next((each for each in reversed(before) if each in known), "")
    if there:
        return known[there].location
    return Location(ANCHORS_PATH, 1) if ANCHORS_PATH in edition.digests else Location(release.archive.path)


def _is_of_a_branch(xml_id: str, release: Release, edition: Edition) -> bool:
    """Has a version that an archive does not know given an id to something, so that it cannot be what the
    archive means by it?"""
    row = edition.registry.published.get(xml_id)
    return row is not None and row.version not in {release.version, *release.earlier}


def _ids_in(release: Release) -> set[str]:
    """The ids in an archive that has no rows, as the first program wrote them."""
    documents = release.documents.values()
    return {xml_id for document in documents for xml_id in document.units if CITED.fullmatch(xml_id)}


def _lost_archives(edition: Edition) -> Iterator[Diagnostic]:
    """Archives of which the registry or a later archive knows, and which are gone or were exchanged."""
    known: dict[str, tuple[Location, str]] = {}
    for row in edition.registry.rows:
        known.setdefault(row.version, (row.location, ""))
    for release in edition.releases:
        for version, digest in release.earlier.items():
            known[version] = (Location(release.archive.path), digest)
    for version, (place, digest) in known.items():
        path = f"{RELEASES}/{version}.zip"
        there = edition.digests.get(path)
        fault = "is gone" if there is None else "is not as it was published"
        if there is None or (digest and digest != there):
            hint = f"restore {path} from the repository; archives are never edited"
            yield N208.at(place, f"version {version} was published, but {path} {fault}", hint)


def record_files(rows: str, releases: tuple[Release, ...]) -> dict[str, bytes]:
    """What an archive has beside the TEI: the `rows` that its version adds (lines as in the registry), and
    the digests of the archives before it."""
    head = "\t".join(COLUMNS)
    earlier = "".join(f"{release.version}\t{release.archive.digest}\n" for release in releases)
    return {ROWS: f"{head}\n{rows}".encode(), EARLIER: earlier.encode()}
