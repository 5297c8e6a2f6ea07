"""The search index as a stage of the line: all of its files, or those of the last build where nothing
changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from edition.model import Artifact, Job
from edition.render.search.joined import FOLDER, index_of
from edition.render.site import Site
from edition.store.incremental import Facts, Recorded
from edition.store.search_store import PATH, SearchStore

USES = ("texts", "heads", "registers", "config", "requests", "errata", "index", "pages")  # what it is made of


@dataclass(frozen=True)
class IndexStage:
    """What is to be made (`jobs`, with the `facts` that they use), or what stays: the recorded facts and
    keys of the files that are there."""

    jobs: tuple[Job, ...] = ()
    facts: Facts = field(default_factory=dict)
    kept: Recorded = field(default_factory=Recorded)

    @property
    def artifacts(self) -> list[Artifact]:
        """The files that stay."""
        return [Artifact(path, None) for path in self.kept.keys]


@contextmanager
def index_stage(
    site: Site, root: Path, facts: Facts, recorded: Recorded, intact: Collection[str]
) -> Iterator[IndexStage]:
    """Index a site in the folder `root`, whose facts are these, unless nothing has changed that is searched
    and its files are there."""
    keys = {path: key for path, key in recorded.keys.items() if path.startswith(f"{FOLDER}/")}
    kept = Recorded({name: fact for name, fact in recorded.facts.items() if name.startswith("search ")}, keys)
    changed = any(facts.get(use) != recorded.facts.get(use) for use in USES)
    if keys and keys.keys() <= set(intact) and not changed:
        yield IndexStage(kept=kept)
        return
    store = SearchStore(root / PATH)
    try:
        index = index_of(site, store)
        yield IndexStage(tuple(index.jobs()), index.facts())
    finally:
        store.close()
