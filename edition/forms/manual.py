"""The guide: how its Markdown is read, and what there is to link to in it.

The guide is CommonMark with tables and without raw HTML, as other tools show it too; it has nothing of
the marks by which texts of the edition are written. `README.md` is its first page and gives the order of the
rest.
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
    """A heading, its line, and the words that stand under it."""

    level: int
    id: str
    title: str
    line: int
    words: str


@dataclass(frozen=True)
class Link:
    """Where a link leads, as it is written, and the line of the block in which it stands."""

    target: str
    line: int


@dataclass(frozen=True)
class ManualPage:
    """A page of the guide: its name (that of its file), the file, its text, and what is drawn from it."""

    name: str
    path: str
    text: str
    title: str
    sections: tuple[ManualSection, ...]
    links: tuple[Link, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(section.id for section in self.sections)

    @property
    def lead(self) -> str:
        """The first paragraph: whom the page is for."""
        tokens = tokens_of(self.text)
        found = (tokens[i + 1] for i, token in enumerate(tokens) if token.type == "paragraph_open")
        return next((words_of(token) for token in found), "")


def manual_path(name: str) -> str:
    """Where a page of the guide stands, from the site's root."""
    return FOLDER + ("" if name == INDEX else f"{name}/") + "index.html"


def tokens_of(text: str) -> list[Token]:
    """The tokens of a page; each heading has an id of its own."""
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
    """The words of an inline token, of code too."""
    return "".join(
        " " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()
    )


def manual_page(name: str, path: str, text: str) -> ManualPage:
    """What a file of the guide holds. The title is its first heading, or its name."""
    tokens = tokens_of(text)
    sections = tuple(_sections(tokens))
    title = next((section.title for section in sections if section.level == 1), name)
    return ManualPage(name, path, text, title, sections, tuple(_links(tokens)))


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
