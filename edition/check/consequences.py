"""What follows from a file that could not be read, and is no mistake of its own.

Rules that name an id ask `Edition.unread` themselves. The others say too much where something is missing:
nothing names an entry, because the text that names it was not read. The table says which rules these are, and
what they need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from edition.findings.diagnostics import Diagnostic, Severity
from edition.kinds import KINDS
from edition.model.unread import Unread
from edition.paths import (
    ANCHORS_PATH,
    CHANGES_PATH,
    MOVED_PATH,
    RELEASES,
    WAIVERS_PATH,
    id_by_name,
    register_path,
)
from edition.store.source_files import D110


def _is_register(path: str) -> bool:
    return any(path == register_path(name) for name in KINDS)


NAMES = frozenset({"R203", "R204", "R205", "R207", "T202", "T203"})
FORM = frozenset({"D101", "D102", "D103", "D104", "D105", "D106"})
LOG, MOVES = (ANCHORS_PATH, CHANGES_PATH, f"{RELEASES}/"), (ANCHORS_PATH, MOVED_PATH, f"{RELEASES}/")
# rules that need all of something, and what that is: a path or a folder
NEED: tuple[tuple[frozenset[str], Callable[[str], bool]], ...] = (
    (frozenset({"R201", "R202", "W101"}), lambda path: True),
    (NAMES, _is_register),
    (frozenset({"N208"}), lambda path: path.startswith(LOG)),
    (frozenset({"N202", "N203", "N204", "N205", "N209"}), lambda path: path.startswith(MOVES)),
)
# a container that is not closed takes in what follows it, which then stands in the wrong place
FENCES, INSIDE = frozenset({"M101", "M102", "M103"}), frozenset({"M112", "M203"})
PLACES = frozenset({"A201", "A202"})  # of notes, whose paragraphs are then counted otherwise
LOST, UNKNOWN = "N208", "was never published"  # what the registry has lost
TAKEN, MISNAMED = "D107", "D204"  # which of two files with one id is misnamed is unknown
# rules that hold the files of one document against one another
OF_ONE_DOCUMENT = frozenset({"A101", "A102", "A104", "A201", "A202", "D201", "D202", "D206", "N202", "N209"})


def without_consequences(findings: Iterable[Diagnostic], unread: Unread) -> list[Diagnostic]:
    """The findings without those that only follow from what was not read, from an entry that has a fault, or
    from a container that was not closed."""
    findings = list(findings)
    codes = {finding.code for finding in findings}
    open_ended = {finding.location.path for finding in findings if finding.code in FENCES}
    documents = {id_by_name(path) for path in open_ended}
    findings = [
        finding
        for finding in findings
        if not (finding.code in INSIDE and finding.location.path in open_ended)
        and not (finding.code == MISNAMED and TAKEN in codes and finding.location.path in unread.paths)
        and not (finding.message.endswith(UNKNOWN) and LOST in codes)
        and not (finding.code in PLACES and id_by_name(finding.location.path) in documents)
    ]
    faulty = {f.location.path for f in findings if f.code in FORM and f.severity is Severity.ERROR}
    if any(map(_is_register, faulty)):
        findings = [finding for finding in findings if finding.code not in NAMES]
    if not unread:
        return findings
    silent = {code for told, needs in NEED if any(map(needs, unread.paths)) for code in told}
    unwaived = WAIVERS_PATH in unread.paths
    return [
        finding
        for finding in findings
        if finding.code not in silent
        and not (unwaived and finding.severity is not Severity.ERROR)
        and not _is_of_half(finding, unread)
    ]


def _is_of_half(finding: Diagnostic, unread: Unread) -> bool:
    """Is it about a document of which only half was read?"""
    path = finding.location.path
    orphan = finding.code == D110.code and path not in unread.paths
    unknown = path in unread.paths and finding.code == "A104"  # it is the cause
    return not unknown and (orphan or finding.code in OF_ONE_DOCUMENT) and unread.concerns(path)
