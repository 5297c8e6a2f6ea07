"""The registers in short form, with the pages on which each entry is named: the index of the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from edition.forms.registers import Person, RegisterEntry, Work
from edition.render.book.xhtml import H, as_xhtml
from edition.render.citing.items import work_item
from edition.render.citing.styles import Styles
from edition.render.entry_words import life
from edition.render.printed import emphasised
from edition.render.showing import Page, content
from edition.render.site import Site
from edition.tei.tree import E
from edition.words.typography import as_shown


def registers(
    site: Site, mentions: Mapping[str, Sequence[str]], pages: Mapping[str, int]
) -> Iterator[etree._Element]:
    """A chapter for each register. `mentions` are the ids at which an entry is named, `pages` the pages of
    ids."""
    treated = {topic: [letter.id for letter in letters] for topic, letters in site.on_topic.items()}
    places = {**treated, **mentions}
    for register in site.registers:
        order = site.config.phrases.sort_key
        entries = sorted(register.entries.items(), key=lambda item: order(item[1].sort_form))
        shown = [_entry(site, ref, entry, places.get(ref, ()), pages) for ref, entry in entries]
        title = H("h1", site.config.phrases.word(register.kind.heading))
        yield H("section", title, H("div", *shown), id=register.name, class_="register")


def _entry(
    site: Site, ref: str, entry: RegisterEntry, anchors: Sequence[str], pages: Mapping[str, int]
) -> etree._Element:
    name = as_shown(entry.sort_form if isinstance(entry, Person) else entry.name)
    lived = life(entry, site.config.phrases)
    words: list[etree._Element | str] = [_title(site, ref, entry, name), f" ({lived})" if lived else ""]
    if entry.summary:
        markup = content(E("p", *emphasised(entry.summary)), Page(""))
        words += [" ", as_xhtml(markup, "", lambda page, fragment: "", wrap="span")]
    numbers = list(page_numbers(anchors, pages))
    named: list[etree._Element | str] = [" ", H("span", *numbers, class_="pages")] if numbers else []
    return H("p", *words, *named, id=ref, class_="entry")


def _title(site: Site, ref: str, entry: RegisterEntry, name: str) -> etree._Element:
    """The name of an entry; a work as a bibliography has it, if that is known."""
    if not isinstance(entry, Work) or not entry.csl:
        return H("b", name)
    words = Styles(site.config.phrases).chicago_bibliography(work_item(ref, entry))
    return as_xhtml(words, "", lambda page, fragment: "", wrap="span")


def page_numbers(anchors: Sequence[str], pages: Mapping[str, int]) -> Iterator[etree._Element | str]:
    """The pages of some ids as an index has them, each once and those that follow one another as a span, with
    links to where the ids are: “12, 15–17”."""
    first: dict[int, str] = {}
    for anchor in anchors:
        if anchor in pages:
            first.setdefault(pages[anchor], anchor)
    ordered = sorted(first)
    ends = [page for page in ordered if page + 1 not in first]
    for count, begin in enumerate(page for page in ordered if page - 1 not in first):
        if count:
            yield ", "
        yield H("a", str(begin), href=f"#{first[begin]}")
        if ends[count] > begin:
            yield "–"
            yield H("a", str(ends[count]), href=f"#{first[ends[count]]}")
