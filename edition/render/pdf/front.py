"""The pages before the text: title, what is said of the book, contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from edition.render.book.chapters import Chapter
from edition.render.book.xhtml import XHTML, H
from edition.render.pdf.text import Heading
from edition.render.site import Site

ON_THE_TITLE = frozenset({"subtitle", "extent"})


def title_pages(site: Site, title: Chapter) -> list[etree._Element]:
    """The title page, and behind it what is said of the edition; of one with texts that are in copyright,
    that it may not be passed on."""
    config = site.config
    body = etree.fromstring(title.content).find(f"{{{XHTML}}}body")
    assert body is not None
    head, *paragraphs = body
    above = [each for each in paragraphs if each.get("class") in ON_THE_TITLE]
    below = [each for each in paragraphs if each not in above]
    editors = config.phrases.listed(editor.words for editor in config.edited_by)
    first = H("section", head, *above, H("p", editors, class_="editors"), _publisher(site), class_="title")
    if config.volume and site.included:
        notice = config.phrases.say("This copy holds texts that are in copyright: do not pass it on.")
        below.append(H("p", notice, class_="notice"))
    return [first, H("section", *below, class_="imprint")]


def _publisher(site: Site) -> etree._Element:
    return H("p", f"{site.config.publisher}, {site.config.date[:4]}", class_="publisher")


def contents(site: Site, headings: Sequence[Heading], pages: Mapping[str, int]) -> etree._Element:
    """The contents with their pages: groups, and what is in each; then the registers."""
    lines = [*headings, *_registers(site)]
    groups = _grouped(lines)
    items = (H("li", _line(group, pages), _listed(members, pages)) for group, members in groups)
    title = site.config.phrases.say("Contents")
    return H("section", H("h1", title), H("ol", *items), class_="contents")


def _registers(site: Site) -> Iterator[Heading]:
    for register in site.registers:
        yield Heading(site.config.phrases.word(register.kind.heading), register.name, 1)


def _grouped(lines: Sequence[Heading]) -> Iterator[tuple[Heading, Sequence[Heading]]]:
    """Each line of the first depth with those below it."""
    starts = [at for at, line in enumerate(lines) if line.depth == 1]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start], lines[start + 1 : end]


def _listed(lines: Sequence[Heading], pages: Mapping[str, int]) -> etree._Element | None:
    return H("ol", *(H("li", _line(line, pages)) for line in lines)) if lines else None


def _line(line: Heading, pages: Mapping[str, int]) -> etree._Element:
    number = H("span", line.number, class_="of-letter") if line.number else None
    words = f" {line.words}" if line.number else line.words
    return H("a", number, words, href=f"#{line.ref}", data_page=str(pages[line.ref]))
