"""The whole edition as one TEI corpus: one file, or, of many documents, one that takes in others.

The parts of a large corpus stand in `tei/edition/`, so many documents in each, the registers in a file of
their own; `tei/edition.xml` has the header and a list that leads to them. It is a text of its own, since a
`teiCorpus` that includes its parts (XInclude 1.0) is not valid as it stands. A part is a `teiCorpus`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from edition.forms.configuration import ConfigFields
from edition.model import Document, Edition, Job
from edition.render.site import Site
from edition.render.tei.files import file_header, register_bytes
from edition.tei.canonical import serialise
from edition.tei.tree import TEI, E, Element

PATH, FOLDER = "tei/edition.xml", "edition/"
DESCRIBED = frozenset({"registers", "config", "changes"})
NAMESPACE = f' xmlns="{TEI}"'.encode()
IDS_OF_HEADER = re.compile(rb'(<(?:name|change|calendar)\b[^>]*?) xml:id="[^"]*"')  # in canonical XML


def plan(site: Site) -> Iterator[Job]:
    """The jobs for `tei/edition.xml` and its parts."""
    edition, config = site.edition, site.config
    documents, most = list(edition.documents.values()), config.longest.letters
    uses = DESCRIBED | {"texts", "anchors"}
    if len(documents) <= most:
        yield Job(PATH, uses, partial(corpus, site))
        return
    parts = [documents[start : start + most] for start in range(0, len(documents), most)]
    names = [f"{FOLDER}{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        own = DESCRIBED.union(f"document:{document.id}" for document in part)
        yield Job(f"tei/{name}", own, partial(_part, config, part))
    registers = f"{FOLDER}registers.xml"
    yield Job(f"tei/{registers}", DESCRIBED, partial(register_bytes, site, ids=False))
    yield Job(PATH, uses, lambda: serialise(listing(edition, config, [*names, registers])))


def corpus(site: Site) -> bytes:
    """`teiCorpus`: a header, all documents and the registers. The ids of voices and versions occur once, in
    the header of the corpus."""
    documents = map(_within, site.edition.documents.values())
    return _joined(_header(site.edition, site.config), [*documents, register_bytes(site, ids=False)])


def listing(edition: Edition, config: ConfigFields, files: Iterable[str]) -> Element:
    """What leads to the same corpus in other files."""
    parts = E("list", *(E("item", E("ref", name, target=name)) for name in files))
    return E("TEI", _header(edition, config), E("text", E("body", parts)))


def _part(config: ConfigFields, documents: Sequence[Document]) -> bytes:
    title = f"{config.title}: {documents[0].head.title} – {documents[-1].head.title}"
    header = file_header(config, (), title, "", with_kinds=False, ids=False)
    return _joined(header, map(_within, documents))


def _joined(header: Element, files: Iterable[bytes]) -> bytes:
    """A `teiCorpus` of a header and whole files, which stand in it as they are but for their declarations:
    no tree is made of what may be a hundred megabytes."""
    empty = serialise(E("teiCorpus"))
    start = empty.replace(b"/>", b">")
    return b"".join([start, *map(_undeclared, [serialise(header), *files]), b"</teiCorpus>\n"])


def _undeclared(data: bytes) -> bytes:
    """Canonical XML as it may stand within an element of TEI."""
    return data.partition(b"\n")[2].replace(NAMESPACE, b"", 1)


def _header(edition: Edition, config: ConfigFields) -> Element:
    draft_after = _draft_after(edition)
    return file_header(config, edition.changes, config.title, "", with_kinds=True, draft_after=draft_after)


def _draft_after(edition: Edition) -> str:
    """The version since which some document has changed, or ""."""
    drafts = (document.facts.draft for document in edition.documents.values())
    return edition.registry.versions[-1] if any(drafts) else ""


def _within(document: Document) -> bytes:
    """A document as it stands in the corpus: without the ids that the header of the corpus has."""
    header, end, rest = document.data.partition(b"</teiHeader>")
    return IDS_OF_HEADER.sub(rb"\1", header) + end + rest
