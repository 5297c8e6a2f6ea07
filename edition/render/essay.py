"""An essay's page data, drawn from its TEI alone."""

from __future__ import annotations

from dataclasses import dataclass, fields

from markupsafe import Markup

from edition.forms.configuration import ConfigFields
from edition.render.behaviours import Page, content, html
from edition.render.editorial_signs import signs_in
from edition.render.notes import NoteView, note_views, with_notes
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, Element, is_not_included, name_of, select, select_text


@dataclass(frozen=True)
class ContentsEntry:
    """A heading of the table of contents."""

    id: str
    title: str
    depth: int


@dataclass(frozen=True)
class EssayHead:
    """What lists and other pages say of an essay: all but its text."""

    id: str
    title: str
    kind: str
    author: str
    source: Markup
    included: bool
    description: str
    letters: tuple[str, ...]


@dataclass(frozen=True)
class EssayView(EssayHead):
    """What the template of an essay shows."""

    summary: tuple[Markup, ...]
    copy: tuple[Markup, ...]
    signs: frozenset[str]
    contents: tuple[ContentsEntry, ...]
    text: Markup
    notes: tuple[NoteView, ...]
    address: str


def essay_head(tree: Element, page: Page) -> EssayHead:
    """Read the header of an essay's TEI. `page` says where the HTML stands."""
    abstract = select(tree, "//t:abstract/t:p")
    kinds = select_text(tree, "//t:catRef[@scheme='#kinds']/@target")
    return EssayHead(
        id=str(tree.get(XML_ID)),
        title=text_of(select(tree, "//t:titleStmt/t:title")[0]),
        kind=kinds[0].removeprefix("#kind-") if kinds else "essay",
        author=" ".join(text_of(e) for e in select(tree, "//t:titleStmt/t:author")),
        source=Markup("; ").join(content(e, page) for e in select(tree, "//t:sourceDesc/t:bibl")),
        included=not is_not_included(tree),
        description=" ".join(text_of(p) for p in abstract),
        letters=_letters(tree),
    )


def essay_view(tree: Element, page: Page, config: ConfigFields) -> EssayView:
    """Read an essay's TEI, all of it."""
    page = with_notes(page, tree)
    head = essay_head(tree, page)
    body = select(tree, "/t:TEI/t:text/t:body")[0]
    return EssayView(
        **{field.name: getattr(head, field.name) for field in fields(head)},
        summary=tuple(html(p, page) for p in select(tree, "//t:abstract/t:p")),
        copy=tuple(content(p, page) for p in select(tree, "//t:note[@type='copy']/t:p")),
        signs=signs_in(body),
        contents=tuple(_contents(tree, page)),
        text=content(body, page),
        notes=note_views(tree, page, config),
        address=text_of(select(tree, "//t:publicationStmt/t:idno")[0]),
    )


def _letters(tree: Element) -> tuple[str, ...]:
    """The letters that an essay is said to discuss, then those that it links to besides."""
    targets = [
        *select_text(tree, "//t:catRef[@scheme='#letters']/@target"),
        *select_text(tree, "//t:ref/@target"),
    ]
    return tuple(dict.fromkeys(t[1:].partition(".")[0] for t in targets if t.startswith("#L")))


def _contents(tree: Element, page: Page) -> list[ContentsEntry]:
    sections = []
    for head in select(tree, "//t:body//t:div/t:head"):
        division = head.getparent()
        assert division is not None
        depth = sum(name_of(a) == "div" for a in division.iterancestors())
        xml_id = str(division.get(XML_ID) or "").removeprefix(f"{page.document}.")
        if xml_id:
            sections.append(ContentsEntry(xml_id, text_of(head), depth))
    return sections
