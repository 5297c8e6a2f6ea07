"""The edition as a book on paper: title pages, contents, letters with their notes at the foot, an index.

The chapters are those of the EPUB (`render/book`), set by WeasyPrint with `css/pdf.css`. The text is set
first, the registers when it is known on which page each name stands, and the contents last, so that all page
numbers are those of the pages. PDF/UA-1 (ISO 14289-1) for those who listen; the same edition gives the same
bytes on the same machine. It takes minutes and is made on request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.model import Document
from edition.render.book.chapters import chapters_of
from edition.render.offers import in_parts
from edition.render.pdf.back import registers
from edition.render.pdf.front import contents, title_pages
from edition.render.pdf.press import Pages, Press
from edition.render.pdf.text import text_of_book
from edition.render.site import Site
from edition.workers import Progress, no_progress


def pdfs(site: Site, press: Press, progress: Progress = no_progress) -> Iterator[tuple[str, bytes]]:
    """The book by its name, `edition.pdf`, or its volumes, `edition-1.pdf` and so on."""
    for name, documents in in_parts(site, "edition{}.pdf").items():
        yield name, pdf_bytes(site, press, documents, progress)


def pdf_bytes(
    site: Site, press: Press, documents: Sequence[Document], progress: Progress = no_progress
) -> bytes:
    """The book with these documents, and the registers."""
    title, *chapters = (each for each in chapters_of(site, documents) if each.kind != "backmatter")
    text, set_so_far = text_of_book(site, chapters), Pages()
    for number, group in enumerate(text.groups):
        progress("Setting the pages", number, len(text.groups) + 1)
        set_so_far.add(press.lay_out("text", [group], set_so_far.count))
    back = list(registers(site, text.mentions, set_so_far.places))
    set_so_far.add(press.lay_out("back", back, set_so_far.count))
    progress("Setting the pages", len(text.groups), len(text.groups) + 1)
    front = [*title_pages(site, title), contents(site, text.headings, set_so_far.places)]
    book = press.bind(press.lay_out("front", front), set_so_far.pages)
    progress("Setting the pages", len(text.groups) + 1, len(text.groups) + 1)
    return book
