"""The book on paper: its notes, its contents, its structure for those who listen, the pages of its index."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, missing, site_of
from lxml import etree

from edition.cli import main
from edition.render import pdf
from edition.render.book.chapters import chapters_of
from edition.render.pdf import press
from edition.render.pdf.back import page_numbers
from edition.render.pdf.families import apart
from edition.render.pdf.text import link_in_book
from edition.render.site import Site

COUNT = 6  # documents of the example that are set


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("pdf") / "two-lights"
    shutil.copytree(ROOT / "examples/two-lights", root, ignore=shutil.ignore_patterns("site", ".cache"))
    return site_of(root)


def set_book(site: Site) -> bytes:
    try:
        started = press.start_press(site)
    except press.PressMissing as what:
        missing(str(what))
    return pdf.pdf_bytes(site, started, list(site.edition.documents.values())[:COUNT])


@pytest.fixture(scope="module")
def printed(example: Site) -> bytes:
    return set_book(example)


@pytest.fixture(scope="module")
def book(printed: bytes) -> Any:
    pypdf = pytest.importorskip("pypdf")
    return pypdf.PdfReader(io.BytesIO(printed))


def elements(node: Any) -> Iterator[Any]:
    """The elements of the structure below one, with their marks in the text as numbers."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        yield kid
        if hasattr(kid, "get") and kid.get("/Type") == "/StructElem":
            yield from elements(kid)


def kinds(book: Any, name: str) -> list[Any]:
    tree = elements(book.root_object["/StructTreeRoot"])
    return [each for each in tree if hasattr(each, "get") and each.get("/S") == name]


def test_every_note_is_one_and_stands_at_the_foot(example: Site, book: Any) -> None:
    chapters = chapters_of(example, list(example.edition.documents.values())[:COUNT])
    notes = [re.findall(rb'<aside id="([^"]+)" epub', chapter.content) for chapter in chapters]
    marked = kinds(book, "/Note")
    assert len(marked) == sum(map(len, notes)) > 4
    assert len({note["/ID"] for note in marked}) == len(marked)
    first = book.pages[4].extract_text()
    assert first.index("expect to leave alive") < first.index("She told this every Christmas")
    assert "She told this every Christmas" not in book.pages[5].extract_text()


def test_contents_and_bookmarks_name_every_text(example: Site, book: Any) -> None:
    titles = {each["/Title"] for each in flat(book.outline)}
    contents = " ".join(book.pages[2].extract_text().split())
    for document in list(example.edition.documents.values())[:COUNT]:
        assert document.head.title in titles
        page = book.page_labels[next(number for number, page in opening(book) if page == document.head.title)]
        assert re.search(rf"{re.escape(document.head.title)}[ .]+{page}\b", contents)


def flat(outline: list[Any]) -> Iterator[Any]:
    for each in outline:
        yield from flat(each) if isinstance(each, list) else [each]


def opening(book: Any) -> Iterator[tuple[int, str]]:
    for each in flat(book.outline):
        yield book.get_destination_page_number(each), each["/Title"]


def test_what_is_on_a_page_is_text_of_the_structure_or_none(book: Any) -> None:
    """PDF/UA-1 (ISO 14289-1), 7.1: content is marked, as part of the structure or as an artifact."""
    root = book.root_object
    assert (
        root["/MarkInfo"]["/Marked"]
        and root["/Lang"] == "en"
        and root["/ViewerPreferences"]["/DisplayDocTitle"]
    )
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    owners = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(book.pages):
        marks, contents = 0, page.get_contents()
        stack: list[str] = []
        for operands, operator in contents.operations if contents is not None else ():
            if operator in {b"BDC", b"BMC"}:
                stack.append(operands[0])
                marks += operator == b"BDC" and "/MCID" in operands[1]
            elif operator == b"EMC":
                stack.pop()
            elif operator in {b"Tj", b"TJ"}:
                assert stack, f"page {number} has text that is not marked"
        owned = owners[2 * number + 1].get_object()
        assert marks == sum(type(owner.get_object()).__name__ != "NullObject" for owner in owned)


def test_links_are_described_and_printed(book: Any) -> None:
    links = [link.get_object() for page in book.pages for link in page.get("/Annots", [])]
    assert links and all(link["/F"] == 4 and link["/Contents"] for link in links)
    assert any(link["/Contents"].startswith("Letter 1, ") for link in links)
    assert all("/Dest" not in link or link["/Dest"] in book.named_destinations for link in links)


def test_the_index_gives_the_page_on_which_a_name_stands(example: Site, book: Any) -> None:
    text = "\n".join(page.extract_text() for page in book.pages)
    entry = re.search(r"Weir, Thomas.*?Halifax\. ([\d–]+)", " ".join(text.split()))
    assert entry is not None
    labels, pages = book.page_labels, book.pages
    there = [
        labels[n] for n in range(len(pages)) if labels[n].isdecimal() and "Weir" in pages[n].extract_text()
    ]
    assert entry[1] in {there[0], f"{there[0]}–{there[1]}"}


def test_two_books_are_equal(example: Site, printed: bytes) -> None:
    assert set_book(example) == printed


ANCHORS = {"a": 3, "b": 3, "c": 4, "d": 5, "e": 9, "f": 12}


@pytest.mark.parametrize(
    ("anchors", "said"),
    [("", ""), ("a", "3"), ("ab", "3"), ("ac", "3–4"), ("dca", "3–5"), ("ef", "9, 12"), ("acxe", "3–4, 9")],
)
def test_page_numbers(anchors: str, said: str) -> None:
    pieces = page_numbers(list(anchors), ANCHORS)
    assert "".join(piece if isinstance(piece, str) else str(piece.text) for piece in pieces) == said


def test_a_page_number_leads_to_the_place() -> None:
    (link,) = page_numbers(["b", "a"], ANCHORS)
    assert isinstance(link, etree._Element) and link.get("href") == "#b"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("L4.xhtml", "#L4"),
        ("L4.xhtml#p3", "#L4.p3"),
        ("appendix-a.xhtml#n-tin", "#appendix-a.n-tin"),
        ("persons.xhtml#person-weir", "#person-weir"),
        ("persons.xhtml", "#persons"),
        ("https://example.org/a.xhtml", "https://example.org/a.xhtml"),
    ],
)
def test_links_between_files_are_links_in_the_book(link: str, expected: str) -> None:
    assert link_in_book(link, {"persons"}) == expected


def test_fonts_of_one_family_are_told_apart() -> None:
    latin = "@font-face { font-family: V; src: url(a); unicode-range: U+20-7F; }"
    other = "@font-face { font-family: V; src: url(b) }"
    italic = "@font-face { font-family: V; font-style: italic; src: url(c) }"
    sheet = apart(f'{latin} {other} {italic} :root {{ --serif: V, "URW V", serif; }}')
    assert re.findall(r'font-family: ("[^"]+")', sheet) == ['"V"', '"V 2"', '"V"']
    assert '--serif: "V", "V 2", "URW V", serif;' in sheet and "unicode-range" not in sheet


def test_what_is_missing_is_told_in_a_line(
    example: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from click.testing import CliRunner

    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    root = str(example.templates.parent)
    result = CliRunner().invoke(main, ["pdf", "--root", root, "--output", str(tmp_path / "a.pdf")])
    assert result.exit_code == 1 and "[pdf]" in result.output and result.output.count("\n") == 1
