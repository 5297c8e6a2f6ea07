"""The pipeline from beginning to end: read, parse, merge, check, render, index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from edition.check import check_edition
from edition.check.pinpoint import pinpoint
from edition.check.waivers import apply_waivers, check_waivers
from edition.findings.diagnostics import Diagnostic, Location, has_errors, in_order
from edition.forms.configuration import ConfigFields
from edition.forms.line_yaml import D104
from edition.merge import merge
from edition.model import Artifact, Edition, Job, Source
from edition.paths import CONFIG_PATH, MANUAL, OWN_TEMPLATES
from edition.read import parse_sources
from edition.read.config import read_config
from edition.store.incremental import Recorded, find_stale, key_of
from edition.store.memo import Memo
from edition.store.source_files import read_files

if TYPE_CHECKING:
    from edition.render.site import Site

Progress = Callable[[str, int, int], None]  # the stage, how much of it is done, how much there is


def no_progress(stage: str, done: int, total: int) -> None:
    """A `Progress` that shows nothing."""


@dataclass
class Result:
    """The result of a run: the edition and its files, as far as the run came, and all findings."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    edition: Edition | None = None
    config: ConfigFields | None = None
    artifacts: list[Artifact] = field(default_factory=list)
    stale: Mapping[str, str] = field(default_factory=dict)  # path → why the file was made again
    record: Recorded = field(default_factory=Recorded)  # for the next run
    complete: bool = True  # False when something was left to a later run

    @property
    def failed(self) -> bool:
        """Whether there are errors."""
        return has_errors(self.diagnostics)


def assemble(sources: list[Source], memo: Memo | None = None) -> Result:
    """Read, merge and check the sources, and report all mistakes together. With a memo only what has changed
    is read and merged."""
    by_path = {source.path: source for source in sources}
    result = Result()
    if CONFIG_PATH not in by_path:
        missing = D104.at(
            Location(CONFIG_PATH),
            "the edition has no configuration",
            "run the command in the edition’s folder, or begin an edition with “edition init FOLDER”",
        )
        result.diagnostics = [missing]
        return result
    result.config, problems = read_config(by_path[CONFIG_PATH])
    parsed = parse_sources([s for s in sources if _is_read(s, result.config)], memo)
    problems += parsed.problems
    if result.config is not None:
        result.edition, merging = merge(parsed, result.config, memo)
        problems += merging
        problems += check_edition(parsed, result.edition, result.config)
        problems += check_waivers(parsed.waivers, problems, _codes)
        problems = apply_waivers(pinpoint(problems, by_path), parsed.waivers, result.edition, _codes)
    result.diagnostics = in_order(problems)
    return result


def _codes() -> Collection[str]:
    """The codes of all rules."""
    from edition.rules import RULES

    return RULES.keys()


def _is_read(source: Source, config: ConfigFields | None) -> bool:
    """Whether a file is part of the edition: the manual is only where the edition wants it on its site."""
    return not source.path.startswith(f"{MANUAL}/") or (config is not None and config.manual)


def build(
    root: Path,
    memo: Memo | None = None,
    recorded: Recorded | None = None,
    intact: Collection[str] = (),
    *,
    whole: bool = True,
    progress: Progress = no_progress,
) -> Result:
    """The whole pipeline except for writing. Nothing is rendered from an edition with errors.

    `memo` holds what was read and merged before; of the files that `recorded` describes and that are `intact`
    only those whose facts have changed are made again. Without these three everything is made. Unless the
    build is `whole`, what is made of all texts, such as the search index, stays as it is for now, if it
    exists. `progress` is called as the work advances.
    """
    from edition.render.site import Site  # Jinja is needed only here
    from edition.render.template_faults import fault_in_template

    progress("Reading and checking", 0, 1)
    result = assemble(read_files(root), memo)
    if result.failed or result.edition is None or result.config is None:
        return result
    progress("Reading and checking", 1, 1)
    templates = root / OWN_TEMPLATES
    site = Site(result.edition, result.config, templates, memo or Memo())
    try:
        _render(
            result=result,
            site=site,
            root=root,
            recorded=recorded or Recorded(),
            intact=intact,
            whole=whole,
            progress=progress,
        )
    except Exception as error:
        fault = fault_in_template(error, templates, root)
        if fault is None:
            raise
        result.diagnostics = in_order([*result.diagnostics, fault])
    return result


def _render(
    result: Result,
    site: Site,
    root: Path,
    recorded: Recorded,
    intact: Collection[str],
    whole: bool,
    progress: Progress,
) -> None:
    """Make what is stale, and the search index."""
    from edition.render import current_facts, plan
    from edition.render.claims import contested
    from edition.render.facts import SEARCHED
    from edition.render.search.pagefind import FOLDER, index_records

    jobs = list(plan(site))
    result.diagnostics = in_order([*result.diagnostics, *contested(site, jobs)])
    if result.failed:
        return
    facts = current_facts(site)
    planned = {job.path: job.uses for job in jobs} | {FOLDER: SEARCHED}
    indexed = [path for path in intact if path.startswith(f"{FOLDER}/")]
    still = frozenset([*intact, FOLDER] if indexed else intact)
    stale = find_stale(planned, facts, recorded, still)
    late = {path for path in stale if not whole and "texts" in planned[path] and path in still}
    result.stale = {path: reason for path, reason in stale.items() if path not in late}
    result.complete = not late
    artifacts = list(_make_artifacts(jobs, result.stale, progress))
    if FOLDER in result.stale:
        progress("Making the index of the search", 0, 1)
        index, problems = index_records(site.search.records, root)
        progress("Making the index of the search", 1, 1)
        result.diagnostics = in_order([*result.diagnostics, *problems])
    else:
        index = [Artifact(path, None) for path in indexed]
    result.artifacts = [*artifacts, *index]
    keys = {path: key_of(uses, facts) for path, uses in planned.items() if path not in late}
    result.record = Recorded(facts, keys)


def _make_artifacts(jobs: Sequence[Job], stale: Collection[str], progress: Progress) -> Iterator[Artifact]:
    """The files of a site; those that are not stale without content, since they stay."""
    done = 0
    for job in jobs:
        if job.path in stale:
            progress("Making files", done, len(stale))
            done += 1
        yield Artifact(job.path, job.make() if job.path in stale else None)
    progress("Making files", len(stale), len(stale))
