"""What all formats share about the site: the edition, its configuration, the views drawn from each TEI."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from edition.anchors.registry import End
from edition.forms.configuration import ConfigFields
from edition.forms.lists import ErratumFields, RequestFields, RouteFields
from edition.forms.registers import Event, RegisterEntry, Term
from edition.kinds import KINDS, Kind
from edition.lookup.addresses import address, root_of
from edition.model import Document, Edition, Job, Mention, Register
from edition.render.essay import EssayView, essay_view
from edition.render.frozen import Frozen, FrozenVersion, compare_with_today, frozen_documents
from edition.render.letter import LetterView, letter_view
from edition.render.page_breaks import pages_begun
from edition.render.printed import PrintedVolume
from edition.render.showing import Page, content
from edition.render.templates import template_files
from edition.store.memo import Memo
from edition.tei.heads import EssayHead, LetterHead
from edition.tei.tree import XML_ID, select
from edition.words.digest import digest_of
from edition.words.typography import with_apostrophes
from edition.workers import run

T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """The site to be made. What is computed from the edition is computed once, when first asked for."""

    edition: Edition
    config: ConfigFields
    templates: Path  # the edition's own, before those of the engine; the folder need not exist
    memo: Memo = field(default_factory=Memo)
    sizes: dict[str, int] = field(default_factory=dict)  # in bytes, of files that are made or stay, by path
    volume_before: PrintedVolume | None = None  # whose pages are shown instead of those of today
    _made: dict[Callable[[Site], Any], Any] = field(default_factory=dict)

    def once(self, make: Callable[[Site], T]) -> T:
        """What a function makes of the site, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def size_of(self, job: Job) -> int:
        """How many bytes a file has; one of which that is not known yet is made."""
        if job.path not in self.sizes:
            self.sizes[job.path] = len(job.make())
        return self.sizes[job.path]

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Every template, style sheet and so on by its path below the folder of templates, in order."""
        return template_files(self.templates)

    @cached_property
    def printed(self) -> PrintedVolume:
        """The printed volume behind the edition; without one it is empty."""
        return self.volume_before or PrintedVolume(self.edition, self.memo)

    @cached_property
    def units(self) -> frozenset[str]:
        """Every id of the documents, and of requests in them: what a link can lead to."""
        requests = [request.id for request in self.edition.listed(RequestFields)]
        return frozenset(requests).union(*(document.units for document in self.edition.documents.values()))

    @cached_property
    def entry_digests(self) -> Mapping[str, str]:
        """A digest of all that each register entry says, by its id."""
        entries = self.edition.entries()
        return {ref: digest_of(ref, entry.model_dump_json()) for _, ref, entry in entries}

    @cached_property
    def register_digests(self) -> Mapping[str, str]:
        """A digest of each register, by its name."""
        registers, digests = self.edition.registers, self.entry_digests
        return {
            name: digest_of(name, *(digests[ref] for ref in held.entries)) for name, held in registers.items()
        }

    @cached_property
    def requests(self) -> Mapping[str, Sequence[RequestFields]]:
        """The requests of each letter."""
        by_letter: dict[str, list[RequestFields]] = defaultdict(list)
        for request in self.edition.listed(RequestFields):
            by_letter[request.letter].append(request)
        return by_letter

    @property
    def letters(self) -> Sequence[LetterHead]:
        """The letters in the order of the edition."""
        return self.edition.letters

    @property
    def essays(self) -> Sequence[EssayHead]:
        """Essays, introductions, sources and editorial texts, in the order of the edition."""
        return self.edition.essays

    def letter(self, ref: str) -> LetterView:
        """A letter with its text."""
        document = self.edition.documents[ref]
        head = document.head if isinstance(document.head, LetterHead) else None
        return letter_view(document.tree, self._text_page(ref), self.config, head)

    @property
    def start(self) -> Markup:
        """The words of the start page; empty where the edition has none of its own."""
        document = self.edition.start
        return (
            content(document.tree, Page("", units=self.units, phrases=self.config.phrases))
            if document
            else Markup("")
        )

    def essay(self, ref: str) -> EssayView:
        """An essay with its text."""
        return essay_view(self.edition.documents[ref].tree, self._text_page(ref), self.config)

    @cached_property
    def registers(self) -> Sequence[Register[RegisterEntry]]:
        """The registers that have pages, in the order in which readers are offered them."""
        offered = [self.edition.registers[name] for name, kind in KINDS.items() if kind.own_pages]
        return [register for register in offered if register.entries]

    @cached_property
    def has_chronology(self) -> bool:
        """Are there events?"""
        return bool(self.edition.register(Event).entries)

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """The ids of the entries of the glossary, by their names in small letters."""
        return {term.name.casefold(): ref for ref, term in self.edition.register(Term).entries.items()}

    @cached_property
    def has_essays(self) -> bool:
        """Is there anything to read beside the letters and what is said about the edition?"""
        return any(essay.kind != "editorial" for essay in self.essays)

    @cached_property
    def has_archives(self) -> bool:
        """Is it known of any letter where it lies?"""
        return any(letter.repository for letter in self.letters)

    @property
    def has_routes(self) -> bool:
        """Are there routes through the letters?"""
        return bool(self.edition.listed(RouteFields))

    @property
    def has_errata(self) -> bool:
        """Is it known where the volume is wrong?"""
        return self.config.volume is not None and bool(self.edition.listed(ErratumFields))

    @cached_property
    def has_cyrillic(self) -> bool:
        """Are there names in Cyrillic?"""
        return any(entry.cyrillic for _, _, entry in self.edition.entries())

    def _page(self, ref: str) -> Page:
        return Page(root_of(address(ref)), ref, self.units, phrases=self.config.phrases)

    def _text_page(self, ref: str) -> Page:
        breaks = pages_begun(self.edition.documents[ref].tree, self.printed.pages.get(ref))
        return replace(self._page(ref), earlier=self._earlier(ref), breaks=breaks)

    @cached_property
    def versions(self) -> Sequence[FrozenVersion]:
        """The versions that were published, the oldest first."""
        changes = {change.version: change for change in self.edition.changes}
        versions = [
            FrozenVersion(
                release,
                changes.get(release.version),
                frozen_documents(self.edition, release, self.memo, self.config.phrases),
            )
            for release in self.edition.releases
        ]
        compared = [frozen for version in versions for frozen in version.documents.values()]
        unknown = [frozen for frozen in compared if self.memo.find(frozen.key) is None]
        for frozen, comparison in zip(unknown, run(compare_with_today, unknown), strict=True):
            self.memo.keep(frozen.key, comparison)
        return versions

    def frozen(self, ref: str) -> Sequence[Frozen]:
        """A document in each of the versions that have it, the oldest first."""
        return [version.documents[ref] for version in self.versions if ref in version.documents]

    def entry_history(self, ref: str) -> str:
        """When a register entry was first published and revised."""
        registry = self.edition.registry
        first = registry.published.get(ref)
        if first is None:
            return ""
        revised = registry.revised.get(ref, ())
        say = self.config.phrases.say
        if not revised:
            return say("in the edition since {version}", version=first.version)
        return say(
            "in the edition since {version}, revised in {versions}",
            version=first.version,
            versions=self.config.phrases.listed(revised),
        )

    def _earlier(self, ref: str) -> Mapping[str, str]:
        """By id the address at which a revised unit of a document is shown as it was before."""
        successors: dict[str, str] = {}
        for element in select(self.edition.documents[ref].tree, "//*[@change]"):
            unit = str(element.get(XML_ID) or element.xpath("string(../@xml:id)"))
            before = self._before(ref, element.get("change", "").split()[-1])
            if before is not None:
                successors[unit] = before.leads_to(unit)
        return successors

    def _before(self, ref: str, change: str) -> Frozen | None:
        """A document in the last version before a change."""
        order = {version: place for place, version in enumerate(self.edition.registry.versions)}
        limit = order.get(change.removeprefix("#v"), len(order))
        older = [frozen for frozen in self.frozen(ref) if order.get(frozen.version, -1) < limit]
        return older[-1] if older else None

    @cached_property
    def mentions(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of each register entry, in the order of the edition."""
        by_entry: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.edition.mentions:
            by_entry[mention.entry].append(mention)
        return by_entry

    @cached_property
    def letters_mentioning(self) -> Counter[str]:
        """In how many letters each register entry is mentioned."""
        letters = {letter.id for letter in self.letters}
        pairs = {(mention.entry, mention.document) for mention in self.edition.mentions}
        return Counter(entry for entry, document in pairs if document in letters)

    @cached_property
    def on_topic(self) -> Mapping[str, Sequence[LetterHead]]:
        """The letters on each topic."""
        by_topic: dict[str, list[LetterHead]] = defaultdict(list)
        for letter in self.letters:
            for topic in letter.topics:
                by_topic[topic].append(letter)
        return by_topic

    def canonical(self, path: str) -> str:
        """The one address under which a page is to be known: a folder, without the name of its index."""
        return self.config.url + path.removesuffix("index.html")

    @cached_property
    def included(self) -> int:
        """How many letters have their text."""
        return sum(letter.included for letter in self.letters)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What a link to a document or register entry says."""
        labels = {ref: with_apostrophes(entry.name) for _, ref, entry in self.edition.entries()}
        labels |= {essay.id: essay.title for essay in self.essays}
        labels |= {route.id: route.title for route in self.edition.listed(RouteFields)}
        say = self.config.phrases.say
        return labels | {
            letter.id: say("Letter {number}, {title}", number=letter.number, title=letter.title)
            for letter in self.letters
        }

    def named_in(self, document: str) -> Sequence[tuple[Kind, Sequence[tuple[str, RegisterEntry]]]]:
        """The register entries that a document names: (kind, entries in order)."""
        refs = self.named.get(document, set())
        by_register = []
        for register in self.registers:
            entries = register.entries
            named = sorted((entries[ref].sort_form.casefold(), ref) for ref in refs & entries.keys())
            if named:
                by_register.append((register.kind, [(ref, entries[ref]) for _, ref in named]))
        return by_register

    @cached_property
    def named(self) -> Mapping[str, set[str]]:
        """By document the ids of the entries that it names."""
        by_document: dict[str, set[str]] = defaultdict(set)
        for mention in self.edition.mentions:
            by_document[mention.document].add(mention.entry)
        return by_document

    def former_notes(self, document: str) -> Sequence[tuple[End, str]]:
        """The notes of a document that have ended, each with what it is now ("" when it is gone)."""
        registry = self.edition.registry
        ends = [end for end in registry.ended_in(document, "note") if end.id not in self.units]
        return [(end, registry.successor(end.id)) for end in ends]

    def absent(self, document: str) -> Sequence[str]:
        """Published ids of a document that its page does not show: those of a text that is not included."""
        told = {end.id for end, _ in self.former_notes(document)}
        rows = self.edition.registry.ids_by_document.get(document, ())
        return [i.partition(".")[2] for i in rows if "." in i and i not in self.units and i not in told]

    def label(self, ref: str) -> str:
        """What a link to a document or register entry says; its id where there is no such thing."""
        return self.labels.get(ref, ref)

    def linked_units(self, document: Document) -> frozenset[str]:
        """The facts that tell whether what a document links to is there."""
        return frozenset(f"units:{other}" for other in document.facts.links_to)
