"""The book: its chapters, its contents, its description, and the archive that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from edition.model import Document
from edition.render.book.chapters import Chapter, chapters_of
from edition.render.book.xhtml import H, document
from edition.render.site import Site
from edition.words.packing import packed

OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
SHEET, MIMETYPE = "css/epub.css", "mimetype"


def book_bytes(site: Site, path: str, documents: Sequence[Document]) -> bytes:
    """The EPUB with these documents, and the registers."""
    chapters = list(chapters_of(site, documents))
    files = {
        MIMETYPE: b"application/epub+zip",  # the first file, and not compressed (EPUB 3.3, 4.2.1)
        "META-INF/container.xml": CONTAINER,
        "book/package.opf": _package(site, path, chapters),
        "book/nav.xhtml": _contents(site, documents, chapters),
        "book/book.css": site.files[SHEET].read_bytes(),
        **{f"book/{chapter.name}": chapter.content for chapter in chapters},
    }
    return packed(files.items(), stored={MIMETYPE})


def _contents(site: Site, documents: Sequence[Document], chapters: Sequence[Chapter]) -> bytes:
    """The contents, the pages of the printed volume, and the landmarks. (EPUB 3.3, 7.)"""
    say = site.config.phrases.say
    items = [item for group, held in groupby(chapters, lambda c: c.group) for item in _listed(group, held)]
    toc = H("nav", H("h1", say("Contents")), H("ol", *items), epub_type="toc", role="doc-toc")
    parts, pages = [toc], list(_pages(site, documents))
    if pages:
        head = H("h2", say("Pages of the printed volume"))
        parts.append(H("nav", head, H("ol", *pages), epub_type="page-list", hidden="hidden"))
    landmarks = [("titlepage", chapters[0].title, "title.xhtml"), ("toc", say("Contents"), "nav.xhtml")]
    landmarks.append(("bodymatter", chapters[1].title, chapters[1].name))
    links = [H("li", H("a", title, epub_type=kind, href=name)) for kind, title, name in landmarks]
    parts.append(H("nav", H("h2", say("Landmarks")), H("ol", *links), epub_type="landmarks", hidden="hidden"))
    return document(say("Contents"), site.config.language, *parts, kind="frontmatter")


def _listed(group: str, chapters: Iterator[Chapter]) -> Iterator[etree._Element]:
    links = [H("li", H("a", chapter.title, href=chapter.name)) for chapter in chapters]
    if group:
        yield H("li", H("span", group), H("ol", *links))
    else:
        yield from links


def _pages(site: Site, documents: Sequence[Document]) -> Iterator[etree._Element]:
    """Each page of the printed volume on which a passage is known to begin, with the first that does."""
    ids, listed = {unit for held in documents for unit in held.units}, set()
    for unit, pages in site.printed.pages.items():
        ref, _, local = unit.partition(".")
        if unit in ids and pages.first == pages.begins_by and pages.first not in listed:
            listed.add(pages.first)
            yield H("li", H("a", str(pages.first), href=f"{ref}.xhtml" + (f"#{local}" if local else "")))


def _package(site: Site, path: str, chapters: Sequence[Chapter]) -> bytes:
    """The description of the book. (EPUB 3.3, 5; EPUB Accessibility 1.1.)"""
    config = site.config
    prefixes = {None: OPF, "dc": DC}
    root = etree.Element(f"{{{OPF}}}package", nsmap=prefixes)  # type: ignore[arg-type]
    root.set("version", "3.0")
    root.set("unique-identifier", "id")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", config.language)
    about = etree.SubElement(root, f"{{{OPF}}}metadata")
    identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, config.url + path)}"
    for name, value in (
        ("identifier", identifier),
        ("title", config.title),
        ("language", config.language),
        ("creator", config.editor),
        ("publisher", config.publisher),
        ("date", config.date),
        ("rights", f"{config.licence_text} {config.licence}"),
        ("description", config.about),
        ("source", config.url),
    ):
        etree.SubElement(about, f"{{{DC}}}{name}").text = value
    about[0].set("id", "id")
    for name, value in _properties(site):
        etree.SubElement(about, f"{{{OPF}}}meta", {"property": name}).text = value
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    spine = etree.SubElement(root, f"{{{OPF}}}spine")
    _item(manifest, "nav", "nav.xhtml", "application/xhtml+xml", properties="nav")
    _item(manifest, "style", "book.css", "text/css")
    for chapter in chapters:
        ident = chapter.name.removesuffix(".xhtml")
        _item(manifest, f"c-{ident}", chapter.name, "application/xhtml+xml")
        etree.SubElement(spine, f"{{{OPF}}}itemref", {"idref": f"c-{ident}"})
        if chapter is chapters[0]:
            etree.SubElement(spine, f"{{{OPF}}}itemref", {"idref": "nav"})
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")


def _item(manifest: etree._Element, ident: str, name: str, kind: str, **more: str) -> None:
    etree.SubElement(manifest, f"{{{OPF}}}item", {"id": ident, "href": name, "media-type": kind, **more})


def _properties(site: Site) -> Iterator[tuple[str, str]]:
    yield "dcterms:modified", f"{site.config.date}T00:00:00Z"
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "index"]
    if site.printed.pages and site.config.volume:
        features.append("pageNavigation")
        yield "pageBreakSource", site.config.volume.title
    yield from (("schema:accessibilityFeature", feature) for feature in features)
    yield "schema:accessMode", "textual"
    yield "schema:accessModeSufficient", "textual"
    yield "schema:accessibilityHazard", "none"
