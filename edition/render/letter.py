"""A letter's page data, drawn from its TEI alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from markupsafe import Markup

from edition.forms.configuration import ConfigFields
from edition.render.editorial_signs import signs_in
from edition.render.facsimile import ImageView, images_in
from edition.render.notes import NoteView, names_on_page, note_views, with_notes
from edition.render.showing import Page, content, html
from edition.tei.heads import LetterHead, letter_head
from edition.tei.reading import first_text, text_of
from edition.tei.tree import Element, select


@dataclass(frozen=True)
class LetterView(LetterHead):
    """What the template of a letter shows."""

    dating: Markup
    prints: tuple[Markup, ...]
    summary: tuple[Markup, ...]
    text: Markup
    signs: frozenset[str]
    notes: tuple[NoteView, ...]
    images: Sequence[ImageView]
    keywords: tuple[str, ...]
    address: str

    @property
    def image_sources(self) -> Markup:
        """What the content security policy says of the hosts of its images."""
        hosts = sorted({image.host for image in self.images} - {""})
        return Markup(f"img-src 'self' {' '.join(hosts)}; ") if hosts else Markup("")


def letter_view(
    tree: Element, page: Page, config: ConfigFields, head: LetterHead | None = None
) -> LetterView:
    """Read a letter's TEI, all of it; `head` is what its header says, if that is known."""
    page = replace(with_notes(page, tree), names=names_on_page(tree))
    head = head or letter_head(tree)
    body = select(tree, "/t:TEI/t:text/t:body")[0]
    return LetterView(
        **{field.name: getattr(head, field.name) for field in fields(head)},
        dating=Markup(" ").join(content(p, page) for p in select(tree, "//t:note[@type='dating']/t:p")),
        prints=tuple(content(b, replace(page, names=None)) for b in select(tree, "//t:bibl[@type='print']")),
        summary=tuple(html(p, page) for p in select(tree, "//t:abstract/t:p")),
        text=content(body, page),
        signs=signs_in(body),
        notes=note_views(tree, page, config),
        images=images_in(tree, page.root, config.url),
        keywords=tuple(text_of(term) for term in select(tree, "//t:textClass/t:keywords/t:term")),
        address=first_text(tree, "//t:publicationStmt/t:idno"),
    )
