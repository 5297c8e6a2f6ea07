"""WeasyPrint at work: elements become pages, and pages a file."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from jinja2 import Environment
from lxml import etree

from edition.findings import Refused
from edition.render.book.xhtml import XHTML, H
from edition.render.face import face_sheet
from edition.render.pdf.families import apart
from edition.render.site import Site

if TYPE_CHECKING:
    from weasyprint import CSS, Document, Page

SHEET = "css/pdf.css"
HERE = "https://templates.invalid/"  # stands for the folders of templates, and leads nowhere
MISSING = "WeasyPrint is missing: python -m pip install 'letters-edition[pdf]', in its repository '.[pdf]'"
NO_PANGO = (
    "WeasyPrint does not find Pango, which is no Python package: apt install libpango-1.0-0 "
    "libpangoft2-1.0-0, or brew install pango"
)


class PressMissing(Refused):
    """What makes a PDF is not installed; the message says what to type."""


def start_press(site: Site) -> Press:
    """A press for a site. Raises `PressMissing`."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        raise PressMissing(MISSING) from None
    except OSError:  # a library of the system that it loads
        raise PressMissing(NO_PANGO) from None
    logging.getLogger("weasyprint").setLevel(
        logging.CRITICAL
    )  # it lists what it does not know of the style sheets
    return Press(site)


@dataclass
class Pages:
    """Pages that follow one another, and on which of them, counted from 1, each id is first."""

    pages: list[Page] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.pages)

    def add(self, part: Document) -> None:
        """Put the pages of a part behind those that are there."""
        for page in part.pages:
            self.pages.append(page)
            for anchor in page.anchors:
                self.places.setdefault(anchor, self.count)


class Press:
    """Sets elements in pages with the style sheets of an edition, and binds pages."""

    def __init__(self, site: Site) -> None:
        from weasyprint.text.fonts import FontConfiguration

        self._site = site
        self._fonts = FontConfiguration()
        self._sheets = [
            self._sheet(text) for text in (apart(face_sheet(site)), site.config.look.sheet, _own(site))
        ]

    def lay_out(self, part: str, elements: Sequence[etree._Element], after: int = 0) -> Document:
        """Elements as a part of the book, in pages that are numbered on from `after`."""
        config = self._site.config
        body = H("body", *elements, class_=part)
        html = H("html", H("head", *self._about()), body, lang=config.language, dir=config.phrases.direction)
        number = f"@page :first {{ counter-reset: page {after + 1} }}" if after else ""
        side = "left" if after % 2 else "right"
        begins = self._sheet(f"{number} html {{ break-before: {side} }}")
        return _tree(html).render(font_config=self._fonts, stylesheets=[*self._sheets, begins], pdf_tags=True)

    def bind(self, front: Document, pages: Sequence[Page]) -> bytes:
        """All pages as one file, those of `front` with Roman numbers."""
        from edition.render.pdf.tagging import finish, page_references_kept

        blank = [] if len(front.pages) % 2 == 0 else self.lay_out("blank", []).pages
        first = [*front.pages, *blank]
        book = front.copy([*first, *pages])
        config = self._site.config
        labels = self._site.labels
        identifier = uuid5(NAMESPACE_URL, f"{config.url}downloads/edition.pdf {config.version}").hex.encode()
        with page_references_kept():
            pdf: bytes = book.write_pdf(
                pdf_variant="pdf/ua-1",
                pdf_identifier=identifier,
                finisher=lambda _, file: finish(file, len(first), labels),
            )
        return pdf

    def _about(self) -> list[etree._Element]:
        """The title of the book, and what the file says of it."""
        config = self._site.config
        said = {
            "description": config.about,
            "dcterms.created": config.date,
            "dcterms.modified": config.date,
        }
        authors = [("author", editor.words) for editor in config.edited_by]
        metas = [H("meta", name=name, content=value) for name, value in (*said.items(), *authors)]
        return [H("title", config.title), *metas]

    def _sheet(self, text: str) -> CSS:
        from weasyprint import CSS

        fetcher = _fetcher(self._site)
        return CSS(string=text, base_url=f"{HERE}css/", url_fetcher=fetcher, font_config=self._fonts)


def _own(site: Site) -> str:
    """The style sheet of the book, with its title for the running heads."""
    sheets = Environment(autoescape=False)
    text = site.files[SHEET].read_text("utf-8")
    title = site.config.title.replace("\\", "\\\\").replace('"', '\\"')
    return sheets.from_string(text).render(title=title)


def _fetcher(site: Site) -> Any:
    """Fetches fonts from the folders of templates, and nothing from anywhere else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = site.files

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix(HERE)
            if not url.startswith(HERE) or name not in files:
                raise ValueError(f"{url} is none of the templates")
            return URLFetcherResponse(url, files[name].read_bytes())

    return Fetcher()


def _tree(root: etree._Element) -> Any:
    """HTML that WeasyPrint sets as it is. It would parse a text as HTML, in which no paragraph can stand in a
    note in a paragraph."""
    from cssselect2 import ElementWrapper
    from weasyprint import HTML

    html, tree = HTML(string=""), ElementTree.fromstring(etree.tostring(root))
    for element in tree.iter():
        element.tag = element.tag.removeprefix(f"{{{XHTML}}}")
    html.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
    html.etree_element = tree
    return html
