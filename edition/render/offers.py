"""What of the edition can be taken away as data: where each file stands, how much it holds, and of what.

The formats make these files, and a page lists them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slugify import slugify

from edition.forms.language import wording
from edition.model import Document
from edition.paths import STATIC
from edition.render.data_tables import filled_tables
from edition.render.site import Site
from edition.store.source_files import find_static

TABLES, PACKAGE, DATABASE = "data/{}.csv", "data/datapackage.json", "data/edition.sqlite"
NETWORK, BEACON, CMIF = "data/network.graphml", "data/beacon-{}.txt", "cmif.xml"
ANNOTATIONS, COLLECTION = "annotations/", "annotations/index.json"
CORPUS, REGISTERS = "tei/edition.xml", "tei/registers.xml"
COMMON, DTS = "tei/common/", "dts/index.json"
SCHEMAS = ("tei/profile.rnc", "tei/profile.rng")
TEXTS, SERVICES, CITATIONS = wording("Texts"), wording("For other services"), wording("Citations")
AS_TABLES = wording("Tables")


@dataclass(frozen=True)
class Offer:
    """A file: the heading under which it stands, its path from `site/`, what it is, and how many of what it
    holds."""

    group: str
    path: str
    what: str
    holds: str


def offers(site: Site) -> Iterator[Offer]:
    """Everything that can be taken away."""
    say = site.config.phrases.say
    texts = say("{n} text", "{n} texts", n=len(site.edition.documents))
    for path, documents in volumes(site).items():
        held = say("{n} text", "{n} texts", n=len(documents))
        yield Offer(TEXTS, path, say("A book for readers and telephones (EPUB)"), held)
    for path, data in printed_books(site).items():
        size = say("{n} MB", n=f"{len(data) / 1_000_000:.1f}")
        yield Offer(TEXTS, path, say("A book on paper (PDF)"), size)
    for path, documents in archives(site).items():
        held = say("{n} text", "{n} texts", n=len(documents))
        packed = say("TEI files in an archive: texts, notes, and what is known of each")
        yield Offer(TEXTS, path, packed, held)
    yield Offer(TEXTS, CORPUS, say("The whole as one TEI corpus"), texts)
    entries = say("{n} entry", "{n} entries", n=sum(1 for _ in site.edition.entries()))
    yield Offer(TEXTS, REGISTERS, say("The registers as TEI"), entries)
    first = f"{COMMON}{next(iter(site.edition.documents), '')}.xml"
    plain = say("The first of the TEI files for programs that show TEI as it is, with notes in place")
    yield Offer(TEXTS, first, plain, texts)
    schema = say("The schema by which the TEI is valid, with what it means (RELAX NG)")
    yield Offer(TEXTS, SCHEMAS[0], schema, texts)
    yield from _tables(site)
    yield from _services(site)
    cited = say("{n} reference", "{n} references", n=1 + len(site.letters) + len(site.essays))
    for suffix, program in (("bib", "BibTeX"), ("ris", "EndNote"), ("csl.json", "Zotero")):
        described = say("References to the edition and each of its texts, for {program}", program=program)
        yield Offer(CITATIONS, f"citation/texts.{suffix}", described, cited)


def _tables(site: Site) -> Iterator[Offer]:
    say, total = site.config.phrases.say, 0
    tables = filled_tables(site)
    for table in tables:
        count = sum(1 for _ in table.rows(site))
        total += count
        rows = say("{n} row", "{n} rows", n=count)
        yield Offer(AS_TABLES, TABLES.format(table.name), site.config.phrases.word(table.description), rows)
    described = say("What each column of the tables means, for programs (Data Package)")
    yield Offer(AS_TABLES, PACKAGE, described, say("{n} table", "{n} tables", n=len(tables)))
    database = say("The same tables as one database (SQLite)")
    yield Offer(AS_TABLES, DATABASE, database, say("{n} row", "{n} rows", n=total))


def _services(site: Site) -> Iterator[Offer]:
    say = site.config.phrases.say
    letters = say("{n} letter", "{n} letters", n=len(site.letters))
    if site.letters:
        index = say("Who wrote to whom, when and where (CMIF), for services such as correspSearch")
        yield Offer(SERVICES, CMIF, index, letters)
        graph = say("Senders, recipients, places and mentions as a graph (GraphML)")
        yield Offer(SERVICES, NETWORK, graph, letters)
    for authority, links in authorities(site).items():
        described = say("Which entries have an identifier in {authority} (BEACON)", authority=authority)
        held = say("{n} entry", "{n} entries", n=len(links))
        yield Offer(SERVICES, beacon_path(authority), described, held)
    if site.edition.documents:
        texts = say("{n} text", "{n} texts", n=len(site.edition.documents))
        service = say("Each text and each paragraph under an address, for programs (DTS)")
        yield Offer(SERVICES, DTS, service, texts)
    notes = sum(len(document.facts.voices) for document in site.edition.documents.values())
    if notes:
        held = say("{n} note", "{n} notes", n=notes)
        yield Offer(SERVICES, COLLECTION, say("The notes as Web Annotations"), held)


def archives(site: Site) -> Mapping[str, Sequence[Document]]:
    """The archives of TEI by path, with the documents in each: as many as a list has letters."""
    return in_parts(site, "downloads/tei{}.zip")


def printed_books(site: Site) -> Mapping[str, bytes]:
    """The PDFs that the edition has among its static files, by their paths on the site: they are made on
    request, and it is for the editors to put them there."""
    root = site.templates.parent / STATIC
    files = [path for path in find_static(site.templates.parent) if path.suffix == ".pdf"]
    books = {path.relative_to(root).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in books.items() if name.startswith("downloads/")}


def volumes(site: Site) -> Mapping[str, Sequence[Document]]:
    """The volumes of the EPUB by path, with the documents in each."""
    return in_parts(site, "downloads/edition{}.epub")


def in_parts(site: Site, path: str) -> Mapping[str, Sequence[Document]]:
    """The documents in parts by path (`downloads/edition{}.epub`), as many in each as a list has letters."""
    documents, most = list(site.edition.documents.values()), site.config.longest.letters
    parts = [documents[start : start + most] for start in range(0, len(documents), most)]
    numbers = [""] if len(parts) == 1 else [f"-{number}" for number in range(1, len(parts) + 1)]
    return {path.format(number): part for number, part in zip(numbers, parts, strict=True)}


def authorities(site: Site) -> Mapping[str, Mapping[str, str]]:
    """For each collection in which entries have an identifier: the identifier there, the id here."""
    links: dict[str, dict[str, str]] = defaultdict(dict)
    for _, ref, entry in site.edition.entries():
        for authority, identifier in entry.same_as.items():
            links[authority][identifier] = ref
    return {authority: links[authority] for authority in sorted(links)}


def beacon_path(authority: str) -> str:
    """Where the list of a collection is."""
    return BEACON.format(slugify(authority))
