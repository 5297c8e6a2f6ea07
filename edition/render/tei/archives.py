"""The TEI of the edition to take away: one archive, or, of many documents, several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from edition.model import Document, Job
from edition.render.offers import archives
from edition.render.site import Site
from edition.render.tei.files import register_bytes
from edition.words.packing import packed


def plan(site: Site) -> Iterator[Job]:
    """The jobs for `downloads/tei.zip`, or `tei-1.zip` and so on; the last has the registers."""
    parts = archives(site)
    last = list(parts)[-1:]
    for path, documents in parts.items():
        uses = frozenset(f"document:{document.id}" for document in documents)
        if path in last:
            uses |= {"registers", "config", "changes"}
        yield Job(path, uses, partial(archive, site, documents, with_registers=path in last))


def archive(site: Site, documents: Sequence[Document], *, with_registers: bool) -> bytes:
    """The TEI files of some documents in a ZIP archive; its bytes depend on nothing else."""
    files = {f"tei/{document.id}.xml": document.data for document in documents}
    if with_registers:
        files["tei/registers.xml"] = register_bytes(site)
    return packed(files.items())
