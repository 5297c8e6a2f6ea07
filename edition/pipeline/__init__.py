"""The pipeline from beginning to end: read, parse, merge, check, render, index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from edition.check import check_edition
from edition.check.consequences import without_consequences
from edition.check.lexicon import Lexicon
from edition.check.own_words import WordsOfDocument
from edition.check.pinpoint import pinpoint
from edition.check.waivers import apply_waivers, check_waivers
from edition.findings.diagnostics import Diagnostic, Location, has_errors, in_order
from edition.forms.configuration import ConfigFields
from edition.forms.language import key_of_language, language_of, phrases_path
from edition.forms.line_yaml import D104
from edition.kinds import know
from edition.merge import context_of, merge
from edition.merge.pieces import D107
from edition.model import Artifact, Edition, Job, Source
from edition.model.parsed import ParsedSources
from edition.model.unread import Unread
from edition.paths import CONFIG_PATH, MANUAL, OWN_TEMPLATES, id_by_name, register_name, register_path
from edition.pipeline.mapping import MappedDocument, map_documents
from edition.read import parse_sources
from edition.read.config import read_config
from edition.read.corpus import survey_corpora, told_once
from edition.read.own_templates import unused_templates
from edition.store.incremental import Facts, Recorded, find_stale, keys_of
from edition.store.memo import Memo
from edition.store.site_folder import Written
from edition.store.source_files import read_files
from edition.workers import Progress, no_progress

if TYPE_CHECKING:
    from edition.render.site import Site


@dataclass
class Result:
    """The result of a run: the edition and what was written, as far as the run came, and all findings."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    edition: Edition | None = None
    config: ConfigFields | None = None
    stale: Mapping[str, str] = field(default_factory=dict)  # path → why the file was made again
    written: Written | None = None  # None when there were errors
    record: Recorded = field(default_factory=Recorded)  # for the next run

    @property
    def failed(self) -> bool:
        """Whether there are errors."""
        return has_errors(self.diagnostics)


@dataclass
class Joined:
    """The documents of an edition joined to one, before the whole is checked: what was read, the result so
    far (its `edition` is none when it cannot be joined) with all that was found in single files, and what the
    checks of the whole need."""

    sources: Sequence[Source]
    result: Result
    parsed: ParsedSources = field(default_factory=ParsedSources)
    lexicon: Lexicon | None = None
    words: Sequence[WordsOfDocument] = ()
    unread: Unread = field(default_factory=Unread)
    site: Site | None = None  # that shows it, where one is wanted


def assemble(sources: list[Source], memo: Memo | None = None, progress: Progress = no_progress) -> Result:
    """Read, merge and check the sources, and report all mistakes together. With a memo only what has changed
    is read and merged."""
    memo = memo or Memo()
    return check(join(sources, memo, progress), memo)


def join(sources: list[Source], memo: Memo, progress: Progress = no_progress) -> Joined:
    """Read the sources and merge them into an edition."""
    by_path = {source.path: source for source in sources}
    result = Result()
    joined = Joined(sources, result)
    if CONFIG_PATH not in by_path:
        stray = next((path for path in by_path if path.endswith(("/edition.yml", "/edition.yaml"))), "")
        hint = "run the command in the edition’s folder, or begin an edition with “edition init FOLDER”"
        hint = f"rename {stray} to {CONFIG_PATH}" if stray else hint
        result.diagnostics = [D104.at(Location(CONFIG_PATH), "the edition has no configuration", hint)]
        return joined
    result.config, problems = read_config(by_path[CONFIG_PATH])
    know(result.config.registers if result.config else {})
    parsed = joined.parsed = parse_sources([s for s in sources if _is_read(s, result.config)], memo)
    problems += [p for p in parsed.problems if result.config or not _may_be_register(p)]
    problems += unused_templates(sources)
    if result.config is not None:
        problems += _speak(result.config, by_path, memo)
        before = len(parsed.problems)
        survey_corpora(parsed, memo, progress)
        problems += parsed.problems[before:]
        context = context_of(parsed, result.config, memo)
        lexicon = partial(Lexicon, context.registers, context.config)
        joined.lexicon = memo.recall(f"lexicon {context.source}", lexicon)
        mapped = map_documents(parsed.documents, context, joined.lexicon, memo, progress)
        problems += told_once(finding for document in mapped for finding in document.findings)
        documents = {document.id: document.document for document in mapped if document.document}
        mentions = (mention for document in mapped for mention in document.mentions)
        joined.unread = _unread(parsed, mapped)
        joined.words = [document.words for document in mapped if document.words]
        result.edition = merge(parsed, context, documents, mentions, joined.unread)
    result.diagnostics = problems
    return joined


def check(joined: Joined, memo: Memo) -> Result:
    """Check the whole, and bring what was found into order; without a configuration nothing is joined."""
    result, parsed, problems = joined.result, joined.parsed, [*joined.result.diagnostics]
    if result.edition is not None and result.config is not None and joined.lexicon is not None:
        problems += check_edition(result.edition, result.config, joined.lexicon, joined.words, memo)
        problems += check_waivers(parsed.waivers, problems, _codes)
        by_path = {source.path: source for source in joined.sources}
        problems = apply_waivers(pinpoint(problems, by_path), parsed.waivers, result.edition, _codes)
        problems = without_consequences(problems, joined.unread)
    result.diagnostics = in_order(problems)
    return result


def _may_be_register(problem: Diagnostic) -> bool:
    """Whether a file that nothing reads may be a register that the configuration describes."""
    path = problem.location.path
    return problem.code == "D110" and path == register_path(register_name(path))


def _speak(config: ConfigFields, by_path: Mapping[str, Source], memo: Memo) -> list[Diagnostic]:
    """Give the configuration the phrases of its language; returns the problems in the edition's own."""
    source = by_path.get(phrases_path(config.language))
    own = source.data.decode("utf-8", "replace") if source else ""
    key = key_of_language(config.language, own)
    language, problems = memo.get(key, partial(language_of, config.language, own))
    config.speaking(language)
    return problems


def _unread(parsed: ParsedSources, mapped: Sequence[MappedDocument]) -> Unread:
    """What could not be read, and the documents whose files, by their names, say that they are others, or
    none that there is."""
    paths, documents = set(parsed.unread), set[str]()
    for document in mapped:
        paths |= document.unread
        if any(finding.code == D107.code for finding in document.findings):
            paths |= document.claims.keys()
        documents |= {id_by_name(path) for path, ref in document.claims.items()} - {document.id}
    there = {document.id for document in mapped if document.document}
    for document in mapped:
        paths |= {p for p, ref in document.claims.items() if ref not in there and id_by_name(p) != ref}
    return Unread(frozenset(paths), frozenset(documents - there))


def _codes() -> Collection[str]:
    """The codes of all rules."""
    from edition.pipeline.rules import RULES

    return RULES.keys()


def _is_read(source: Source, config: ConfigFields | None) -> bool:
    """Whether a file is part of the edition: the manual is only where the edition wants it on its site,
    phrases are read with the configuration."""
    is_wanted = config is not None and config.manual
    return not source.path.startswith(
        f"{OWN_TEMPLATES}/" if is_wanted else (f"{OWN_TEMPLATES}/", f"{MANUAL}/")
    )


@dataclass
class Planned:
    """What a build would do: its result so far (all but files), the files with the facts that they are made
    of, and the site that makes them; none when there are errors."""

    result: Result
    site: Site | None = None
    jobs: Sequence[Job] = ()
    facts: Facts = field(default_factory=dict)


def draft(
    root: Path, memo: Memo, progress: Progress = no_progress, unchanged: Collection[Source] = ()
) -> Joined:
    """Read the files of an edition, but those that are `unchanged`, and join them, with the site that shows
    what was joined; it has not been checked yet. `memo` holds what was read and merged before."""
    progress("Reading and checking", 0, 1)
    joined = join(read_files(root, unchanged), memo, progress)
    joined.site = site_of(joined.result, root, memo)
    return joined


def site_of(result: Result, root: Path, memo: Memo) -> Site | None:
    """The site that shows an edition; None when there is none."""
    from edition.render.site import Site  # Jinja is needed only here

    edition, config = result.edition, result.config
    return Site(edition, config, root / OWN_TEMPLATES, memo) if edition and config else None


def plan_build(joined: Joined, root: Path, memo: Memo) -> Planned:
    """Check and plan, and make no file."""
    from edition.render import current_facts

    result, site = check(joined, memo), joined.site
    if result.failed or site is None:
        return Planned(result)
    with telling_faults(result, root):
        jobs = plan_files(result, site)
        if not result.failed:
            return Planned(result, site, jobs, current_facts(site))
    return Planned(result)


def plan_files(result: Result, site: Site) -> Sequence[Job]:
    """The files of a site; two of one address are added to the findings."""
    from edition.render import plan
    from edition.render.claims import contested

    jobs = list(plan(site))
    result.diagnostics = in_order([*result.diagnostics, *contested(site, jobs)])
    return jobs


def check_addresses(result: Result, root: Path, memo: Memo) -> None:
    """Add what only the plan of the site shows to the findings about an edition without errors: two pages at
    one address, templates that cannot be used."""
    if not result.failed and (site := site_of(result, root, memo)):
        with telling_faults(result, root):
            plan_files(result, site)


@contextmanager
def telling_faults(result: Result, root: Path) -> Iterator[None]:
    """Within this context what is wrong with a template is told as a finding."""
    from edition.render.template_faults import fault_in_template

    try:
        yield
    except Exception as error:
        fault = fault_in_template(error, root / OWN_TEMPLATES, root)
        if fault is None:
            raise
        result.diagnostics = in_order([*result.diagnostics, fault])


def write_nothing(artifacts: Iterable[Artifact]) -> Written:
    """Have all files made, and write none."""
    return Written(unchanged=sum(1 for _ in artifacts))


def build(
    root: Path,
    memo: Memo | None = None,
    recorded: Recorded | None = None,
    intact: Mapping[str, int] | None = None,
    *,
    planned: Planned | None = None,
    write: Callable[[Iterable[Artifact]], Written] = write_nothing,
    progress: Progress = no_progress,
) -> Result:
    """The whole pipeline. Nothing is rendered from an edition with errors.

    `memo` holds what was read and merged before; of the files that `recorded` describes and that are `intact`
    (by path, with their sizes in bytes) only those whose facts have changed are made again. Without these
    three everything is made. What was `planned` with this memo is not planned again. `write` takes the files
    as they come, so that none is kept; when one of them cannot be made it ends with what went wrong.
    `progress` is called as the work advances.
    """
    if planned is None:
        memo = memo or Memo()
        planned = plan_build(draft(root, memo, progress), root, memo)
    if planned.site is not None:
        with telling_faults(planned.result, root):
            _make_files(planned, planned.site, root, recorded or Recorded(), intact or {}, write, progress)
    return planned.result


def _make_files(
    planned: Planned,
    site: Site,
    root: Path,
    recorded: Recorded,
    intact: Mapping[str, int],
    write: Callable[[Iterable[Artifact]], Written],
    progress: Progress,
) -> None:
    """Make what is stale, and the search index."""
    from edition.render.making import make_artifacts
    from edition.render.search.stage import index_stage

    result = planned.result
    progress("Making the index of the search", 0, 1)
    with index_stage(site, root, planned.facts, recorded, intact) as index:
        progress("Making the index of the search", 1, 1)
        jobs, facts = [*planned.jobs, *index.jobs], {**planned.facts, **index.facts}
        uses = {job.path: job.uses for job in jobs}
        keys = keys_of(uses, facts)
        result.stale = find_stale(uses, keys, facts, recorded, intact)
        site.sizes.update((path, size) for path, size in intact.items() if path not in result.stale)
        stay = [Artifact(path, None) for path in uses if path not in result.stale]
        made = make_artifacts([job for job in jobs if job.path in result.stale], site.sizes, progress)
        written = write(chain(stay, index.artifacts, made))
    result.written = written
    result.record = Recorded({**facts, **index.kept.facts}, {**keys, **index.kept.keys})
