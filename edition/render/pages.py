"""Routes and templates: which pages there are, and what each is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from edition.addresses import address, href, root_of, unit_label
from edition.concordance import PageRange
from edition.dates import in_words, parse_date
from edition.model import Edition, Job, Mention
from edition.render.behaviours import Page, content
from edition.render.emendations import emendations
from edition.render.essay import EssayView, essay_view
from edition.render.letter import LetterView, letter_view
from edition.render.printed import PrintedVolume, emphasised
from edition.schemas import ConfigFields, Event, RegisterEntry, Topic
from edition.tei import E, ids_in

# register → (heading, folder, one of them)
REGISTERS = {
    "persons": ("Persons", "persons", "Person"),
    "organisations": ("Organisations", "organisations", "Organisation"),
    "places": ("Places", "places", "Place"),
    "works": ("Works", "works", "Work"),
    "glossary": ("Glossary", "terms", "Term"),
    "topics": ("Topics", "topics", "Topic"),
}
Values = Callable[[], dict[str, object]]
Route = tuple[str, frozenset[str], str, Values]


@dataclass(frozen=True)
class Site:
    """What all templates know."""

    edition: Edition
    config: ConfigFields
    environment: Environment
    letters: Sequence[LetterView]
    essays: Sequence[EssayView]
    units: frozenset[str]
    printed: PrintedVolume

    @property
    def included(self) -> int:
        return sum(letter.included for letter in self.letters)

    def page(self, path: str, template: str, values: Mapping[str, object]) -> bytes:
        root = root_of(path)
        context = {"config": self.config, "site": self, "root": root, "path": path}
        page = self.environment.get_template(template)
        return page.render(**context, href=partial(href, root=root), **values).encode()

    def label(self, ref: str) -> str:
        """What a link to a document or register entry says."""
        for letter in self.letters:
            if letter.id == ref:
                return f"Letter {letter.number}, {letter.title}"
        for essay in self.essays:
            if essay.id == ref:
                return essay.title
        entry = self.edition.entry(ref)
        return entry.name if entry else ref


def environment(templates: Path) -> Environment:
    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["in_words"] = in_words
    env.filters["unit_label"] = unit_label
    env.filters["emphasis"] = _emphasis
    env.filters["by_document"] = _by_document
    env.globals["registers"] = REGISTERS
    return env


def _emphasis(text: str) -> Markup:
    """Plain text in which `*…*` is italic."""
    return content(E("p", *emphasised(text)), Page(""))


def _by_document(units: Sequence[PageRange]) -> list[tuple[str, list[PageRange]]]:
    return [(ref, list(group)) for ref, group in groupby(units, key=lambda pages: pages.unit.split(".")[0])]


def plan(printed: PrintedVolume, config: ConfigFields, templates: Path) -> Iterator[Job]:
    """All pages of the site."""
    edition = printed.edition
    units = frozenset(unit for document in edition.documents.values() for unit in ids_in(document.tree))
    letters, essays = [], []
    for document in edition.documents.values():
        page = Page(root_of(address(document.id)), document.id, units)
        if document.kind == "letter":
            letters.append(letter_view(document.tree, page, config))
        else:
            essays.append(essay_view(document.tree, page, config))
    site = Site(edition, config, environment(templates), letters, essays, units, printed)
    for routes in (_general, _printed, _letters, _essays, _registers, _chronology):
        for path, uses, template, values in routes(site):
            yield Job(path, uses | {f"template:{template}"}, _maker(site, path, template, values))


def _maker(site: Site, path: str, template: str, values: Values) -> Callable[[], bytes]:
    return lambda: site.page(path, template, values())


def _documents(site: Site) -> frozenset[str]:
    return frozenset(f"document:{ref}" for ref in site.edition.documents)


def _general(site: Site) -> Iterator[Route]:
    every = _documents(site)
    yield "index.html", every, "index.html.j2", lambda: {"years": _by_year(site.letters)}
    yield "letters/index.html", every, "letters.html.j2", lambda: {"years": _by_year(site.letters)}
    yield "about/index.html", frozenset({"config"}), "about.html.j2", dict
    groups: Values = lambda: {"groups": emendations(site.edition)}  # noqa: E731
    yield "about/emendations/index.html", every, "emendations.html.j2", groups
    yield "404.html", frozenset({"config"}), "404.html.j2", dict


def _printed(site: Site) -> Iterator[Route]:
    printed, uses = site.printed, _documents(site) | {"index", "names"}
    yield "about/concordance/index.html", uses, "concordance.html.j2", partial(_concordance, printed)
    yield "about/printed-index/index.html", uses, "printed_index.html.j2", lambda: {"rows": printed.index}
    head = site.edition.names.head if site.edition.names else ""
    names: Values = lambda: {"names": printed.names, "head": head}  # noqa: E731
    yield "about/printed-names/index.html", uses, "printed_names.html.j2", names


def _concordance(printed: PrintedVolume) -> dict[str, object]:
    found = printed.concordance
    certain = sum(pages.certain for pages in found.pages.values()) if found else 0
    return {"found": found, "printed": printed, "index": printed.index, "certain": certain}


def _letters(site: Site) -> Iterator[Route]:
    discussed, events = _discussions(site.essays), _events_of(site.edition)
    for letter in site.letters:
        uses = frozenset({f"document:{letter.id}"})
        values = {
            "letter": letter,
            "essays": discussed.get(letter.id, []),
            "events": events.get(letter.id, []),
        }
        yield f"letters/{letter.number}/index.html", uses, "letter.html.j2", partial(dict, values)


def _essays(site: Site) -> Iterator[Route]:
    if site.essays:
        yield "essays/index.html", _documents(site), "essays.html.j2", dict
    for essay in site.essays:
        uses = frozenset({f"document:{essay.id}"})
        yield address(essay.id) + "index.html", uses, "essay.html.j2", partial(dict, essay=essay)


def _registers(site: Site) -> Iterator[Route]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in site.edition.mentions:
        mentions[mention.entry].append(mention)
    on_topic: dict[str, list[LetterView]] = defaultdict(list)
    for letter in site.letters:
        for topic in letter.topics:
            on_topic[topic].append(letter)
    for kind, (heading, folder, _) in REGISTERS.items():
        if kind not in site.edition.registers:
            continue
        uses = frozenset({f"register:{kind}"}) | _documents(site)
        entries = sorted(site.edition.registers[kind].entries.items(), key=lambda item: _sort_key(item[1]))
        counts = {ref: len(on_topic[ref] if kind == "topics" else mentions[ref]) for ref, _ in entries}
        values = {"kind": kind, "heading": heading, "entries": entries, "counts": counts}
        template = "topics.html.j2" if kind == "topics" else "register.html.j2"
        yield f"{folder}/index.html", uses, template, partial(dict, values)
        for ref, entry in entries:
            one = {"kind": kind, "ref": ref, "entry": entry, "letters": on_topic[ref], "units": site.units}
            one["narrower"] = [r for r, e in entries if isinstance(e, Topic) and e.broader == ref]
            one["mentions"] = _grouped(mentions[ref], site.edition)
            yield address(ref) + "index.html", uses, "entry.html.j2", partial(dict, one)


def _chronology(site: Site) -> Iterator[Route]:
    register = site.edition.registers.get("events")
    if register is None:
        return
    events = [(ref, event) for ref, event in register.entries.items() if isinstance(event, Event)]
    events.sort(key=lambda item: (parse_date(item[1].date).sort_key, item[0]))
    years = [
        (year, list(group))
        for year, group in groupby(events, key=lambda item: parse_date(item[1].date).sort_key[:4])
    ]
    uses = frozenset({"register:events"}) | _documents(site)
    yield "chronology/index.html", uses, "chronology.html.j2", lambda: {"years": years}


def _discussions(essays: Iterable[EssayView]) -> dict[str, list[EssayView]]:
    """The essays that discuss each letter."""
    found: dict[str, list[EssayView]] = defaultdict(list)
    for essay in essays:
        for ref in essay.letters:
            found[ref].append(essay)
    return found


def _events_of(edition: Edition) -> dict[str, list[tuple[str, Event]]]:
    """The events on which each letter turns, in order of time."""
    found: dict[str, list[tuple[str, Event]]] = defaultdict(list)
    register = edition.registers.get("events")
    for ref, event in register.entries.items() if register else ():
        if isinstance(event, Event):
            for letter in event.letters:
                found[letter].append((ref, event))
    for events in found.values():
        events.sort(key=lambda item: parse_date(item[1].date).sort_key)
    return found


def _by_year(letters: Iterable[LetterView]) -> list[tuple[str, list[LetterView]]]:
    """Letters under their year, in the order of the edition; undated ones last."""
    return [(year, list(group)) for year, group in groupby(letters, key=lambda letter: letter.year)]


def _grouped(mentions: list[Mention], edition: Edition) -> list[tuple[str, list[Mention]]]:
    """Mentions under their document, in the order of the edition."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.document].append(mention)
    return [(ref, found[ref]) for ref in edition.documents if ref in found]


def _sort_key(entry: RegisterEntry) -> str:
    return entry.sort_form.casefold()
