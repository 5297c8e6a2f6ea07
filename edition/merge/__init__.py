"""Documents, notes and registers become one edition: trees with headers, ids, notes and linked names.

Merging adds headers, ids, note references and `ref`s, and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from edition.anchors.registry import Registry
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.configuration import VOLUME, ConfigFields
from edition.forms.documents import LetterFields, TextFields
from edition.forms.registers import RegisterEntry
from edition.merge.corpus import add_history, merge_corpus_letter
from edition.merge.correspondence import Neighbours
from edition.merge.draft import DocumentDraft
from edition.merge.essays import merge_essay, start_page
from edition.merge.facsimiles import attach_facsimile
from edition.merge.header import letter_header
from edition.merge.ids import IdAllocator, links_in, paragraphs, strip_origins
from edition.merge.letter_text import declare_hands, letter_divisions, missing_text, tie_translations
from edition.merge.names import NameIndex, collect_mentions, link_names
from edition.merge.pieces import check_kind, compare_dates, find_orphans, first_of
from edition.merge.revisions import describe_revisions
from edition.merge.standoff import attach_notes
from edition.merge.structure import check_structure
from edition.model import (
    Annotation,
    Change,
    Document,
    DocumentPart,
    Edition,
    Mention,
    Registers,
    Release,
    Successor,
    entries_of,
    every_register,
)
from edition.model.parsed import DocumentFiles, DocumentParts, ParsedSources
from edition.model.unread import Unread
from edition.paths import ANCHORS_PATH, CHANGES_PATH, CONFIG_PATH, MOVED_PATH
from edition.store.memo import Memo
from edition.tei.heads import UNKNOWN
from edition.tei.tree import XML_ID, E, Element, copy, select
from edition.words.digest import digest_of
from edition.words.letter_ids import letter_order


@dataclass(frozen=True)
class MergeContext:
    """What every document is merged with; `entries` holds those of all registers by id."""

    config: ConfigFields
    registers: Registers
    entries: dict[str, RegisterEntry]
    names: NameIndex
    registry: Registry
    changes: tuple[Change, ...]
    digest: str  # of what documents are made with, which of an entry is how it is called
    source: str  # digest of all that it was read from


def context_of(parsed: ParsedSources, config: ConfigFields, memo: Memo) -> MergeContext:
    """What documents are merged with; `memo` keeps what is known of anchors."""
    registers = every_register(parsed.registers)
    digest = digest_of(_common(parsed, registers), repr(config.phrases))
    source = digest_of(digest, *_beside_documents(parsed))
    registry = memo.get(f"registry {_anchors(parsed)}", partial(_registry, parsed))
    return memo.recall(
        f"context {source}",
        lambda: MergeContext(
            config=config,
            registers=registers,
            entries={ref: entry for _, ref, entry in entries_of(registers)},
            names=NameIndex(registers),
            registry=registry,
            changes=tuple(parsed.changes),
            digest=digest,
            source=source,
        ),
    )


def merge_document(
    parts: DocumentParts, neighbours: Neighbours, context: MergeContext
) -> tuple[Document | None, tuple[Mention, ...], list[Diagnostic]]:
    """One document with its header, ids and notes, the names it mentions, and the problems in it; no document
    when its metadata is missing. The trees of its parts are copied, never changed."""
    problems: list[Diagnostic] = []
    letter, body = first_of(parts.calendar, problems), first_of(parts.texts, problems)
    essay, prose = first_of(parts.essays, problems), first_of(parts.prose, problems)
    if parts.corpus:
        return _merge_of_corpus(parts, neighbours, context)
    if letter is not None:
        draft, faults = _merge_letter(letter, body, neighbours, context)
    elif essay is not None:
        draft, faults = merge_essay(essay, prose, context.config, context.entries, context.registry)
    else:
        return None, (), [*problems, *find_orphans(parts)]
    problems += [*faults, *_annotate(draft, parts.annotations, context.entries)]
    _name_editor(draft.tree, context.config)
    if context.config.link == "all":
        link_names(draft.tree, context.names)
    describe_revisions(draft.tree, context.config, context.changes, context.registry)
    return draft.finished(), tuple(collect_mentions(draft.id, draft.tree)), problems


def _merge_of_corpus(
    parts: DocumentParts, neighbours: Neighbours, context: MergeContext
) -> tuple[Document, tuple[Mention, ...], list[Diagnostic]]:
    """A letter of a corpus, with the notes that this edition adds."""
    letter, config = parts.corpus[0], context.config
    draft, problems = merge_corpus_letter(letter, neighbours, config, context.entries, context.registry)
    problems += _annotate(draft, parts.annotations, context.entries)
    if letter.link_names:
        link_names(draft.tree, context.names)
    describe_revisions(draft.tree, config, context.changes, context.registry)
    add_history(draft.tree, letter)
    return draft.finished(), tuple(collect_mentions(draft.id, draft.tree)), problems


def merge(
    parsed: ParsedSources,
    context: MergeContext,
    documents: Mapping[str, Document],
    mentions: Iterable[Mention],
    unread: Unread,
) -> Edition:
    """The edition, from what was read and from its documents in their order; `unread` is what could not be
    read."""
    registry = context.registry
    return Edition(
        documents=documents,
        registers=context.registers,
        registry=registry,
        mentions=tuple(mentions),
        unread=unread,
        index=parsed.index[0] if parsed.index else None,
        names=parsed.names[0] if parsed.names else None,
        changes=context.changes,
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


SHARED = (CONFIG_PATH, CHANGES_PATH, ANCHORS_PATH, MOVED_PATH)


def _anchors(parsed: ParsedSources) -> str:
    """A digest of the files that say what was published and what became of it."""
    return digest_of(*(str(parsed.digests.get(path)) for path in (ANCHORS_PATH, MOVED_PATH)))


def _registry(parsed: ParsedSources) -> Registry:
    registry = Registry(parsed.anchors, {move.id: move for move in parsed.moves})
    _ = registry.word_frequencies  # drawn here once, and kept with it
    return registry


def _common(parsed: ParsedSources, registers: Registers) -> str:
    """A digest of what every document is merged with. Of the registers that is how entries are called: one
    whose explanation was corrected leaves the documents as they are."""
    names = [
        repr((kind, ref, e.name, e.sort_form, e.variants, e.ambiguous, e.not_in))
        for kind, register in registers.items()
        for ref, e in register.entries.items()
    ]
    return digest_of(*(str(parsed.digests.get(path)) for path in SHARED), *names)


def _beside_documents(parsed: ParsedSources) -> Iterator[str]:
    """Paths and digests of all files that are not a document’s own; registers of a corpus are in its
    letters."""
    own = {source.path for document in parsed.documents for _, source in document.files}
    for path, digest in parsed.digests.items():
        if parsed.corpora or path not in own:
            yield f"{path} {digest}"


def order_of(
    documents: Iterable[DocumentFiles], days: Mapping[str, str]
) -> list[tuple[DocumentFiles, Neighbours]]:
    """Documents in the order of the edition, letters by number and then essays by their files, each with the
    letters before and after it; what has no metadata comes last. `days` are those of letters that are in the
    order of time, by id."""
    letters: list[DocumentFiles] = []
    essays: list[tuple[str, DocumentFiles]] = []
    others: list[DocumentFiles] = []
    for document in documents:
        groups = {group: source.path for group, source in document.files}
        if "calendar" in groups or document.in_corpus is not None:
            letters.append(document)
        elif "essays" in groups:
            essays.append((groups["essays"], document))
        else:
            others.append(document)
    letters.sort(key=lambda letter: (days.get(letter.id, ""), letter_order(letter.id)))
    around = [None, *(letter.id for letter in letters), None]
    neighbours = list(zip(around, around[2:], strict=False))
    rest = [*(essay for _, essay in sorted(essays, key=lambda item: item[0])), *others]
    return [*zip(letters, neighbours, strict=True), *((document, (None, None)) for document in rest)]


def _in_order(releases: Iterable[Release], registry: Registry) -> tuple[Release, ...]:
    """Frozen versions in the order in which they were published."""
    order = {version: place for place, version in enumerate(registry.versions)}
    return tuple(sorted(releases, key=lambda release: (order.get(release.version, -1), release.version)))


def _merge_letter(
    part: DocumentPart[LetterFields],
    text: DocumentPart[TextFields] | None,
    neighbours: Neighbours,
    context: MergeContext,
) -> tuple[DocumentDraft, list[Diagnostic]]:
    config, registry = context.config, context.registry
    ref, path = part.document, part.marks.path
    taken: dict[str, Location] = {ref: part.location}
    ids = IdAllocator(ref, registry, taken, config.phrases)
    abstract = [copy(element) for element in part.body]
    problems = list(check_structure([E("abstract", *abstract)], path))
    problems += ids.give(abstract, paragraphs(abstract), path, "s")
    _give_topics(abstract, part)
    links = [*_field_links(part), *links_in(part.body, path)]
    problems += check_kind(part, config)
    if text is None:
        divisions = [missing_text(ref, config)]
    else:
        body_path = text.marks.path
        divisions = letter_divisions(ref, [copy(element) for element in text.body], text.fields.language)
        problems += check_structure([E("body", *divisions)], body_path)
        problems += ids.give(divisions, paragraphs(divisions), body_path, "p")
        problems += tie_translations(divisions, body_path)
        links += links_in(text.body, body_path)
        problems += compare_dates(part, text)
    header = letter_header(
        fields=part.fields,
        text=text.fields if text else None,
        abstract=abstract,
        config=config,
        entries=context.entries,
        neighbours=neighbours,
    )
    tree = E("TEI", header, E("text", E("body", *divisions)), xml_id=ref)
    body_path = text.marks.path if text else path
    problems += attach_facsimile(tree, part.fields.facsimile, config.url, body_path)
    return DocumentDraft(ref, "letter", tree, taken, links, tuple(_correspondents(part))), problems


def _give_topics(summary: list[Element], part: DocumentPart[LetterFields]) -> None:
    """Say of the paragraphs of a summary what they are about. (TEI P5, att.global.analytic.)"""
    by_id = {paragraph.get(XML_ID): paragraph for paragraph in paragraphs(summary)}
    for name, topics in part.fields.paragraph_topics.items():
        paragraph = by_id.get(f"{part.document}.{name}")
        if paragraph is not None and topics:
            paragraph.set("ana", " ".join(f"#{topic}" for topic in topics))


def _annotate(
    draft: DocumentDraft, notes: Iterable[Annotation], entries: dict[str, RegisterEntry]
) -> list[Diagnostic]:
    """Put the notes of a document into its tree; returns the problems."""
    notes = [_copied(note) for note in notes]
    for note in notes:
        draft.origins[note.xml_id] = note.location
        draft.links += [(f"#{note.responsibility}", note.location)]
        draft.links += links_in(note.body, note.location.path)
        draft.links += [(f"#{citation.work}", note.location) for citation in note.sources]
    problems = attach_notes(draft.tree, notes, entries)
    for note in notes:
        problems += check_structure(note.body, note.location.path)
    declare_hands(draft.tree, entries)
    strip_origins(draft.tree)
    return problems


def _name_editor(tree: Element, config: ConfigFields) -> None:
    """Attribute what stands in the printed volume’s brackets to the volume’s editor."""
    editor = config.volume.editor if config.volume else "edition"
    for element in select(tree, f"//*[@resp='#{VOLUME}']"):
        element.set("resp", f"#{editor}")


def _copied(note: Annotation) -> Annotation:
    return replace(note, body=tuple(copy(element) for element in note.body))


def _correspondents(part: DocumentPart[LetterFields]) -> Iterator[tuple[str, str, Location]]:
    fields = part.fields
    for key in ("sender", "recipients") if fields.gregorian else ():
        for i, ref in enumerate(getattr(fields, key)):
            if ref != UNKNOWN:
                yield ref.removesuffix("?"), str(fields.gregorian), part.marks.at(key, i)


def _links_on_the_way(part: DocumentPart[LetterFields]) -> Iterable[tuple[str, Location]]:
    fields = part.fields
    received = [("received", fields.received)] if fields.received else []
    for keys, transfer in [((key,), each) for key, each in received] + [
        (("forwarded", i), each) for i, each in enumerate(fields.forwarded)
    ]:
        for ref in (*transfer.by, *transfer.to, *filter(None, [transfer.place])):
            if ref != UNKNOWN:
                yield f"#{ref.removesuffix('?')}", part.marks.at(*keys)


def _field_links(part: DocumentPart[LetterFields]) -> Iterable[tuple[str, Location]]:
    fields = part.fields
    for key in ("sender", "recipients", "replies_to", "followed_by"):
        for i, ref in enumerate(getattr(fields, key)):
            if ref != UNKNOWN:
                yield f"#{ref.removesuffix('?')}", part.marks.at(key, i)
    yield from _links_on_the_way(part)
    if fields.place:
        yield f"#{fields.place}", part.marks.at("place")
    for i, topic in enumerate(fields.topics):
        yield f"#{topic}", part.marks.at("topics", i)
    for paragraph, topics in fields.paragraph_topics.items():
        place = part.marks.at("paragraph_topics", paragraph)
        yield from ((f"#{target}", place) for target in (f"{fields.id}.{paragraph}", *topics))
    for i, citation in enumerate(fields.printed):
        yield f"#{citation.work}", part.marks.at("printed", i, "work")
