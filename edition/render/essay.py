"""An essay's page data, drawn from its TEI alone."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from markupsafe import Markup

from edition.forms.configuration import ConfigFields
from edition.render.editorial_signs import signs_in
from edition.render.notes import NoteView, names_on_page, note_views, with_notes
from edition.render.showing import Page, content, html
from edition.tei.heads import EssayHead, essay_head
from edition.tei.reading import first_text, text_of
from edition.tei.tree import XML_ID, Element, name_of, select


@dataclass(frozen=True)
class ContentsEntry:
    """A heading of the table of contents."""

    id: str
    title: str
    depth: int


@dataclass(frozen=True)
class EssayView(EssayHead):
    """What the template of an essay shows."""

    summary: tuple[Markup, ...]
    sources: tuple[Markup, ...]
    copy: tuple[Markup, ...]
    signs: frozenset[str]
    contents: tuple[ContentsEntry, ...]
    text: Markup
    notes: tuple[NoteView, ...]
    address: str


def essay_view(tree: Element, page: Page, config: ConfigFields) -> EssayView:
    """Read an essay's TEI, all of it."""
    page = replace(with_notes(page, tree), names=names_on_page(tree))
    head = essay_head(tree)
    body = select(tree, "/t:TEI/t:text/t:body")[0]
    return EssayView(
        **{field.name: getattr(head, field.name) for field in fields(head)},
        summary=tuple(html(p, page) for p in select(tree, "//t:abstract/t:p")),
        sources=tuple(content(e, replace(page, names=None)) for e in select(tree, "//t:sourceDesc/t:bibl")),
        copy=tuple(content(p, page) for p in select(tree, "//t:note[@type='copy']/t:p")),
        signs=signs_in(body),
        contents=tuple(_contents(tree, page)),
        text=content(body, page),
        notes=note_views(tree, page, config),
        address=first_text(tree, "//t:publicationStmt/t:idno"),
    )


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
