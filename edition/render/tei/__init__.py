"""The TEI of a site: `files` has documents, registers and back matter, `tei_corpus` all in one, `common`
documents for programs that show TEI as it is, `profile` the schema by which the files are valid."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Job
from edition.render.site import Site
from edition.render.tei import archives, common, files, profile, tei_corpus


def plan(site: Site) -> Iterator[Job]:
    """A job for each TEI file of the site, in `tei/`."""
    yield from files.plan(site)
    yield from tei_corpus.plan(site)
    yield from archives.plan(site)
    yield from common.plan(site)
    yield from profile.plan()
