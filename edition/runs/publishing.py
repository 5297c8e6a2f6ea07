"""Publishing a version: the files to be written are planned and checked, and the TEI is frozen as it will be
then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.anchors import publication
from edition.findings.diagnostics import Diagnostic, Severity, in_order
from edition.forms.line_yaml import read_yaml
from edition.model import Artifact, Source
from edition.paths import ANCHORS_PATH, CHANGES_PATH, CONFIG_PATH, OWN_TEMPLATES, RELEASES, is_imported
from edition.pipeline import Result, assemble, check_addresses
from edition.read.text_files import unreadable
from edition.read.unfinished import D220
from edition.store.memo import Memo
from edition.store.source_files import read_files
from edition.store.state import read_memo
from edition.words.counting import counted


@dataclass
class PublicationResult:
    """The files to be written when a version is published (path → content; none when it is refused) and what
    they held when they were read, how many ids had which event, and all findings."""

    diagnostics: list[Diagnostic]
    files: dict[str, bytes] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    read: Mapping[str, bytes | None] = field(default_factory=dict)
    stopped_by: str = ""  # what else than a finding refuses it


def publish_version(root: Path, version: str, date: str, message: str) -> PublicationResult:
    """Everything that publishing `version` on `date` (ISO 8601) writes. Refused are editions with errors or
    unfinished places, and a version that exists."""
    sources, memo = {source.path: source for source in read_files(root)}, read_memo(root)
    result = assemble(list(sources.values()), memo)
    check_addresses(result, root, memo)
    unfinished = any(finding.code == D220.code for finding in result.diagnostics)
    if result.failed or unfinished or result.edition is None:
        errors = sum(finding.severity is Severity.ERROR for finding in result.diagnostics)
        why = counted(errors, "error") if errors else "places that are still to be written (D220)"
        return PublicationResult(result.diagnostics, stopped_by=why)
    plan = publication.plan_publication(result.edition, version, message, date)
    if plan.refused:
        return PublicationResult(in_order(plan.refused))
    listed = any(change.version == version for change in result.edition.changes)
    files = {path: sources[path].data if path in sources else b"" for path in publication.FILES}
    files[ANCHORS_PATH] = publication.with_rows(files[ANCHORS_PATH], plan.rows)
    files[CONFIG_PATH] = publication.with_version(files[CONFIG_PATH], version, date)
    if not listed:
        files[CHANGES_PATH] = publication.with_change(files[CHANGES_PATH], version, date, message)
    read = {source.path: source.data for source in sources.values()}
    changed = sources | {path: Source(path, data) for path, data in files.items()}
    if (root / publication.CITATION).is_file():
        citation = (root / publication.CITATION).read_bytes()
        read[publication.CITATION] = citation
        if faults := faults_of_citation(citation):
            return PublicationResult(in_order(faults))
        files[publication.CITATION] = publication.with_citation(citation, version, date)
    archive = f"{RELEASES}/{version}.zip"
    record = publication.record_of(plan, result.edition.releases)
    changed[archive] = Source(archive, publication.freeze(record))  # until the TEI is made
    frozen, tei = _canonical_tei(list(changed.values()), root / OWN_TEMPLATES, memo)
    if frozen.failed:
        return PublicationResult(frozen.diagnostics)
    files[archive] = publication.freeze([*tei, *record])
    return PublicationResult(result.diagnostics, files, Counter(row.event for row in plan.rows), read)


def faults_of_citation(data: bytes) -> list[Diagnostic]:
    """Why the file for citing cannot be changed: it is not UTF-8, or not YAML."""
    unread = unreadable(Source(publication.CITATION, data))
    return [unread] if unread else read_yaml(data.decode("utf-8"), publication.CITATION)[1]


def _canonical_tei(sources: list[Source], templates: Path, memo: Memo) -> tuple[Result, list[Artifact]]:
    """The TEI of what the repository publishes, without what was imported; none, but the findings that
    prevent it, when there are any."""
    from edition.render.site import Site
    from edition.render.tei.files import plan

    result = assemble([source for source in sources if not is_imported(source.path)], memo)
    if result.failed or result.edition is None or result.config is None:
        return result, []
    site = Site(result.edition, result.config, templates, memo)
    return result, [Artifact(job.path, job.make()) for job in plan(site)]
