"""The guide on the site: a page for each file of `docs/`, found from “About this edition”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from edition.forms.language import wording
from edition.forms.manual import INDEX, PAGE_LINK, ManualPage, manual_path, tokens_of
from edition.lookup.addresses import root_of
from edition.render.pages.route import Route, Values
from edition.render.site import Site

SHORT = 24  # so many signs of code fit into a line of any page


def routes(site: Site) -> Iterator[Route]:
    """A page for each page of the manual."""
    order = _in_order(site.edition.guide)
    for place, page in enumerate(order):
        before = order[place - 1] if place else None
        after = order[place + 1] if place + 1 < len(order) else None
        values: Values = partial(_values, page, order, before, after)
        yield Route(manual_path(page.name), "guide.html.j2", frozenset({"config", "guide"}), values)


def _values(
    page: ManualPage, order: Sequence[ManualPage], before: ManualPage | None, after: ManualPage | None
) -> Mapping[str, object]:
    return {
        "page": page,
        **to_html(page, {other.name for other in order}),
        "contents": [section for section in page.sections if section.level == 2],
        "index": manual_path(INDEX) if page.name != INDEX and order[0].name == INDEX else "",
        "neighbours": [
            (word, manual_path(other.name), other.title)
            for word, other in ((wording("Previous"), before), (wording("Next"), after))
            if other is not None
        ],
    }


def _in_order(pages: Sequence[ManualPage]) -> list[ManualPage]:
    """The first page, those to which it links in the order of its links, then the others."""
    by_name = {page.name: page for page in pages}
    first = [page for page in pages if page.name == INDEX]
    targets = [PAGE_LINK.fullmatch(link.target) for page in first for link in page.links]
    linked = [match["name"] for match in targets if match]
    names = dict.fromkeys([*(page.name for page in first), *linked, *sorted(by_name)])
    return [by_name[name] for name in names if name in by_name]


def to_html(page: ManualPage, names: set[str]) -> dict[str, Markup]:
    """The HTML of a page below its title: the paragraph that says whom it is for, and the rest. `names` are
    the pages that can be linked."""
    tokens = _without_title(tokens_of(page.text))
    for token in tokens:
        if token.children:
            token.children = list(_with_links(token.children, page, names))
    lead = 3 if tokens and tokens[0].type == "paragraph_open" else 0
    if lead:
        tokens[0].attrSet("class", "lead")
    return {"lead": _render(tokens[:lead]), "body": _render(tokens[lead:])}


def _render(tokens: Sequence[Token]) -> Markup:
    return Markup(ManualRenderer().render(tokens, MarkdownIt("commonmark").options, {}))


def _without_title(tokens: list[Token]) -> list[Token]:
    """The template has the title."""
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[3:]
    return tokens


def _with_links(children: Sequence[Token], page: ManualPage, names: set[str]) -> Iterator[Token]:
    """Links to pages lead to pages of the site; of links to other files of the repository the words stay."""
    dropped = False
    for child in children:
        if child.type == "link_open":
            target = _target(str(child.attrs["href"]), page, names)
            dropped = target is None
            if target is not None:
                child.attrSet("href", target)
                yield child
        elif child.type != "link_close" or not dropped:
            yield child


def _target(href: str, page: ManualPage, names: set[str]) -> str | None:
    if href.startswith(("#", "https://", "http://", "mailto:")):
        return href
    link = PAGE_LINK.fullmatch(href)
    if link is None or link["name"] not in names:
        return None
    heading = f"#{link['id']}" if link["id"] else ""
    return root_of(manual_path(page.name)) + manual_path(link["name"]) + heading


class ManualRenderer(RendererHTML):
    """What may be wider than the page scrolls in a box that the keyboard reaches; headings show their
    address."""

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        _, _, file = tokens[idx].info.partition(" ")
        name = f'<p class="file"><code>{escape(file)}</code></p>\n' if "." in file else ""
        return f'{name}<pre tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>\n'

    code_block = fence

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        words = tokens[idx].content
        short = ' class="short"' if len(words) <= SHORT else ""  # “--root” is not cut at its hyphens
        return f"<code{short}>{escape(words)}</code>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<div class="guide-table" tabindex="0" role="group" aria-label="Table">\n<table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<th scope="col">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        opening, inline = tokens[idx - 2], tokens[idx - 1]
        label = escape(f"Address of “{''.join(child.content for child in inline.children or ())}”")
        return f'<a class="anchor" href="#{opening.attrs["id"]}" aria-label="{label}"></a></{opening.tag}>\n'
