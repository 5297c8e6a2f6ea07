"""The rows of the tables that an edition can be taken as (`data_tables`): each function makes one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.forms.own_kinds import OwnEntry
from edition.forms.registers import Event, Person, Place, RegisterEntry
from edition.lookup.addresses import address
from edition.render.fates import told_fate
from edition.render.site import Site
from edition.tei.heads import ReferencedName
from edition.words.dates import parse_date

Cell = str | int | float | bool | None
SEVERAL = "; "  # between several values in one cell


def letters(site: Site) -> Iterator[tuple[Cell, ...]]:
    """The letters with what is known of them."""
    for letter in site.letters:
        facts = site.edition.documents[letter.id].facts
        yield (
            letter.id,
            letter.number,
            letter.title,
            letter.subject,
            letter.kind,
            letter.edtf,
            letter.earliest,
            letter.latest,
            letter.date_printed,
            letter.date_certain,
            *_named(letter.sender),
            *_named(letter.recipients),
            *_named(letter.place),
            letter.repository,
            letter.shelfmark,
            letter.previous,
            letter.next,
            SEVERAL.join(letter.answers),
            SEVERAL.join(letter.topics),
            letter.description,
            letter.included,
            facts.words,
            len(facts.voices),
            _url(site, letter.id),
            f"{site.config.url}tei/{letter.id}.xml",
        )


def _named(names: Iterable[ReferencedName]) -> tuple[str, str]:
    """The ids of some names, and the names."""
    names = list(names)
    return SEVERAL.join(name.ref for name in names), SEVERAL.join(name.words for name in names)


def _url(site: Site, ref: str) -> str:
    return site.config.url + address(ref)


def persons(site: Site) -> Iterator[tuple[Cell, ...]]:
    """The register of persons."""
    for ref, person in site.edition.register(Person).entries.items():
        yield (
            ref,
            person.name,
            person.sort_form,
            person.full,
            person.cyrillic,
            person.born,
            person.died,
            *_fate(person, site),
            SEVERAL.join(office.office for office in person.offices),
            person.summary,
            site.letters_mentioning[ref],
            SEVERAL.join(person.same_as.values()),
            _url(site, ref),
        )


def _fate(person: Person, site: Site) -> tuple[Cell, ...]:
    """What became of somebody: in words, then each of its fields."""
    fate = person.fate
    if fate is None:
        return ("",) * 8
    return (
        told_fate(fate, site.config.phrases),
        fate.manner,
        fate.date,
        fate.by,
        fate.arrested,
        fate.rehabilitated,
        fate.certainty,
        fate.source,
    )


def entries(site: Site) -> Iterator[tuple[Cell, ...]]:
    """The entries of all registers."""
    for kind, ref, entry in site.edition.entries():
        start, end = _lifetime(entry)
        latitude, longitude = _coordinates(entry)
        yield (
            ref,
            kind.noun,
            entry.name,
            entry.sort_form,
            SEVERAL.join(dict.fromkeys([*entry.variants, *entry.ambiguous])),
            entry.cyrillic,
            start,
            end,
            latitude,
            longitude,
            entry.summary,
            site.letters_mentioning[ref],
            SEVERAL.join(entry.same_as.values()),
            _url(site, ref),
        )


def own_entries(register: str, site: Site) -> Iterator[tuple[Cell, ...]]:
    """The entries of a register of the edition’s own kind, with its fields."""
    for ref, entry in site.edition.registers[register].entries.items():
        assert isinstance(entry, OwnEntry)
        yield (
            ref,
            entry.name,
            entry.sort_form,
            *(getattr(entry, field.name) for field in entry.described),
            entry.summary,
            site.letters_mentioning[ref],
            SEVERAL.join(entry.same_as.values()),
            _url(site, ref),
        )


def _lifetime(entry: RegisterEntry) -> tuple[str | None, str | None]:
    start, end = entry.lifetime or ("", "")
    return getattr(entry, start, None), getattr(entry, end, None)


def _coordinates(entry: RegisterEntry) -> tuple[float | None, float | None]:
    if not isinstance(entry, Place) or entry.coordinates is None:
        return None, None
    latitude, longitude = entry.coordinates.split(", ")
    return float(latitude), float(longitude)


def topics(site: Site) -> Iterator[tuple[Cell, ...]]:
    """Which paragraphs of summaries are about which topics."""
    for letter in site.letters:
        for paragraph, refs in letter.about:
            yield from ((ref, letter.id, paragraph, _url(site, paragraph)) for ref in refs)


def mentions(site: Site) -> Iterator[tuple[Cell, ...]]:
    """The places where entries are named."""
    for mention in site.edition.mentions:
        yield mention.entry, mention.document, mention.unit, mention.words, _url(site, mention.unit)


def chronology(site: Site) -> Iterator[tuple[Cell, ...]]:
    """The events."""
    for ref, event in site.edition.register(Event).entries.items():
        date = parse_date(event.date)
        yield (
            ref,
            event.date,
            date.earliest,
            date.latest,
            event.name,
            event.kind,
            event.summary,
            SEVERAL.join(event.letters),
            SEVERAL.join(event.persons),
            _url(site, ref),
        )


def notes(site: Site) -> Iterator[tuple[Cell, ...]]:
    """The notes, without their words."""
    voices = {ref: who.name for ref, who in site.config.responsible.items()}
    for document in site.edition.documents.values():
        for ref, voice in document.facts.voices:
            yield ref, document.id, voice, voices.get(voice, voice), _url(site, ref)


def concordance(site: Site) -> Iterator[tuple[Cell, ...]]:
    """The pages of the printed volume."""
    for unit, pages in site.printed.pages.items():
        document = unit.partition(".")[0]
        yield (
            unit,
            document,
            pages.first,
            pages.begins_by,
            pages.ends_from,
            pages.last,
            pages.certain,
            _url(site, unit),
        )
