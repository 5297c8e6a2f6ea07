"""The line, read aloud: read, parse, merge, check, render, index, write."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from edition.check import check_edition, waive
from edition.config import CONFIG_PATH, read_config
from edition.diagnostics import Diagnostic, Location, has_errors, in_order
from edition.merge import merge
from edition.model import Artifact, Edition, Source
from edition.read import parse_sources
from edition.read.files import read_files
from edition.schemas import ConfigFields


@dataclass
class Result:
    """What a run of the line gives: the edition and its files, as far as it came, and all findings."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    edition: Edition | None = None
    config: ConfigFields | None = None
    artifacts: list[Artifact] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


def assemble(sources: list[Source]) -> Result:
    """Parse, merge and check: four stages of the line, all mistakes of the run together."""
    by_path = {source.path: source for source in sources}
    result = Result()
    if CONFIG_PATH not in by_path:
        missing = Diagnostic(
            "D104",
            "the edition has no configuration",
            Location(CONFIG_PATH),
            "run the command in the edition’s folder",
        )
        result.diagnostics = [missing]
        return result
    result.config, problems = read_config(by_path[CONFIG_PATH])
    parsed = parse_sources(sources)
    problems += parsed.problems
    if result.config is not None:
        result.edition, merging = merge(parsed, result.config)
        problems += merging
        problems += check_edition(result.edition, result.config)
        problems = waive(problems, parsed.waivers)
    result.diagnostics = in_order(problems)
    return result


def build(root: Path) -> Result:
    """The whole line but for writing. Nothing is rendered from an edition with errors."""
    from edition.render import render_site  # Jinja is needed only here
    from edition.render.site import Site
    from edition.search_index import index_records

    result = assemble(read_files(root))
    if result.failed or result.edition is None or result.config is None:
        return result
    site = Site(result.edition, result.config, root / "templates")
    index, problems = index_records(site.search.records, root)
    result.artifacts = [*render_site(site), *index]
    result.diagnostics = in_order([*result.diagnostics, *problems])
    return result
