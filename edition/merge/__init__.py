"""Documents, notes and registers become one edition: trees with headers, ids, notes and linked names.

Merging adds headers, ids, note references and `ref`s, and changes nothing else.
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
from edition.merge.agreement import check_kind, compare_dates, find_orphan_texts, parts_by_document
from edition.merge.essays import merge_essay, start_page
from edition.merge.header import all_entries, letter_header
from edition.merge.ids import IdAllocator, links_in, paragraphs, strip_origins
from edition.merge.names import NameIndex, collect_mentions, link_names
from edition.merge.revisions import describe_revisions
from edition.merge.standoff import attach_notes
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
class MergedDocument:
    """A document with its header, ids and notes, the names it mentions, and the problems in it."""

    document: Document
    mentions: tuple[Mention, ...]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class MergeContext:
    """What every document is merged with; `entries` holds those of all registers by id."""

    config: ConfigFields
    entries: dict[str, RegisterEntry]
    names: NameIndex
    registry: Registry
    changes: tuple[Change, ...]


def merge(
    parsed: ParsedSources, config: ConfigFields, memo: Memo | None = None
) -> tuple[Edition, list[Diagnostic]]:
    """Merge what was read into one edition, letters by number and then essays; also the problems found. Trees
    of the parts are copied, never changed; `memo` keeps what was merged from unchanged files."""
    problems: list[Diagnostic] = []
    memo = memo or Memo()
    registers = every_register(parsed.registers)
    registry = Registry(parsed.anchors, {move.id: move for move in parsed.moves})
    context = MergeContext(
        config, all_entries(registers), NameIndex(registers), registry, tuple(parsed.changes)
    )
    notes: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in parsed.annotations:
        notes[annotation.document].append(annotation)
    letters, bodies = parts_by_document(parsed.calendar, problems), parts_by_document(parsed.texts, problems)
    essays, prose = parts_by_document(parsed.essays, problems), parts_by_document(parsed.prose, problems)
    order = [*sorted(letters, key=lambda ref: int(ref[1:])), *essays]
    common = _common(parsed, registers)
    merged_documents: dict[str, MergedDocument] = {}
    for ref, neighbours in zip(order, _neighbours(order[: len(letters)], len(order)), strict=True):
        part = letters.get(ref) or essays[ref]
        text = bodies.get(ref) if ref in letters else prose.get(ref)
        files = {p.marks.path for p in (part, text) if p} | {note.location.path for note in notes[ref]}
        key = digest_of(common, ref, *(f"{file} {parsed.digests.get(file)}" for file in sorted(files)))
        make = partial(
            _merge_document,
            part=part,
            text=text,
            notes=notes[ref],
            neighbours=neighbours,
            context=context,
        )
        merged_documents[ref] = memo.get(f"merge {key} {neighbours}", make)
        problems += merged_documents[ref].problems
    problems += find_orphan_texts(bodies, letters, f"{LETTERS}/", parsed.unreadable)
    problems += find_orphan_texts(prose, essays, f"{ESSAYS}/", parsed.unreadable)
    edition = Edition(
        documents={ref: merged.document for ref, merged in merged_documents.items()},
        registers=registers,
        registry=registry,
        mentions=tuple(mention for merged in merged_documents.values() for mention in merged.mentions),
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
    """A digest of what every document is merged with. Of the registers that is how entries are called: one
    whose explanation was corrected leaves the documents as they are."""
    names = [
        repr((kind, ref, e.name, e.sort_form, e.variants, e.ambiguous, e.not_in))
        for kind, register in registers.items()
        for ref, e in register.entries.items()
    ]
    return digest_of(*(str(parsed.digests.get(path)) for path in SHARED), *names)


def _neighbours(letters: Sequence[str], count: int) -> list[tuple[str | None, str | None]]:
    """The letters before and after each of `count` documents; essays, which follow the letters, have none."""
    around = [None, *letters, None]
    pairs = list(zip(around, around[2:], strict=False))
    return [*pairs, *[(None, None)] * (count - len(letters))]


def _merge_document(
    part: DocumentPart,
    text: DocumentPart | None,
    notes: list[Annotation],
    neighbours: tuple[str | None, str | None],
    context: MergeContext,
) -> MergedDocument:
    if isinstance(part.fields, LetterFields):
        document, problems = _merge_letter(
            part=part,
            text=text,
            config=context.config,
            entries=context.entries,
            neighbours=neighbours,
            registry=context.registry,
        )
    else:
        document, problems = merge_essay(part, text, context.config, context.entries, context.registry)
    document, faults = _annotate(document, notes, context.entries)
    tree = document.tree
    _name_editor(tree, context.config)
    link_names(tree, context.names)
    describe_revisions(tree, context.config, context.changes, context.registry)
    document = replace(document, data=serialise(tree))
    return MergedDocument(document, tuple(collect_mentions(document.id, tree)), (*problems, *faults))


def _in_order(releases: Iterable[Release], registry: Registry) -> tuple[Release, ...]:
    """Frozen versions in the order in which they were published."""
    order = {version: place for place, version in enumerate(registry.versions)}
    return tuple(sorted(releases, key=lambda release: (order.get(release.version, -1), release.version)))


def _merge_letter(
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
    ids = IdAllocator(ref, registry, taken)
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
    header = letter_header(
        fields=part.fields,
        text=text_fields,
        abstract=abstract,
        config=config,
        entries=entries,
        neighbours=neighbours,
    )
    tree = E("TEI", header, E("text", E("body", *divisions)), xml_id=ref)
    return Document(ref, "letter", tree, taken, tuple(links)), problems


def _annotate(
    document: Document, notes: list[Annotation], entries: dict[str, RegisterEntry]
) -> tuple[Document, list[Diagnostic]]:
    """Put the notes of a document into its tree, which from then on is as it will be published."""
    notes = [_copied(note) for note in notes]
    taken, links = dict(document.origins), list(document.links)
    for note in notes:
        taken[note.xml_id] = note.location
        links += [(f"#{note.responsibility}", note.location), *links_in(note.body, note.location.path)]
        links += [(f"#{citation.work}", note.location) for citation in note.sources]
    problems = attach_notes(document.tree, notes, entries)
    strip_origins(document.tree)
    return replace(document, origins=taken, links=tuple(links)), problems


def _name_editor(tree: Element, config: ConfigFields) -> None:
    """Attribute what stands in the printed volume’s brackets to the volume’s editor."""
    editor = config.volume.editor if config.volume else "edition"
    for element in select(tree, f"//*[@resp='#{VOLUME}']"):
        element.set("resp", f"#{editor}")


def _copied(note: Annotation) -> Annotation:
    return replace(note, body=tuple(copy(element) for element in note.body))


def _divisions(ref: str, elements: list[Element], language: str) -> list[Element]:
    """The `div` of the letter itself, and one for each enclosure."""
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
