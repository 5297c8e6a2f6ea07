"""The chapters of the book: a title page, the letters and essays, and the registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from edition.forms.registers import RegisterEntry
from edition.kinds import KINDS
from edition.lookup.addresses import address
from edition.model import Document, Register
from edition.render.book.xhtml import XHTML, Address, H, as_xhtml, document
from edition.render.notes import NoteView
from edition.render.offers import is_part
from edition.render.printed import emphasised
from edition.render.showing import Page
from edition.render.showing import content as shown
from edition.render.site import Site
from edition.tei.heads import EssayHead, LetterHead
from edition.tei.tree import E
from edition.words.digest import digest_of
from edition.workers import run


@dataclass(frozen=True)
class Chapter:
    """A file of the book: its name, its title and its heading in the contents, under which group it stands
    there, what it is, and its content."""

    name: str
    title: str
    group: str
    kind: str
    content: bytes


def chapters_of(site: Site, documents: Sequence[Document]) -> Iterator[Chapter]:
    """The chapters in their order; those of documents are kept in the site's memo."""
    registers = registers_of(site, documents)
    places = _places(documents, registers)
    address_of = partial(_address, site, places)
    yield title_page(site, documents)
    shared = _shared(site, places)
    keys = _keys(site, documents, shared)
    missing = [held for held in documents if site.memo.find(keys[held.id]) is None]
    made = run(partial(chapter_of, site, address_of=address_of), missing)
    for held, chapter in zip(missing, made, strict=True):
        site.memo.keep(keys[held.id], chapter)
    yield from (site.memo.find(keys[held.id]) for held in documents)
    yield from register_chapters(site, documents, registers, address_of, shared)


def hold_chapters(
    site: Site, documents: Sequence[Document], registers: Sequence[Register[RegisterEntry]]
) -> None:
    """Have the memo hold the chapters of a book with these documents and registers: one of which nothing has
    changed does not ask for them, and would have to make all when something has."""
    shared = _shared(site, _places(documents, registers))
    for key in _keys(site, documents, shared).values():
        site.memo.hold(key)


def _shared(site: Site, places: Mapping[str, str]) -> str:
    """A digest of what all chapters of a book are made of."""
    return digest_of(site.config.digest, *places)


def _keys(site: Site, documents: Sequence[Document], shared: str) -> Mapping[str, str]:
    """By id of each document the key of its chapter."""
    keys, known = {}, site.edition.documents.keys()
    for held in documents:
        linked = (site.edition.documents[ref].digests.units for ref in sorted(held.facts.links_to & known))
        pages = repr(site.printed.pages.get(held.id))
        keys[held.id] = f"chapter {held.id} {digest_of(shared, held.digests.whole, pages, *linked)}"
    return keys


def registers_of(site: Site, documents: Sequence[Document]) -> Sequence[Register[RegisterEntry]]:
    """The registers of a book: of a volume of several the entries that its texts name, and whole those that
    no text names, such as topics; else each of twenty volumes would have the persons of all."""
    if not is_part(site, documents):
        return site.registers
    named = set[str]().union(*(site.named.get(held.id, ()) for held in documents))
    kept = [
        replace(register, entries={ref: e for ref, e in register.entries.items() if ref in named})
        if register.kind.element
        else register
        for register in site.registers
    ]
    return [register for register in kept if register.entries]


def _places(documents: Sequence[Document], registers: Sequence[Register[RegisterEntry]]) -> Mapping[str, str]:
    """By the path of a page of the site, the file of the book in which it is, with the id there."""
    places = {f"{address(held.id)}index.html": f"{held.id}.xhtml" for held in documents}
    for register in registers:
        name = f"{register.name}.xhtml"
        places[f"{KINDS[register.name].folder}/index.html"] = name
        places |= {f"{address(ref)}index.html": f"{name}#{ref}" for ref in register.entries}
    return places


def _address(site: Site, places: Mapping[str, str], page: str, fragment: str) -> str:
    """Where a page of the site is, seen from the book: in it, else on the web."""
    place = places.get(page)
    if place is None:
        return site.canonical(page) + (f"#{fragment}" if fragment else "")
    return f"{place}#{fragment}" if fragment and "#" not in place else place


def chapter_of(site: Site, held: Document, address_of: Address) -> Chapter:
    """A letter or essay with its notes."""
    view = site.letter(held.id) if isinstance(held.head, LetterHead) else site.essay(held.id)
    page, say = f"{address(held.id)}index.html", site.config.phrases.say
    parts = [H("h1", view.title)]
    if isinstance(view, LetterHead):
        parts[:0] = [H("p", say("Letter {number}", number=view.number), class_="number")]
        parts += [H("p", view.subject, class_="subject")] if view.subject else []
        parts += [H("p", f"{view.repository}, {view.shelfmark}", class_="archive")] if view.shelfmark else []
    elif view.author:
        parts.append(H("p", view.author, class_="author"))
    if isinstance(view, LetterHead) or view.kind == "source":
        summary = as_xhtml("".join(view.summary), page, address_of)
        parts.append(H("section", H("h2", say("Summary")), *summary, class_="summary"))
    parts.append(as_xhtml(view.text, page, address_of))
    if view.notes:
        notes = (_note(note, page, address_of) for note in view.notes)
        parts.append(H("section", H("h2", say("Notes")), *notes, epub_type="footnotes"))
    article, name = H("article", *parts), f"{held.id}.xhtml"
    _lead_to_the_web(article, name, site.canonical(page))
    content = document(view.title, site.config.language, article)
    return Chapter(name, view.title, _group(site, held.head), "bodymatter", content)


def _lead_to_the_web(article: etree._Element, name: str, url: str) -> None:
    """Links to what a chapter leaves out, such as images, lead to the page on the web."""
    ids = {str(element.get("id")) for element in article.iter(etree.Element)}
    for link in article.iter(f"{{{XHTML}}}a"):
        file, _, fragment = (link.get("href") or "").partition("#")
        if file == name and fragment and fragment not in ids:
            link.set("href", f"{url}#{fragment}")


def _group(site: Site, head: LetterHead | EssayHead) -> str:
    if isinstance(head, LetterHead):
        return site.config.phrases.word(head.year)
    return site.config.phrases.say("Essays")


def _note(note: NoteView, page: str, address_of: Address) -> etree._Element:
    body = as_xhtml(note.html + note.revised, page, address_of)
    voice = H("span", note.label, class_="voice") if note.voice != "edition" else None
    number = H("p", H("b", note.number), " ", voice, class_="note-number")
    return H("aside", number, *body, id=note.id, epub_type="footnote", role="doc-footnote")


def register_chapters(
    site: Site,
    documents: Sequence[Document],
    registers: Sequence[Register[RegisterEntry]],
    address_of: Address,
    shared: str,
) -> Iterator[Chapter]:
    """A chapter for each register of a book with these documents, kept in the site's memo; `shared` is a
    digest of what all chapters are made of. In a volume of several an entry lists the letters of the volume,
    and leads to its page for the others: else each volume would have the letters of all."""
    letters = _letters(site, documents)
    leads_on = is_part(site, documents)
    for register in registers:
        listed = {ref: letters.get(ref, []) for ref in register.entries}
        entries = (site.entry_digests[ref] for ref in register.entries)
        key = f"chapter {register.name} {digest_of(shared, repr(listed), str(leads_on), *entries)}"
        make = partial(register_chapter, site, register, listed, address_of, leads_on=leads_on)
        yield site.memo.get(key, make)


def _letters(site: Site, documents: Sequence[Document]) -> Mapping[str, list[tuple[str, str]]]:
    """The letters among documents that mention an entry, by its id, each as (number, id)."""
    by_entry: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for held in documents:
        if isinstance(held.head, LetterHead):
            for ref in site.named.get(held.id, ()):
                by_entry[ref].append((held.head.number, held.id))
    return by_entry


def register_chapter(
    site: Site,
    register: Register[RegisterEntry],
    letters: Mapping[str, Sequence[tuple[str, str]]],
    address_of: Address,
    *,
    leads_on: bool,
) -> Chapter:
    """The chapter of a register; `letters` are those that mention an entry, each as (number, id); an entry
    `leads_on` to its page on the web where a book has not all of them."""
    title = site.config.phrases.word(register.kind.heading)
    page = f"{register.kind.folder}/index.html"
    sort_key = site.config.phrases.sort_key
    in_order = sorted(register.entries.items(), key=lambda item: sort_key(item[1].sort_form))
    entries = []
    for ref, entry in in_order:
        links = [(number, address_of(f"{address(held)}index.html", "")) for number, held in letters[ref]]
        every = site.canonical(f"{address(ref)}index.html") if leads_on else None
        entries.append(_entry(site, ref, entry, page, address_of, _links(site, links, every)))
    content = document(title, site.config.language, H("h1", title), *entries, kind="backmatter")
    group = site.config.phrases.say("People and subjects")
    return Chapter(f"{register.name}.xhtml", title, group, "backmatter", content)


def _entry(
    site: Site,
    ref: str,
    entry: RegisterEntry,
    page: str,
    address_of: Address,
    letters: etree._Element | None,
) -> etree._Element:
    words = (shown(E("p", *emphasised(text)), Page("")) for text in entry.texts)
    texts = [as_xhtml(text, page, address_of, wrap="p") for text in words]
    return H("section", H("h2", entry.name), *texts, letters, id=ref, class_="entry")


def _links(site: Site, links: Sequence[tuple[str, str]], every: str | None) -> etree._Element | None:
    """A line that leads to letters, each as (number, address), and to the list of `every` one."""
    say = site.config.phrases.say
    parts: list[etree._Element | str] = [f"{say('Letters')} "] if links else []
    for place, (number, target) in enumerate(links):
        parts += [", " if place else "", H("a", number, href=target)]
    if every:
        parts += [" · " if links else "", H("a", say("All letters"), href=every)]
    return H("p", *parts, class_="letters") if parts else None


def title_page(site: Site, documents: Sequence[Document]) -> Chapter:
    """The first page: title, publisher, version, date, licence."""
    config, say = site.config, site.config.phrases.say
    number = say("Version {version}", version=config.version)
    first, last = documents[0].head.title, documents[-1].head.title
    parts = [
        H("h1", config.title),
        H("p", config.subtitle, class_="subtitle") if config.subtitle else None,
        H("p", f"{first} – {last}", class_="extent") if is_part(site, documents) else None,
        H("p", config.about),
        H("p", f"{config.publisher}. {number}, {config.phrases.date(config.date)}"),
        H("p", H("a", config.url, href=config.url)),
        H("p", config.licence_text, " ", H("a", config.licence, href=config.licence)),
    ]
    body = [part for part in parts if part is not None]
    content = document(config.title, config.language, *body, kind="frontmatter titlepage")
    return Chapter("title.xhtml", config.title, "", "frontmatter", content)
