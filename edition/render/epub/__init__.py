"""The edition as a book for readers of EPUB: one, or, of many letters, several volumes.

EPUB 3.3 (W3C). Notes open where they are referred to (EPUB Structural Semantics, `noteref` and `footnote`);
where the printed volume is known, its pages are listed. What is not in the book is linked at its address on
the web. Chapters are made of the same views as the pages of the site, so that texts, notes and numbers are
the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from edition.model import Job
from edition.render.book.chapters import hold_chapters, registers_of
from edition.render.epub.book import SHEET, book_bytes
from edition.render.offers import volumes
from edition.render.site import Site
from edition.store.incremental import use_of


def plan(site: Site) -> Iterator[Job]:
    """The jobs for `downloads/edition.epub`, or `edition-1.epub` and so on."""
    sheet = use_of(site.files[SHEET].read_bytes())
    for path, documents in volumes(site).items():
        uses = {"pages", "units", "config", sheet, *(f"document:{document.id}" for document in documents)}
        registers = registers_of(site, documents)
        uses.update(f"entry:{ref}" for register in registers for ref in register.entries)
        hold_chapters(site, documents, registers)
        yield Job(path, frozenset(uses), partial(book_bytes, site, path, documents), here=True)
