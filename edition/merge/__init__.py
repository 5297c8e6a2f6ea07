"""Documents, notes and registers become one edition: trees with headers, ids, notes and names.

Merging changes nothing but what it declares: it adds headers, ids, note references and `ref`s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from edition.anchors.registry import Registry
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.configuration import VOLUME, ConfigFields
from edition.forms.documents import LetterFields, TextFields
from edition.forms.registers import RegisterEntry
from edition.merge.agreement import check_kind, compare_dates, strays, unique
from edition.merge.essays import essay, start_page
from edition.merge.header import all_entries, letter_header
from edition.merge.ids import Ids, links_in, paragraphs, strip_origins
from edition.merge.names import NameIndex, collect_mentions, link_names
from edition.merge.revisions import describe_revisions
from edition.merge.standoff import attach
from edition.model import (
    Annotation,
    Change,
    Document,
    DocumentPart,
    Edition,
    Mention,
    ParsedSources,
    Registers,
    Release,
    Successor,
    every_register,
)
from edition.paths import ANCHORS_PATH, CHANGES_PATH, CONFIG_PATH, ESSAYS, LETTERS, MOVED_PATH
from edition.store.memo import Memo, digest_of
from edition.tei.canonical import serialise
from edition.tei.tree import XML_ID, E, Element, copy, name_of, select


@dataclass(frozen=True)
class Merged:
    """A document with all that is in it, the names it mentions, and what is wrong with it."""

    document: Document
    mentions: tuple[Mention, ...]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Surroundings:
    """What documents are merged with."""

    config: ConfigFields
    entries: dict[str, RegisterEntry]
    names: NameIndex
    registry: Registry
    changes: tuple[Change, ...]


def merge(
    parsed: ParsedSources, config: ConfigFields, memo: Memo | None = None
) -> tuple[Edition, list[Diagnostic]]:
    """One edition of what was read. Trees of the parts are copied, never changed."""
    problems: list[Diagnostic] = []
    memo = memo or Memo()
    registers = every_register(parsed.registers)
    registry = Registry(parsed.anchors, {move.id: move for move in parsed.moves})
    around = Surroundings(
        config, all_entries(registers), NameIndex(registers), registry, tuple(parsed.changes)
    )
    notes: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in parsed.annotations:
        notes[annotation.document].append(annotation)
    letters, bodies = unique(parsed.calendar, problems), unique(parsed.texts, problems)
    essays, prose = unique(parsed.essays, problems), unique(parsed.prose, problems)
    order = [*sorted(letters, key=lambda ref: int(ref[1:])), *essays]
    common = _common(parsed, registers)
    found: dict[str, Merged] = {}
    for ref, neighbours in zip(order, _neighbours(order[: len(letters)], len(order)), strict=True):
        part = letters.get(ref) or essays[ref]
        text = bodies.get(ref) if ref in letters else prose.get(ref)
        files = {p.marks.path for p in (part, text) if p} | {note.location.path for note in notes[ref]}
        key = digest_of(common, ref, *(f"{file} {parsed.digests.get(file)}" for file in sorted(files)))
        make = partial(_merge_one, part, text, notes[ref], neighbours, around)
        found[ref] = memo.get(f"merge {key} {neighbours}", make)
        problems += found[ref].problems
    problems += strays(bodies, letters, f"{LETTERS}/", parsed.unreadable)
    problems += strays(prose, essays, f"{ESSAYS}/", parsed.unreadable)
    edition = Edition(
        documents={ref: merged.document for ref, merged in found.items()},
        registers=registers,
        registry=registry,
        mentions=tuple(mention for merged in found.values() for mention in merged.mentions),
        annotations=tuple(parsed.annotations),
        unreadable=frozenset(parsed.unreadable),
        index=parsed.index[0] if parsed.index else None,
        names=parsed.names[0] if parsed.names else None,
        changes=tuple(parsed.changes),
        successors={
            end.id: Successor(end.id, end.successor, end.reason, end.version)
            for end in registry.ends.values()
        },
        releases=_in_order(parsed.releases, registry),
        digests=parsed.digests,
        guide=tuple(parsed.guide),
        lists=tuple(parsed.lists),
        start=start_page(parsed.start[0]) if parsed.start else None,
    )
    return edition, problems


SHARED = (CONFIG_PATH, CHANGES_PATH, ANCHORS_PATH, MOVED_PATH)


def _common(parsed: ParsedSources, registers: Registers) -> str:
    """A digest of what every document is merged with. Of the registers that is how things are called: an
    entry whose explanation was corrected leaves the documents as they are."""
    names = [
        repr((kind, ref, e.name, e.sort_form, e.variants, e.ambiguous, e.not_in))
        for kind, register in registers.items()
        for ref, e in register.entries.items()
    ]
    return digest_of(*(str(parsed.digests.get(path)) for path in SHARED), *names)


def _neighbours(letters: Sequence[str], count: int) -> list[tuple[str | None, str | None]]:
    """The letters before and after each; essays, which follow, have none."""
    around = [None, *letters, None]
    pairs = list(zip(around, around[2:], strict=False))
    return [*pairs, *[(None, None)] * (count - len(letters))]


def _merge_one(
    part: DocumentPart,
    text: DocumentPart | None,
    notes: list[Annotation],
    neighbours: tuple[str | None, str | None],
    around: Surroundings,
) -> Merged:
    if isinstance(part.fields, LetterFields):
        document, problems = _letter(part, text, around.config, around.entries, neighbours, around.registry)
    else:
        document, problems = essay(part, text, around.config, around.entries, around.registry)
    document, faults = _annotate(document, notes, around.entries)
    tree = document.tree
    _name_editor(tree, around.config)
    link_names(tree, around.names)
    describe_revisions(tree, around.config, around.changes, around.registry)
    document = replace(document, data=serialise(tree))
    return Merged(document, tuple(collect_mentions(document.id, tree)), (*problems, *faults))


def _in_order(releases: Iterable[Release], registry: Registry) -> tuple[Release, ...]:
    """The frozen versions as they followed one another."""
    order = {version: place for place, version in enumerate(registry.versions)}
    return tuple(sorted(releases, key=lambda release: (order.get(release.version, -1), release.version)))


def _letter(
    part: DocumentPart,
    text: DocumentPart | None,
    config: ConfigFields,
    entries: dict[str, RegisterEntry],
    neighbours: tuple[str | None, str | None],
    registry: Registry,
) -> tuple[Document, list[Diagnostic]]:
    assert isinstance(part.fields, LetterFields)
    ref, path = part.document, part.marks.path
    taken: dict[str, Location] = {ref: part.location}
    ids = Ids(ref, registry, taken)
    abstract = [copy(element) for element in part.body]
    problems = ids.give(abstract, paragraphs(abstract), path, "s")
    links = [*_field_links(part), *links_in(part.body, path)]
    problems += check_kind(part, config)
    text_fields = None
    if text is None:
        divisions = [_missing(ref, config)]
    else:
        assert isinstance(text.fields, TextFields)
        text_fields = text.fields
        body_path = text.marks.path
        divisions = _divisions(ref, [copy(element) for element in text.body], text_fields.language)
        problems += ids.give(divisions, paragraphs(divisions), body_path, "p")
        links += links_in(text.body, body_path)
        problems += compare_dates(part, text)
    header = letter_header(part.fields, text_fields, abstract, config, entries, neighbours)
    tree = E("TEI", header, E("text", E("body", *divisions)), xml_id=ref)
    return Document(ref, "letter", tree, taken, tuple(links)), problems


def _annotate(
    document: Document, notes: list[Annotation], entries: dict[str, RegisterEntry]
) -> tuple[Document, list[Diagnostic]]:
    """Put the notes of a document into its tree; from here on it is as it will be published."""
    notes = [_copied(note) for note in notes]
    taken, links = dict(document.origins), list(document.links)
    for note in notes:
        taken[note.xml_id] = note.location
        links += [(f"#{note.responsibility}", note.location), *links_in(note.body, note.location.path)]
        links += [(f"#{citation.work}", note.location) for citation in note.sources]
    problems = attach(document.tree, notes, entries)
    strip_origins(document.tree)
    return replace(document, origins=taken, links=tuple(links)), problems


def _name_editor(tree: Element, config: ConfigFields) -> None:
    """What stands in the printed volume's brackets is said to be its editor's."""
    editor = config.volume.editor if config.volume else "edition"
    for element in select(tree, f"//*[@resp='#{VOLUME}']"):
        element.set("resp", f"#{editor}")


def _copied(note: Annotation) -> Annotation:
    return replace(note, body=tuple(copy(element) for element in note.body))


def _divisions(ref: str, elements: list[Element], language: str) -> list[Element]:
    """The letter's own `div`, and one for each enclosure."""
    letter = E("div", type_="letter", xml_id=f"{ref}.text", xml_lang=language or None)
    enclosures: list[Element] = []
    for element in elements:
        if name_of(element) == "div" and element.get("type") == "enclosure":
            enclosures.append(element)
            element.set(XML_ID, f"{ref}.e{len(enclosures)}")
        else:
            letter.append(element)
    return [letter, *enclosures]


def _missing(ref: str, config: ConfigFields) -> Element:
    gap = E("gap", E("desc", config.not_included), reason="not-included")
    return E("div", E("p", gap), type_="letter", xml_id=f"{ref}.text")


def _field_links(part: DocumentPart) -> Iterable[tuple[str, Location]]:
    fields = part.fields
    assert isinstance(fields, LetterFields)
    for key in ("sender", "recipients", "replies_to", "followed_by"):
        for i, ref in enumerate(getattr(fields, key)):
            yield f"#{ref}", part.marks.at(key, i)
    if fields.place:
        yield f"#{fields.place}", part.marks.at("place")
    for i, topic in enumerate(fields.topics):
        yield f"#{topic}", part.marks.at("topics", i)
    for i, citation in enumerate(fields.printed):
        yield f"#{citation.work}", part.marks.at("printed", i, "work")
