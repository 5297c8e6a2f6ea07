"""A TEI file for each document, for the registers, and for the back matter of the volume."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial, singledispatch

from edition.forms.configuration import ConfigFields
from edition.forms.own_kinds import EntryField, OwnEntry
from edition.forms.registers import Event, Person, Place, RegisterEntry, Term, Topic, Work
from edition.kinds import Kind
from edition.model import Change, Document, Edition, Job, Register
from edition.render.fates import fate_events, with_date
from edition.render.printed import IndexRow, PrintedVolume, emphasised
from edition.render.site import Site
from edition.tei.canonical import serialise
from edition.tei.header_parts import (
    editors,
    encoding_description,
    kind_id,
    publication_statement,
    responsibility,
    revision_description,
)
from edition.tei.tree import E, Element, append, select
from edition.words.dates import parse_date
from edition.words.digest import digest_of


def plan(site: Site) -> Iterator[Job]:
    """A job for each of the files."""
    edition, config, printed = site.edition, site.config, site.printed
    for document in edition.documents.values():
        uses = frozenset({f"document:{document.id}"})
        yield Job(f"tei/{document.id}.xml", uses, partial(_data, document))
    described = frozenset({"registers", "config", "changes"})
    site.memo.hold(*_registers(site))
    yield Job("tei/registers.xml", described, lambda: register_bytes(site))
    volume = described | {"index", "printed"}
    if edition.index is not None:
        yield Job("tei/volume-index.xml", volume, lambda: serialise(index_file(printed, config)))
    if edition.names is not None:
        yield Job("tei/volume-names.xml", volume, lambda: serialise(names_file(printed, config)))


def _data(document: Document) -> bytes:
    return document.data


def register_bytes(site: Site, *, ids: bool = True) -> bytes:
    """The file of the registers, kept in the site's memo; without `ids` its header repeats no ids, as within
    the corpus."""
    with_ids, without = site.memo.get(*_registers(site))
    return with_ids if ids else without


def _registers(site: Site) -> tuple[str, Callable[[], tuple[bytes, bytes]]]:
    """The key of the file of the registers, with ids and without, and what makes it."""
    made_of = [site.config.digest, repr(site.edition.changes), *site.register_digests.values()]
    return f"registers {digest_of(*made_of)}", partial(_register_files, site.edition, site.config)


def _register_files(edition: Edition, config: ConfigFields) -> tuple[bytes, bytes]:
    file = register_file(edition, config)
    with_ids = serialise(file)
    file.replace(file[0], _register_header(edition, config, ids=False))
    return with_ids, serialise(file)


def register_file(edition: Edition, config: ConfigFields) -> Element:
    """The registers as one TEI file: `standOff` with a list for each kind (TEI P5, chapters 14, 16.10)."""
    filled = [register for register in edition.registers.values() if register.entries]
    lists = [_list(register) for register in filled if register.kind.list_element]
    empty = None if lists else E("text", E("body", E("p")))
    header = _register_header(edition, config, ids=True)
    return E("TEI", header, E("standOff", *lists) if lists else None, empty, xml_id="registers")


def _register_header(edition: Edition, config: ConfigFields, *, ids: bool) -> Element:
    entries = {ref for _, ref, _ in edition.entries()}
    changes = [change for change in edition.changes if change.is_about(entries)]
    header = file_header(
        config,
        changes,
        f"{config.title}: {config.phrases.say('registers')}",
        "persons/",
        with_kinds=ids,
        ids=ids,
    )
    topics = edition.register(Topic)
    if topics.entries:
        select(header, "t:encodingDesc")[0].append(E("classDecl", _topics(topics)))
    return header


def index_file(printed: PrintedVolume, config: ConfigFields) -> Element:
    """The index of the printed volume; its headings point to register entries, its pages to texts and
    notes."""
    items = E("list", *(_index_item(row) for row in printed.index))
    return _back_matter(
        printed, config, config.phrases.say("index of the printed volume"), "printed-index", items
    )


def _index_item(row: IndexRow) -> Element:
    item = E("item", _pointer("ref", row.heading, row.entry) if row.entry else None)
    if not row.entry:
        append(item, *emphasised(row.heading))
    for page, unit in row.pages:
        append(item, " ", _pointer("ref", page, unit))
    for label, headings in (("see", row.see), ("see also", row.see_also)):
        for heading, _ in headings:
            append(item, f" {label} ", *emphasised(heading))
    if row.subentries:
        item.append(E("list", *(_index_item(replace(sub, entry="")) for sub in row.subentries)))
    return item


def names_file(printed: PrintedVolume, config: ConfigFields) -> Element:
    """The glossary of names of the printed volume; its names point to persons of the register."""
    glossary = E("list", type_="gloss")
    for entry, _, person in printed.names:
        label = E("label", _pointer("persName", entry.name, person))
        for name in filter(None, (entry.real_name, entry.pseudonym)):
            append(label, " (", E("persName", name), ")")
        if entry.dates:
            append(label, " ", E("date", entry.dates))
        text = E("item", *emphasised(entry.text))
        if entry.see:
            append(text, "see ", E("persName", entry.see))
        append(glossary, label, text)
    head = printed.edition.names.head if printed.edition.names else ""
    blocks = [E("p", *emphasised(head))] if head else []
    return _back_matter(
        printed,
        config,
        config.phrases.say("glossary of names of the printed volume"),
        "printed-names",
        *blocks,
        glossary,
    )


def _back_matter(
    printed: PrintedVolume, config: ConfigFields, title: str, page: str, *content: Element
) -> Element:
    changes = [change for change in printed.edition.changes if change.is_about(())]
    header = file_header(config, changes, f"{config.title}: {title}", f"about/{page}/", with_kinds=False)
    text = E("text", E("body", E("div", *content)))
    return E("TEI", header, text, xml_id=f"volume-{page.removeprefix('printed-')}")


def _pointer(element: str, words: str, target: str) -> Element:
    attribute = "ref" if element == "persName" else "target"
    pointer = E(element, *emphasised(words))
    if target:
        pointer.set(attribute, f"#{target}")
    return pointer


def file_header(
    config: ConfigFields,
    changes: Iterable[Change],
    title: str,
    address: str,
    *,
    with_kinds: bool,
    ids: bool = True,
    draft_after: str = "",
) -> Element:
    """The header of a file that is compiled for the edition, or of the edition itself; `address` is that of
    its page, from the root. Without `ids` it repeats none that a header above it has."""
    encoding = encoding_description(config)
    versions = [(change.version, change.date, change.what) for change in changes]
    if with_kinds:
        categories = [
            E("category", E("catDesc", kind), xml_id=kind_id(kind))
            for kind in (*config.kinds, "introduction", "essay", "appendix", "editorial", "source")
        ]
        encoding.append(E("classDecl", E("taxonomy", *categories, xml_id="kinds")))
    return E(
        "teiHeader",
        E(
            "fileDesc",
            E("titleStmt", E("title", title), *editors(config), *responsibility(config, ids=ids)),
            E(
                "editionStmt",
                E(
                    "edition",
                    config.phrases.say("Version {version}", version=config.version),
                    n=config.version,
                ),
            ),
            publication_statement(config, address),
            E("sourceDesc", E("p", config.phrases.say("Compiled for this edition."))),
        ),
        encoding,
        revision_description(config, versions, ids=ids, draft_after=draft_after),
    )


def _list(register: Register[RegisterEntry]) -> Element:
    """A register as the list that TEI has for its kind."""
    kind = register.kind
    items = [register_item(entry, kind, ref) for ref, entry in register.entries.items()]
    own = kind.register if issubclass(kind.form, OwnEntry) else None
    return E(kind.list_element, *items, type_="gloss" if kind.form is Term else own)


@singledispatch
def register_item(entry: RegisterEntry, kind: Kind, ref: str) -> Element:
    """An entry as an item of its list: its names, and what is said about it. Kinds for which TEI has more
    elements have a function of their own."""
    names = [E(kind.element, name) for name in (entry.name, *_other_names(entry))]
    item, _, within = kind.item_element.partition("/")
    return E(item, *([E(within, *names)] if within else names), *_same_as(entry), *_notes(entry), xml_id=ref)


@register_item.register
def _(entry: OwnEntry, kind: Kind, ref: str) -> Element:
    item = register_item.dispatch(RegisterEntry)(entry, kind, ref)
    append(item, *(E("note", _own_value(field, value), type_=field.name) for field, value in entry.facts))
    return item


def _own_value(field: EntryField, value: str) -> Element | str:
    if field.type == "date":
        return E("date", value, **dict(parse_date(value).attributes))
    if field.type == "text":
        return value
    return E("ref", value, target=f"#{value}" if field.type == "id" else value)


@register_item.register
def _(entry: Person, kind: Kind, ref: str) -> Element:
    return E(
        kind.item_element,
        E(kind.element, entry.name, type_="main"),
        *(E(kind.element, name, type_="variant") for name in _other_names(entry)),
        E(kind.element, entry.cyrillic, xml_lang="ru") if entry.cyrillic else None,
        _dated("birth", entry.born),
        _dated("death", entry.died),
        *(fate_events(entry.fate) if entry.fate else ()),
        *(_office(o.office, o.from_, o.to) for o in entry.offices),
        *_notes(entry, entry.in_letters),
        *_same_as(entry),
        xml_id=ref,
    )


@register_item.register
def _(entry: Place, kind: Kind, ref: str) -> Element:
    names = [E(kind.element, name) for name in (entry.name, *_other_names(entry))]
    point = entry.coordinates
    location = E("location", E("geo", point.replace(",", ""))) if point else None
    return E(kind.item_element, *names, location, *_notes(entry), *_same_as(entry), xml_id=ref)


@register_item.register
def _(entry: Work, kind: Kind, ref: str) -> Element:
    name = E(kind.element, entry.name)
    return E(kind.item_element, name, *_notes(entry), *_same_as(entry), xml_id=ref)


@register_item.register
def _(entry: Term, kind: Kind, ref: str) -> Element:
    gloss = E("gloss", entry.summary)
    return E(kind.item_element, E(kind.element, entry.name), " ", gloss, *_same_as(entry), xml_id=ref)


@register_item.register
def _(entry: Event, kind: Kind, ref: str) -> Element:
    named = [E("label", entry.name), E("desc", entry.summary)]
    return with_date(E(kind.item_element, *named, *_same_as(entry), xml_id=ref), entry.date)


def _topics(register: Register[Topic]) -> Element:
    """The taxonomy, narrower topics inside broader ones."""
    categories = {
        ref: E("category", E("catDesc", f"{entry.name}. {entry.summary}", *_same_as(entry)), xml_id=ref)
        for ref, entry in register.entries.items()
    }
    taxonomy = E("taxonomy", xml_id="topics")
    for ref, entry in register.entries.items():
        categories.get(entry.broader or "", taxonomy).append(categories[ref])
    return taxonomy


def _same_as(entry: RegisterEntry) -> list[Element]:
    """The identifiers of an entry elsewhere, each with the name of its collection as type. (TEI P5, 14.3.)"""
    return [E("idno", target, type_="-".join(name.split())) for name, target in entry.same_as.items()]


def _other_names(entry: RegisterEntry) -> list[str]:
    return [name for name in dict.fromkeys([*entry.variants, *entry.ambiguous]) if name != entry.name]


def _notes(entry: RegisterEntry, *more: str) -> list[Element]:
    texts = [text for text in (entry.summary, *more) if text]
    return [E("note", *(E("p", text) for text in texts))] if texts else []


def _dated(element: str, edtf: str | None) -> Element | None:
    return with_date(E(element, edtf), edtf) if edtf else None


def _office(office: str, start: str | None, end: str | None) -> Element:
    element = E("occupation", office)
    limits = (("from", start, ("when", "from", "notBefore")), ("to", end, ("when", "to", "notAfter")))
    for name, edtf, keys in limits:
        for key, value in parse_date(edtf).attributes if edtf else ():
            key, iso, _ = key.partition("-iso")
            if key in keys:
                element.set(name + iso, value)
    return element
