"""What the page of a register entry shows: the entry itself, where it is named, and in whose company."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from markupsafe import Markup

from edition.forms.base import Citation
from edition.forms.language import Language, wording
from edition.forms.registers import Event, Person, Place, RegisterEntry, Topic, Work
from edition.kinds import Kind
from edition.lookup.addresses import address, href
from edition.model import Document, Mention, Register
from edition.render.citing.items import work_item
from edition.render.citing.styles import Styles
from edition.render.drawing.map import Locator, make_locator
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.entry_words import (
    NOT_NAMED,
    coordinates,
    life,
    named_in,
    offices,
    position,
    treated,
)
from edition.render.fates import told_fate
from edition.render.pages.entry_letters import ROOT, EntryLetters, LetterLinks
from edition.render.pages.letter_links import link_letters
from edition.render.pages.naming import Naming, by_year, company
from edition.render.pages.parts import Listing, parts_of
from edition.render.pages.passages import HEADINGS, PassageGroup, Voices, grouped, passages, voices
from edition.render.site import Site
from edition.tei.facts import plain_text
from edition.tei.heads import LetterHead
from edition.tei.tree import select
from edition.words.dates import parse_date
from edition.words.typography import fold_apostrophes, unbroken

CITED, UNTITLED = wording("Cited in"), wording("Cited without its title")
OPEN_UP_TO = 60  # so many mentions stand open; more are folded by year


@dataclass(frozen=True)
class Counting:
    """The letters that name an entry or treat a topic, drawn over the years and told in a sentence. `groups`:
    what matters most comes first: (heading, how many letters, links to them)."""

    letters: Sequence[LetterHead]
    links: LetterLinks
    groups: Sequence[tuple[str, int, Markup]]
    line: Markup
    sentence: str


@dataclass(frozen=True)
class Company:
    """Persons, or organisations, named together with an entry, each with the number of letters that name
    both, and these letters; where there is one letter only, all their names in one piece."""

    heading: str
    members: Sequence[tuple[str, int, Markup]]


@dataclass(frozen=True)
class EntryView:
    """The values of the templates in `entry/`, but for the entry itself."""

    life: str
    offices: Sequence[tuple[str, str]]
    spellings: Sequence[str]
    counting: Counting
    company: Sequence[Company]
    topics: Sequence[tuple[str, int]]
    groups: Sequence[PassageGroup]
    mentions: Listing[Mention]
    open: bool
    events: Sequence[tuple[str, Event]]
    narrower: Sequence[tuple[str, int]]
    sent: Markup
    locator: Markup
    position: str
    reference: Markup
    cited: Sequence[tuple[str, Sequence[str]]]
    sources: Sequence[tuple[Citation, Markup]]
    prose: Markup
    fate: tuple[str, str]


@dataclass(frozen=True)
class Entries:
    """Makes the views of all entries of a site; what they share is computed once."""

    site: Site
    naming: Naming

    @property
    def phrases(self) -> Language:
        """The language of the site."""
        return self.site.config.phrases

    @cached_property
    def letters(self) -> EntryLetters:
        """The letters that concern each entry."""
        return EntryLetters(self.site, self.naming)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        """Letters first, then the essays by kind as `passages` shows them."""
        kinds = list(HEADINGS)
        rank = {essay.id: 1 + kinds.index(essay.kind) for essay in self.site.essays if essay.kind in kinds}
        letters = {letter.id for letter in self.site.letters}
        documents = sorted(self.site.edition.documents, key=lambda ref: rank.get(ref, ref not in letters))
        return {ref: index for index, ref in enumerate(documents)}

    @cached_property
    def _voices(self) -> Voices:
        return voices(self.site)

    @cached_property
    def _years(self) -> tuple[int, int] | None:
        years = by_year(self.site.letters)
        return (min(years), max(years)) if years else None

    @cached_property
    def _events(self) -> Mapping[str, Sequence[tuple[str, Event]]]:
        """The events of the chronology that name a person or organisation, in order of time."""
        by_person: dict[str, list[tuple[str, Event]]] = defaultdict(list)
        for ref, event in events_in_time(self.site):
            for person in event.persons:
                by_person[person].append((ref, event))
        return by_person

    @cached_property
    def _locator(self) -> Locator | None:
        places = self.site.edition.register(Place).entries.values()
        points = [point for place in places if (point := coordinates(place))]
        return make_locator(points) if points else None

    def view(self, kind: Kind, ref: str, entry: RegisterEntry) -> EntryView:
        """All that is shown of an entry."""
        link = partial(href, root=ROOT)
        mentions = self.mentions(ref)
        counting = self._counting(ref, entry)
        units = self.site.units
        return EntryView(
            life=life(entry, self.phrases),
            offices=offices(entry, self.phrases),
            spellings=[s for s in (*entry.variants, *entry.ambiguous) if s != entry.name],
            counting=counting,
            company=self._company(ref, counting.links) if kind.by_spelling else (),
            topics=self._topics(counting.letters) if kind.linked else (),
            groups=self.passages(mentions.items, ROOT),
            mentions=mentions,
            open=len(mentions.items) <= OPEN_UP_TO,
            events=self._events.get(ref, ()),
            narrower=self._narrower.get(ref, ()),
            sent=counting.links.to(self.letters.sent_from(ref)),
            locator=self._locate(entry),
            position=position(entry, self.phrases),
            reference=told_reference(ref, entry, self.site.config.phrases),
            cited=self._cited(entry),
            sources=[(source, link_letters(source.locator, units, link)) for source in entry.sources],
            prose=link_letters(entry.in_letters if isinstance(entry, Person) else "", units, link),
            fate=fate_term(self.site, entry),
        )

    def mentions(self, ref: str) -> Listing[Mention]:
        """The mentions of an entry that its page shows: all, or none where there are so many that they have
        pages by year."""
        mentions, path = self.site.mentions.get(ref, ()), f"{address(ref)}index.html"
        most = self.site.config.longest.mentions
        if len(mentions) <= most:
            return Listing(path, mentions)
        groups = grouped(mentions, self._voices, self._order)
        folder = f"{address(ref)}mentions/"
        return Listing(
            path,
            (),
            parts_of(
                groups, whole=path, folder=folder, what=wording("Mentions"), most=most, phrases=self.phrases
            ),
        )

    def passages(self, mentions: Iterable[Mention], root: str) -> list[PassageGroup]:
        """Mentions as passages, by year and kind."""
        return passages(grouped(mentions, self._voices, self._order), self._voices, root)

    def _counting(self, ref: str, entry: RegisterEntry) -> Counting:
        if isinstance(entry, Topic):
            letters = self.site.on_topic.get(ref, ())
            sentence = treated(len(letters), by_year(letters), self.phrases)
            what = self.phrases.say("Letters on {name}", name=entry.name)
        else:
            letters = self.letters.naming_it(ref)
            sentence = self._naming(ref, entry, letters)
            what = self.phrases.say("Letters that mention {name}", name=entry.name)
        listing = self.letters.listing(ref)
        links = self.letters.links(listing)
        groups = [(role, len(heads), links.to(heads)) for role, heads in self.letters.roles(ref).items()]
        return Counting(letters, links, groups, self._line(what, by_year(letters)), sentence)

    def _naming(self, ref: str, entry: RegisterEntry, letters: Sequence[LetterHead]) -> str:
        times = self.naming.times.get(ref, 0)
        elsewhere = len(self.site.mentions.get(ref, ())) - times
        sentence = named_in(times, len(letters), elsewhere, by_year(letters), self.phrases)
        if sentence == self.phrases.say(NOT_NAMED) and self.letters.prints(ref):
            return ""
        if sentence == self.phrases.say(NOT_NAMED) and cited_in(entry):
            named_by_title = any(heading == self.phrases.say(CITED) for heading, _ in self._cited(entry))
            return "" if named_by_title else self.phrases.say("Not mentioned by its title.")
        return sentence

    def _cited(self, entry: RegisterEntry) -> list[tuple[str, Sequence[str]]]:
        """The notes and letters that cite a work, those with its title in their words and those without."""
        by_heading: dict[str, list[str]] = {CITED: [], UNTITLED: []}
        for unit in cited_in(entry):
            titled = has_title(self.site.edition.documents.get(unit.split(".")[0]), unit, entry)
            by_heading[CITED if titled else UNTITLED].append(unit)
        return [(self.phrases.say(heading), units) for heading, units in by_heading.items() if units]

    def _line(self, what: str, years: Mapping[int, int]) -> Markup:
        return draw_sparkline(years, *self._years, what) if years and self._years else Markup("")

    def _company(self, ref: str, links: LetterLinks) -> list[Company]:
        """Those named with an entry in two letters or more, persons and others apart; with one that a single
        letter names, all."""
        if len(self.naming.letters.get(ref, ())) == 1:
            return self._all_company(ref)
        together = self.naming.together(ref, least=2)
        sides = [
            Company(self.phrases.say(register.kind.heading), self._most(ref, together, register, links))
            for register in company(self.site)
        ]
        return [side for side in sides if side.members]

    def _all_company(self, ref: str) -> list[Company]:
        together = {other for other, _ in self.naming.together(ref)}
        named = sorted(together & self._in_company.keys(), key=self._in_company.__getitem__)
        names = Markup("\u00a0· ".join(map(self.link, named)))
        return [Company("", [("", len(named), names)])] if named else []

    @cached_property
    def _in_company(self) -> Mapping[str, int]:
        """The place of each entry among all that may be named together."""
        refs = [ref for register in company(self.site) for ref in register.entries]
        return {ref: place for place, ref in enumerate(refs)}

    def _most(
        self,
        ref: str,
        together: Sequence[tuple[str, int]],
        register: Register[RegisterEntry],
        links: LetterLinks,
    ) -> list[tuple[str, int, Markup]]:
        members = [item for item in together if item[0] in register.entries][: register.kind.company]
        return [(other, count, links.to(self.letters.naming_both(ref, other))) for other, count in members]

    @cached_property
    def _links(self) -> dict[str, Markup]:
        return {}

    def link(self, ref: str) -> Markup:
        """A link from any entry's page to an entry or document, saying its name; made once."""
        if ref not in self._links:
            self._links[ref] = self.link_from(ROOT, ref)
        return self._links[ref]

    def link_from(self, root: str, ref: str) -> Markup:
        """The same from a page with this path to the root."""
        name = unbroken(self.site.label(ref))
        return Markup('<a href="{}">{}</a>').format(href(ref, root), name)

    def _topics(self, letters: Sequence[LetterHead]) -> list[tuple[str, int]]:
        counts = Counter(topic for letter in letters for topic in letter.topics)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def _narrower(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """The topics below each, with the number of their letters."""
        by_topic: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for ref, topic in self.site.edition.register(Topic).entries.items():
            if topic.broader:
                by_topic[topic.broader].append((ref, len(self.site.on_topic.get(ref, ()))))
        return by_topic

    def _locate(self, entry: RegisterEntry) -> Markup:
        point = coordinates(entry)
        if point is None or self._locator is None:
            return Markup("")
        return self._locator.show(*point, title=self.phrases.say("{name} on the map", name=entry.name))


def events_in_time(site: Site) -> list[tuple[str, Event]]:
    """The events of the chronology, the earliest first."""
    events = site.edition.register(Event).entries.items()
    return sorted(events, key=lambda item: (parse_date(item[1].date).sort_key, item[0]))


def fate_term(site: Site, entry: RegisterEntry) -> tuple[str, str]:
    """What became of a person, in words, and the entry of the glossary that explains the manner ("" for
    none)."""
    if not isinstance(entry, Person) or entry.fate is None:
        return "", ""
    return told_fate(entry.fate, site.config.phrases), site.terms.get(entry.fate.manner.casefold(), "")


def cited_in(entry: RegisterEntry) -> Sequence[str]:
    """The notes and letters that cite a work where its title does not stand as one."""
    return entry.cited_in if isinstance(entry, Work) else ()


def told_reference(ref: str, entry: RegisterEntry, language: Language) -> Markup:
    """How one cites a work, unless that is its name and no more."""
    reference = work_reference(ref, entry, language)
    return reference if _bare(reference.striptags()) != _bare(entry.name) else Markup("")


def work_reference(ref: str, entry: RegisterEntry, language: Language) -> Markup:
    """A work as a bibliography has it; nothing where the register only names it."""
    if isinstance(entry, Work) and entry.csl:
        return Styles(language).chicago_bibliography(work_item(ref, entry))
    return Markup("")


def has_title(document: Document | None, unit: str, entry: RegisterEntry) -> bool:
    """Do the words of a note or letter contain a title of the work?"""
    elements = select(document.tree, "//*[@xml:id=$unit]", unit=unit) if document else []
    words = " ".join(f" {_bare(plain_text(element))} " for element in elements)
    return any(f" {_bare(title)} " in words for title in (entry.name, *entry.variants))


def _bare(text: str) -> str:
    """Letters and digits alone: titles are set off in many ways."""
    return " ".join(re.findall(r"\w+", fold_apostrophes(text).replace("’", "").casefold()))
