"""The TEI of the edition to take away: one archive, or, of many documents, several."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from edition.model import Document, Job
from edition.render.site import Site
from edition.render.tei.files import register_file
from edition.tei.canonical import serialise

FOLDER = "downloads/"
BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive can name: two builds are equal


def plan(site: Site) -> Iterator[Job]:
    """The jobs for `downloads/tei.zip`, or `tei-1.zip` and so on, as many documents in each as a list has
    letters; the last has the registers."""
    documents, most = list(site.edition.documents.values()), site.config.longest.letters
    parts = [documents[start : start + most] for start in range(0, len(documents), most)]
    names = ["tei"] if len(parts) == 1 else [f"tei-{number}" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        uses = frozenset(f"document:{document.id}" for document in part)
        last = part is parts[-1]
        if last:
            uses |= {"registers", "config", "changes"}
        yield Job(f"{FOLDER}{name}.zip", uses, partial(archive, site, part, with_registers=last))


def archive(site: Site, documents: Sequence[Document], *, with_registers: bool) -> bytes:
    """The TEI files of some documents in a ZIP archive; its bytes depend on nothing else."""
    files = {f"tei/{document.id}.xml": document.data for document in documents}
    if with_registers:
        files["tei/registers.xml"] = serialise(register_file(site.edition, site.config))
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            member = ZipInfo(name, BEGINNING)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
            packed.writestr(member, content)
    return data.getvalue()
