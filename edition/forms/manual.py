"""The guide: how its Markdown is read, and what there is to link to in it.

The guide is CommonMark with tables and without raw HTML, which other tools show as well; it knows none of
the marks that texts of the edition are written with. `README.md` is its first page and gives the order of
the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from slugify import slugify

INDEX, FOLDER = "README", "about/guide/"
PAGE_LINK = re.compile(r"(?P<name>[\w-]+)\.md(?:#(?P<id>.*))?")


@dataclass(frozen=True)
class ManualSection:
    """A heading: its level (1–6), its id and title, its line in the file (from 1), and the words under it."""

    level: int
    id: str
    title: str
    line: int
    words: str


@dataclass(frozen=True)
class Link:
    """A link: its target as it is written, and the line (from 1) on which its block begins."""

    target: str
    line: int


@dataclass(frozen=True)
class ManualPage:
    """A page of the guide: its name (that of its file, without `.md`), the file's path, its Markdown, and the
    title, sections and links found in it."""

    name: str
    path: str
    text: str
    title: str
    sections: tuple[ManualSection, ...]
    links: tuple[Link, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids to which a link can lead on this page."""
        return frozenset(section.id for section in self.sections)

    @property
    def lead(self) -> str:
        """The words of the first paragraph, which says whom the page is for; "" when there is none."""
        tokens = tokens_of(self.text)
        paragraphs = (tokens[i + 1] for i, token in enumerate(tokens) if token.type == "paragraph_open")
        return next((words_of(token) for token in paragraphs), "")


def manual_path(name: str) -> str:
    """The file of a page of the guide, relative to the site's root."""
    return FOLDER + ("" if name == INDEX else f"{name}/") + "index.html"


def tokens_of(text: str) -> list[Token]:
    """The Markdown tokens of a page; each heading has been given an id, unique on the page."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image").parse(text)
    taken: dict[str, int] = {}
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            base = slugify(words_of(inline)) or "section"
            taken[base] = taken.get(base, 0) + 1
            token.attrSet("id", base if taken[base] == 1 else f"{base}-{taken[base]}")
        token.attrs.pop("style", None)  # columns are aligned by style sheets alone
    return tokens


def words_of(token: Token) -> str:
    """The words of an inline token, those of code included."""
    return "".join(
        " " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()
    )


def manual_page(name: str, path: str, text: str) -> ManualPage:
    """Read a page of the guide from its Markdown. The title is its first heading of level 1, or its name."""
    tokens = tokens_of(text)
    sections = tuple(_sections(tokens))
    title = next((section.title for section in sections if section.level == 1), name)
    links = tuple(_links(tokens))
    return ManualPage(name=name, path=path, text=text, title=title, sections=sections, links=links)


def _sections(tokens: Sequence[Token]) -> Iterator[ManualSection]:
    heads = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    for start, end in zip(heads, [*heads[1:], len(tokens)], strict=True):
        head = tokens[start]
        yield ManualSection(
            level=int(head.tag[1:]),
            id=str(head.attrs["id"]),
            title=words_of(tokens[start + 1]),
            line=head.map[0] + 1 if head.map else 1,
            words=" ".join(words_of(token) for token in tokens[start + 2 : end] if token.type == "inline"),
        )


def _links(tokens: Sequence[Token]) -> Iterator[Link]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield Link(str(child.attrs["href"]), token.map[0] + 1 if token.map else 1)
