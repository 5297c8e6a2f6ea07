"""What of the edition can be taken away as data: where each file stands, how much it holds, and of what.

The formats make these files, and a page lists them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slugify import slugify

from edition.forms.language import wording
from edition.lookup.addresses import FROZEN, frozen_address
from edition.model import Document, Job
from edition.paths import STATIC
from edition.render.data_tables import filled_tables
from edition.render.site import Site
from edition.store.source_files import find_static
from edition.tei.heads import LetterHead

TABLES, PACKAGE, DATABASE = "data/{}.csv", "data/datapackage.json", "data/edition.sqlite"
NETWORK, BEACON, CMIF = "data/network.graphml", "data/beacon-{}.txt", "cmif{}.xml"
MOST_LISTED = 2_500  # letters in one CMIF file
ANNOTATIONS, COLLECTION = "annotations/", "annotations/index.json"
CORPUS, REGISTERS = "tei/edition.xml", "tei/registers.xml"
INDEX, NAMES = "tei/volume-index.xml", "tei/volume-names.xml"
PARTS, COMMON = "tei/edition/", "tei/common/"
SERVICE, DTS = "dts/", "dts/index.json"
SCHEMAS = ("tei/profile.rnc", "tei/profile.rng")
TEXTS, SERVICES, CITATIONS = wording("Texts"), wording("For other services"), wording("Citations")
AS_TABLES = wording("Tables")
PLACES = ("downloads/", "tei/", "data/", "cmif", ANNOTATIONS, SERVICE, "citation/texts.")
ARCHIVE = "tei.zip"  # of a version


@dataclass(frozen=True)
class Offer:
    """A file, or the first of those in a folder: the heading under which it stands, its path from `site/`,
    what it is, and what it holds ("" where only its size tells)."""

    group: str
    path: str
    what: str
    holds: str = ""
    folder: str = ""

    @property
    def name(self) -> str:
        """What readers see: the name of the file, or of the folder that it stands for."""
        return self.folder if self.path.startswith(self.folder or " ") else self.path.rpartition("/")[2]

    def files(self, jobs: Mapping[str, Job]) -> Sequence[Job]:
        """Of the files of the site those that are taken away with it."""
        others = [job for path, job in jobs.items() if path.startswith(self.folder)] if self.folder else []
        return [jobs[self.path], *(job for job in others if job.path != self.path)]


def offers(site: Site) -> Iterator[Offer]:
    """Everything that can be taken away."""
    say = site.config.phrases.say
    total = len(site.edition.documents)
    texts = say("{n} text", "{n} texts", n=total)
    for path, documents in volumes(site).items():
        yield Offer(TEXTS, path, say("A book for readers and telephones (EPUB)"), _held(site, documents))
    for path in printed_books(site):
        yield Offer(TEXTS, path, say("A book on paper (PDF)"))
    for path, documents in archives(site).items():
        packed = say("TEI files in an archive: texts, notes, and what is known of each")
        yield Offer(TEXTS, path, packed, _held(site, documents))
    yield Offer(TEXTS, CORPUS, say("The whole as one TEI corpus"), texts, PARTS)
    entries = say("{n} entry", "{n} entries", n=sum(1 for _ in site.edition.entries()))
    yield Offer(TEXTS, REGISTERS, say("The registers as TEI"), entries)
    if site.edition.index is not None:
        yield Offer(TEXTS, INDEX, say("The index of the printed volume as TEI"))
    if site.edition.names is not None:
        yield Offer(TEXTS, NAMES, say("The glossary of names of the printed volume as TEI"))
    first = f"{COMMON}{next(iter(site.edition.documents), '')}.xml"
    plain = say("Each text as TEI for programs that show TEI as it is, with notes in place; here the first")
    yield Offer(TEXTS, first, plain, texts, COMMON)
    for path, syntax in zip(SCHEMAS, ("RELAX NG Compact", "RELAX NG"), strict=True):
        schema = say("The schema by which the TEI is valid, with what it means ({syntax})", syntax=syntax)
        yield Offer(TEXTS, path, schema)
    for release in site.edition.releases:
        frozen = say("The TEI as it was published in version {version}", version=release.version)
        yield Offer(TEXTS, f"{frozen_address(release.version)}{ARCHIVE}", frozen)
    yield from _tables(site)
    yield from _services(site)
    cited = say("{n} reference", "{n} references", n=1 + len(site.letters) + len(site.essays))
    for suffix, program in (("bib", "BibTeX"), ("ris", "EndNote"), ("csl.json", "Zotero")):
        described = say("References to the edition and each of its texts, for {program}", program=program)
        yield Offer(CITATIONS, f"citation/texts.{suffix}", described, cited)


def is_offered(path: str) -> bool:
    """Whether a file of the site, by its path from there, may be among what is offered."""
    return path.startswith(PLACES) or (path.startswith(FROZEN) and path.endswith(f"/{ARCHIVE}"))


def _held(site: Site, documents: Sequence[Document]) -> str:
    """How many texts, and, where there are others, which."""
    held = site.config.phrases.say("{n} text", "{n} texts", n=len(documents))
    return f"{held}, {documents[0].id} – {documents[-1].id}" if is_part(site, documents) else held


def _tables(site: Site) -> Iterator[Offer]:
    say, total = site.config.phrases.say, 0
    tables = site.once(filled_tables)
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
        for path, listed in letter_lists(site).items():
            yield Offer(SERVICES, path, index, say("{n} letter", "{n} letters", n=len(listed)))
        graph = say("Senders, recipients, places and mentions as a graph (GraphML)")
        yield Offer(SERVICES, NETWORK, graph, letters)
    for authority, links in authorities(site).items():
        described = say("Which entries have an identifier in {authority} (BEACON)", authority=authority)
        held = say("{n} entry", "{n} entries", n=len(links))
        yield Offer(SERVICES, beacon_path(authority), described, held)
    if site.edition.documents:
        texts = say("{n} text", "{n} texts", n=len(site.edition.documents))
        service = say("Each text and each paragraph under an address, for programs (DTS)")
        yield Offer(SERVICES, DTS, service, texts, SERVICE)
    notes = sum(len(document.facts.voices) for document in site.edition.documents.values())
    if notes:
        held = say("{n} note", "{n} notes", n=notes)
        yield Offer(SERVICES, COLLECTION, say("The notes as Web Annotations"), held, ANNOTATIONS)


def archives(site: Site) -> Mapping[str, Sequence[Document]]:
    """The archives of TEI by path, with the documents in each: as many as a list has letters."""
    return in_parts(site, "downloads/tei{}.zip")


def printed_books(site: Site) -> Sequence[str]:
    """The PDFs that the edition has among its static files, as paths on the site: they are made on request,
    and it is for the editors to put them there."""
    root = site.templates.parent
    names = [path.relative_to(root / STATIC).as_posix() for path in find_static(root)]
    return [name for name in names if name.startswith("downloads/") and name.endswith(".pdf")]


def volumes(site: Site) -> Mapping[str, Sequence[Document]]:
    """The volumes of the EPUB by path, with the documents in each."""
    return in_parts(site, "downloads/edition{}.epub")


def in_parts(site: Site, path: str) -> Mapping[str, Sequence[Document]]:
    """The documents in parts by path (`downloads/edition{}.epub`), as many in each as a list has letters."""
    documents, most = list(site.edition.documents.values()), site.config.longest.letters
    parts = [documents[start : start + most] for start in range(0, len(documents), most)]
    numbers = [""] if len(parts) == 1 else [f"-{number}" for number in range(1, len(parts) + 1)]
    return {path.format(number): part for number, part in zip(numbers, parts, strict=True)}


def is_part(site: Site, documents: Sequence[Document]) -> bool:
    """Whether these documents are one of several parts."""
    return len(documents) < len(site.edition.documents)


def letter_lists(site: Site) -> Mapping[str, Sequence[LetterHead]]:
    """The CMIF files by path, with the letters in each: those that were sent. The first keeps its address
    when there are more letters than it may have, and others follow it."""
    sent = [letter for letter in site.letters if letter.sent]
    starts = range(0, max(1, len(sent)), MOST_LISTED)
    parts = [sent[start : start + MOST_LISTED] for start in starts]
    return {CMIF.format(f"-{n}" if n > 1 else ""): part for n, part in enumerate(parts, 1)}


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
