"""The letters for services that search many editions: who wrote to whom, when and where, and whom and what
each letter mentions.

Correspondence Metadata Interchange Format, version 1 of its schema with the additions that are proposed for
version 2 (TEI Correspondence SIG; terms of https://lod.academy/cmif/vocab/terms/): in `note/ref`, what is
mentioned and where the TEI is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from edition.forms.configuration import ConfigFields
from edition.forms.registers import RegisterEntry
from edition.kinds import kind_of
from edition.lookup.addresses import address
from edition.model import Job
from edition.render.offers import letter_lists
from edition.render.site import Site
from edition.tei.canonical import serialise
from edition.tei.heads import LetterHead, ReferencedName
from edition.tei.tree import E, Element
from edition.words.dates import parse_date

MENTIONS = {  # the terms for a mention, by the kind of register
    "persons": "cmif:mentionsPerson",
    "organisations": "cmif:mentionsOrg",
    "places": "cmif:mentionsPlace",
    "works": "cmif:mentionsBibl",
    "events": "cmif:mentionsEvent",
}
W3C = frozenset({"when", "from", "to", "notBefore", "notAfter"})
UNCERTAIN = "low"  # the one value that the schema has
UNKNOWN = (ReferencedName("", "Unknown"),)
Entries = Mapping[str, RegisterEntry]


def plan(site: Site) -> Iterator[Job]:
    """The jobs for `cmif.xml` and, of very many letters, `cmif-2.xml` and so on."""
    if site.letters:
        uses = frozenset({"heads", "registers", "naming", "config"})
        for path, letters in letter_lists(site).items():
            yield Job(path, uses, partial(letters_file, site, path, letters))


def letters_file(site: Site, path: str, letters: Sequence[LetterHead]) -> bytes:
    """A file at a path: a header, and a `correspDesc` for each of these letters."""
    config = site.config
    edition = f"e{uuid5(NAMESPACE_URL, config.url)}"  # the same as long as the edition has its address
    mentioned = _mentioned(site)
    entries = {ref: entry for _, ref, entry in site.edition.entries()}
    described = [_letter(site, letter, edition, entries, mentioned[letter.id]) for letter in letters]
    tree = E(
        "TEI",
        E(
            "teiHeader",
            E(
                "fileDesc",
                E(
                    "titleStmt",
                    E("title", f"{config.title}: letters"),
                    *(E("editor", editor.words) for editor in config.edited_by),
                ),
                E(
                    "publicationStmt",
                    E("publisher", E("ref", config.publisher, target=config.url)),
                    E("idno", f"{config.url}{path}", type_="url"),
                    E("date", when=config.date),
                    E("availability", E("licence", config.licence_text, target=config.licence)),
                ),
                E("sourceDesc", _edition(config, edition)),
            ),
            E("profileDesc", *described),
        ),
        E("text", E("body", E("p"))),
    )
    return serialise(tree)


def _edition(config: ConfigFields, ident: str) -> Element:
    words = f"{config.title}. Version {config.version}. {config.publisher}, "
    return E("bibl", words, E("ref", config.url, target=config.url), type_="online", xml_id=ident)


def _letter(
    site: Site, letter: LetterHead, edition: str, entries: Entries, mentioned: Mapping[str, str]
) -> Element:
    url = site.config.url
    people = partial(_names, site, entries, "persName")
    return E(
        "correspDesc",
        E(
            "correspAction",
            *people(letter.sender or UNKNOWN),
            *_names(site, entries, "placeName", letter.place),
            _date(letter),
            type_="sent",
        ),
        E("correspAction", *people(letter.recipients or UNKNOWN), type_="received"),
        E(
            "note",
            *(
                E("ref", entries[ref].name, type_=term, target=_permanent(site, ref, entries[ref]))
                for ref, term in mentioned.items()
            ),
            E("ref", type_="cmif:isAvailableAsTEIfile", target=f"{url}tei/{letter.id}.xml"),
        ),
        key=letter.number,
        ref=url + address(letter.id),
        source=f"#{edition}",
    )


def _names(site: Site, entries: Entries, element: str, names: Sequence[ReferencedName]) -> Iterator[Element]:
    for name in names:
        kind, entry = kind_of(name.ref), entries.get(name.ref)
        ref = _permanent(site, name.ref, entry) if entry else None
        cert = None if name.certain else UNCERTAIN
        yield E(kind.element if kind else element, name.words, ref=ref, cert=cert)


def _permanent(site: Site, ref: str, entry: RegisterEntry) -> str:
    """The address under which services know an entry: that of an authority file, else its page here."""
    return next(iter(entry.addresses_elsewhere), site.config.url + address(ref))


def _date(letter: LetterHead) -> Element | None:
    """The date, as far as the schema allows it: as W3C’s dates have it."""
    given = parse_date(letter.edtf).attributes if letter.edtf else ()
    attributes = {f"{key}_": value for key, value in given if key in W3C}
    if not attributes:
        return None
    cert = None if letter.date_certain else UNCERTAIN
    return E("date", letter.date_printed, cert=cert, **attributes)


def _mentioned(site: Site) -> Mapping[str, dict[str, str]]:
    """What each letter mentions, with the term for it, in the order of the letter."""
    by_document: dict[str, dict[str, str]] = defaultdict(dict)
    for mention in site.edition.mentions:
        kind = kind_of(mention.entry)
        if kind and kind.register in MENTIONS:
            by_document[mention.document].setdefault(mention.entry, MENTIONS[kind.register])
    return by_document
